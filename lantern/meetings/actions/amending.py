"""What was recorded of a meeting is put right, or taken back, and its entries with it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.accounts.authorship import author_of
from lantern.audit.record import announce
from lantern.core.errors import Conflict, Invalid
from lantern.core.instants import day_in_london
from lantern.meetings import policies, telling
from lantern.meetings.actions.closing import CANCELLED, DATE
from lantern.meetings.actions.facts import Fact, keep, put_right
from lantern.meetings.actions.facts import take_back as take_entry_back
from lantern.meetings.actions.writing import tell
from lantern.meetings.events import CancellationAmended, MeetingTakenBack, ReviewAmended
from lantern.meetings.models import Cancellation, Meeting, MeetingReview
from lantern.meetings.standing import (
    arranged,
    cancellation,
    last_review,
    members,
    midnight,
    minutes,
    reviews,
    written_by,
)
from lantern.notifications.outbox import Outgoing
from lantern.notifications.wording import Wording
from lantern.people.locks import hold


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a review should say instead, and when the next is."""

    words: str
    next_on: date | None = None


@transaction.atomic
def take_back(meeting: Meeting, *, by: Actor, at: datetime, reason: str) -> Cancellation:
    """The meeting was recorded in error: all that it says of the absence is taken back with it.

    What it met is owed again. Actions that it agreed stay in the plan and are changed there.
    """
    hold(meeting.episode.child)
    meeting = Meeting.objects.select_related("episode__child").get(pk=meeting.pk)
    policies.can_take_back(by, meeting, at=at).require()
    _need(reason)
    for key in sorted(written_by(meeting)):
        take_entry_back(meeting.episode, key, by=by, now=at, reason=reason)
    row = Cancellation.objects.create(
        meeting=meeting, at=at, reason=reason.strip(), in_error=True, **author_of(by, at)
    )
    if minutes(meeting) is None:
        about, starts_at = meeting.episode.reference, arranged(meeting).starts_at
        _tell(meeting, telling.cancelled(about, starts_at=starts_at), f"taken back {row.pk}", at)
    announce(
        MeetingTakenBack(
            about=meeting.episode.reference, by=by.id, at=at, meeting=meeting.reference
        )
    )
    return row


@transaction.atomic
def amend_cancellation(
    meeting: Meeting, *, by: Actor, at: datetime, right: str | None, reason: str
) -> Cancellation:
    """Why it was cancelled was put right; with nothing `right`, it was not cancelled at all."""
    hold(meeting.episode.child)
    meeting = Meeting.objects.select_related("episode__child").get(pk=meeting.pk)
    policies.can_amend_cancellation(by, meeting, arranged(meeting), at=at).require()
    before = cancellation(meeting)
    assert before is not None  # noqa: S101  the policy has asked
    if right is not None and not right.strip():
        raise Invalid({"right": "Say why the meeting is cancelled."})
    _need(reason)
    # A cancellation of before its entry was kept with it has none to put right.
    wanted = {CANCELLED: Fact(at=before.at, words=right)} if right is not None else {}
    present = {CANCELLED: before.entry} if before.entry else {}
    kept = keep(meeting.episode, wanted, present, by=by, now=at, reason=reason.strip())
    row = Cancellation.objects.create(
        meeting=meeting,
        at=before.at,
        reason=(right or before.reason).strip(),
        entry=kept.get(CANCELLED, before.entry),
        corrects=before,
        withdrawn=right is None,
        why=reason.strip(),
        **author_of(by, at),
    )
    if right is None:
        about, starts_at = meeting.episode.reference, arranged(meeting).starts_at
        _tell(meeting, telling.stands(about, starts_at=starts_at), f"stands {row.pk}", at)
    announce(
        CancellationAmended(
            about=meeting.episode.reference,
            by=by.id,
            at=at,
            meeting=meeting.reference,
            withdrawn=row.withdrawn,
        )
    )
    return row


@transaction.atomic
def amend_review(
    review: MeetingReview, *, by: Actor, at: datetime, right: Found | None, reason: str
) -> MeetingReview:
    """What a review says was put right; with nothing `right`, there was no such review."""
    hold(review.meeting.episode.child)
    meeting = Meeting.objects.select_related("episode__child").get(pk=review.meeting_id)
    policies.can_review(by, meeting, at=at).require()
    if review.pk not in {one.pk for one in reviews(meeting)}:
        theirs = MeetingReview.objects.get(corrects=review)
        raise Conflict(
            f"{theirs.by_name} has put this review right meanwhile. Read what they wrote.",
            theirs={"words": theirs.words},
            yours={"words": right.words if right is not None else ""},
        )
    _check(right, reason, review.at)
    was_last = last_review(meeting) == review
    wanted = _facts(right, review.at) if right is not None else {}
    kept = keep(meeting.episode, wanted, review.entries, by=by, now=at, reason=reason.strip())
    row = MeetingReview.objects.create(
        meeting=meeting,
        at=review.at,
        words=(right.words if right is not None else review.words).strip(),
        next_on=right.next_on if right is not None else review.next_on,
        entries=kept if right is not None else review.entries,
        corrects=review,
        withdrawn=right is None,
        why=reason.strip(),
        **author_of(by, at),
    )
    if right is None and was_last:
        _set_date_again(Meeting.objects.get(pk=meeting.pk), by=by, at=at, reason=reason)
    announce(
        ReviewAmended(
            about=meeting.episode.reference,
            by=by.id,
            at=at,
            meeting=meeting.reference,
            withdrawn=row.withdrawn,
        )
    )
    return row


def _facts(right: Found, at: datetime) -> dict[str, Fact]:
    date_set = {DATE: Fact(at=midnight(right.next_on))} if right.next_on is not None else {}
    return {"strategy_meeting.reviewed": Fact(at=at, words=right.words), **date_set}


def _set_date_again(meeting: Meeting, *, by: Actor, at: datetime, reason: str) -> None:
    """The date that the review had brought forward holds again."""
    earlier, record = last_review(meeting), minutes(meeting)
    if earlier is not None:
        set_on, entries = earlier.next_on, earlier.entries
    else:
        set_on, entries = (record.review_on, record.entries) if record else (None, {})
    if set_on is not None and DATE in entries:
        fact = Fact(at=midnight(set_on))
        put_right(meeting.episode, entries[DATE], fact, by=by, now=at, reason=reason.strip())


def _tell(meeting: Meeting, wording: Wording, cause: str, at: datetime) -> None:
    outgoing = Outgoing(at)
    tell(meeting, {one.key: wording for one in members(meeting)}, cause=cause, outgoing=outgoing)
    outgoing.write()


def _check(right: Found | None, reason: str, reviewed_at: datetime) -> None:
    faults: dict[str, str] = {}
    if right is not None and not right.words.strip():
        faults["words"] = "Say what the review found."
    if right is not None and right.next_on and right.next_on <= day_in_london(reviewed_at):
        faults["next_on"] = "Enter a date after the review, or leave it empty if it was the last."
    if not reason.strip():
        faults["reason"] = "Say why it is put right."
    if faults:
        raise Invalid(faults)


def _need(reason: str) -> None:
    if not reason.strip():
        raise Invalid({"reason": "Say why it is put right."})
