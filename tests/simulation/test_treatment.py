"""How a child is treated under a draft, counted by hand: each test is a world of a few records."""

import pytest

from lantern.core.instants import to_microseconds
from lantern.simulation.counting import Outcome, Side
from tests.protocol.rulings import LONDON, rule, told
from tests.simulation.laid import absence, beside, changes, counted, outcomes, reported

HOURS_72 = rule(name="interview", within="72 hours")
HOURS_24 = rule(name="interview", within="24 hours")
SCHOOL = rule(name="school", met_by="notified.school", within="4 hours")


def test_a_rule_that_both_have_is_counted_under_both_and_nobody_is_treated_differently(tmp_path):
    pair = beside(tmp_path, [HOURS_72], [HOURS_72])

    found = counted([absence(pair, *reported(1, held="2015-09-02 12:00"))])

    assert outcomes(found) == {"both": {"in_time": 1}}
    assert (found.absences, found.differing_absences, found.differing_children) == (1, 0, 0)
    assert found.foremost == ()


def test_an_act_that_was_in_time_is_late_by_the_draft_s_shorter_limit(tmp_path):
    pair = beside(tmp_path, [HOURS_72], [HOURS_24])

    found = counted([absence(pair, *reported(1, held="2015-09-03 12:00"))])

    assert outcomes(found) == {"today": {"in_time": 1}, "draft": {"late": 1}}
    assert changes(found) == {("interview", "sooner"): 1, ("interview", "outcome"): 1}
    (child,) = found.foremost
    assert (child.reference, child.count) == ("C-1", 1)
    assert child.differences[0].today.due == to_microseconds(LONDON("2015-09-04 12:00"))
    assert child.differences[0].draft.due == to_microseconds(LONDON("2015-09-02 12:00"))


def test_what_was_owed_and_not_done_is_late_under_the_draft_too(tmp_path):
    pair = beside(tmp_path, [HOURS_72], [HOURS_24])

    found = counted([absence(pair, *reported(1))])

    assert outcomes(found) == {"today": {"not_done": 1}, "draft": {"not_done": 1}}


def test_a_new_duty_that_nobody_was_asked_to_do_is_not_known_and_never_late(tmp_path):
    pair = beside(tmp_path, [HOURS_72], [HOURS_72, SCHOOL])

    found = counted([absence(pair, *reported(1, held="2015-09-02 12:00"))])

    assert outcomes(found) == {"both": {"in_time": 1}, "draft": {"not_known": 1}}
    assert changes(found) == {("school", "added"): 1}


@pytest.mark.parametrize(
    ("told_at", "outcome"), [("2015-09-01 13:00", "in_time"), ("2015-09-02 13:00", "late")]
)
def test_of_a_new_duty_an_act_that_was_recorded_tells(tmp_path, told_at, outcome):
    pair = beside(tmp_path, [HOURS_72], [HOURS_72, SCHOOL])

    found = counted([absence(pair, *reported(1), told("notified.school", told_at))])

    assert outcomes(found)["draft"] == {outcome: 1}


def test_a_duty_that_asks_for_another_act_than_today_is_not_known_where_none_is_recorded(tmp_path):
    pair = beside(tmp_path, [HOURS_72], [rule(name="interview", met_by="notified.school")])

    found = counted([absence(pair, *reported(1, held="2015-09-02 12:00"))])

    assert outcomes(found) == {"today": {"in_time": 1}, "draft": {"not_known": 1}}
    assert changes(found) == {("interview", "outcome"): 1}


def test_turns_that_come_round_more_often_are_not_known_where_nothing_is_recorded(tmp_path):
    def each(span):
        repeats = f"{{every: {span}, until_spell_ends: yes}}"
        return rule(name="visit", arises="{whereabouts: not_known}", within="12 hours",
                    met_by="notified.school", repeats=repeats)  # fmt: skip

    pair = beside(tmp_path, [each("2 days")], [each("1 day")])
    gone = told("whereabouts", "2015-09-01 12:00", "not_known")
    back = told("whereabouts", "2015-09-05 10:00", "returned")

    found = counted([absence(pair, gone, back)])

    # Two turns in four days, nobody having acted; four under the draft, asked of nobody.
    assert outcomes(found) == {"today": {"not_done": 2}, "draft": {"not_known": 4}}


def test_a_duty_that_the_draft_does_not_know_is_gone(tmp_path):
    pair = beside(tmp_path, [HOURS_72, SCHOOL], [HOURS_72])

    found = counted([absence(pair, *reported(1))])

    assert changes(found) == {("school", "gone"): 1}
    assert outcomes(found) == {"both": {"not_done": 1}, "today": {"not_done": 1}}


