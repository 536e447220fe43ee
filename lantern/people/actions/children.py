"""Add a child, change what is known of the child, restrict the record."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, TypedDict, Unpack, cast

from django.db import transaction

from lantern.access.actor import Actor
from lantern.agencies.models import Agency
from lantern.audit.record import announce
from lantern.core.errors import Conflict, Invalid
from lantern.core.references import one_postcode, one_telephone
from lantern.people import checks, names, policies
from lantern.people.actions import involvements, spellings
from lantern.people.events import ChildAdded, ChildChanged, RecordRestricted, RestrictionLifted
from lantern.people.merging import merge
from lantern.people.models import Assignment, Child
from lantern.vocabulary.agency import AgencyKind, InvolvementBasis

NAMES: Final = frozenset({"given_name", "family_name", "also_known_as"})
SPELLINGS: Final = {"home_postcode": one_postcode, "telephone": one_telephone}


class ChildFields(TypedDict, total=False):
    """What may be known of a child. Anything may be left out (RF-001)."""

    given_name: str
    family_name: str
    also_known_as: str
    born_on: date | None
    gender: str
    ethnicity: str
    language: str
    telephone: str
    home_address: str
    home_postcode: str
    address_is_protected: bool
    school: Agency | None


@transaction.atomic
def add(*, by: Actor, at: datetime, authority: Agency, **fields: Unpack[ChildFields]) -> Child:
    """Start a child's record, with the authority that looks after the child or of the home."""
    policies.can_add(by, authority).require()
    child = Child(responsible_authority=authority, recorded_at=at)
    _write(child, _spelled(fields), at)
    child.save()
    spellings.keep([child])
    announce(ChildAdded(about=child.reference, by=by.id, at=at, authority=authority.slug))
    responsible = InvolvementBasis.RESPONSIBLE_AUTHORITY
    involvements.begin(child, authority, responsible, by=by, at=at, because="record")
    if by.agency_kind == AgencyKind.POLICE_FORCE:
        force = Agency.objects.get(slug=by.agency_slug)
        involvements.begin(child, force, InvolvementBasis.POLICE, by=by, at=at, because="record")
    _follow_school(child, None, by=by, at=at)
    return child


@transaction.atomic
def change(
    child: Child,
    *,
    by: Actor,
    at: datetime,
    version: int,
    seen: ChildFields | None = None,
    **fields: Unpack[ChildFields],
) -> Child:
    """Change details, from the version that the person had on screen (`seen`, where it is known).

    If somebody else changed the same details meanwhile, raises Conflict with both versions of
    them, and changes nothing.
    """
    policies.can_change(by, child, at=at).require()
    row = Child.objects.select_for_update(of=("self",), no_key=True).get(pk=child.pk)
    given = _spelled(fields)
    present = {name: getattr(row, name) for name in given}
    on_screen = present if version == row.version else _spelled(seen or {})
    found = merge(present, given, on_screen)
    if found.theirs:
        raise Conflict(
            "Somebody else changed this record while you were writing. Choose what to keep.",
            theirs={"version": row.version} | dict(found.theirs),
            yours={name: found.wanted[name] for name in found.theirs},
        )
    if not found.wanted:
        return row
    school = row.school
    _write(row, found.wanted, at)
    row.version += 1
    row.save()
    if found.wanted.keys() & NAMES:
        spellings.keep([row])
    names_of = ", ".join(sorted(found.wanted))
    announce(ChildChanged(about=row.reference, by=by.id, at=at, fields=names_of))
    _follow_school(row, school, by=by, at=at)
    return row


@transaction.atomic
def move_to_authority(child: Child, *, by: Actor, at: datetime, authority: Agency) -> Child:
    """Another authority is responsible from now on. The former one no longer sees the record."""
    policies.can_assign(by, child, at=at).require()
    row = Child.objects.select_for_update(of=("self",), no_key=True).get(pk=child.pk)
    former = row.responsible_authority
    if former.pk == authority.pk:
        return row
    responsible = InvolvementBasis.RESPONSIBLE_AUTHORITY
    row.responsible_authority = authority
    row.version += 1
    row.save(update_fields=["responsible_authority", "version"])
    announce(ChildChanged(about=row.reference, by=by.id, at=at, fields="responsible_authority"))
    involvements.begin(row, authority, responsible, by=by, at=at, because="record")
    involvements.end(row, former, responsible, by=by, at=at, because="record")
    return row


@transaction.atomic
def restrict(child: Child, *, by: Actor, at: datetime) -> Child:
    """Close the record to all but people named for the child (IS-003).

    Whoever says so is named for the child, so as not to lose sight of it.
    """
    policies.can_restrict(by, child, at=at).require()
    row = Child.objects.select_for_update(of=("self",), no_key=True).get(pk=child.pk)
    if row.is_restricted:
        return row
    row.is_restricted = True
    row.save(update_fields=["is_restricted"])
    if by.user_id is not None and by.agency_id is not None:
        Assignment.objects.create(
            child=row,
            role=min(by.roles),
            user_id=by.user_id,
            agency_id=by.agency_id,
            from_at=at,
            recorded_at=at,
        )
    announce(RecordRestricted(about=row.reference, by=by.id, at=at))
    return row


@transaction.atomic
def lift_restriction(child: Child, *, by: Actor, at: datetime) -> Child:
    """Open a restricted record again to every agency that is involved."""
    policies.can_restrict(by, child, at=at).require()
    row = Child.objects.select_for_update(of=("self",), no_key=True).get(pk=child.pk)
    if row.is_restricted:
        row.is_restricted = False
        row.save(update_fields=["is_restricted"])
        announce(RestrictionLifted(about=row.reference, by=by.id, at=at))
    return row


def _write(child: Child, fields: Mapping[str, Any], at: datetime) -> None:
    for name, value in fields.items():
        setattr(child, name, value)
    child.name_key = names.key(child.given_name, child.family_name, child.also_known_as)
    faults = checks.faults(child, at)
    if faults:
        raise Invalid(faults)


def _spelled(fields: ChildFields) -> dict[str, Any]:
    """The same details, a postcode and a telephone number in their one spelling."""
    given = cast("dict[str, Any]", fields)
    return {
        name: SPELLINGS[name](value) if name in SPELLINGS else value
        for name, value in given.items()
    }


def _follow_school(child: Child, former: Agency | None, *, by: Actor, at: datetime) -> None:
    if child.school == former:
        return
    basis = InvolvementBasis.SCHOOL
    if former is not None:
        involvements.end(child, former, basis, by=by, at=at, because="record")
    if child.school is not None:
        involvements.begin(child, child.school, basis, by=by, at=at, because="record")
