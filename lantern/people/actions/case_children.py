"""Children as a case system describes them, many at once: steps of an arrival, which announces
them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from lantern.access.actor import Actor
from lantern.agencies.models import Agency
from lantern.core.errors import Invalid
from lantern.people import checks, names, policies
from lantern.people.actions import involvements, spellings
from lantern.people.described import DescribedChanges, DescribedChild, Number
from lantern.people.models import Child, Identifier, Involvement
from lantern.vocabulary.agency import InvolvementBasis

_BATCH: Final = 500
_WHY: Final = "record"


@transaction.atomic
def add(
    coming: Sequence[DescribedChild], *, authority: Agency, by: Actor, at: datetime
) -> list[Child]:
    """Start these children’s records, in their order, visible to the authority responsible."""
    policies.can_bring_in(by, authority).require()
    children = [
        described(Child(responsible_authority=authority, recorded_at=at), one.details, at=at)
        for one in coming
    ]
    Child.objects.bulk_create(children, batch_size=_BATCH)
    spellings.keep(children)
    Involvement.objects.bulk_create(
        [
            Involvement(
                child=child,
                agency=authority,
                basis=InvolvementBasis.RESPONSIBLE_AUTHORITY,
                because=_WHY,
                from_at=at,
                recorded_at=at,
            )
            for child in children
        ],
        batch_size=_BATCH,
    )
    known_by = zip(children, coming, strict=True)
    _number(((child.pk, one.numbers) for child, one in known_by), at)
    for child in children:
        _follow_school(child, None, by=by, at=at)
    return children


@transaction.atomic
def bring_up_to_date(
    changes: Sequence[DescribedChanges], *, authority: Agency, by: Actor, at: datetime
) -> list[Child]:
    """Write what is stated anew of these children, each of whom is the authority’s own.

    A number may be given to another authority’s child too; details may not.
    """
    policies.can_bring_in(by, authority).require()
    wanted = {one.child_id: one for one in changes}
    rows = Child.objects.select_for_update(of=("self",), no_key=True).select_related("school")
    children = list(rows.filter(pk__in=list(wanted)).order_by("pk"))
    changed, schools, written = [], [], {"version", "name_key"}
    for child in children:
        details = wanted[child.pk].details
        if not details:
            continue
        if child.responsible_authority_id != authority.pk:
            raise Invalid({"child": f"This is no child of {authority.name}’s"})
        schools.append((child, child.school))
        changed.append(described(child, details, at=at))
        child.version += 1
        written |= set(details)
    if changed:
        Child.objects.bulk_update(changed, sorted(written), batch_size=_BATCH)
        spellings.keep(changed)
    for child, former in schools:
        _follow_school(child, former, by=by, at=at)
    _number(((one.child_id, one.numbers) for one in changes), at)
    return children


def described(child: Child, details: Mapping[str, Any], *, at: datetime) -> Child:
    """The child with these details, not saved. Raises Invalid with a sentence for each field."""
    for name, value in details.items():
        setattr(child, name, value)
    child.name_key = names.key(child.given_name, child.family_name, child.also_known_as)
    faults = checks.faults(child, at)
    if faults:
        raise Invalid(faults)
    return child


def _number(numbers: Iterable[tuple[int, Sequence[Number]]], at: datetime) -> None:
    Identifier.objects.bulk_create(
        [
            Identifier(
                child_id=child_id,
                kind=number.kind,
                value=number.value,
                issuer_id=number.issuer_id,
                recorded_at=at,
            )
            for child_id, given in numbers
            for number in given
        ],
        batch_size=_BATCH,
    )


def _follow_school(child: Child, former: Agency | None, *, by: Actor, at: datetime) -> None:
    if child.school == former:
        return
    basis = InvolvementBasis.SCHOOL
    if former is not None:
        involvements.end(child, former, basis, by=by, at=at, because=_WHY)
    if child.school is not None:
        involvements.begin(child, child.school, basis, by=by, at=at, because=_WHY)
