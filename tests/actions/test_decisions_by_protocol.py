"""A rulebook that nobody here has seen decides, asks and is answered, with no line of Python."""

from datetime import timedelta

import pytest

from lantern.core.errors import Invalid, Refused
from lantern.duties.models import Duty
from lantern.duties.queries import line
from lantern.episodes import asked, queries, ruling
from lantern.episodes.actions import corrections, decisions, entries
from lantern.episodes.details import Answered
from lantern.people.actions import steps
from lantern.vocabulary.absence import ContactKind
from lantern.web.duties.places import ways
from tests import own_rulebook
from tests.builders import LATER, a_looked_after_child, an_episode

EVEN_LATER = LATER + timedelta(minutes=30)
GANG = Answered(fact="gang.involved", value="yes")


@pytest.fixture(autouse=True)
def harrowfield(cast, monkeypatch):
    own_rulebook.hold(monkeypatch)
    own_rulebook.belongs(cast.calderbrook)


def classify(cast, episode, value, by=None, at=LATER, **given):
    return entries.classify(
        episode,
        by=by or cast.duty_inspector,
        classification=value,
        at=at,
        now=at,
        **{"rationale": "As asked."} | given,
    )


def grade(cast, episode, level, by=None, at=LATER, **given):
    return entries.grade_risk(
        episode,
        by=by or cast.investigating_officer,
        level=level,
        at=at,
        now=at,
        **{"rationale": "As asked."} | given,
    )


def test_what_the_page_has_asked_counts_before_it_is_recorded(cast):
    episode = an_episode(cast)

    with pytest.raises(Refused) as refusal:
        classify(cast, episode, "absent", answers=[GANG])

    assert refusal.value.reason == (
        "A child with whom a gang is involved is missing "
        "(agreed by nobody (invented) on 2020-01-01)."
    )
    assert queries.latest(episode, GANG.fact) is None
    entry = classify(cast, episode, "missing", answers=[GANG])
    assert entry.details["rules"]["forced"][0]["rule"] == "gang-is-missing"
    assert queries.latest(episode, GANG.fact).value == "yes"


def test_a_warning_asks_for_a_reason_and_keeps_it(cast):
    episode = an_episode(cast)

    with pytest.raises(Invalid, match="Absent is rarely right here"):
        classify(cast, episode, "absent")
    entry = classify(
        cast, episode, "absent", reasons={"absent-needs-a-word": "He is at his father's."}
    )

    assert entry.details["rules"]["warned"][0]["words"] == "He is at his father's."


def test_a_partnership_grades_on_its_own_scale(cast):
    episode = an_episode(cast)

    with pytest.raises(Refused, match="Only the duty inspector calls a danger slight"):
        grade(cast, episode, "slight")
    entry = grade(cast, episode, "grave")

    assert entry.fact == "danger.level"
    assert episode.risk == "grave"
    assert ruling.words_for(episode.rulebook, "risk", "grave") == "grave"
    with pytest.raises(Invalid, match="Choose one of these: grave, some, slight"):
        grade(cast, episode, "medium", seen=entry.key)


def test_another_authority_keeps_the_grades_that_come_with_the_product(cast):
    cast.calderbrook.rulebook = "dfe-2014"
    cast.calderbrook.save(update_fields=["rulebook"])
    episode = an_episode(cast)

    assert grade(cast, episode, "medium").fact == "police.risk"
    with pytest.raises(Invalid, match="not a question of this rulebook"):
        classify(cast, episode, "missing", answers=[GANG])


def test_a_further_decision_is_ruled_by_what_was_decided_before(cast):
    episode = an_episode(cast)
    classify(cast, episode, "missing")

    with pytest.raises(Refused, match="The log of a missing child is red"):
        decisions.decide(
            episode, "log.colour", "blue", by=cast.duty_inspector, at=EVEN_LATER, now=EVEN_LATER
        )
    with pytest.raises(Refused, match="is asked of: duty inspector"):
        decisions.decide(
            episode, "log.colour", "red", by=cast.incident_manager, at=EVEN_LATER, now=EVEN_LATER
        )
    entry = decisions.decide(
        episode, "log.colour", "red", by=cast.duty_inspector, at=EVEN_LATER, now=EVEN_LATER
    )
    assert (entry.fact, entry.value) == ("log.colour", "red")


def test_a_question_is_answered_by_those_who_are_asked_and_meets_its_duty(cast):
    episode = an_episode(cast)
    duty = Duty.objects.get(rule="form-sent")
    then = {"fact": "local_form.sent", "at": LATER, "now": LATER}

    with pytest.raises(Refused, match="is asked of: social worker, team manager"):
        entries.record_step(episode, by=cast.home_manager, **then)
    entries.record_step(episode, by=cast.social_worker, **then)

    duty.refresh_from_db()
    assert duty.met_at == LATER
    (way,) = ways(line(duty, LATER))
    assert way.text == "Record that the local form was sent"
    assert way.href.endswith("/steps/local_form.sent")


def test_questions_come_with_a_contact_and_a_report(cast):
    episode = an_episode(cast, answers=(Answered(fact="car.taken", value="yes"),))
    entries.record_contact(
        episode,
        by=cast.home_manager,
        contact=ContactKind.CALL_TO_CHILD,
        at=LATER,
        now=LATER,
        result="No answer",
        answers=[Answered(fact="phone.traced", at=LATER)],
    )

    assert queries.value(episode, "car.taken") == "yes"
    assert queries.latest(episode, "phone.traced").at == LATER


def test_an_answer_that_does_not_fit_never_stops_a_report(cast):
    wrong = (Answered(fact="car.taken", value="perhaps"), Answered(fact="no.such", value="yes"))

    episode = an_episode(cast, answers=wrong)

    assert queries.latest(episode, "car.taken") is None


def test_a_wrong_answer_says_what_to_do(cast):
    with pytest.raises(Invalid) as refusal:
        classify(
            cast,
            an_episode(cast),
            "missing",
            answers=[Answered(fact="gang.involved", value="perhaps")],
        )

    assert refusal.value.messages == {"gang.involved": "Say whether this is so: yes or no."}


def test_the_same_answer_is_not_recorded_again(cast):
    episode = an_episode(cast)
    first = classify(cast, episode, "missing", answers=[GANG])
    classify(cast, episode, "missing", at=EVEN_LATER, seen=first.key, answers=[GANG])

    assert len([one for one in queries.entries(episode) if one.fact == GANG.fact]) == 1


def test_a_childs_question_is_a_step_of_the_child(cast):
    child = a_looked_after_child(cast)

    with pytest.raises(Invalid, match="yes or no"):
        steps.record(child, "safe_plan.agreed", by=cast.social_worker, at=LATER, words="")
    step = steps.record(
        child, "safe_plan.agreed", by=cast.social_worker, at=LATER, words="", value="yes"
    )

    assert step.value == "yes"


def test_the_rank_that_may_not_decide_may_not_put_it_right_either(cast):
    episode = an_episode(cast)
    entry = decisions.decide(
        episode, "log.colour", "red", by=cast.duty_inspector, at=LATER, now=LATER
    )

    corrections.correct(
        entry, by=cast.duty_inspector, now=LATER, seen=str(entry.pk), reason="Slip", words="Red."
    )

    assert queries.latest(episode, "log.colour").words == "Red."


def test_only_what_bears_on_the_present_value_is_asked(cast):
    protocol = ruling.protocol_named("birmingham-2015")

    assert not asked.bearing(protocol, "police.risk", "medium")["risk.first_assessment_wrong"]
    assert asked.bearing(protocol, "police.risk", "high")["risk.first_assessment_wrong"]
