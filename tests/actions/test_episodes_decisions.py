"""Missing or absent, and how great the risk: who decides, what is refused, who was first."""

from datetime import date, timedelta

import pytest

from lantern.agreements.library import library
from lantern.core.errors import Conflict, Invalid, Refused
from lantern.episodes import queries
from lantern.episodes.actions import closing, entries
from lantern.episodes.details import Answered
from lantern.people.actions import children, flags
from lantern.vocabulary.absence import Classification, Corroboration
from lantern.vocabulary.risk import FlagKind, RiskLevel
from tests.builders import LATER, REPORTED, SEEN, a_child, a_returned_episode, an_episode

MISSING, ABSENT = Classification.MISSING, Classification.ABSENT
NOT_RECORDED = Classification.NOT_RECORDED
HIGH, MEDIUM, LOW = RiskLevel.HIGH, RiskLevel.MEDIUM, RiskLevel.LOW
EVEN_LATER = LATER + timedelta(minutes=30)


def says(rule):
    """The sentence of a rule of decision with its source, as the rulebook has it."""
    rules = [version.rule for version in library().protocol("birmingham-2015").decisions]
    one = next(each for each in rules if each.id == rule)
    return f"{one.says.rstrip('.')} ({one.source})."


def so(fact, value="yes"):
    return Answered(fact=fact, value=value)


VULNERABLE = so("risk.danger_through_vulnerability")
NOT_VULNERABLE = so("risk.danger_through_vulnerability", "no")
FIRST_WRONG = so("risk.first_assessment_wrong")


def classify(cast, episode, classification=MISSING, by=None, at=LATER, **decided):
    return entries.classify(
        episode,
        by=by or cast.duty_inspector,
        classification=classification,
        at=at,
        now=at,
        **{"rationale": "Out of character, no money, dark."} | decided,
    )


def grade(cast, episode, level, by=None, at=LATER, **decided):
    given = {"rationale": "Nobody has heard from her."} | decided
    if level == HIGH:
        given = {"answers": [VULNERABLE]} | given
    return entries.grade_risk(
        episode, by=by or cast.investigating_officer, level=level, at=at, now=at, **given
    )


@pytest.mark.requirement("RF-023", "DA-001", "DA-002")
def test_the_duty_inspector_classifies_with_a_rationale(cast):
    episode = an_episode(cast)

    entry = classify(cast, episode)

    assert (entry.fact, entry.value) == ("police.classification", "missing")
    assert entry.words == "Out of character, no money, dark."
    assert episode.classification == "missing"


@pytest.mark.requirement("DA-001")
@pytest.mark.parametrize(
    "who", ["home_manager", "social_worker", "team_manager", "call_handler", "teacher"]
)
def test_nobody_but_a_deciding_officer_classifies(cast, who):
    episode = an_episode(cast)

    with pytest.raises(Refused):
        classify(cast, episode, by=getattr(cast, who))


@pytest.mark.requirement("DA-002")
def test_a_decision_without_reasons_is_refused(cast):
    with pytest.raises(Invalid) as refusal:
        classify(cast, an_episode(cast), rationale="  ")

    assert refusal.value.messages == {"rationale": "Give the reasons for the decision in full."}


@pytest.mark.requirement("DA-004")
def test_absent_is_refused_where_exploitation_is_a_known_risk(cast):
    episode = an_episode(cast)
    flags.raise_(
        episode.child,
        FlagKind.CHILD_SEXUAL_EXPLOITATION,
        by=cast.social_worker,
        at=REPORTED,
        said_by="School",
    )

    with pytest.raises(Refused) as refusal:
        classify(cast, episode, ABSENT)

    assert refusal.value.reason == says("exploitation-risk-is-missing")
    assert classify(cast, episode, MISSING).value == "missing"


@pytest.mark.requirement("DA-004")
def test_absent_is_refused_where_exploitation_is_a_concern_of_this_absence(cast):
    episode = an_episode(cast)
    entries.record_step(
        episode, by=cast.social_worker, fact="concern.organised_abuse", at=REPORTED, now=REPORTED
    )

    with pytest.raises(Refused, match="sexual exploitation"):
        classify(cast, episode, ABSENT)


