"""A strategy meeting is cancelled by its chair; the actions of one that was held are reviewed."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.accounts.authorship import author_of
from lantern.audit.record import announce
from lantern.core.errors import Invalid
from lantern.core.instants import day_in_london
from lantern.episodes.actions import entries
from lantern.meetings import policies, telling
from lantern.meetings.actions.facts import Fact, keep
from lantern.meetings.actions.writing import tell
from lantern.meetings.events import MeetingCancelled, MeetingReviewed
from lantern.meetings.models import Cancellation, Meeting, MeetingReview
from lantern.meetings.standing import arranged, last_review, members, midnight, minutes
from lantern.notifications.outbox import Outgoing
from lantern.people.locks import hold
from lantern.plans.actions import plans
from lantern.plans.details import Agreed
from lantern.vocabulary.plan import PlanOrigin

CANCELLED = "strategy_meeting.cancelled_by_chair"
DATE = "strategy_meeting.review_date"


@transaction.atomic
def cancel(meeting: Meeting, *, by: Actor, at: datetime, reason: str) -> Cancellation:
    """The chair cancels one child's meeting and says why; a return alone never does (CF-17).

    What it excuses is the protocol's to say.
    """
    hold(meeting.episode.child)
    meeting = Meeting.objects.select_related("episode__child").get(pk=meeting.pk)
    arrangement = arranged(meeting)
    policies.can_cancel(by, meeting, arrangement, at=at).require()
    if not reason.strip():
        raise Invalid({"reason": "Say why the meeting is cancelled."})
    entry = entries.record_step(
        meeting.episode,
        by=by,
        fact=CANCELLED,
        at=at,
        now=at,
        words=reason,
    )
    row = Cancellation.objects.create(
        meeting=meeting, at=at, reason=reason.strip(), entry=entry.key, **author_of(by, at)
    )
    wording = telling.cancelled(meeting.episode.reference, starts_at=arrangement.starts_at)
    outgoing = Outgoing(at)
    said = {member.key: wording for member in members(meeting)}
    tell(meeting, said, cause="cancelled", outgoing=outgoing)
    outgoing.write()
    announce(
        MeetingCancelled(
            about=meeting.episode.reference, by=by.id, at=at, meeting=meeting.reference
        )
    )
    return row


@transaction.atomic
def review(
    meeting: Meeting,
    *,
    by: Actor,
    at: datetime,
    words: str,
    next_on: date | None = None,
    items: Sequence[Agreed] = (),
) -> MeetingReview:
    """The actions were reviewed: what was found, what more is to be done, and when next."""
    policies.can_review(by, meeting, at=at).require()
    hold(meeting.episode.child)
    _check(words, next_on, at)
    meeting = Meeting.objects.select_related("episode__child").get(pk=meeting.pk)
    _bring_forward(meeting, by=by, at=at)
    wanted = {"strategy_meeting.reviewed": Fact(at=at, words=words)}
    if next_on is not None:
        wanted[DATE] = Fact(at=midnight(next_on))
    kept = keep(meeting.episode, wanted, {}, by=by, now=at)
    row = MeetingReview.objects.create(
        meeting=meeting,
        at=at,
        words=words.strip(),
        next_on=next_on,
        entries=kept,
        **author_of(by, at),
    )
    _plan(meeting, items, next_on, by=by, at=at)
    announce(
        MeetingReviewed(about=meeting.episode.reference, by=by.id, at=at, meeting=meeting.reference)
    )
    return row


def _plan(
    meeting: Meeting, items: Sequence[Agreed], next_on: date | None, *, by: Actor, at: datetime
) -> None:
    """What more is to be done goes into the child's plan."""
    if items:
        plans.agree(
            meeting.episode.child,
            episode=meeting.episode,
            origin=PlanOrigin.STRATEGY_MEETING,
            source=meeting.reference,
            items=items,
            by=by,
            at=at,
            review_on=next_on,
        )


def _bring_forward(meeting: Meeting, *, by: Actor, at: datetime) -> None:
    """A review before its day: the date that was set comes to that instant, so that nothing is owed
    for a day on which there is nothing left to review."""
    earlier = last_review(meeting)
    record = minutes(meeting)
    if earlier is not None:
        set_on, entries_of = earlier.next_on, earlier.entries
    else:
        set_on = record.review_on if record else None
        entries_of = record.entries if record else {}
    if set_on is None or DATE not in entries_of or midnight(set_on) <= at:
        return
    present = {DATE: entries_of[DATE]}
    reason = "It was reviewed before the date that was set."
    keep(meeting.episode, {DATE: Fact(at=at)}, present, by=by, now=at, reason=reason)


def _check(words: str, next_on: date | None, at: datetime) -> None:
    faults: dict[str, str] = {}
    if not words.strip():
        faults["words"] = "Say what the review found."
    if next_on is not None and next_on <= day_in_london(at):
        faults["next_on"] = "Enter a date after today, or leave it empty if this was the last."
    if faults:
        raise Invalid(faults)
