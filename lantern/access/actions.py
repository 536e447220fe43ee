"""Emergency access: opened with a reason, ends by itself, told to the data's owner, reviewed."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from lantern.access import policies
from lantern.access.actor import Actor
from lantern.access.events import (
    EmergencyAccessEnded,
    EmergencyAccessMissed,
    EmergencyAccessOpened,
    EmergencyAccessReviewed,
)
from lantern.access.models import EmergencyAccess
from lantern.audit.record import announce
from lantern.core.errors import Conflict, Invalid
from lantern.vocabulary.access import EmergencyOutcome

LASTS: Final = timedelta(hours=4)
"""How long a record stays open. SYS: no source gives a length; a night's first steps fit in it."""


@transaction.atomic
def open_emergency(
    child: str, *, authority: str, by: Actor, at: datetime, reason: str
) -> EmergencyAccess:
    """Open a child's record for a while. Asked again while it is open, nothing new begins.

    `child` is the record's reference and `authority` the short name of whose record it is.
    """
    policies.can_open(by).require()
    policies.require_reason(reason)
    already = EmergencyAccess.objects.filter(child=child, by=by.id, ends_at__gt=at).first()
    if already is not None:
        return already
    emergency = EmergencyAccess.objects.create(
        child=child,
        by=by.id,
        agency=by.agency_slug,
        authority=authority,
        reason=reason.strip(),
        opened_at=at,
        ends_at=at + LASTS,
        recorded_at=at,
    )
    announce(
        EmergencyAccessOpened(
            about=child,
            by=by.id,
            at=at,
            emergency=emergency.reference,
            agency=by.agency_slug,
            authority=authority,
        )
    )
    return emergency


@transaction.atomic
def miss_emergency(*, by: Actor, at: datetime) -> None:
    """Record that somebody asked for a record and there was no one such child."""
    policies.can_open(by).require()
    announce(EmergencyAccessMissed(about=by.id, by=by.id, at=at, agency=by.agency_slug))


@transaction.atomic
def end_emergency(emergency: EmergencyAccess, *, by: Actor, at: datetime) -> None:
    """Close the record before the time is over."""
    policies.can_end(by, emergency).require()
    ended = EmergencyAccess.objects.filter(pk=emergency.pk, ends_at__gt=at).update(ends_at=at)
    if ended:
        announce(
            EmergencyAccessEnded(
                about=emergency.child, by=by.id, at=at, emergency=emergency.reference
            )
        )
    emergency.refresh_from_db()


@transaction.atomic
def review(
    emergency: EmergencyAccess,
    *,
    by: Actor,
    at: datetime,
    outcome: EmergencyOutcome,
    finding: str,
) -> None:
    """Judge whether the record was opened properly, in words. Judged once."""
    policies.can_review(by, emergency).require()
    if not finding.strip():
        raise Invalid({"finding": "Say what you found"})
    row = EmergencyAccess.objects.select_for_update().get(pk=emergency.pk)
    if row.reviewed_at is not None:
        raise Conflict(
            "Somebody else has reviewed this already.",
            theirs={"finding": row.finding},
            yours={"finding": finding},
        )
    row.reviewed_at, row.reviewed_by = at, by.id
    row.outcome, row.finding = outcome.value, finding.strip()
    row.save(update_fields=["reviewed_at", "reviewed_by", "outcome", "finding"])
    announce(
        EmergencyAccessReviewed(
            about=row.child, by=by.id, at=at, emergency=row.reference, outcome=outcome.value
        )
    )
