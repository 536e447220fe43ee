"""What meets a duty, what excuses it, and how it stands at an instant."""

import pytest

from lantern.core.instants import in_london
from lantern.protocol.evaluate import duties_owed
from lantern.protocol.facts import Excuse
from lantern.vocabulary.duty import DutyState
from tests.protocol.rulings import LONDON, facts, protocol, rule, told

REPORTED = told("episode.reported", "2015-09-04 19:00")
LOST = told("whereabouts", "2015-09-04 18:30", "not_known")
BACK = told("whereabouts", "2015-09-05 12:00", "returned")
DECLINED = told("return_interview.declined", "2015-09-05 09:00")


def held(at):
    return told("return_interview.held", at)


def one(tmp_path, *records, excuses=(), known_at=None, **entries):
    """The only duty of one rule."""
    made = protocol(tmp_path, rule(**entries))
    (duty,) = duties_owed(facts(*records, excuses=excuses, known_at=known_at), made)
    return duty


def state(duty, at):
    return str(duty.state(LONDON(at)))


def test_a_duty_is_met_by_the_first_act_after_it_arose(tmp_path):
    duty = one(tmp_path, REPORTED, held("2015-09-06 10:00"), held("2015-09-05 10:00"))

    assert in_london(duty.met_at) == "2015-09-05 10:00"
    assert duty.met_by == "return_interview.held 2015-09-05 10:00"


def test_an_act_before_the_duty_arose_does_not_meet_it(tmp_path):
    assert one(tmp_path, REPORTED, held("2015-09-04 18:00")).met_at is None


def test_an_act_at_the_very_instant_meets_it(tmp_path):
    assert one(tmp_path, REPORTED, held("2015-09-04 19:00")).met == one(tmp_path, REPORTED).arose


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2015-09-04 18:59", "not_yet"),
        ("2015-09-04 19:00", "owed"),
        ("2015-09-07 06:59", "owed"),
        ("2015-09-07 07:00", "due_soon"),
        ("2015-09-07 19:00", "due_soon"),
        ("2015-09-07 19:00:01", "overdue"),
    ],
)
def test_an_unmet_duty_at_each_instant(tmp_path, at, expected):
    duty = one(tmp_path, REPORTED, tell="{due_soon: {before: 12 hours, roles: [owner]}}")

    assert state(duty, at) == expected


def test_a_warning_longer_than_the_limit_begins_when_the_duty_arises(tmp_path):
    duty = one(tmp_path, REPORTED, tell="{due_soon: {before: 7 days, roles: [owner]}}")

    assert duty.due_soon_at == duty.arose_at


@pytest.mark.parametrize(
    ("act", "at", "expected"),
    [
        ("2015-09-07 19:00", "2015-09-07 18:59", "owed"),
        ("2015-09-07 19:00", "2015-09-07 19:00", "met"),
        ("2015-09-07 19:01", "2015-09-08 12:00", "met_late"),
    ],
)
def test_a_met_duty_at_each_instant(tmp_path, act, at, expected):
    assert state(one(tmp_path, REPORTED, held(act)), at) == expected


def test_a_duty_without_limit_is_never_overdue(tmp_path):
    assert state(one(tmp_path, REPORTED, within="never"), "2030-01-01 00:00") == "owed"


def test_a_state_that_already_holds_meets_at_once(tmp_path):
    duty = one(
        tmp_path,
        told("police.classification", "2015-09-04 18:00", "missing"),
        REPORTED,
        met_by="{police.classification: missing}",
    )

    assert duty.met_at == duty.arose_at


@pytest.mark.parametrize(
    ("early", "act", "met"),
    [
        ("no", "2015-09-04 18:50", None),
        ("yes", "2015-09-04 18:50", "2015-09-04 18:50"),
        ("yes", "2015-09-04 18:00", None),  # before the episode began
        ("{since: {whereabouts: not_known}}", "2015-09-04 18:50", "2015-09-04 18:50"),
        ("{since: {whereabouts: not_known}}", "2015-09-04 18:29", None),
        ("{since: checks.failed}", "2015-09-04 18:50", None),  # which never happened
    ],
)
def test_an_early_act_counts_where_the_rule_says_so(tmp_path, early, act, met):
    drawn_up = told("pen_picture.drawn_up", act)

    duty = one(tmp_path, drawn_up, LOST, REPORTED, met_by="pen_picture.drawn_up", early=early)

    assert (duty.met_at and in_london(duty.met_at)) == met


