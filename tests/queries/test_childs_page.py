"""The page for the child: what is so, what they chose and said, who can help, and nothing else."""

from datetime import timedelta

import pytest

from lantern.referrals.actions import offering
from lantern.referrals.actions.offering import Offered
from lantern.support import childs_page
from lantern.support.actions import programmes
from lantern.support.letters import PartKind
from lantern.vocabulary.returning import Answer
from lantern.vocabulary.support import ServiceFor, SupportAnswer
from lantern.vocabulary.telling import Method
from tests.builders import a_child, a_returned_episode, an_episode
from tests.helping import an_offer, listed
from tests.interviewing import AFTER, a_draft, a_referral, an_interview, written

pytestmark = pytest.mark.django_db
AT = AFTER + timedelta(hours=1)


def words(cast, child, by="social_worker"):
    """All that stands on the page."""
    found = childs_page.parts(getattr(cast, by), child, at=AT)
    return " ".join(
        " ".join((part.text, *part.items, *(one.name for one in part.services))) for part in found
    )


@pytest.mark.requirement("PS-001", "PS-009", "SY-028", "PS-012")
def test_a_child_who_is_away_finds_whom_to_ring_from_anywhere(cast):
    episode = an_episode(cast)
    listed(cast, AT)
    listed(cast, AT, name="For parents", audiences=[ServiceFor.PARENT])
    long_ago = AT - timedelta(days=30)
    listed(cast, long_ago, name="Out of date", review_on=AT.date() - timedelta(days=1))

    shown = words(cast, episode.child)

    assert "We want to know that you are safe." in shown
    assert "You can ring these people from any place, even when you are away." in shown
    assert "Harbour Line" in shown
    assert "For parents" not in shown
    assert "Out of date" not in shown
    assert "You are back" not in shown


def test_what_happens_now_follows_what_is_owed_and_what_was_done(cast):
    episode = a_returned_episode(cast)
    before = words(cast, episode.child)

    an_interview(cast, a_referral(cast, episode))
    after = words(cast, episode.child)

    assert "You are back." in before
    # The police have not called her missing, so no check is owed and none is promised.
    assert "police may come" not in before
    assert "Someone will ask if you want to talk about what happened." in before
    assert "You have talked with someone about what happened." in after
    assert "Someone will ask if you want" not in after


def test_the_child_reads_their_own_choices_and_their_own_words_and_nobody_elses(cast):
    episode = a_returned_episode(cast)
    referral = a_referral(cast, episode)
    given = Offered(
        method=Method.IN_PERSON,
        advocate_offered=True,
        before_return=Answer.NO,
        chosen_person="Not a man",
        chosen_place="The library",
        words="She looked pale.",
    )
    offering.offer(referral, given, by=cast.interviewer, at=AT, now=AT)
    an_interview(cast, referral)

    shown = words(cast, episode.child, by="interviewer")

    assert "Who: Not a man Where: The library" in shown
    assert "When:" not in shown
    assert "“To ring my sister every week.” “To live nearer to her.”" in shown
    for unsaid in ("She never told us", "She looked pale", "silver van", "She needs", "hurt my"):
        assert unsaid not in shown


def test_what_is_still_being_written_is_not_on_it(cast):
    referral = a_referral(cast)
    draft = a_draft(cast, referral)

    assert draft.completed_at is None
    assert "You can tell us at any time what you want." in words(
        cast, referral.child, by="interviewer"
    )
    assert written().answers["wants_soon"] not in words(cast, referral.child, by="interviewer")


def test_whoever_may_not_read_the_interview_does_not_read_it_here(cast):
    episode = a_returned_episode(cast)
    an_interview(cast, a_referral(cast, episode))

    shown = words(cast, episode.child, by="home_manager")

    assert "sister" not in shown
    assert "you can ask to see what they wrote" in shown


@pytest.mark.requirement("PS-014")
def test_support_is_named_in_words_for_a_child_until_it_is_declined(cast):
    child = a_child(cast)
    support = an_offer(cast, child, AT)
    offered = words(cast, child)
    programmes.answer(
        support, by=cast.social_worker, at=AT, now=AT, answered=SupportAnswer.DECLINED
    )

    assert "You have been offered this: time with one worker, just for you." in offered
    assert "time with one worker" not in words(cast, child)


def test_without_a_directory_the_child_is_told_whom_to_ask(cast):
    found = childs_page.parts(cast.social_worker, a_child(cast), at=AT)

    assert found[-1].text == "Ask the person who gave you this page who you can ring."
    assert not any(part.kind == PartKind.HELP for part in found)
