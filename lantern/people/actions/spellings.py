"""The keys by which a child is found by name: a step of every action that writes names."""

from collections.abc import Collection
from typing import Final

from lantern.people import names
from lantern.people.models import Child, NameKey

_BATCH: Final = 1000


def keep(children: Collection[Child]) -> None:
    """Make the keys of these children what their names say: three queries, however many."""
    wanted = {
        (child.pk, key)
        for child in children
        for key in names.keys(child.given_name, child.family_name, child.also_known_as)
    }
    there = {
        (row.child_id, row.key): row.pk
        for row in NameKey.objects.filter(child__in=[child.pk for child in children])
    }
    gone = [pk for identity, pk in there.items() if identity not in wanted]
    if gone:
        NameKey.objects.filter(pk__in=gone).delete()
    NameKey.objects.bulk_create(
        (NameKey(child_id=child, key=key) for child, key in sorted(wanted - there.keys())),
        batch_size=_BATCH,
    )
