# ruff: noqa: E501  whole sentences and rules, as they are written
"""Owners by case, other ways to meet a duty, deadlines set by people, turns that end, scope."""

import tempfile
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.core.instants import in_london
from lantern.protocol.evaluate import duties_owed
from lantern.protocol.explain import rulebook_in_words
from lantern.protocol.rulebook import LAYERS
from lantern.vocabulary.duty import DutyState
from tests.protocol.rulings import LONDON, facts, faults, protocol, rule, rulebook, shelf, told

REPORTED = told("episode.reported", "2015-09-04 19:00")
SET = told("checks.deadline", "2015-09-04 21:00", recorded="2015-09-04 19:10")


def owed(made, *records, until=None, **options):
    return duties_owed(facts(*records, **options), made, until=until)


def one_duty(tmp_path, *records, extra="", **entries):
    (duty,) = owed(protocol(tmp_path, rule(**entries), extra=extra), *records)
    return duty


# Owners chosen by case

BY_HOURS = "{cases: [{when: out_of_hours, role: emergency_duty_team}], otherwise: social_worker}"
BY_CASE = "{cases: [{when: child.looked_after, role: home_manager}, {when: child.in_need, role: mash}], otherwise: police}"


@pytest.mark.parametrize(
    ("at", "owner"),
    [
        ("2015-09-04 16:59", "social_worker"),
        ("2015-09-04 17:00", "emergency_duty_team"),
        ("2015-09-05 12:00", "emergency_duty_team"),
    ],
)
def test_out_of_hours_somebody_else_owes_it(at, owner, tmp_path):
    assert one_duty(tmp_path, told("episode.reported", at), owner=BY_HOURS).owner == owner


def test_the_first_case_that_holds_when_the_duty_arises_says_who_owes_it(tmp_path):
    in_care = told("child.looked_after", "2014-01-01 00:00")
    in_need = told("child.in_need", "2014-01-01 00:00")
    later = told("child.looked_after", "2015-09-05 00:00")

    assert one_duty(tmp_path, REPORTED, in_care, in_need, owner=BY_CASE).owner == "home_manager"
    assert one_duty(tmp_path, REPORTED, in_need, later, owner=BY_CASE).owner == "mash"
    assert one_duty(tmp_path, REPORTED, owner=BY_CASE).owner == "police"


def test_the_owner_of_each_turn_is_chosen_when_it_begins(tmp_path):
    made = protocol(
        tmp_path,
        rule(
            owner=BY_HOURS,
            arises="{since: episode.reported}",
            repeats="{every: 12 hours, times: 3}",
        ),
    )
    duties = owed(
        made, told("episode.reported", "2015-09-07 11:00"), until=LONDON("2015-09-09 00:00")
    )

    assert [duty.owner for duty in duties] == [
        "social_worker",
        "emergency_duty_team",
        "social_worker",
    ]


def test_who_owes_it_changes_nothing_of_which_duty_it_is(tmp_path):
    in_care = told("child.looked_after", "2014-01-01 00:00")

    assert (
        one_duty(tmp_path, REPORTED, in_care, owner=BY_CASE).identity
        == one_duty(tmp_path, REPORTED).identity
    )


def test_the_cases_are_said_in_words(tmp_path):
    words = rulebook_in_words(protocol(tmp_path, rule(owner=BY_HOURS)))

    assert (
        "Who:     the emergency duty team, when it is outside office hours; otherwise the social worker"
        in words
    )


# Another way to meet a duty

TRIED = "[{when: safe_and_well.not_done_with_reason, after: {count: contact.attempted, at least: 2}, why: tried twice and not possible}]"
GAVE_UP = told("safe_and_well.not_done_with_reason", "2015-09-05 12:00")


def tries(*times):
    return [told("contact.attempted", at) for at in times]


def test_attempted_and_not_possible_meets_it_once_it_was_tried_so_often(tmp_path):
    duty = one_duty(
        tmp_path, REPORTED, GAVE_UP, *tries("2015-09-04 20:00", "2015-09-05 09:00"), instead=TRIED
    )

    assert (duty.met_at, duty.met_instead) == (GAVE_UP.at, "tried twice and not possible")
    assert duty.state(GAVE_UP.at) is DutyState.MET


