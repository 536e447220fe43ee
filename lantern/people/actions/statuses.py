"""Legal and care status, from one instant until another (RF-002)."""

from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.audit.record import announce
from lantern.core.errors import Invalid, NotFound
from lantern.people import policies
from lantern.people.events import StatusBegan, StatusEnded, StatusWithdrawn
from lantern.people.locks import hold
from lantern.people.models import Child, StatusPeriod
from lantern.vocabulary.placement import StatusKind


@transaction.atomic
def begin(
    child: Child, kind: StatusKind, *, by: Actor, at: datetime, now: datetime | None = None
) -> StatusPeriod:
    """The child has this status from `at`. A legal status replaces the legal status before it."""
    recorded = now or at
    policies.can_set_status(by, child, at=recorded).require()
    hold(child)
    _must_be_past("from_at", at, recorded)
    open_periods = list(
        StatusPeriod.objects.select_for_update().filter(
            child=child, until_at__isnull=True, withdrawn_at__isnull=True
        )
    )
    if any(period.kind == kind for period in open_periods):
        raise Invalid({"kind": f"{kind.label} is recorded already and has not ended"})
    for period in open_periods:
        if kind.is_looked_after and StatusKind(period.kind).is_looked_after:
            _end(period, by=by, at=at, now=recorded)
    period = StatusPeriod.objects.create(child=child, kind=kind, from_at=at, recorded_at=recorded)
    announce(StatusBegan(about=child.reference, by=by.id, at=recorded, status=period.pk))
    return period


@transaction.atomic
def end(
    child: Child, kind: StatusKind, *, by: Actor, at: datetime, now: datetime | None = None
) -> StatusPeriod:
    """The child's present period of this status ended at `at`."""
    recorded = now or at
    policies.can_set_status(by, child, at=recorded).require()
    hold(child)
    _must_be_past("until_at", at, recorded)
    period = (
        StatusPeriod.objects.select_for_update()
        .filter(child=child, kind=kind, until_at__isnull=True, withdrawn_at__isnull=True)
        .first()
    )
    if period is None:
        raise Invalid({"kind": f"{kind.label} is not open for this child"})
    return _end(period, by=by, at=at, now=recorded)


@transaction.atomic
def withdraw(child: Child, status_id: int, *, by: Actor, at: datetime) -> StatusPeriod:
    """The period was recorded in error: it stays on the record, and was never so."""
    policies.can_set_status(by, child, at=at).require()
    period = StatusPeriod.objects.select_for_update().filter(child=child, pk=status_id).first()
    if period is None:
        raise NotFound("status", str(status_id))
    if period.withdrawn_at is None:
        period.withdrawn_at = at
        period.save(update_fields=["withdrawn_at"])
        announce(StatusWithdrawn(about=child.reference, by=by.id, at=at, status=period.pk))
    return period


def _end(period: StatusPeriod, *, by: Actor, at: datetime, now: datetime) -> StatusPeriod:
    if at <= period.from_at:
        label = StatusKind(period.kind).label
        raise Invalid({"until_at": f"{label} must end after it began"})
    period.until_at = at
    period.end_recorded_at = now
    period.save(update_fields=["until_at", "end_recorded_at"])
    announce(StatusEnded(about=period.child.reference, by=by.id, at=now, status=period.pk))
    return period


def _must_be_past(field: str, at: datetime, now: datetime) -> None:
    if at > now:
        raise Invalid({field: "Enter a date and time that have passed"})