def test_an_early_act_of_the_spell_before_does_not_meet_the_next(tmp_path):
    made = protocol(
        tmp_path, rule(arises="{whereabouts: not_known}", met_by="notified.police", early="yes")
    )
    again = told("whereabouts", "2015-09-06 12:00", "not_known")

    first, second = duties_owed(
        facts(told("notified.police", "2015-09-04 18:30"), LOST, BACK, again), made
    )

    assert first.met_at is not None
    assert second.met_at is None


def test_a_gate_lets_only_acts_after_it_count(tmp_path):
    entries = {"met_after": "senior_officer.involved", "met_by": "media.decided"}
    early = told("media.decided", "2015-09-05 09:00")
    gate = told("senior_officer.involved", "2015-09-05 10:00")
    later = told("media.decided", "2015-09-05 11:00")

    assert one(tmp_path, REPORTED, early, **entries).met_at is None
    assert one(tmp_path, REPORTED, early, gate, **entries).met_at is None
    assert one(tmp_path, REPORTED, early, gate, later, **entries).met_at == later.at


@pytest.mark.requirement("CK-129")
def test_a_condition_excuses_from_when_it_holds(tmp_path):
    duty = one(
        tmp_path,
        REPORTED,
        DECLINED,
        excused_by="[{when: return_interview.declined, why: the child declined}]",
    )

    assert state(duty, "2015-09-05 08:59") == "owed"
    assert state(duty, "2015-09-05 09:00") == "excused"
    assert duty.excused_why == "the child declined"


def test_a_state_that_already_holds_excuses_at_once(tmp_path):
    decided = told("child.in_need", "2015-09-01 09:00")
    duty = one(
        tmp_path,
        REPORTED,
        decided,
        excused_by="[{when: child.in_need, why: reasons}]",
    )

    assert duty.excused_at == duty.arose_at


@pytest.mark.requirement("CK-081")
def test_the_end_of_its_spell_excuses_and_a_duty_already_overdue_stays_visible(tmp_path):
    entries = {
        "arises": "{whereabouts: not_known}",
        "excused_by": "[{spell_ends: yes, why: the child is back}]",
    }

    in_time = one(tmp_path, LOST, BACK, within="24 hours", **entries)
    late = one(tmp_path, LOST, BACK, within="2 hours", **entries)

    assert state(in_time, "2015-09-05 13:00") == "excused"
    assert state(late, "2015-09-05 13:00") == "overdue_before_excused"
    assert state(late, "2015-09-05 11:00") == "overdue"


def test_the_end_of_its_spell_excuses_nothing_where_the_rule_does_not_say_so(tmp_path):
    duty = one(tmp_path, LOST, BACK, arises="{whereabouts: not_known}")

    assert duty.excused_at is None


def test_what_was_met_first_stays_met(tmp_path):
    entries = {
        "arises": "{whereabouts: not_known}",
        "excused_by": "[{spell_ends: yes, why: the child is back}]",
    }

    assert (
        state(one(tmp_path, LOST, held("2015-09-05 12:00"), BACK, **entries), "2015-09-06 12:00")
        == "met"
    )
    excused = one(tmp_path, LOST, held("2015-09-05 12:01"), BACK, **entries)
    assert excused.met_at is None
    assert state(excused, "2015-09-06 12:00") == "excused"


def excuse(by="team_manager", cause=REPORTED.key, at="2015-09-05 10:00", **more):
    recorded = more.pop("recorded_at", at)
    return Excuse(
        rule="the-duty",
        cause=cause,
        at=LONDON(at),
        recorded_at=LONDON(recorded),
        by_role=by,
        reason="The chair knows of it.",
        **more,
    )


BY_PERSON = "[{person: [team_manager], why: with a reason}]"


@pytest.mark.requirement("DA-063")
def test_a_person_of_the_right_role_excuses_with_a_reason(tmp_path):
    duty = one(tmp_path, REPORTED, excuses=[excuse()], excused_by=BY_PERSON)

    assert duty.excused_at == LONDON("2015-09-05 10:00")
    assert duty.excused_why == "The chair knows of it."


@pytest.mark.parametrize("given", [excuse(by="carer"), excuse(cause="another row")])
def test_another_role_or_another_duty_is_not_excused(tmp_path, given):
    assert one(tmp_path, REPORTED, excuses=[given], excused_by=BY_PERSON).excused_at is None


def test_a_rule_that_nobody_may_excuse_is_not_excused(tmp_path):
    assert one(tmp_path, REPORTED, excuses=[excuse()]).excused_at is None