@pytest.mark.requirement("DA-003")
def test_absent_is_refused_where_the_risk_questions_cannot_be_answered(cast):
    with pytest.raises(Refused) as refusal:
        classify(cast, an_episode(cast), ABSENT, answers=[so("risk_questions.not_answered")])

    assert refusal.value.reason == says("too-little-information-is-missing")


def test_absent_may_be_chosen_where_nothing_forbids_it(cast):
    assert classify(cast, an_episode(cast), ABSENT).value == "absent"


@pytest.mark.requirement("GL-010", "DA-007", "CF-03")
@pytest.mark.parametrize("classification", [MISSING, ABSENT])
def test_a_child_whose_whereabouts_are_known_is_neither_missing_nor_absent(cast, classification):
    episode = an_episode(cast)
    entries.record_whereabouts(
        episode,
        by=cast.home_manager,
        at=LATER,
        now=LATER,
        known=True,
        corroboration=Corroboration.VOICE,
        place="Her aunt's",
    )

    with pytest.raises(Refused) as refusal:
        classify(cast, episode, classification, at=EVEN_LATER)

    assert refusal.value.reason == says("whereabouts-known-is-neither")
    assert classify(cast, episode, NOT_RECORDED, at=EVEN_LATER).value == NOT_RECORDED


@pytest.mark.requirement("GL-010")
def test_not_recorded_is_refused_while_nobody_knows_where_the_child_is(cast):
    with pytest.raises(Refused) as refusal:
        classify(cast, an_episode(cast), NOT_RECORDED)

    assert refusal.value.reason == says("not-recorded-is-for-whereabouts-known")


@pytest.mark.requirement("CK-061")
def test_a_child_already_back_may_still_be_classified_for_the_record(cast):
    episode = a_returned_episode(cast)

    assert classify(cast, episode, at=EVEN_LATER).value == "missing"


@pytest.mark.requirement("DA-009")
def test_a_second_decision_is_kept_beside_the_first_and_counts_as_reconsidered(cast):
    episode = an_episode(cast)
    first = classify(cast, episode, ABSENT)

    second = classify(cast, episode, MISSING, at=EVEN_LATER, seen=first.key)

    assert second.details["was"] == "absent"
    assert episode.classification == "missing"
    recorded = [one for one in queries.entries(episode) if one.fact == "police.classification"]
    assert [one.value for one in recorded] == ["absent", "missing"]
    assert queries.latest(episode, "classification.reconsidered").at == EVEN_LATER


def test_a_decision_by_somebody_who_had_not_seen_the_last_one_is_a_conflict(cast):
    episode = an_episode(cast)
    first = classify(cast, episode, MISSING)

    with pytest.raises(Conflict) as conflict:
        classify(
            cast,
            episode,
            ABSENT,
            by=cast.incident_manager,
            at=EVEN_LATER,
            rationale="He is at football.",
            seen="",
        )

    assert conflict.value.theirs["words"] == "Out of character, no money, dark."
    assert conflict.value.theirs["seen"] == first.key
    assert conflict.value.yours == {"decision": "Absent", "words": "He is at football."}
    assert episode.classification == "missing"


def test_a_decision_before_the_child_went_or_in_the_future_is_refused(cast):
    episode = an_episode(cast)

    with pytest.raises(Invalid, match="before the child went"):
        classify(cast, episode, at=SEEN - timedelta(minutes=1))
    with pytest.raises(Invalid, match="now or earlier"):
        entries.classify(
            episode,
            by=cast.duty_inspector,
            classification=MISSING,
            at=EVEN_LATER,
            now=LATER,
            rationale="x",
        )


def test_an_episode_closed_as_an_error_takes_no_decision(cast):
    episode = an_episode(cast)
    closing.close_as_error(episode, by=cast.duty_inspector, at=LATER, reason="In the attic.")

    with pytest.raises(Refused, match="closed as made in error"):
        classify(cast, episode, at=EVEN_LATER)


@pytest.mark.requirement("RF-029", "DA-020")
def test_the_investigating_officer_grades_the_risk_with_reasons(cast):
    episode = an_episode(cast)

    entry = grade(cast, episode, MEDIUM)

    assert (entry.fact, entry.value, episode.risk) == ("police.risk", "medium", "medium")


