from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0002_first_day_on_lantern"),
    ]

    operations = [
        migrations.AddField(
            model_name="agency",
            name="rulebook_from",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="agency",
            name="rulebook_before",
            field=models.CharField(blank=True, max_length=60),
        ),
    ]