def test_an_excuse_given_beforehand_counts_from_when_the_duty_arises(tmp_path):
    given = excuse(at="2015-09-04 09:00")
    duty = one(tmp_path, REPORTED, excuses=[given], excused_by=BY_PERSON)

    assert duty.excused_at == duty.arose_at


def test_an_excuse_withdrawn_no_longer_counts(tmp_path):
    given = excuse(withdrawn_at=LONDON("2015-09-05 12:00"))

    def asked(known):
        return one(tmp_path, REPORTED, excuses=[given], known_at=known, excused_by=BY_PERSON)

    assert asked(None).excused_at is None
    assert asked(LONDON("2015-09-05 11:00")).excused_at is not None
    assert asked(LONDON("2015-09-05 09:00")).excused_at is None


@pytest.mark.requirement("CK-029")
def test_a_daily_duty_has_a_turn_for_each_day_while_its_spell_lasts(tmp_path):
    made = protocol(tmp_path, daily())
    back = told("whereabouts", "2015-09-07 12:00", "returned")

    found = duties_owed(
        facts(LOST, back, tried("2015-09-04 20:00"), tried("2015-09-06 20:00")), made
    )

    assert [duty.identity[1] for duty in found] == [f"{LOST.key}#{turn}" for turn in (1, 2, 3)]
    assert [in_london(duty.arose_at) for duty in found] == [
        f"2015-09-0{day} 18:30" for day in (4, 5, 6)
    ]
    assert [state(duty, "2015-09-07 13:00") for duty in found] == ["met", "missed", "met"]


def daily(**entries):
    plain = {
        "arises": "{whereabouts: not_known}",
        "within": "1 day",
        "met_by": "checks.child_said_where",
        "repeats": "{every: 1 day}",
    }
    return rule(**{**plain, **entries})


def tried(at):
    return told("checks.child_said_where", at)


def test_the_turn_that_runs_when_the_spell_ends_is_excused(tmp_path):
    made = protocol(tmp_path, daily())
    back = told("whereabouts", "2015-09-05 12:00", "returned")

    (only,) = duties_owed(facts(LOST, back), made)

    assert state(only, "2015-09-05 12:00") == "excused"
    assert only.excused_why == "it no longer has to be repeated"


def test_turns_are_given_up_to_the_instant_asked_for_and_the_one_that_follows(tmp_path):
    made = protocol(tmp_path, daily())

    found = duties_owed(facts(LOST), made, until=LONDON("2015-09-07 19:00"))

    assert [in_london(duty.arose_at) for duty in found] == [
        f"2015-09-0{day} 18:30" for day in (4, 5, 6, 7, 8)
    ]
    assert state(found[-1], "2015-09-07 19:00") == "not_yet"


def test_asking_later_changes_no_turn_already_given(tmp_path):
    made = protocol(tmp_path, daily())
    known = facts(LOST, tried("2015-09-05 20:00"))

    earlier = duties_owed(known, made, until=LONDON("2015-09-06 12:00"))
    later = duties_owed(known, made, until=LONDON("2015-10-30 12:00"))

    assert later[: len(earlier)] == earlier


def test_turns_keep_the_time_of_day_when_the_clocks_change(tmp_path):
    made = protocol(tmp_path, daily())
    lost = told("whereabouts", "2015-10-24 12:00", "not_known")

    found = duties_owed(facts(lost), made, until=LONDON("2015-10-26 12:00"))

    assert [in_london(duty.arose_at)[11:] for duty in found] == ["12:00"] * 4


def test_turns_without_end_go_on_after_the_spell(tmp_path):
    made = protocol(tmp_path, daily(repeats="{every: 1 day, until_spell_ends: no}"))

    found = duties_owed(facts(LOST, BACK), made, until=LONDON("2015-09-08 12:00"))

    assert len(found) == 5


def test_one_turn_may_be_excused_by_a_person(tmp_path):
    made = protocol(tmp_path, daily(excused_by=BY_PERSON))
    given = excuse(cause=f"{LOST.key}#2", at="2015-09-06 10:00")
    known = facts(LOST, excuses=[given])

    found = duties_owed(known, made, until=LONDON("2015-09-06 12:00"))

    assert [state(duty, "2015-09-06 12:00") for duty in found] == ["missed", "excused", "not_yet"]


def test_every_state_has_its_definition():
    assert all(term.definition and term.label for term in DutyState)
    assert {str(term) for term in DutyState if term.is_open} == {"owed", "due_soon", "overdue"}
