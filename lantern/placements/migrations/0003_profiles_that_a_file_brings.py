from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("placements", "0002_ends_recorded_and_homes_run_by")]

    operations = [
        migrations.AlterField(
            model_name="profile", name="by", field=models.CharField(max_length=40)
        ),
    ]