@pytest.mark.parametrize(
    "times", [(), ("2015-09-04 20:00",), ("2015-09-04 18:00", "2015-09-04 20:00")]
)
def test_too_few_attempts_since_it_arose_do_not(times, tmp_path):
    duty = one_duty(tmp_path, REPORTED, GAVE_UP, *tries(*times), instead=TRIED)

    assert (duty.met, duty.met_instead) == (None, "")


def test_what_comes_first_says_how_it_was_met(tmp_path):
    held = told("return_interview.held", "2015-09-05 11:00")
    attempts = tries("2015-09-04 20:00", "2015-09-05 09:00")

    assert one_duty(tmp_path, REPORTED, held, GAVE_UP, *attempts, instead=TRIED).met_instead == ""
    late = told("return_interview.held", "2015-09-05 13:00")
    assert (
        one_duty(tmp_path, REPORTED, late, GAVE_UP, *attempts, instead=TRIED).met_at == GAVE_UP.at
    )


def test_another_way_is_said_in_words(tmp_path):
    words = rulebook_in_words(protocol(tmp_path, rule(instead=TRIED)))

    assert "or, tried twice and not possible: the police decided, with a reason" in words
    assert "at least 2 times" in words


def test_a_gate_binds_every_way_of_meeting_a_duty(tmp_path):
    duty = one_duty(
        tmp_path,
        REPORTED,
        GAVE_UP,
        *tries("2015-09-04 20:00", "2015-09-05 09:00"),
        instead=TRIED,
        met_after="media.decided",
    )

    assert duty.met is None


# Deadlines that a person sets, or that an event brings

BY = "{by: checks.deadline, otherwise: 1 hour}"


def test_a_deadline_that_a_person_sets_binds_from_when_it_is_known(tmp_path):
    made = protocol(tmp_path, rule(within=BY))
    known = [
        facts(REPORTED, SET, known_at=LONDON(at)) for at in ("2015-09-04 19:05", "2015-09-04 19:15")
    ]

    assert [in_london(duties_owed(one, made)[0].due_at) for one in known] == [
        "2015-09-04 20:00",
        "2015-09-04 21:00",
    ]


def test_a_deadline_that_is_moved_moves_the_duty(tmp_path):
    moved = [
        told("checks.deadline", "2015-09-04 21:00", key="d"),
        told("checks.deadline", "2015-09-04 20:30", recorded="2015-09-04 19:30", key="d"),
    ]
    moved[0] = told("checks.deadline", "2015-09-04 21:00", recorded="2015-09-04 19:10", key="d")

    assert in_london(one_duty(tmp_path, REPORTED, *moved, within=BY).due_at) == "2015-09-04 20:30"


def test_a_protocol_may_set_the_longest_time_that_a_person_may_give(tmp_path):
    long = told("checks.deadline", "2015-09-05 09:00", recorded="2015-09-04 19:10")
    within = "{earliest: [{by: checks.deadline}, 4 hours]}"

    assert in_london(one_duty(tmp_path, REPORTED, long, within=within).due_at) == "2015-09-04 23:00"
    assert in_london(one_duty(tmp_path, REPORTED, SET, within=within).due_at) == "2015-09-04 21:00"
    assert in_london(one_duty(tmp_path, REPORTED, within=within).due_at) == "2015-09-04 23:00"


def test_tied_to_an_event_that_never_comes_it_is_never_overdue(tmp_path):
    duty = one_duty(tmp_path, REPORTED, within="{by: strategy_meeting.held}")

    assert duty.due is None
    assert duty.state(LONDON("2019-01-01 00:00")) is DutyState.OWED


def test_it_may_be_due_so_long_before_the_event(tmp_path):
    within = "{by: strategy_meeting.held, earlier_by: 2 days}"
    meeting = told("strategy_meeting.held", "2015-09-10 14:00")
    soon = told("strategy_meeting.held", "2015-09-05 14:00")

    assert (
        in_london(one_duty(tmp_path, REPORTED, meeting, within=within).due_at) == "2015-09-08 14:00"
    )
    assert one_duty(tmp_path, REPORTED, soon, within=within).due_at == REPORTED.at


def test_a_deadline_passed_before_the_duty_arose_is_not_its_own(tmp_path):
    old = told("checks.deadline", "2015-09-04 18:00")

    assert in_london(one_duty(tmp_path, REPORTED, old, within=BY).due_at) == "2015-09-04 20:00"


def test_such_a_deadline_is_said_in_words(tmp_path):
    words = rulebook_in_words(protocol(tmp_path, rule(within=BY)))

    assert (
        "by the time that the deadline of the preliminary checks passed; until that is known, within 1 hour"
        in words
    )