def test_another_owner_is_a_difference_though_all_else_is_the_same(tmp_path):
    other = rule(name="interview", owner="return_interview_provider")
    pair = beside(tmp_path, [HOURS_72], [other])

    found = counted([absence(pair, *reported(1, held="2015-09-02 12:00"))])

    assert changes(found) == {("interview", "owner"): 1}
    assert {(one.side, one.owner) for one in found.arising} == {
        (Side.TODAY, "social_worker"),
        (Side.DRAFT, "return_interview_provider"),
    }


def test_a_duty_that_arises_at_another_time_stands_beside_the_one_of_its_rule(tmp_path):
    later = rule(name="interview", arises="{whereabouts: returned}")
    pair = beside(tmp_path, [HOURS_72], [later])

    found = counted([absence(pair, *reported(1, back="2015-09-02 12:00"))])

    assert changes(found) == {("interview", "arises"): 1, ("interview", "later"): 1}


def test_only_what_arose_in_the_period_is_counted_by_the_day_in_london(tmp_path):
    pair = beside(tmp_path, [HOURS_72], [HOURS_24])
    before = told("episode.reported", "2015-08-31 23:59")
    first = told("episode.reported", "2015-09-01 00:00")
    last = told("episode.reported", "2015-09-30 23:59")
    after = told("episode.reported", "2015-10-01 00:00")

    found = counted([absence(pair, one) for one in (before, first, last, after)])

    assert found.absences == 4
    assert found.differing_absences == 2


def test_nothing_is_owed_after_a_report_was_found_to_be_an_error(tmp_path):
    pair = beside(tmp_path, [HOURS_72, SCHOOL], [HOURS_72])
    error = to_microseconds(LONDON("2015-09-01 13:00"))

    found = counted([absence(pair, *reported(1), error_at=error)])

    assert outcomes(found) == {"both": {"excused": 1}, "today": {"excused": 1}}


def test_what_is_not_yet_due_is_still_to_be_done(tmp_path):
    pair = beside(tmp_path, [HOURS_72], [rule(name="interview", within="1 year")])

    found = counted([absence(pair, *reported(1))])

    assert outcomes(found) == {"today": {"not_done": 1}, "draft": {"open": 1}}


def test_records_from_elsewhere_do_not_say_what_was_not_done(tmp_path):
    pair = beside(tmp_path, [HOURS_72], [HOURS_24])

    found = counted([absence(pair, *reported(1), precision="minute")])

    assert outcomes(found) == {"today": {"not_known": 1}, "draft": {"not_known": 1}}
    assert found.history == {"minute": 1}


def test_of_a_time_known_only_to_the_day_nobody_says_whether_it_was_in_time(tmp_path):
    pair = beside(tmp_path, [HOURS_72], [HOURS_24])
    records = reported(1, held="2015-09-01 13:00")

    found = counted([absence(pair, *records, precision="day")])

    assert outcomes(found) == {"today": {"not_known": 1}, "draft": {"not_known": 1}}
    assert found.history == {"day": 1}


def test_two_rules_that_ask_for_one_interview_make_one_interview(tmp_path):
    either = "{any: [return_interview.held, return_interview.declined]}"
    again = rule(name="interview-or-refusal", within="24 hours", met_by=either)
    pair = beside(tmp_path, [HOURS_72], [HOURS_72, again])

    found = counted([absence(pair, *reported(1))], [absence(pair, *reported(8))])

    today = [(one.week, count) for one, count in found.interviews.items() if one.side == "today"]
    draft = [(one.week, count) for one, count in found.interviews.items() if one.side == "draft"]
    assert [count for _, count in sorted(today)] == [1, 1]
    assert sorted(draft) == sorted(today)


def test_an_interview_that_the_draft_asks_for_after_more_absences_is_counted_for_the_draft(
    tmp_path,
):
    seldom = rule(name="interview", arises="{all: [episode.reported, child.looked_after]}")
    pair = beside(tmp_path, [seldom], [HOURS_72])

    found = counted([absence(pair, *reported(1))])

    assert {(one.side, count) for one, count in found.interviews.items()} == {(Side.DRAFT, 1)}


def test_a_declined_interview_is_owed_and_need_not_be_held(tmp_path):
    excused = "[{when: return_interview.declined, why: declined}]"
    declining = rule(name="interview", excused_by=excused)
    pair = beside(tmp_path, [declining], [declining])
    declined = told("return_interview.declined", "2015-09-02 09:00")

    found = counted([absence(pair, *reported(1), declined)])

    assert {(one.side, one.excused) for one in found.interviews} == {
        (Side.TODAY, True),
        (Side.DRAFT, True),
    }
    assert outcomes(found) == {"both": {str(Outcome.EXCUSED): 1}}
