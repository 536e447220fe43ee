"""Write down what was done and what was seen. Announcing an event records it, then publishes it."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from django.db import transaction

from lantern.audit.models import AccessEvent, AuditEvent
from lantern.core.bulk import insert_all
from lantern.core.events import Event, publish

_COMMON = {"about", "by", "at"}


def announce(event: Event) -> None:
    """Record the event in the caller's transaction, then run what follows from it.

    Raises RuntimeError outside a transaction: a deed and its record stand or fall together.
    """
    _require_transaction()
    AuditEvent.objects.create(**_columns(event))
    publish(event)


def announce_all(events: Iterable[Event]) -> None:
    """Record many events at once in the caller's transaction, then run what follows from each."""
    _require_transaction()
    announced = list(events)
    insert_all(AuditEvent(**_columns(event)) for event in announced)
    for event in announced:
        publish(event)


def record_access(*, about: str, by: str, agency: str, page: str, basis: str, at: datetime) -> None:
    """Record that somebody looked at something. `basis` says why they may."""
    AccessEvent.objects.create(about=about, by=by, agency=agency, page=page, basis=basis, at=at)


def record_accesses(
    abouts: Mapping[str, str], *, by: str, agency: str, page: str, at: datetime
) -> None:
    """Record that somebody looked at several things on one page, each with why they may."""
    AccessEvent.objects.bulk_create(
        AccessEvent(about=about, by=by, agency=agency, page=page, basis=basis, at=at)
        for about, basis in abouts.items()
    )


def last_access(*, about: str, by: str, page: str) -> datetime | None:
    """When somebody last looked at something on this page, so that a poll need not say so again."""
    return (
        AccessEvent.objects.filter(about=about, by=by, page=page)
        .order_by("-at")
        .values_list("at", flat=True)
        .first()
    )


def _require_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("announcing belongs inside the action's transaction")


def _columns(event: Event) -> dict[str, Any]:
    return {
        "kind": type(event).__name__,
        "about": event.about,
        "at": event.at,
        "by": event.by,
        "details": _details(event),
    }


def _details(event: Event) -> dict[str, Any]:
    return {
        field.name: _plain(getattr(event, field.name))
        for field in fields(event)
        if field.name not in _COMMON
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
