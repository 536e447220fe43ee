"""Return interviews at a stage of their story, made through the actions."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction

from lantern.interviews.actions import outcomes, records, shares
from lantern.interviews.actions.outcomes import Followed
from lantern.interviews.actions.records import Written
from lantern.interviews.held import Held
from lantern.interviews.models import Interview
from lantern.interviews.sharing import Giving
from lantern.referrals.models import Referral
from lantern.vocabulary.interviewing import ChildTold, InterviewOutcome, ShareContent, SharedWith
from lantern.vocabulary.returning import Answer
from lantern.vocabulary.telling import Method
from tests.builders import LATER, a_looked_after_child, a_returned_episode
from tests.cast import make_cast

NEXT_DAY = LATER + timedelta(hours=20)
AFTER = NEXT_DAY + timedelta(hours=2)
"""When the interview is written up, two hours after it was held."""

WORDS = "He said he would hurt my sister if I did not come."
ANSWERS = {
    "why_went": "I wanted to see my sister.",
    "harm_away": "yes",
    "harm_away_more": WORDS,
    "wants_soon": "To ring my sister every week.",
    "wants_later": "To live nearer to her.",
    "keep_from_home": ["why"],
    "parents_said": "She never told us.",
    "push_from": ["rules"],
    "coerced": ["threatened"],
    "associates": "Baz, drives a silver van\nLeanne",
    "protection_concern": "no",
    "cse": "no",
    "radicalisation": "no",
    "gangs": "not_known",
    "trafficking": "no",
    "run_again": "possible",
    "level": "early_help",
    "level_reasons": "She needs a way to see her sister.",
}


def held(at=NEXT_DAY, **fields):
    """Held by the provider's worker, independent of everybody."""
    given = {
        "at": at,
        "interviewer": "Kezia Brand",
        "interviewer_role": "Return interview worker",
        "interviewer_agency": "Open Door Returns",
        "is_trained": Answer.YES,
        "from_placement": Answer.YES,
        "from_authority": Answer.YES,
        "knows_child": Answer.NO,
        "venue": "The library",
        "is_neutral": Answer.YES,
        "feels_safe_there": Answer.YES,
        "choice_met": Answer.YES,
    }
    return Held(**given | fields)


def a_referral(cast, episode=None):
    """The referral that Lantern makes once the child is back."""
    return Referral.objects.get(episode=episode or a_returned_episode(cast))


def a_draft(cast, referral=None, by=None):
    """An interview that its writer has begun."""
    return records.begin(referral or a_referral(cast), by=by or cast.interviewer, at=NEXT_DAY)


def written(answers=None, **fields):
    """All that is written of an interview."""
    return Written(held=held(**fields), answers=ANSWERS | (answers or {}))


def an_interview(cast, referral=None, answers=None, by=None, **fields):
    """A finished one, which waits for its review."""
    by = by or cast.interviewer
    draft = a_draft(cast, referral, by)
    return records.complete(draft, written(answers, **fields), by=by, now=AFTER)


def giving(recipient=SharedWith.POLICE, content=ShareContent.RELEVANT, **fields):
    """What somebody means to give."""
    given = {
        "recipient": recipient,
        "content": content,
        "method": Method.LANTERN,
        "child_told": ChildTold.TOLD,
        "parts": ("harm", "risks") if content is ShareContent.RELEVANT else (),
    }
    return Giving(**given | fields)


CHECKED = dict.fromkeys(
    (
        "child_alone",
        "own_words",
        "reasons",
        "harm",
        "always",
        "wishes",
        "safety",
        "actions",
        "shared",
    ),
    "yes",
)


def interviewed(cast, back, now):
    """The return interview after this absence, what followed, and what the police were given."""
    draft = records.begin(a_referral(cast, back), by=cast.interviewer, at=now)
    held_at = now - timedelta(hours=1)
    one = records.complete(draft, written(at=held_at), by=cast.interviewer, now=now)
    help_decided = Followed(
        outcome=InterviewOutcome.EARLY_HELP, decided_by="Ruth Adeyemi", decided_on=now.date()
    )
    outcomes.record(one, help_decided, by=cast.interviewer, at=now)
    shares.give(one, giving(), by=cast.interviewer, at=now)
    return one


@dataclass(frozen=True)
class Told:
    """The cast; a finished interview; and one begun, of another child."""

    cast: object
    finished: int
    begun: int


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """Made once for all tests of a module, each of which undoes what it does."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_cast()
        finished = an_interview(cast)
        other = a_returned_episode(cast, a_looked_after_child(cast, "Idris"))
        yield Told(cast, finished.pk, a_draft(cast, a_referral(cast, other)).pk)
        transaction.set_rollback(True)


@pytest.fixture
def cast(told):
    """Everybody."""
    return told.cast


@pytest.fixture
def interview(db, told):
    """A finished interview, which waits for its review."""
    return Interview.objects.get(pk=told.finished)


@pytest.fixture
def draft(db, told):
    """One that Kezia Brand has begun."""
    return Interview.objects.get(pk=told.begun)
