from django.db import migrations

from lantern.core.append_only import append_only


class Migration(migrations.Migration):
    """What was adopted, and each change of a draft, is never changed again."""

    dependencies = [("agreements", "0001_first")]

    operations = [append_only("agreements_adoption"), append_only("agreements_change")]
