"""When a duty arises: every form of condition, through a rule."""

from datetime import date

import pytest

from lantern.core.instants import in_london
from lantern.protocol.evaluate import duties_owed
from tests.protocol.rulings import LONDON, facts, protocol, rule, rulebook, shelf, told

REPORTED = told("episode.reported", "2015-09-04 19:00")
IN_CARE = told("child.looked_after", "2014-01-10 00:00")
LOST = told("whereabouts", "2015-09-04 18:30", "not_known")
BACK = told("whereabouts", "2015-09-06 12:00", "returned")


def arise(tmp_path, arises, *records, extra="", **options):
    """When, and because of which record, the duties of one rule arise."""
    made = protocol(tmp_path, rule(arises=arises), extra=extra)
    found = duties_owed(facts(*records, **options), made)
    return [(in_london(duty.arose_at), duty.cause) for duty in found]


def times(tmp_path, arises, *records, **options):
    return [at for at, _ in arise(tmp_path, arises, *records, **options)]


def test_an_event_gives_rise_to_a_duty_each_time(tmp_path):
    again = told("episode.reported", "2015-09-05 10:00")

    assert times(tmp_path, "episode.reported", again, REPORTED) == [
        "2015-09-04 19:00",
        "2015-09-05 10:00",
    ]


def test_an_event_within_a_state_needs_the_state_at_its_instant(tmp_path):
    arises = "{all: [child.looked_after, episode.reported]}"

    assert times(tmp_path, arises, REPORTED) == []
    assert arise(tmp_path, arises, REPORTED, IN_CARE) == [("2015-09-04 19:00", REPORTED.key)]


def test_a_state_that_begins_mid_episode_gives_rise_to_the_duty_then(tmp_path):
    arises = "{all: [child.on_protection_plan, {whereabouts: not_known}]}"
    plan = told("child.on_protection_plan", "2015-09-05 09:00")

    assert arise(tmp_path, arises, LOST, plan) == [("2015-09-05 09:00", plan.key)]


def test_what_becomes_so_after_the_return_is_nothing_to_the_absence(tmp_path):
    arises = "{all: [child.on_protection_plan, {whereabouts: returned}]}"
    plan = told("child.on_protection_plan", "2015-11-01 09:00")

    assert times(tmp_path, arises, LOST, BACK, plan) == []
    assert times(tmp_path, arises, LOST, BACK, told(plan.fact, "2015-09-05 09:00")) == [
        "2015-09-06 12:00"
    ]


def test_what_ends_after_the_return_stays_so_for_the_absence(tmp_path):
    arises = "{all: [child.lives_at_home, {whereabouts: returned}]}"
    care = told(
        "child.looked_after",
        "2014-01-10 00:00",
        until="2015-12-01 00:00",
    )

    assert times(tmp_path, arises, LOST, BACK, care) == []
    assert times(tmp_path, arises, LOST, BACK) == ["2015-09-06 12:00"]


def test_a_child_lost_again_is_followed_until_the_next_return(tmp_path):
    arises = "{all: [child.on_protection_plan, {whereabouts: not_known}]}"
    plan = told("child.on_protection_plan", "2015-09-08 09:00")
    again = told("whereabouts", "2015-09-07 20:00", "not_known")

    assert times(tmp_path, arises, LOST, BACK, again, plan) == ["2015-09-08 09:00"]


def test_a_child_located_and_lost_again_gives_rise_to_a_second_duty(tmp_path):
    located = told("whereabouts", "2015-09-05 12:00", "known")
    again = told("whereabouts", "2015-09-05 20:00", "not_known")

    assert arise(tmp_path, "{whereabouts: not_known}", again, located, LOST) == [
        ("2015-09-04 18:30", LOST.key),
        ("2015-09-05 20:00", again.key),
    ]


def test_an_absence_upgraded_to_missing_gives_rise_to_the_duties_of_the_missing(tmp_path):
    absent = told("police.classification", "2015-09-04 20:00", "absent")
    missing = told("police.classification", "2015-09-04 23:00", "missing")

    assert times(tmp_path, "{police.classification: missing}", absent, missing) == [
        "2015-09-04 23:00"
    ]


def test_one_of_several_values(tmp_path):
    contact = told("whereabouts", "2015-09-05 12:00", "located_with_contact")
    arises = "{whereabouts: {in: [located_with_contact, returned]}}"

    assert arise(tmp_path, arises, LOST, contact, BACK) == [("2015-09-05 12:00", contact.key)]


def test_any_value_but_one(tmp_path):
    located = told("whereabouts", "2015-09-05 12:00", "known")

    assert times(tmp_path, "{whereabouts: {not: not_known}}", LOST, located) == ["2015-09-05 12:00"]


