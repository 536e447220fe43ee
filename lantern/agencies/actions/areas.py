"""Parts of an agency's area, which its teams cover."""

from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.agencies.events import AreaAdded
from lantern.agencies.models import Agency, Area
from lantern.agencies.policies import can_administer
from lantern.audit.record import announce
from lantern.core.errors import Invalid


@transaction.atomic
def add(agency: Agency, *, by: Actor, at: datetime, name: str) -> Area:
    """Name a part of an authority's or a force's area."""
    can_administer(by, agency).require()
    if not name.strip():
        raise Invalid({"name": "Enter the area’s name"})
    area = Area.objects.create(agency=agency, name=name.strip())
    announce(AreaAdded(about=agency.slug, by=by.id, at=at, area=area.name))
    return area
