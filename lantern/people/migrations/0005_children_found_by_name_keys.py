import django.db.models.deletion
from django.db import migrations, models

from lantern.people import names

_BATCH = 2000


def find_by_name(apps, schema_editor):
    """Fill the keys of every child on record, and the name key of rows from before there was one."""
    child_rows = apps.get_model("people", "Child").objects
    key_rows = apps.get_model("people", "NameKey").objects
    last = 0
    while True:
        some = list(
            child_rows.filter(pk__gt=last)
            .order_by("pk")
            .only("given_name", "family_name", "also_known_as", "name_key")[:_BATCH]
        )
        if not some:
            return
        last = some[-1].pk
        changed = []
        keys = []
        for child in some:
            spelled = (child.given_name, child.family_name, child.also_known_as)
            if child.name_key != names.key(*spelled):
                child.name_key = names.key(*spelled)
                changed.append(child)
            keys += [(child.pk, key) for key in sorted(names.keys(*spelled))]
        if changed:
            child_rows.bulk_update(changed, ["name_key"])
        key_rows.bulk_create(
            (key_rows.model(child_id=child, key=key) for child, key in keys), batch_size=_BATCH
        )


class Migration(migrations.Migration):
    dependencies = [("people", "0004_care_episodes")]

    operations = [
        migrations.CreateModel(
            name="NameKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(db_index=True, max_length=64)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="name_keys",
                        to="people.child",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="namekey",
            constraint=models.UniqueConstraint(
                fields=("child", "key"), name="a_name_key_of_a_child_once"
            ),
        ),
        migrations.RunPython(find_by_name, migrations.RunPython.noop),
    ]
