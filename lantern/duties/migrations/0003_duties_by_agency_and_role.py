from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("duties", "0002_what_a_duty_tells_and_why")]

    operations = [
        migrations.RemoveIndex(model_name="duty", name="duty_of_agency"),
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(
                fields=["agency", "role", "ended_at", "due_at"], name="duty_of_role"
            ),
        ),
    ]
