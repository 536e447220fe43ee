"""What was recorded of a meeting is put right or taken back, and its entries in the same deed."""

from datetime import date, timedelta

import pytest

from lantern.core.errors import Conflict, Invalid, Refused
from lantern.core.instants import day_in_london
from lantern.duties.models import Duty
from lantern.episodes.models import Entry
from lantern.meetings import queries
from lantern.meetings.actions import amending, arranging, closing
from lantern.meetings.actions.amending import Found
from lantern.meetings.actions.arranging import When
from lantern.meetings.standing import last_review
from lantern.notifications.models import Message
from lantern.vocabulary.meeting import HowHeld, MeetingState
from tests.actions.test_meetings import (
    ARRANGED,
    HELD,
    REVIEW_ON,
    STARTS,
    a_meeting,
    duty,
    facts_of,
    recorded,
)

pytestmark = pytest.mark.django_db
LATER = HELD + timedelta(days=1)
ARRANGED_FACT = "strategy_meeting.arranged"
CANCELLED_FACT = "strategy_meeting.cancelled_by_chair"


def state(cast, meeting):
    return queries.get(cast.social_worker, meeting.reference, page="test", at=LATER).line.state


def test_a_meeting_that_is_moved_says_so_in_the_entry_that_it_was_arranged(cast):
    meeting = a_meeting(cast)
    when = When(starts_at=STARTS + timedelta(hours=1), how=HowHeld.CALL, chair_name="Marcus Bell")

    arranging.move(meeting, when, by=cast.team_manager, at=ARRANGED, reason="The police asked.")

    now = facts_of(meeting.episode)[ARRANGED_FACT]
    assert (now.key, now.reason) == (meeting.entry, "The police asked.")
    assert now.at == ARRANGED
    assert now.words != Entry.objects.get(key=meeting.entry, corrects=None).words
    assert duty(meeting.episode, "strategy-meeting-arranged").met_at == ARRANGED


def test_a_meeting_recorded_in_error_is_taken_back_with_all_that_it_says_of_the_absence(cast):
    meeting = a_meeting(cast)
    recorded(cast, meeting)
    with pytest.raises(Invalid, match="Say why"):
        amending.take_back(meeting, by=cast.social_worker, at=LATER, reason="")

    amending.take_back(meeting, by=cast.social_worker, at=LATER, reason="It was her sister's.")

    assert not [fact for fact in facts_of(meeting.episode) if fact.startswith("strategy_meeting")]
    assert duty(meeting.episode, "strategy-meeting-held").met_at is None
    assert state(cast, meeting) is MeetingState.TAKEN_BACK
    with pytest.raises(Refused, match="recorded in error"):
        recorded(cast, meeting)


def test_those_invited_to_a_meeting_that_is_a_mistake_are_told_that_it_is_not_held(cast):
    meeting = a_meeting(cast)
    before = Message.objects.count()

    amending.take_back(meeting, by=cast.social_worker, at=ARRANGED, reason="Another child's.")

    told = Message.objects.order_by("pk")[before:]
    said = f"Lantern: a strategy meeting was cancelled, {meeting.episode.reference}"
    assert said in {one.subject for one in told}


def test_the_chair_says_otherwise_why_it_is_cancelled_and_the_entry_says_the_same(cast):
    meeting = a_meeting(cast)
    closing.cancel(meeting, by=cast.team_manager, at=ARRANGED, reason="She is back.")
    said = {"at": LATER, "right": "She is back and safe.", "reason": "A word was missing"}
    with pytest.raises(Refused, match="Only the chair"):
        amending.amend_cancellation(meeting, by=cast.social_worker, **said)

    amending.amend_cancellation(meeting, by=cast.team_manager, **said)

    entry = facts_of(meeting.episode)[CANCELLED_FACT]
    assert (entry.words, entry.reason) == ("She is back and safe.", "A word was missing")
    seen = queries.get(cast.social_worker, meeting.reference, page="test", at=LATER)
    assert seen.line.cancelled_because == "She is back and safe."


@pytest.mark.requirement("CF-17")
def test_a_cancellation_taken_back_leaves_the_meeting_to_be_held_and_may_be_made_again(cast):
    meeting = a_meeting(cast)
    closing.cancel(meeting, by=cast.team_manager, at=ARRANGED, reason="She is back.")

    amending.amend_cancellation(
        meeting, by=cast.team_manager, at=ARRANGED, right=None, reason="It was her sister"
    )

    assert CANCELLED_FACT not in facts_of(meeting.episode)
    assert duty(meeting.episode, "strategy-meeting-held").excused_at is None
    assert state(cast, meeting) is MeetingState.TO_RECORD
    with pytest.raises(Refused, match="was not cancelled"):
        amending.amend_cancellation(
            meeting, by=cast.team_manager, at=ARRANGED, right=None, reason="Twice"
        )
    closing.cancel(meeting, by=cast.team_manager, at=ARRANGED, reason="She is back now.")
    assert duty(meeting.episode, "strategy-meeting-held").excused_at == ARRANGED
    assert state(cast, meeting) is MeetingState.CANCELLED


@pytest.mark.requirement("CK-137")
def test_a_review_put_right_puts_its_entries_right_and_keeps_what_it_said(cast):
    meeting = a_meeting(cast)
    recorded(cast, meeting)
    review = closing.review(meeting, by=cast.team_manager, at=LATER, words="All done.")
    right = Found(words="One is left.", next_on=date(2026, 4, 2))

    now = amending.amend_review(
        review, by=cast.social_worker, at=LATER, right=right, reason="Misread"
    )

    facts = facts_of(meeting.episode)
    assert facts["strategy_meeting.reviewed"].words == "One is left."
    assert day_in_london(facts["strategy_meeting.review_date"].at) == date(2026, 4, 2)
    assert last_review(meeting) == now
    assert (now.corrects, now.why) == (review, "Misread")
    with pytest.raises(Conflict):
        amending.amend_review(review, by=cast.social_worker, at=LATER, right=right, reason="Again")


@pytest.mark.requirement("CK-137")
def test_where_there_was_no_review_it_is_owed_again_on_the_day_that_was_set(cast):
    meeting = a_meeting(cast)
    recorded(cast, meeting)
    review = closing.review(meeting, by=cast.team_manager, at=LATER, words="All done.")

    amending.amend_review(
        review, by=cast.social_worker, at=LATER, right=None, reason="Another meeting's"
    )

    (owed,) = Duty.objects.filter(rule="strategy-meeting-reviewed")
    assert (day_in_london(owed.arose_at), owed.met_at) == (REVIEW_ON, None)
    assert "strategy_meeting.reviewed" not in facts_of(meeting.episode)
    seen = queries.get(cast.social_worker, meeting.reference, page="test", at=LATER)
    assert (seen.reviews, seen.line.review_on) == ((), REVIEW_ON)


@pytest.mark.parametrize(
    ("right", "reason", "field"),
    [
        (Found(words=" "), "Misread", "words"),
        (Found(words="One", next_on=LATER.date()), "Misread", "next_on"),
        (Found(words="One"), " ", "reason"),
        (None, "", "reason"),
    ],
)
def test_a_review_put_right_says_what_and_why(cast, right, reason, field):
    meeting = a_meeting(cast)
    recorded(cast, meeting)
    review = closing.review(meeting, by=cast.team_manager, at=LATER, words="All done.")

    with pytest.raises(Invalid) as refusal:
        amending.amend_review(review, by=cast.team_manager, at=LATER, right=right, reason=reason)

    assert set(refusal.value.messages) == {field}