@pytest.mark.requirement("CK-032")
def test_what_must_last_arises_when_it_has_lasted(tmp_path):
    arises = "{lasting: 72 hours, of: {whereabouts: not_known}}"

    assert arise(tmp_path, arises, LOST) == [("2015-09-07 18:30", LOST.key)]
    assert times(tmp_path, arises, LOST, BACK) == []


def test_a_child_back_at_the_instant_the_72nd_hour_ends_has_not_been_missing_for_longer(tmp_path):
    arises = "{lasting: 72 hours, of: {whereabouts: not_known}}"
    just = told("whereabouts", "2015-09-07 18:30", "returned")

    assert times(tmp_path, arises, LOST, just) == []


def test_a_corrected_start_moves_the_duty_and_makes_no_second(tmp_path):
    arises = "{lasting: 72 hours, of: {whereabouts: not_known}}"
    first = told("whereabouts", "2015-09-04 18:30", "not_known", key="row 7")
    corrected = told(
        "whereabouts", "2015-09-04 15:00", "not_known", key="row 7", recorded="2015-09-05 09:00"
    )

    assert arise(tmp_path, arises, first) == [("2015-09-07 18:30", "row 7")]
    assert arise(tmp_path, arises, corrected, first) == [("2015-09-07 15:00", "row 7")]


def test_either_of_two_states_is_one_spell_where_they_overlap(tmp_path):
    arises = "{any: [child.on_protection_plan, child.under_section_47]}"
    plan = told("child.on_protection_plan", "2015-09-01 09:00", until="2015-09-10 09:00")
    enquiry = told("child.under_section_47", "2015-09-05 09:00", until="2015-09-20 09:00")

    assert arise(tmp_path, arises, enquiry, plan) == [("2015-09-01 09:00", plan.key)]


def test_a_state_beside_an_event_counts_when_it_begins(tmp_path):
    arises = "{any: [checks.failed, {police.classification: missing}]}"
    failed = told("checks.failed", "2015-09-04 19:00")
    missing = told("police.classification", "2015-09-04 21:00", "missing")

    assert times(tmp_path, arises, missing, failed) == ["2015-09-04 19:00", "2015-09-04 21:00"]


def test_what_is_not_so_begins_when_it_ends(tmp_path):
    arises = "{all: [{since: episode.reported}, {not: {whereabouts: not_known}}]}"

    assert arise(tmp_path, arises, REPORTED, LOST, BACK) == [("2015-09-06 12:00", BACK.key)]


def test_since_an_event_until_another(tmp_path):
    arises = "{since: checks.failed, until: whereabouts.confirmed}"
    failed = told("checks.failed", "2015-09-04 19:00")
    confirmed = told("whereabouts.confirmed", "2015-09-04 20:00")
    again = told("checks.failed", "2015-09-04 22:00")

    assert times(tmp_path, arises, again, confirmed, failed) == [
        "2015-09-04 19:00",
        "2015-09-04 22:00",
    ]


@pytest.mark.requirement("CK-135")
def test_the_third_within_90_days(tmp_path):
    arises = "{count: placement.started, at least: 3, within: 90 days}"
    days = ("2015-01-01", "2015-02-01", "2015-04-02", "2015-04-10")
    moves = [told("placement.started", f"{day} 12:00") for day in days]

    # Three lie within 90 days of one another only from 10 April: 1 February, 2 and 10 April.
    assert times(tmp_path, arises, *moves) == ["2015-04-10 12:00"]


def test_a_count_with_no_window_is_over_the_childs_life(tmp_path):
    arises = "{count: placement.started, at least: 2}"
    moves = [told("placement.started", f"{day} 12:00") for day in ("2009-01-01", "2015-02-01")]

    assert times(tmp_path, arises, *moves) == ["2015-02-01 12:00"]


def test_an_age_by_birthday(tmp_path):
    arises = "{all: [{child.age: {at least: 16}}, {child.age: {under: 18}}, child.care_leaver]}"
    leaver = told("child.care_leaver", "2015-01-01 00:00")

    assert arise(tmp_path, arises, leaver, born=date(1999, 7, 4)) == [("2015-07-04 00:00", "born")]
    assert times(tmp_path, arises, leaver, born=date(1990, 7, 4)) == []
    assert times(tmp_path, arises, leaver) == []


def test_an_exact_age_is_a_year_long(tmp_path):
    assert times(tmp_path, "{child.age: 16}", REPORTED, born=date(1999, 7, 4)) == [
        "2015-07-04 00:00"
    ]


