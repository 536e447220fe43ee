"""Children who become known by a file, many at once: steps of an arrival, which announces them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from lantern.access.actor import Actor
from lantern.agencies.models import Agency
from lantern.core.bulk import insert_all
from lantern.people import policies
from lantern.people.models import Child, Identifier, Involvement
from lantern.people.returned import Newcomer, StatedDetails
from lantern.vocabulary.agency import InvolvementBasis
from lantern.vocabulary.placement import IdentifierKind

_BATCH: Final = 500
_DETAILS: Final = ("born_on", "gender", "ethnicity")


@transaction.atomic
def add(
    newcomers: Sequence[Newcomer], *, authority: Agency, by: Actor, at: datetime
) -> list[Child]:
    """Start these children's records, in their order, visible to the authority responsible."""
    policies.can_bring_in(by, authority).require()
    children = Child.objects.bulk_create(
        [
            Child(
                responsible_authority=authority,
                born_on=one.born_on,
                gender=one.gender,
                ethnicity=one.ethnicity,
                recorded_at=at,
            )
            for one in newcomers
        ],
        batch_size=_BATCH,
    )
    insert_all(
        Involvement(
            child=child,
            agency=authority,
            basis=InvolvementBasis.RESPONSIBLE_AUTHORITY,
            because="record",
            from_at=at,
            recorded_at=at,
        )
        for child in children
    )
    known_by = zip(children, newcomers, strict=True)
    numbers = ((child.pk, newcomer.about, newcomer.upn) for child, newcomer in known_by)
    _number(numbers, authority, at)
    return children


@transaction.atomic
def bring_up_to_date(
    stated: Sequence[StatedDetails], *, authority: Agency, by: Actor, at: datetime
) -> list[Child]:
    """Write what is now stated of these children, and the numbers by which they are known now."""
    policies.can_bring_in(by, authority).require()
    wanted = {one.child_id: one for one in stated}
    children = list(Child.objects.select_for_update(no_key=True).filter(pk__in=list(wanted)))
    for child in children:
        for name in _DETAILS:
            value = getattr(wanted[child.pk], name)
            if value is not None and value != getattr(child, name):
                setattr(child, name, value)
        child.version += 1
    if children:
        Child.objects.bulk_update(children, [*_DETAILS, "version"], batch_size=_BATCH)
    _number(((one.child_id, one.reference, one.upn) for one in stated), authority, at)
    return children


def _number(numbers: Iterable[tuple[int, str, str]], authority: Agency, at: datetime) -> None:
    rows = []
    for child_id, reference, upn in numbers:
        if reference:
            rows.append(
                Identifier(
                    child_id=child_id,
                    kind=IdentifierKind.AUTHORITY_REFERENCE,
                    value=reference,
                    issuer=authority,
                    recorded_at=at,
                )
            )
        if upn:
            rows.append(
                Identifier(child_id=child_id, kind=IdentifierKind.UPN, value=upn, recorded_at=at)
            )
    insert_all(rows)
