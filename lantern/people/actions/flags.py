"""Standing concerns about a child, each with who says so (RF-001, QS-041 to QS-056)."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from lantern.access.actor import Actor
from lantern.audit.record import announce
from lantern.core.errors import Invalid, NotFound
from lantern.people import policies
from lantern.people.actions import steps
from lantern.people.events import FlagLowered, FlagRaised, FlagWithdrawn
from lantern.people.locks import hold
from lantern.people.models import Child, Flag
from lantern.vocabulary.risk import FlagKind

FLAGGED: Final = "record.flagged"


@transaction.atomic
def raise_(  # noqa: PLR0913  a concern has a source and words
    child: Child,
    kind: FlagKind,
    *,
    by: Actor,
    at: datetime,
    said_by: str,
    note: str = "",
    now: datetime | None = None,
) -> Flag:
    """There is a concern of this kind from `at`, says this person or agency.

    Flagging is itself a step of the protocol (IAP L331). That the child may go missing is the
    concern from which the preventive duties follow (SCP L970); the flag is its record.
    """
    recorded = now or at
    policies.can_flag(by, child, at=recorded).require()
    hold(child)
    if not said_by.strip():
        raise Invalid({"said_by": "Say who is concerned, or where the information comes from"})
    if at > recorded:
        raise Invalid({"from_at": "Enter a date and time that have passed"})
    if _open(child).filter(kind=kind).exists():
        raise Invalid(
            {"kind": f"“{kind.label}” is on the record already. Add to it, or lower it first"}
        )
    flag = Flag.objects.create(
        child=child, kind=kind, said_by=said_by, note=note, from_at=at, recorded_at=recorded
    )
    announce(FlagRaised(about=child.reference, by=by.id, at=recorded, flag=flag.pk))
    steps.write(child, FLAGGED, by=by, at=recorded, now=recorded)
    return flag


@transaction.atomic
def lower(
    child: Child, kind: FlagKind, *, by: Actor, at: datetime, now: datetime | None = None
) -> Flag:
    """The concern no longer stands, from `at`."""
    recorded = now or at
    policies.can_lower_flag(by, child, at=recorded).require()
    hold(child)
    flag = _open(child).select_for_update().filter(kind=kind).first()
    if flag is None:
        raise Invalid({"kind": f"“{kind.label}” is not on the record"})
    if not flag.from_at < at <= recorded:
        raise Invalid(
            {"until_at": "Enter a date and time after the concern began, and not in the future"}
        )
    flag.until_at = at
    flag.end_recorded_at = recorded
    flag.save(update_fields=["until_at", "end_recorded_at"])
    announce(FlagLowered(about=child.reference, by=by.id, at=recorded, flag=flag.pk))
    return flag


@transaction.atomic
def withdraw(child: Child, flag_id: int, *, by: Actor, at: datetime) -> Flag:
    """The concern was recorded in error: it stays on the record, and never stood."""
    policies.can_lower_flag(by, child, at=at).require()
    flag = Flag.objects.select_for_update().filter(child=child, pk=flag_id).first()
    if flag is None:
        raise NotFound("flag", str(flag_id))
    if flag.withdrawn_at is None:
        flag.withdrawn_at = at
        flag.save(update_fields=["withdrawn_at"])
        announce(FlagWithdrawn(about=child.reference, by=by.id, at=at, flag=flag.pk))
    return flag


def _open(child: Child) -> QuerySet[Flag]:
    return Flag.objects.filter(child=child, until_at__isnull=True, withdrawn_at__isnull=True)
