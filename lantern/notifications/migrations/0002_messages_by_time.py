from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_first")]

    operations = [
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                fields=["user", "-recorded_at", "-id"], name="message_of_user_by_time"
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                fields=["team", "-recorded_at", "-id"], name="message_of_team_by_time"
            ),
        ),
    ]
