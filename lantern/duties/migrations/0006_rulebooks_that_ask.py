from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("duties", "0005_duties_of_a_named_person")]

    operations = [
        migrations.AddField(
            model_name="duty",
            name="under",
            field=models.CharField(blank=True, default="", max_length=600),
            preserve_default=False,
        ),
    ]
