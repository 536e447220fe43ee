"""The invented months: told the same way twice, in the published proportions."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from lantern.core.instants import LONDON
from lantern.demo import history, live
from lantern.demo.identifiers import nhs_numbers, upns
from lantern.demo.people import characters
from lantern.demo.plans import steps
from lantern.demo.portraits import portrait
from lantern.demo.records import Known

NOW = datetime(2026, 11, 20, 22, 40, tzinfo=UTC)


@pytest.fixture(scope="module")
def known():
    long_ago = NOW - timedelta(days=700)
    return [
        Known(character=character, child=None, since=long_ago, serial=serial)
        for serial, character in enumerate(characters())
    ]


def invented(known, seed):
    return list(history.invent(known, NOW, seed))


def test_the_same_seed_tells_the_same_story(known):
    assert invented(known, 7) == invented(known, 7)


def test_another_seed_tells_another(known):
    assert invented(known, 7) != invented(known, 8)


def test_nobody_is_away_twice_at_once(known):
    for seed in range(20):
        by_child = {}
        for absence in invented(known, seed):
            assert absence.seen_at > by_child.get(absence.child, NOW - timedelta(days=999))
            by_child[absence.child] = absence.back_at


def test_nobody_of_the_history_is_still_away_when_the_live_absences_begin(known):
    ends = [absence.back_at for seed in range(20) for absence in invented(known, seed)]

    assert max(ends) < NOW


def test_about_half_are_away_for_sixteen_hours_or_less(known):
    missing = [
        absence.back
        for seed in range(20)
        for absence in invented(known, seed)
        if absence.classification != "absent" and absence.twist is None
    ]
    short = sum(1 for span in missing if span <= timedelta(hours=16))

    assert 0.4 < short / len(missing) < 0.62


def test_most_go_in_the_afternoon_and_evening_and_at_the_weekend(known):
    absences = [absence for seed in range(20) for absence in invented(known, seed)]
    hours = Counter(absence.seen_at.astimezone(LONDON).hour for absence in absences)
    days = Counter(absence.seen_at.astimezone(LONDON).weekday() for absence in absences)

    assert sum(hours[hour] for hour in range(15, 24)) > 0.85 * len(absences)
    assert days[4] + days[5] > days[0] + days[1]


def test_no_child_at_risk_of_exploitation_is_called_absent(known):
    at_risk = {
        one.character.name
        for one in known
        if any(concern.kind == "cse" for concern in one.character.concerns)
    }
    absences = [absence for seed in range(5) for absence in invented(known, seed)]

    assert at_risk
    assert not [a for a in absences if a.child in at_risk and a.classification == "absent"]


def test_every_child_has_a_name_and_a_portrait_of_their_own(known):
    assert len({one.character.name for one in known}) == 45
    assert len({portrait(one.character.look, one.serial) for one in known}) == 45


def test_numbers_that_belong_to_nobody_never_repeat():
    for numbers in (nhs_numbers(), upns()):
        some = [next(numbers) for _ in range(500)]
        assert len(set(some)) == 500


def test_the_live_absences_stand_at_their_stages_at_any_hour_of_any_day(known):
    by_name = {one.character.name: one for one in known}
    wanted = {
        "absent": "absent_review.agreed",
        "high risk": "police.resources_deployed",
        "whereabouts known": "wellbeing.established",
        "just back": "return_notified.police",
        "interview declined": "return_interview.declined",
    }
    for hours in range(0, 168, 3):
        now = NOW + timedelta(hours=hours)
        for absence in live.absences(now):
            taken = {
                habit.fact for at, habit in steps(absence, by_name[absence.child]) if at <= now
            }
            assert wanted.get(absence.key, "") in {"", *taken}, (absence.key, now)
            assert not taken & absence.left_undone


def test_nobody_takes_a_step_before_the_one_that_comes_before_it(known):
    by_name = {one.character.name: one for one in known}
    for absence in invented(known, 3):
        times = {}
        for at, habit in steps(absence, by_name[absence.child]):
            assert at > times.get((habit.player, habit.since), at - timedelta(1))
            times[habit.player, habit.since] = at
