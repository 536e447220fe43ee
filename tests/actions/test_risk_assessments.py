"""The risk assessment made before any absence."""

from datetime import date, datetime, timedelta

import pytest

from lantern.core.errors import Conflict, Invalid, Refused
from lantern.core.instants import LONDON
from lantern.people.actions import children
from lantern.risk import actions, known
from lantern.risk.models import RiskAssessment
from lantern.risk.questions import QUESTIONS
from lantern.vocabulary.returning import Answer

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=LONDON)
ANSWERS = {question.id: {"answer": Answer.NO, "words": ""} for question in QUESTIONS}
GOOD = {
    "reasons": "Wants to see her brother",
    "risks": "Travels at night",
    "mitigations": "Contact agreed each Sunday",
    "owner": "Mei Tanaka",
    "answers": ANSWERS,
    "review_on": date(2026, 6, 1),
}


@pytest.fixture
def child(cast):
    return children.add(
        by=cast.social_worker, at=NOON, authority=cast.calderbrook, given_name="Amara"
    )


@pytest.mark.requirement("QS-041", "QS-056")
def test_the_sixteen_questions_each_have_their_own_requirement():
    assert [question.requirement for question in QUESTIONS] == [
        f"QS-{number:03d}" for number in range(41, 57)
    ]
    assert len({question.id for question in QUESTIONS}) == 16


@pytest.mark.requirement("RF-011")
def test_each_version_of_an_assessment_is_kept(cast, child):
    actions.assess(child, by=cast.social_worker, at=NOON, version=0, **GOOD)
    changed = GOOD | {"risks": "Travels by train"}
    actions.assess(child, by=cast.social_worker, at=NOON + timedelta(days=1), version=1, **changed)

    assert [row.risks for row in known.versions(child)] == ["Travels by train", "Travels at night"]


@pytest.mark.parametrize("field", ["reasons", "risks", "mitigations", "owner"])
def test_an_assessment_lacking_a_needed_part_is_refused(cast, child, field):
    with pytest.raises(Invalid) as refusal:
        actions.assess(child, by=cast.social_worker, at=NOON, version=0, **GOOD | {field: " "})

    assert list(refusal.value.messages) == [field]


@pytest.mark.parametrize("day", [date(2026, 3, 2), date(2025, 1, 1)])
def test_a_review_date_is_in_the_future(cast, child, day):
    with pytest.raises(Invalid, match="review date in the future"):
        actions.assess(
            child, by=cast.social_worker, at=NOON, version=0, **GOOD | {"review_on": day}
        )


@pytest.mark.requirement("QS-033")
def test_a_question_left_unanswered_is_refused_and_not_known_is_an_answer(cast, child):
    unanswered = {"answers": ANSWERS | {"medication": {"answer": ""}}}
    not_known = {"answers": ANSWERS | {"medication": {"answer": Answer.NOT_KNOWN}}}

    with pytest.raises(Invalid) as refusal:
        actions.assess(child, by=cast.social_worker, at=NOON, version=0, **GOOD | unanswered)
    actions.assess(child, by=cast.social_worker, at=NOON, version=0, **GOOD | not_known)

    assert list(refusal.value.messages) == ["medication"]
    assert RiskAssessment.objects.get().answers["medication"] == {"answer": "not_known"}


def test_a_yes_needs_words(cast, child):
    bare = {"answers": ANSWERS | {"self_harm": {"answer": Answer.YES, "words": " "}}}

    with pytest.raises(Invalid) as refusal:
        actions.assess(child, by=cast.social_worker, at=NOON, version=0, **GOOD | bare)

    assert list(refusal.value.messages) == ["self_harm_words"]


def test_of_two_people_assessing_the_second_is_shown_both(cast, child):
    actions.assess(child, by=cast.social_worker, at=NOON, version=0, **GOOD)

    with pytest.raises(Conflict) as conflict:
        actions.assess(child, by=cast.duty_worker, at=NOON, version=0, **GOOD | {"risks": "Trains"})

    assert conflict.value.theirs == {"version": 1, "risks": "Travels at night"}
    assert RiskAssessment.objects.count() == 1


def test_the_police_do_not_complete_a_placements_risk_assessment(cast, child):
    with pytest.raises(Refused):
        actions.assess(child, by=cast.call_handler, at=NOON, version=0, **GOOD)
