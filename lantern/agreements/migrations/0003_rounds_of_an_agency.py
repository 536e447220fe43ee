import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "__first__"),
        ("agreements", "0002_what_was_agreed_stands"),
    ]

    operations = [
        migrations.AddField(
            model_name="ledgerround",
            name="agency",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.agency",
            ),
        ),
        migrations.AlterField(
            model_name="ledgerround",
            name="adoption",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ledger_rounds",
                to="agreements.adoption",
            ),
        ),
        migrations.AlterField(
            model_name="ledgerround",
            name="occasion",
            field=models.CharField(
                choices=[
                    ("adopted", "it was adopted"),
                    ("starts", "it starts"),
                    ("chosen", "an agency works to another"),
                ],
                max_length=10,
            ),
        ),
    ]