MINUTES = st.integers(0, 2_000)
MET_BY = ("media.decided", "search.started", "visit.made", "trace.considered")


@given(st.lists(MINUTES, max_size=4), MINUTES)
def test_the_earliest_of_several_deadlines_is_never_later_than_any_of_them(deadlines, longest):
    limits = [
        "{by: checks.deadline}",
        f"{longest + 1} minutes",
        "by next 09:00",
        "{limit: 3 days, from: episode.last_seen}",
    ]
    with tempfile.TemporaryDirectory() as folder:
        made = protocol(
            folder,
            rule("together", within=f"{{earliest: [{', '.join(limits)}]}}"),
            *(
                rule(f"part-{n}", within=limit, met_by=met_by)
                for n, (limit, met_by) in enumerate(zip(limits, MET_BY, strict=True))
            ),
        )
    set_at = [REPORTED.at + timedelta(minutes=minutes) for minutes in deadlines]
    known = [
        told("checks.deadline", f"{at.astimezone(REPORTED.at.tzinfo):%Y-%m-%d %H:%M}")
        for at in set_at
    ]
    due = {duty.rule.id: duty.due for duty in owed(made, REPORTED, *known)}

    parts = [at for name, at in due.items() if name != "together" and at is not None]
    assert due["together"] == min(parts)


# Turns that end

WEEKLY = "{every: 1 week, until: return_interview.declined}"


def test_turns_end_after_so_many(tmp_path):
    made = protocol(tmp_path, rule(repeats="{every: 1 day, times: 2}"))

    assert [duty.occurrence for duty in owed(made, REPORTED, until=LONDON("2016-01-01 00:00"))] == [
        1,
        2,
    ]


def test_the_last_of_so_many_turns_stays_open(tmp_path):
    made = protocol(tmp_path, rule(repeats="{every: 1 day, times: 2}"))
    first, last = owed(made, REPORTED, until=LONDON("2016-01-01 00:00"))

    assert first.state(LONDON("2015-12-01 00:00")) is DutyState.MISSED
    assert last.state(LONDON("2015-12-01 00:00")) is DutyState.OVERDUE


def test_turns_of_an_event_end_when_something_happens_and_the_one_that_runs_is_excused(tmp_path):
    made = protocol(tmp_path, rule(arises="episode.reported", repeats=WEEKLY))
    declined = told("return_interview.declined", "2015-09-13 10:00")

    first, second = owed(made, REPORTED, declined, until=LONDON("2016-01-01 00:00"))

    assert first.state(LONDON("2015-12-01 00:00")) is DutyState.MISSED
    assert second.excused_at == declined.at
    assert second.excused_why == "it no longer has to be repeated"


def test_turns_with_an_end_are_said_in_words(tmp_path):
    words = rulebook_in_words(
        protocol(
            tmp_path, rule(repeats="{every: 1 week, times: 4, until: return_interview.declined}")
        )
    )

    assert (
        "again every week, until it ends, 4 times at most, until the child declined the return interview"
        in words
    )


# Whom a rulebook is about

SCOPE = (
    "scope: {in_full: child.looked_after, in_part: [{when: child.care_leaver, rules: [part]}]}\n"
)


def test_a_rulebook_binds_for_those_it_is_about_and_in_part_for_others(tmp_path):
    made = protocol(tmp_path, rule("full"), rule("part"), extra=SCOPE)
    in_care, leaver = (
        told("child.looked_after", "2014-01-01 00:00"),
        told("child.care_leaver", "2014-01-01 00:00"),
    )

    assert owed(made, REPORTED) == []
    assert {duty.rule.id for duty in owed(made, REPORTED, in_care)} == {"full", "part"}
    assert {duty.rule.id for duty in owed(made, REPORTED, leaver)} == {"part"}


def test_the_scope_of_a_rulebook_is_not_that_of_the_one_it_extends(tmp_path):
    wide = rulebook(rule("wide-duty"), name="wide")
    narrow = rulebook(
        rule("narrow-duty"),
        name="narrow",
        extra=f"extends: [wide]\n{SCOPE.replace('part]', 'narrow-duty]')}",
    )

    assert {
        duty.rule.id for duty in owed(shelf(tmp_path, wide, narrow).protocol("narrow"), REPORTED)
    } == {"wide-duty"}


