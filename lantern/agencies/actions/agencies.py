"""Agencies join the partnership."""

from dataclasses import fields
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction

from lantern.access.actor import Actor
from lantern.agencies.details import AgencyChanges, AgencyDetails
from lantern.agencies.events import AgencyAdded, AgencyChanged
from lantern.agencies.models import Agency
from lantern.agencies.policies import can_add_agency, can_administer
from lantern.audit.record import announce
from lantern.core.errors import Invalid
from lantern.core.instants import day_in_london

RESERVED: Final = frozenset({"add"})
"""Short names that are parts of addresses."""


@transaction.atomic
def add(details: AgencyDetails, *, by: Actor, at: datetime) -> Agency:
    """Bring an agency into the partnership. Its short name must be new."""
    can_add_agency(by).require()
    if not details.name.strip():
        raise Invalid({"name": "Enter the agency’s name"})
    if details.slug in RESERVED:
        raise Invalid({"slug": "Choose another short name: this one is an address of Lantern’s"})
    agency = _insert(details)
    announce(AgencyAdded(about=agency.slug, by=by.id, at=at, kind=agency.kind))
    return agency


@transaction.atomic
def change(agency: Agency, changes: AgencyChanges, *, by: Actor, at: datetime) -> Agency:
    """Say an agency’s name, telephone, rulebook or first day anew.

    Absences from before the first day of a rulebook are judged as they were before it was chosen.
    """
    can_administer(by, agency).require()
    if not changes.name.strip():
        raise Invalid({"name": "Enter the agency’s name"})
    row = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    wanted = {one.name: getattr(changes, one.name) for one in fields(changes)}
    wanted |= _worked_to(row, changes, day_in_london(at))
    differing = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if differing:
        for name, value in differing.items():
            setattr(row, name, value)
        row.save(update_fields=list(differing))
        said = ", ".join(sorted(differing))
        announce(AgencyChanged(about=row.slug, by=by.id, at=at, fields=said))
    return row


def _worked_to(row: Agency, changes: AgencyChanges, today: date) -> dict[str, object]:
    """To which rulebook it works from which day, and to which before."""
    if changes.rulebook == row.rulebook:
        return {"rulebook_from": changes.rulebook_from or row.rulebook_from}
    starts_on = changes.rulebook_from or today
    return {"rulebook_from": starts_on, "rulebook_before": row.rulebook_on(starts_on)}


def _insert(details: AgencyDetails) -> Agency:
    try:
        with transaction.atomic():
            return Agency.objects.create(
                slug=details.slug,
                name=details.name.strip(),
                kind=details.kind,
                code=details.code,
                telephone=details.telephone,
                within=details.within,
                rulebook=details.rulebook,
                rulebook_from=details.rulebook_from,
                first_day_on=details.first_day_on,
            )
    except IntegrityError as fault:
        sentence = f"There is an agency called “{details.slug}” already. Choose another short name"
        raise Invalid({"slug": sentence}) from fault
