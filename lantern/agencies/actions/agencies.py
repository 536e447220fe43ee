"""Agencies join the partnership."""

from datetime import datetime

from django.db import IntegrityError, transaction

from lantern.access.actor import Actor
from lantern.agencies.details import AgencyDetails
from lantern.agencies.events import AgencyAdded
from lantern.agencies.models import Agency
from lantern.agencies.policies import can_add_agency
from lantern.audit.record import announce
from lantern.core.errors import Invalid


@transaction.atomic
def add(details: AgencyDetails, *, by: Actor, at: datetime) -> Agency:
    """Bring an agency into the partnership. Its short name must be new."""
    can_add_agency(by).require()
    if not details.name.strip():
        raise Invalid({"name": "Enter the agency’s name"})
    agency = _insert(details)
    announce(AgencyAdded(about=agency.slug, by=by.id, at=at, kind=agency.kind))
    return agency


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
            )
    except IntegrityError as fault:
        sentence = f"There is an agency called “{details.slug}” already. Choose another short name"
        raise Invalid({"slug": sentence}) from fault