def test_the_scope_is_in_the_words_of_each_rule(tmp_path):
    words = rulebook_in_words(protocol(tmp_path, rule("full"), rule("part"), extra=SCOPE))

    assert "When:    the child is looked after and the child's absence was reported" in words


# Layers


def test_every_layer_may_add_its_own_from_the_nation_to_the_single_child(tmp_path):
    texts = [
        rulebook(
            rule(f"duty-of-{layer}"),
            name=layer,
            extra=f"extends: [{LAYERS[number - 1]}]\n" if number else "",
        ).replace("layer: partnership", f"layer: {layer}")
        for number, layer in enumerate(LAYERS)
    ]
    made = shelf(tmp_path, *texts).protocol("child")

    assert [duty.rule.id for duty in owed(made, REPORTED)] == [
        f"duty-of-{layer}" for layer in LAYERS
    ]
    assert len(LAYERS) == 7


@pytest.mark.parametrize("subject", ["family", "place"])
def test_a_duty_may_be_about_a_family_or_a_place(subject, tmp_path):
    source = '{document: An invented paper, paragraph: "1"}'
    declared = "".join(
        f"  - {{name: {subject}.{name}, kind: event, subject: {subject}, words: x, meaning: x, recorded_on: step, source: {source}}}\n"
        for name in ("named", "visited")
    )
    made = protocol(
        tmp_path,
        rule(subject=subject, arises=f"{subject}.named", met_by=f"{subject}.visited"),
        extra=f"facts:\n{declared}",
    )

    (duty,) = owed(made, told(f"{subject}.named", "2015-09-04 19:00"), subject=subject)

    assert duty.arose_at == REPORTED.at
    assert owed(made, told(f"{subject}.named", "2015-09-04 19:00")) == []


@pytest.mark.parametrize(
    ("entries", "says", "suggests"),
    [
        ({"owner": "{cases: [{role: police}], otherwise: police}"}, "a case of the owner needs “when”", ""),
        ({"owner": "{cases: [{when: out_of_hours, role: polcie}], otherwise: police}"}, "there is no role “polcie”", "did you mean `police`?"),
        ({"owner": "{cases: []}"}, "“owner” needs “otherwise”", ""),
        ({"owner": "{case: [], otherwise: police}"}, "“owner” has no “case”", "did you mean `cases`?"),
        ({"instead": "[{when: media.decided}]"}, "another way to meet a duty needs “why”", ""),
        ({"instead": "[{why: x}]"}, "another way to meet a duty is not complete", "after: {count: an event"),
        ({"instead": "[{when: media.decided, after: {count: contact.attempted}, why: x}]"}, "another way to meet a duty is not complete", ""),
        ({"within": "{by: checks.deadlne}"}, "there is no fact “checks.deadlne”", "did you mean `checks.deadline`?"),
        ({"within": "{by: checks.deadline, otherwize: 1 hour}"}, "a limit with “by” has no “otherwize”", "did you mean `otherwise`?"),
        ({"repeats": "{every: 1 day, times: 0}"}, "this number must be at least 1", ""),
        ({"repeats": "{every: 1 day, times: often}"}, "“often” is not a whole number", ""),
        ({"repeats": "{every: 1 day, untill: media.decided}"}, "“repeats” has no “untill”", "did you mean `until`?"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_what_was_meant(entries, says, suggests, tmp_path):
    found = [one for one in faults(tmp_path, rulebook(rule(**entries))) if says in one.message]

    assert found, faults(tmp_path, rulebook(rule(**entries)))
    assert suggests in found[0].suggestion


@pytest.mark.parametrize(
    ("scope", "says"),
    [
        ("{in_part: []}", "“scope” needs “in_full”"),
        ("{in_full: episode.reported}", "an event does not last, and here it is asked what holds"),
        (
            "{in_full: child.looked_after, in_part: [{rules: [x]}]}",
            "a part of the scope needs “when”",
        ),
        (
            "{in_full: child.looked_after, in_part: [{when: child.in_need, rules: [the-dutty]}]}",
            "this rulebook has no rule “the-dutty”",
        ),
        ("{in_ful: child.looked_after}", "“scope” has no “in_ful”"),
    ],
)
def test_what_is_wrong_with_a_scope_is_said(scope, says, tmp_path):
    assert says in " ".join(
        one.message for one in faults(tmp_path, rulebook(rule(), extra=f"scope: {scope}\n"))
    )
