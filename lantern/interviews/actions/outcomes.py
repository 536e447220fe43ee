"""Record what followed from an interview, and take back what was recorded in error (RF-069)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.audit.record import announce
from lantern.core.errors import Invalid, Refused
from lantern.core.instants import day_in_london
from lantern.interviews import policies
from lantern.interviews.events import InterviewOutcomeRecorded, InterviewOutcomeWithdrawn
from lantern.interviews.models import Interview, Outcome
from lantern.vocabulary.interviewing import InterviewOutcome


@dataclass(frozen=True, kw_only=True)
class Followed:
    """What followed: decided by whom and when, and to be done by when."""

    outcome: InterviewOutcome
    decided_by: str
    decided_on: date
    due_on: date | None = None
    words: str = ""


@transaction.atomic
def record(interview: Interview, followed: Followed, *, by: Actor, at: datetime) -> Outcome:
    """One thing that followed from an interview."""
    policies.can_follow(by, interview, at=at).require()
    _check(interview, followed, at)
    made = Outcome.objects.create(
        interview=interview,
        outcome=followed.outcome,
        decided_by=followed.decided_by.strip(),
        decided_on=followed.decided_on,
        due_on=followed.due_on,
        words=followed.words.strip(),
        at=at,
        recorded_at=at,
        by_id=by.user_id,
        by_name=by.name,
    )
    announce(
        InterviewOutcomeRecorded(
            about=interview.reference, by=by.id, at=at, outcome=followed.outcome
        )
    )
    return made


@transaction.atomic
def withdraw(outcome: Outcome, *, by: Actor, at: datetime, reason: str) -> Outcome:
    """Take back what was recorded in error. It stays legible and is not counted."""
    policies.can_follow(by, outcome.interview, at=at).require()
    row = Outcome.objects.select_for_update(of=("self",)).get(pk=outcome.pk)
    if row.withdrawn_at is not None:
        raise Refused("This outcome has been taken back already.")
    if not reason.strip():
        raise Invalid({"reason": "Say why this is taken back"})
    row.withdrawn_at, row.withdrawn_because = at, reason.strip()
    row.save(update_fields=["withdrawn_at", "withdrawn_because"])
    announce(
        InterviewOutcomeWithdrawn(
            about=outcome.interview.reference, by=by.id, at=at, outcome=row.outcome
        )
    )
    return row


def _check(interview: Interview, followed: Followed, at: datetime) -> None:
    found: dict[str, str] = {}
    if not followed.decided_by.strip():
        found["decided_by"] = "Say who decided this"
    if followed.decided_on > day_in_london(at):
        found["decided_on"] = "The day of the decision must be today or in the past"
    if interview.held_at and followed.decided_on < day_in_london(interview.held_at):
        found["decided_on"] = "The decision cannot be before the interview"
    if followed.due_on is not None and followed.due_on < followed.decided_on:
        found["due_on"] = "The day it is to be done cannot be before the decision"
    if found:
        raise Invalid(found)