@pytest.mark.requirement("DA-010")
def test_high_risk_names_its_ground(cast):
    episode = an_episode(cast)

    with pytest.raises(Invalid) as refusal:
        grade(cast, episode, HIGH, answers=[])

    sentence = says("high-risk-has-a-ground")
    assert refusal.value.messages == {"reason:high-risk-has-a-ground": f"{sentence} Give a reason."}
    entry = grade(cast, episode, HIGH)
    (forced,) = entry.details["rules"]["forced"]
    assert forced["says"] == says("one-limb-makes-high-risk")
    assert queries.latest(episode, VULNERABLE.fact).value == "yes"


@pytest.mark.requirement("DA-010")
def test_high_risk_on_none_of_the_three_grounds_keeps_the_reason_given(cast):
    reasons = {"high-risk-has-a-ground": "She said goodbye to her sister."}

    entry = grade(cast, an_episode(cast), HIGH, answers=[], reasons=reasons)

    (warned,) = entry.details["rules"]["warned"]
    assert warned["words"] == "She said goodbye to her sister."


@pytest.mark.requirement("DA-012", "CF-05")
@pytest.mark.parametrize("born_on", [date(2011, 6, 1), date(2008, 3, 3), None])
def test_a_child_is_never_graded_low(cast, born_on):
    episode = an_episode(cast, a_child(cast, born_on=born_on), by=cast.social_worker)

    with pytest.raises(Refused) as refusal:
        grade(cast, episode, LOW)

    assert refusal.value.reason == says("missing-child-is-never-low")


@pytest.mark.requirement("DA-012", "CF-05")
def test_a_care_leaver_of_eighteen_may_be_graded_low(cast):
    adult = a_child(cast, born_on=date(2008, 3, 2))

    assert grade(cast, an_episode(cast, adult, by=cast.social_worker), LOW).value == "low"


@pytest.mark.requirement("DA-022")
def test_the_duty_inspector_may_raise_to_high_at_any_time(cast):
    episode = an_episode(cast)
    first = grade(cast, episode, MEDIUM)

    entry = grade(cast, episode, HIGH, by=cast.duty_inspector, at=EVEN_LATER, seen=first.key)

    assert (entry.details["was"], episode.risk) == ("medium", "high")


@pytest.mark.requirement("DA-024", "RF-030")
def test_only_a_superintendent_reduces_from_high(cast):
    episode = an_episode(cast)
    high = grade(cast, episode, HIGH)

    for who in (cast.duty_inspector, cast.incident_manager, cast.investigating_officer):
        with pytest.raises(Refused) as refusal:
            grade(
                cast,
                episode,
                MEDIUM,
                by=who,
                at=EVEN_LATER,
                seen=high.key,
                answers=[NOT_VULNERABLE],
            )
        assert refusal.value.reason == says("superintendent-lowers-from-high")

    entry = grade(
        cast,
        episode,
        MEDIUM,
        by=cast.superintendent,
        at=EVEN_LATER,
        seen=high.key,
        answers=[NOT_VULNERABLE],
    )
    assert entry.details["was"] == "high"
    assert entry.details["rules"]["decided_as"] == "superintendent"


@pytest.mark.requirement("DA-010")
def test_even_a_superintendent_leaves_high_what_one_ground_makes_high(cast):
    episode = an_episode(cast)
    high = grade(cast, episode, HIGH)

    with pytest.raises(Refused) as refusal:
        grade(cast, episode, MEDIUM, by=cast.superintendent, at=EVEN_LATER, seen=high.key)

    assert refusal.value.reason == says("one-limb-makes-high-risk")


@pytest.mark.requirement("DA-025", "RF-030")
def test_the_duty_inspector_may_reduce_a_first_assessment_that_was_wrong(cast):
    episode = an_episode(cast)
    high = grade(cast, episode, HIGH)

    entry = grade(
        cast,
        episode,
        MEDIUM,
        by=cast.duty_inspector,
        at=EVEN_LATER,
        seen=high.key,
        answers=[NOT_VULNERABLE, FIRST_WRONG],
        grounds=["superintendent-lowers-from-high"],
    )

    (exempt,) = entry.details["rules"]["exempt"]
    assert exempt["words"] == ("the first assessment was wrongly high, and it is the one in force")
    assert exempt["says"] == says("superintendent-lowers-from-high")


