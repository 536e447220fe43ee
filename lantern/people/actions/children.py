"""Add a child, change what is known of the child, restrict the record."""

from contextlib import suppress
from datetime import date, datetime
from typing import Any, TypedDict, Unpack, cast

from django.db import transaction

from lantern.access.actor import Actor
from lantern.agencies.models import Agency
from lantern.audit.record import announce
from lantern.core.errors import Conflict, Invalid
from lantern.core.references import clean_postcode
from lantern.people import checks, names, policies
from lantern.people.actions import involvements
from lantern.people.events import ChildAdded, ChildChanged, RecordRestricted, RestrictionLifted
from lantern.people.models import Assignment, Child
from lantern.vocabulary.agency import AgencyKind, InvolvementBasis


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
    _write(child, fields, at)
    child.save()
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
    child: Child, *, by: Actor, at: datetime, version: int, **fields: Unpack[ChildFields]
) -> Child:
    """Change details, from the version that the person had on screen.

    If somebody else changed the record meanwhile, raises Conflict with both versions of whatever
    differs, and changes nothing.
    """
    policies.can_change(by, child, at=at).require()
    row = Child.objects.select_for_update(of=("self",), no_key=True).get(pk=child.pk)
    differing = _differing(row, fields)
    if not differing:
        return row
    if version != row.version:
        raise Conflict(
            "Somebody else changed this record while you were writing. Choose what to keep.",
            theirs={"version": row.version} | {name: getattr(row, name) for name in differing},
            yours=differing,
        )
    school = row.school
    _write(row, fields, at)
    row.version += 1
    row.save()
    announce(
        ChildChanged(about=row.reference, by=by.id, at=at, fields=", ".join(sorted(differing)))
    )
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


def _write(child: Child, fields: ChildFields, at: datetime) -> None:
    for name, value in fields.items():
        setattr(child, name, value)
    child.name_key = names.key(child.given_name, child.family_name, child.also_known_as)
    _spell_postcode(child)
    faults = checks.faults(child, at)
    if faults:
        raise Invalid(faults)


def _spell_postcode(child: Child) -> None:
    with suppress(ValueError):
        child.home_postcode = clean_postcode(child.home_postcode)


def _differing(row: Child, fields: ChildFields) -> dict[str, Any]:
    given = cast("dict[str, Any]", fields)
    return {name: value for name, value in given.items() if getattr(row, name) != value}


def _follow_school(child: Child, former: Agency | None, *, by: Actor, at: datetime) -> None:
    if child.school == former:
        return
    basis = InvolvementBasis.SCHOOL
    if former is not None:
        involvements.end(child, former, basis, by=by, at=at, because="record")
    if child.school is not None:
        involvements.begin(child, child.school, basis, by=by, at=at, because="record")
