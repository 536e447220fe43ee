"""Open the record of a child with whom one's agency is not involved, in an emergency (IS-069)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from lantern.access import actions as access
from lantern.access import policies
from lantern.access.actor import Actor
from lantern.access.models import EmergencyAccess
from lantern.core.errors import NotFound
from lantern.people import names
from lantern.people.models import Child


@dataclass(frozen=True, kw_only=True)
class Sought:
    """The child asked for: a reference, or a whole name and a date of birth."""

    reference: str = ""
    given_name: str = ""
    family_name: str = ""
    born_on: date | None = None


def open_record(sought: Sought, *, by: Actor, at: datetime, reason: str) -> EmergencyAccess:
    """Open the one record that fits exactly. Asking is on the record whether or not there is one.

    Raises NotFound when none fits or several do: nothing is said of near misses.
    """
    policies.can_open(by).require()
    policies.require_reason(reason)
    child = _only(sought)
    if child is None:
        access.miss_emergency(by=by, at=at)
        raise NotFound("child", sought.reference or "of that name")
    return _open(child, by=by, at=at, reason=reason)


@transaction.atomic
def _open(child: Child, *, by: Actor, at: datetime, reason: str) -> EmergencyAccess:
    authority = child.responsible_authority.slug
    return access.open_emergency(child.reference, authority=authority, by=by, at=at, reason=reason)


def _only(sought: Sought) -> Child | None:
    """The one child who fits. Every child is looked at, so nothing but the answer leaves here."""
    everybody = Child.objects.select_related("responsible_authority")
    if sought.reference:
        return everybody.filter(reference=sought.reference.strip().upper()).first()
    if sought.born_on is None or not (sought.given_name and sought.family_name):
        return None
    wanted = {*names.words(sought.given_name), *names.words(sought.family_name)}
    fitting = [
        child
        for child in everybody.filter(born_on=sought.born_on)
        if wanted <= set(names.words(f"{child.given_name} {child.family_name}"))
    ]
    return fitting[0] if len(fitting) == 1 else None