def test_a_number_that_was_recorded(tmp_path):
    arises = "{child.earlier_missing_episodes: {at least: 1, under: 3}}"
    three = told("child.earlier_missing_episodes", "2015-09-04 19:00", "3")
    two = told("child.earlier_missing_episodes", "2015-09-04 20:00", "2")

    assert times(tmp_path, arises, three) == []
    assert times(tmp_path, arises, three, two) == ["2015-09-04 20:00"]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [("out_of_hours", ["2015-09-04 19:00"]), ("{not: out_of_hours}", ["2015-09-04 12:00"])],
)
def test_office_hours_qualify_an_event(tmp_path, hours, expected):
    noon = told("episode.reported", "2015-09-04 12:00")

    assert times(tmp_path, f"{{all: [episode.reported, {hours}]}}", noon, REPORTED) == expected


def test_a_partnerships_own_office_hours(tmp_path):
    late = told("episode.reported", "2015-09-04 17:30")
    extra = "readings: {office_hours: eight_to_six}\n"
    arises = "{all: [episode.reported, out_of_hours]}"

    assert times(tmp_path, arises, late) == ["2015-09-04 17:30"]
    assert times(tmp_path, arises, late, extra=extra) == []


def test_the_instants_at_which_a_state_begins_and_ends(tmp_path):
    assert times(tmp_path, "{starts: {whereabouts: not_known}}", LOST, BACK) == ["2015-09-04 18:30"]
    assert arise(tmp_path, "{ends: {whereabouts: not_known}}", LOST, BACK) == [
        ("2015-09-06 12:00", BACK.key)
    ]


def test_a_spell_taken_back_to_an_earlier_event_keeps_its_cause(tmp_path):
    absence = "{since: episode.reported, until: {whereabouts: returned}}"
    arises = f"{{back_to: episode.last_seen, of: {absence}}}"
    seen = told("episode.last_seen", "2015-09-04 16:00")

    assert arise(tmp_path, arises, REPORTED) == [("2015-09-04 19:00", REPORTED.key)]
    assert arise(tmp_path, arises, REPORTED, seen) == [("2015-09-04 16:00", REPORTED.key)]


@pytest.mark.parametrize(
    ("extra", "expected"),
    [("", "2015-09-04 18:30"), ("readings: {strategy_clock_starts: report}\n", "2015-09-04 19:00")],
)
def test_a_reading_chooses_between_conditions(tmp_path, extra, expected):
    arises = (
        "{reading: strategy_clock_starts, last_seen: {whereabouts: not_known}, "
        "report: {since: episode.reported}}"
    )

    assert times(tmp_path, arises, LOST, REPORTED, extra=extra) == [expected]


def test_a_derived_fact_stands_for_its_condition(tmp_path):
    assert times(tmp_path, "child.back_or_in_contact", LOST, BACK) == ["2015-09-06 12:00"]


def test_a_rule_of_another_subject_is_not_asked(tmp_path):
    made = protocol(
        tmp_path,
        rule(
            arises="statutory_review.held",
            met_by="statutory_review.absences_addressed",
            subject="child",
        ),
    )
    held = told("statutory_review.held", "2015-09-01 10:00")

    assert duties_owed(facts(held), made) == []
    assert len(duties_owed(facts(held, subject="child"), made)) == 1


def test_what_was_not_known_then_gives_rise_to_nothing(tmp_path):
    late = told("episode.reported", "2015-09-04 19:00", recorded="2015-09-05 08:00")

    assert times(tmp_path, "episode.reported", late, known_at=LONDON("2015-09-04 23:00")) == []
    assert len(times(tmp_path, "episode.reported", late, known_at=LONDON("2015-09-05 08:00"))) == 1


def test_parameters_may_be_lengths_and_numbers(tmp_path):
    extra = "parameters:\n" + "".join(
        f"  {name}: {{value: {value}, meaning: A test., source: {{document: D, paragraph: '1'}}}}\n"
        for name, value in (("how_many", 2), ("how_long", "30 days"))
    )
    arises = (
        "{count: placement.started, at least: {parameter: how_many}, within: {parameter: how_long}}"
    )
    moves = [told("placement.started", f"{day} 12:00") for day in ("2015-01-01", "2015-01-20")]

    assert times(tmp_path, arises, *moves, extra=extra) == ["2015-01-20 12:00"]


def test_one_protocol_serves_another_by_extending_it(tmp_path):
    made = shelf(
        tmp_path,
        rulebook(rule()),
        rulebook(rule("another"), name="local", extra="extends: [the-rulebook]\n"),
    )

    found = duties_owed(facts(REPORTED), made.protocol("local"))

    assert [duty.rule.id for duty in found] == ["the-duty", "another"]
    assert [duty.rule.rulebook for duty in found] == ["the-rulebook", "local"]
