from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0005_children_found_by_name_keys")]

    operations = [
        migrations.AddIndex(
            model_name="identifier",
            index=models.Index(fields=["value"], name="identifier_by_value"),
        ),
    ]
