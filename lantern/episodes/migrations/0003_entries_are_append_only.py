from django.db import migrations

from lantern.core.append_only import append_only


class Migration(migrations.Migration):
    """An entry is never changed: a correction is another entry."""

    dependencies = [("episodes", "0002_reasons_of_corrections")]

    operations = [append_only("episodes_entry")]
