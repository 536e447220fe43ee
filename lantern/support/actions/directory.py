"""Keep an authority's directory of services: add, check and confirm, take out (RF-117)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final, TypedDict, Unpack

from django.db import transaction

from lantern.access.actor import Actor
from lantern.agencies.models import Agency
from lantern.audit.record import announce
from lantern.core.errors import Invalid
from lantern.core.instants import day_in_london
from lantern.support import policies
from lantern.support.events import ServiceConfirmed, ServiceEnded, ServiceListed
from lantern.support.models import Service
from lantern.vocabulary.support import ServiceFor, ServiceKind

LONGEST: Final = timedelta(days=366)
"""How long what a directory says may be relied on without looking again. SYS: no source says."""


class ServiceSaid(TypedDict):
    """What a directory says of a service."""

    name: str
    kind: ServiceKind
    purpose: str
    telephone: str
    elsewhere: str
    hours: str
    audiences: Sequence[ServiceFor]
    area: str
    source: str
    review_on: date


@transaction.atomic
def add(authority: Agency, *, by: Actor, at: datetime, **said: Unpack[ServiceSaid]) -> Service:
    """A service that somebody has checked: it is printed until its review date."""
    policies.can_keep_of(by, authority).require()
    _check(said, at)
    service = Service.objects.create(
        authority=authority, confirmed_at=at, confirmed_by=by.name, recorded_at=at, **said
    )
    review_on = said["review_on"].isoformat()
    announce(ServiceListed(about=service.reference, by=by.id, at=at, review_on=review_on))
    return service


@transaction.atomic
def confirm(service: Service, *, by: Actor, at: datetime, **said: Unpack[ServiceSaid]) -> Service:
    """Somebody has checked it again: what was wrong is put right, and it may be printed."""
    policies.can_keep_of(by, service.authority).require()
    _check(said, at)
    service = Service.objects.select_for_update(of=("self",)).get(pk=service.pk)
    _require_listed(service)
    given = dict(said)
    changed = sorted(name for name, value in given.items() if getattr(service, name) != value)
    for name, value in given.items():
        setattr(service, name, value)
    service.confirmed_at, service.confirmed_by = at, by.name
    service.save()
    announce(
        ServiceConfirmed(
            about=service.reference,
            by=by.id,
            at=at,
            review_on=service.review_on.isoformat(),
            fields=", ".join(changed),
        )
    )
    return service


@transaction.atomic
def end(service: Service, *, by: Actor, at: datetime) -> None:
    """It is there no more: it is listed and printed no longer. Letters keep what they said."""
    policies.can_keep_of(by, service.authority).require()
    service = Service.objects.select_for_update(of=("self",)).get(pk=service.pk)
    _require_listed(service)
    service.ended_at = at
    service.save(update_fields=["ended_at"])
    announce(ServiceEnded(about=service.reference, by=by.id, at=at))


def _require_listed(service: Service) -> None:
    if service.ended_at is not None:
        raise Invalid({"name": "Somebody has taken this service out of the directory meanwhile."})


_NEEDED: Final = {
    "name": "Enter the name of the service",
    "purpose": "Say what it is for",
    "hours": "Say when it is open",
    "audiences": "Select whom it is for",
    "source": "Say where you checked this",
}


def _check(said: ServiceSaid, at: datetime) -> None:
    given = dict(said)
    faults = {name: sentence for name, sentence in _NEEDED.items() if not given[name]}
    if not said["telephone"] and not said["elsewhere"]:
        faults["telephone"] = "Enter a telephone number, or another way to reach it"
    today = day_in_london(at)
    if said["review_on"] <= today:
        faults["review_on"] = "Enter a review date in the future"
    elif said["review_on"] > today + LONGEST:
        faults["review_on"] = "Enter a review date within a year: numbers and hours change"
    if faults:
        raise Invalid(faults)
