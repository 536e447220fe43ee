from django.db import migrations

from lantern.core.append_only import append_only


class Migration(migrations.Migration):
    """What was done and what was seen is never changed, nor taken away."""

    dependencies = [("audit", "0001_first")]

    operations = [append_only("audit_auditevent"), append_only("audit_accessevent")]