@pytest.mark.requirement("DA-025", "RF-030")
def test_an_exemption_asks_for_its_ground(cast):
    episode = an_episode(cast)
    high = grade(cast, episode, HIGH)

    with pytest.raises(Invalid, match="Confirm the ground: the first assessment was wrongly high"):
        grade(
            cast,
            episode,
            MEDIUM,
            by=cast.duty_inspector,
            at=EVEN_LATER,
            seen=high.key,
            answers=[NOT_VULNERABLE, FIRST_WRONG],
        )


@pytest.mark.requirement("DA-025")
def test_that_exception_ends_when_the_first_assessment_has_been_replaced(cast):
    episode = an_episode(cast)
    first = grade(cast, episode, MEDIUM)
    high = grade(cast, episode, HIGH, at=LATER + timedelta(minutes=5), seen=first.key)

    with pytest.raises(Refused) as refusal:
        grade(
            cast,
            episode,
            MEDIUM,
            by=cast.duty_inspector,
            at=EVEN_LATER,
            seen=high.key,
            answers=[NOT_VULNERABLE, FIRST_WRONG],
            grounds=["superintendent-lowers-from-high"],
        )

    assert refusal.value.reason == says("superintendent-lowers-from-high")


@pytest.mark.requirement("DA-025")
def test_an_incident_manager_does_not_share_that_exception(cast):
    episode = an_episode(cast)
    high = grade(cast, episode, HIGH)

    with pytest.raises(Refused) as refusal:
        grade(
            cast,
            episode,
            MEDIUM,
            by=cast.incident_manager,
            at=EVEN_LATER,
            seen=high.key,
            answers=[NOT_VULNERABLE],
        )

    assert refusal.value.reason == says("superintendent-lowers-from-high")
    with pytest.raises(Refused, match="is asked of: duty inspector"):
        grade(
            cast,
            episode,
            MEDIUM,
            by=cast.incident_manager,
            at=EVEN_LATER,
            seen=high.key,
            answers=[NOT_VULNERABLE, FIRST_WRONG],
        )


@pytest.mark.requirement("DA-024")
def test_high_does_not_come_down_by_withdrawing_or_correcting_it(cast):
    episode = an_episode(cast)
    medium = grade(cast, episode, MEDIUM)
    high = grade(cast, episode, HIGH, at=EVEN_LATER, seen=medium.key)

    with pytest.raises(Refused) as refusal:
        entries.withdraw(high, by=cast.investigating_officer, now=EVEN_LATER, reason="Slip")
    assert refusal.value.reason == says("superintendent-lowers-from-high")
    with pytest.raises(Refused):
        entries.correct(
            high,
            by=cast.investigating_officer,
            now=EVEN_LATER,
            seen=str(high.pk),
            reason="Earlier",
            at=REPORTED,
        )
    episode.refresh_from_db()
    assert episode.risk == "high"


@pytest.mark.requirement("DA-027")
def test_an_absence_classified_absent_does_not_lower_the_risk(cast):
    episode = an_episode(cast)
    grade(cast, episode, HIGH)

    classify(cast, episode, ABSENT, at=EVEN_LATER)

    assert episode.risk == "high"


def test_two_gradings_of_one_risk_are_a_conflict_for_the_second(cast):
    episode = an_episode(cast)
    grade(cast, episode, MEDIUM)

    with pytest.raises(Conflict, match="Somebody else decided"):
        grade(cast, episode, HIGH, by=cast.duty_inspector, at=EVEN_LATER, seen="")


def test_a_restricted_child_is_classified_only_by_those_who_reach_the_record(cast):
    episode = an_episode(cast)
    children.restrict(episode.child, by=cast.duty_inspector, at=LATER)
    episode.child.refresh_from_db()

    with pytest.raises(Refused, match="not involved"):
        grade(cast, episode, MEDIUM, at=EVEN_LATER)
