"""A call of each action of a strategy meeting."""

from datetime import timedelta

from lantern.meetings.actions import amending, arranging, closing, holding
from lantern.meetings.actions.amending import Found
from lantern.meetings.actions.arranging import Added, Chosen
from tests.actions.audited import audited
from tests.actions.test_meetings import (
    ARRANGED,
    HELD,
    WHEN,
    a_meeting,
    arranged,
    held,
    recorded,
    two_together,
)
from tests.builders import an_episode


@audited("lantern.meetings.actions.arranging.arrange")
def _(cast):
    episode = an_episode(cast)
    return lambda: arranged(cast, episode)


@audited("lantern.meetings.actions.arranging.consider_joint")
def _(cast):
    both = two_together(cast)
    return lambda: arranging.consider_joint(
        both, by=cast.social_worker, at=ARRANGED, is_joint=False, words="They hardly know another."
    )


@audited("lantern.meetings.actions.arranging.move")
def _(cast):
    meeting = a_meeting(cast)
    return lambda: arranging.move(
        meeting, WHEN, by=cast.team_manager, at=ARRANGED, reason="The police asked."
    )


@audited("lantern.meetings.actions.arranging.choose")
def _(cast):
    meeting = a_meeting(cast)
    chosen = Chosen(added=(Added(name="Pat Moss, youth worker", reason="Knows her well."),))
    return lambda: arranging.choose(meeting, chosen, by=cast.social_worker, at=ARRANGED)


@audited("lantern.meetings.actions.holding.record")
def _(cast):
    meeting = a_meeting(cast)
    return lambda: holding.record(meeting, held(meeting), by=cast.team_manager, at=HELD)


@audited("lantern.meetings.actions.closing.cancel")
def _(cast):
    meeting = a_meeting(cast)
    return lambda: closing.cancel(
        meeting, by=cast.team_manager, at=ARRANGED, reason="She is back and safe."
    )


@audited("lantern.meetings.actions.amending.take_back")
def _(cast):
    meeting = a_meeting(cast)
    return lambda: amending.take_back(
        meeting, by=cast.social_worker, at=ARRANGED, reason="Another child"
    )


@audited("lantern.meetings.actions.amending.amend_cancellation")
def _(cast):
    meeting = a_meeting(cast)
    closing.cancel(meeting, by=cast.team_manager, at=ARRANGED, reason="She is back.")
    return lambda: amending.amend_cancellation(
        meeting, by=cast.team_manager, at=ARRANGED, right=None, reason="She went again"
    )


@audited("lantern.meetings.actions.amending.amend_review")
def _(cast):
    meeting, at = a_meeting(cast), HELD + timedelta(days=1)
    recorded(cast, meeting)
    review = closing.review(meeting, by=cast.team_manager, at=at, words="All done.")
    right = Found(words="One is left.")
    return lambda: amending.amend_review(
        review, by=cast.team_manager, at=at, right=right, reason="Misread"
    )


@audited("lantern.meetings.actions.closing.review")
def _(cast):
    meeting = a_meeting(cast)
    recorded(cast, meeting)
    at = HELD + timedelta(days=1)
    return lambda: closing.review(meeting, by=cast.team_manager, at=at, words="All done.")
