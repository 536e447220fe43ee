"""A strategy meeting was held: its record for each child, its plan, and what is typed meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from lantern.access.actor import Actor
from lantern.accounts.authorship import author_of
from lantern.audit.record import announce
from lantern.core.errors import Conflict, Invalid
from lantern.core.instants import day_in_london, in_words
from lantern.meetings import details, legal, policies
from lantern.meetings.actions.facts import Fact, keep
from lantern.meetings.details import Record
from lantern.meetings.events import MinutesRecorded
from lantern.meetings.models import Meeting, Minutes, Notes
from lantern.meetings.standing import cancellation, midnight, minutes
from lantern.people.locks import hold
from lantern.plans.actions import plans
from lantern.plans.details import Agreed
from lantern.vocabulary.meeting import Came, LegalChoice, Part
from lantern.vocabulary.plan import PlanOrigin


@dataclass(frozen=True, kw_only=True)
class Held:
    """What the chair records of one child's meeting."""

    held_at: datetime
    review_on: date
    record: Record
    actions: tuple[Agreed, ...] = ()


@transaction.atomic
def record(
    meeting: Meeting, held: Held, *, by: Actor, at: datetime, version: int = 0, reason: str = ""
) -> Minutes:
    """The meeting was held: its record, the facts that it means, and its actions in the plan.

    `version` is the one that the person started from, 0 for none; a further one puts it right, with
    a reason. What was agreed before stays in the plan and is changed there.
    """
    policies.can_record(by, meeting, at=at).require()
    hold(meeting.episode.child)
    before = minutes(Meeting.objects.get(pk=meeting.pk))
    if version != (before.version if before else 0):
        raise _conflict(before, held)
    _check(meeting, held, at=at, reason=reason, is_first=before is None)
    kept = keep(
        meeting.episode,
        _facts(meeting, held, at, before),
        before.entries if before else {},
        by=by,
        now=at,
        reason=reason or "The record of the meeting was put right.",
    )
    row = Minutes.objects.create(
        meeting=meeting,
        version=version + 1,
        held_at=held.held_at,
        review_on=held.review_on,
        details=details.write(held.record),
        entries=kept,
        reason=reason.strip(),
        **author_of(by, at),
    )
    if held.actions:
        _plan(meeting, held, by=by, at=at)
    Notes.objects.filter(meeting=meeting, author_id=by.user_id or 0).delete()
    announce(
        MinutesRecorded(
            about=meeting.episode.reference,
            by=by.id,
            at=at,
            meeting=meeting.reference,
            version=row.version,
        )
    )
    return row


@transaction.atomic
def save_notes(meeting: Meeting, answers: Mapping[str, Any], *, by: Actor, at: datetime) -> Notes:
    """What was typed so far, kept for its author alone until the record is made."""
    policies.can_record(by, meeting, at=at).require()
    row, _ = Notes.objects.update_or_create(
        meeting=meeting,
        author_id=by.user_id,
        defaults={"answers": dict(answers), "saved_at": at},
    )
    return row


def _plan(meeting: Meeting, held: Held, *, by: Actor, at: datetime) -> None:
    plans.agree(
        meeting.episode.child,
        episode=meeting.episode,
        origin=PlanOrigin.STRATEGY_MEETING,
        source=meeting.reference,
        items=held.actions,
        by=by,
        at=held.held_at,
        now=at,
        review_on=held.review_on,
    )


def _facts(meeting: Meeting, held: Held, at: datetime, before: Minutes | None) -> dict[str, Fact]:
    """What the record says of the absence, in the protocol's words."""
    said, when = held.record, held.held_at
    found = {
        "strategy_meeting.held": Fact(at=when, words=said.said(Part.DECISIONS)),
        "strategy_meeting.review_date": Fact(at=midnight(held.review_on)),
    }
    if sum(cancellation(one) is None for one in meeting.sitting.meetings.all()) > 1:
        made = before.recorded_at if before is not None else at
        found["strategy_meeting.held_jointly"] = Fact(at=when)
        found["strategy_meeting.own_record_made"] = Fact(at=max(made, when))
    if said.organised_abuse:
        concern = said.said(Part.ORGANISED)
        found["concern.organised_abuse"] = Fact(at=when, words=concern, is_state=True)
    if said.hub_consulted:
        found["mash.consulted"] = Fact(at=when)
    if said.media_decided:
        found["media.decided"] = Fact(at=when, words=said.said(Part.MEDIA))
    return found


def _check(meeting: Meeting, held: Held, *, at: datetime, reason: str, is_first: bool) -> None:
    faults = _faults_of_time(meeting, held.held_at, at)
    if held.review_on <= day_in_london(held.held_at):
        faults["review_on"] = "Enter a review date after the day of the meeting."
    if not any(one.came is Came.PRESENT for one in held.record.attended):
        faults["attended"] = "Say who took part: at least one person."
    if not held.record.said(Part.DECISIONS).strip():
        faults["decisions"] = "Say what the meeting decided, or that it decided nothing."
    if not is_first and not reason.strip():
        faults["reason"] = "Say why the record is put right."
    if _lacks_reason(meeting, held):
        faults["legal_reason"] = (
            "Say why a recovery order is to be sought although the record does not show what it "
            "needs."
        )
    if faults:
        raise Invalid(faults)


def _faults_of_time(meeting: Meeting, held_at: datetime, at: datetime) -> dict[str, str]:
    away_since = meeting.episode.away_since
    if held_at > at:
        return {"held_at": "The meeting must have been held: enter a time that has passed."}
    if held_at < away_since:
        return {
            "held_at": f"The child has been away since {in_words(away_since)}. The meeting cannot "
            "have been before."
        }
    return {}


def _lacks_reason(meeting: Meeting, held: Held) -> bool:
    warned = legal.warnings(meeting.episode, at=held.held_at)
    return any(
        one.choice is LegalChoice.SOUGHT and one.step in warned and not one.reason.strip()
        for one in held.record.legal
    )


def _conflict(before: Minutes | None, held: Held) -> Conflict:
    who = before.by_name if before else "Somebody"
    said = details.read(before.details) if before else Record()
    return Conflict(
        f"{who} has recorded this meeting meanwhile. Read what they wrote, and put it right.",
        theirs={"decisions": said.said(Part.DECISIONS)},
        yours={"decisions": held.record.said(Part.DECISIONS)},
    )
