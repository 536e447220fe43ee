"""Where a children's home or foster household is, and whose it is."""

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction

from lantern.access.actor import Actor
from lantern.agencies.models import Agency
from lantern.agencies.policies import can_administer
from lantern.audit.record import announce
from lantern.core.errors import Invalid
from lantern.placements.events import HomeDescribed
from lantern.placements.models import Home
from lantern.vocabulary.agency import AgencyKind

HOMES = frozenset({AgencyKind.CHILDRENS_HOME, AgencyKind.FOSTER_HOUSEHOLD})


class HomeFields(TypedDict, total=False):
    """What is known of a home. `run_by` is the authority whose own it is, if it is one's."""

    address: str
    postcode: str
    provider: str
    run_by: Agency | None


@transaction.atomic
def describe(agency: Agency, *, by: Actor, at: datetime, **fields: Unpack[HomeFields]) -> Home:
    """Say, or say anew, where the home is and who runs it."""
    can_administer(by, agency).require()
    faults: dict[str, str] = {}
    if AgencyKind(agency.kind) not in HOMES:
        faults["agency"] = f"{agency.name} is not a home or a foster household"
    if not fields.get("address", "").strip():
        faults["address"] = "Enter the address"
    if not fields.get("postcode", "").strip():
        faults["postcode"] = "Enter the postcode"
    run_by = fields.get("run_by")
    if run_by is not None and run_by.kind != AgencyKind.LOCAL_AUTHORITY:
        faults["run_by"] = f"{run_by.name} is not a local authority"
    if faults:
        raise Invalid(faults)
    home, _ = Home.objects.update_or_create(
        agency=agency, defaults=dict(fields), create_defaults={**fields, "recorded_at": at}
    )
    announce(HomeDescribed(about=agency.slug, by=by.id, at=at))
    return home
