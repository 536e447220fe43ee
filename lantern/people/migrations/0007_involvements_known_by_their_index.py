from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0006_identifiers_by_value")]

    operations = [
        migrations.RemoveIndex(model_name="involvement", name="involvement_of_agency"),
        migrations.AddIndex(
            model_name="involvement",
            index=models.Index(
                fields=["agency", "child", "basis", "from_at", "until_at"],
                name="involvement_opens",
            ),
        ),
    ]
