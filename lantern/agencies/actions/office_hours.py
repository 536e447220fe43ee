"""When an agency's offices are open; outside those hours its duties fall to whoever covers them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.agencies.details import Opening
from lantern.agencies.events import OfficeHoursSet
from lantern.agencies.models import Agency, OfficeHours
from lantern.agencies.policies import can_administer
from lantern.audit.record import announce
from lantern.core.errors import Invalid


@transaction.atomic
def set_week(agency: Agency, openings: Sequence[Opening], *, by: Actor, at: datetime) -> None:
    """Say when the offices are open in a week, in place of what was said before."""
    can_administer(by, agency).require()
    _check(openings)
    OfficeHours.objects.filter(agency=agency).delete()
    OfficeHours.objects.bulk_create(
        OfficeHours(agency=agency, weekday=one.weekday, opens=one.opens, closes=one.closes)
        for one in openings
    )
    announce(OfficeHoursSet(about=agency.slug, by=by.id, at=at, days=len(openings)))


def _check(openings: Sequence[Opening]) -> None:
    if len({one.weekday for one in openings}) < len(openings):
        raise Invalid({"weekday": "Give each day of the week once"})
    if any(not 0 <= one.weekday <= 6 for one in openings):
        raise Invalid({"weekday": "Choose a day from Monday to Sunday"})
    if any(one.closes <= one.opens for one in openings):
        raise Invalid({"closes": "Enter a closing time that is after the opening time"})
