"""What can be made of spells of time, against a plain model: is it so at this instant?"""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lantern.core.instants import ALWAYS, FOREVER
from lantern.protocol import spells as made

LAST = 24
CAUSES = st.sampled_from("abcdef")


def as_spells(pairs):
    """Sorted spells that neither overlap nor touch, from any pairs of instants."""
    found = [(min(a, b), max(a, b), cause, cause) for a, b, cause in pairs if a != b]
    return tuple(made.merged(found)) if found else ()


SPELLS = st.lists(st.tuples(st.integers(0, LAST), st.integers(0, LAST), CAUSES), max_size=6).map(
    as_spells
)
POINTS = st.lists(st.tuples(st.integers(0, LAST), CAUSES), max_size=6).map(
    lambda pairs: sorted((at, at, cause, cause) for at, cause in pairs)
)
INSTANTS = range(-2, LAST + 30)


def holds(spells, at):
    return made.holding(spells, at) is not None


def is_in_order(spells):
    return all(s[0] < s[1] for s in spells) and all(a[1] < b[0] for a, b in pairwise(spells))


@given(SPELLS, SPELLS)
def test_both_holds_exactly_where_each_holds(one, other):
    found = made.both(one, other)

    assert is_in_order(found)
    assert all(holds(found, at) == (holds(one, at) and holds(other, at)) for at in INSTANTS)


@given(SPELLS, SPELLS)
def test_both_has_the_cause_of_the_part_that_began_last(one, other):
    for start, _, cause, _ in made.both(one, other):
        parts = [made.holding(one, start), made.holding(other, start)]
        assert cause in {part[2] for part in parts if part[0] == start}


@given(SPELLS, SPELLS)
def test_the_order_of_the_parts_changes_nothing(one, other):
    assert list(made.both(one, other)) == list(made.both(other, one))
    assert list(made.either([one, other])) == list(made.either([other, one]))


@given(SPELLS, SPELLS, SPELLS)
def test_either_holds_where_any_holds_and_touching_spells_are_one(one, other, third):
    found = made.either([one, other, third])

    assert is_in_order(found)
    for at in INSTANTS:
        assert holds(found, at) == any(holds(part, at) for part in (one, other, third))


@given(SPELLS)
def test_neither_is_all_other_time_and_twice_is_the_same_again(spells):
    found = made.neither(spells)

    assert all(holds(found, at) != holds(spells, at) for at in INSTANTS)
    assert [s[:2] for s in made.neither(found)] == [s[:2] for s in spells]


@given(SPELLS)
def test_the_cause_of_a_time_without_is_what_ended_the_time_with(spells):
    ended = {spell[1]: spell[3] for spell in spells}

    for start, _, cause, _ in made.neither(spells):
        assert cause == ("" if start == ALWAYS else ended[start])


@given(SPELLS, st.integers(1, 10))
def test_lasting_holds_where_it_has_held_all_that_while(spells, length):
    found = made.lasting(spells, lambda at: at + length)

    for at in INSTANTS:
        whole = all(holds(spells, before) for before in range(at - length, at + 1))
        assert holds(found, at) == whole


@given(SPELLS, st.integers(1, 10))
def test_lasting_keeps_the_cause(spells, length):
    causes = {spell[2] for spell in spells}

    assert {spell[2] for spell in made.lasting(spells, lambda at: at + length)} <= causes


@given(POINTS, POINTS)
def test_since_holds_from_an_event_until_the_next_that_ends_it(starts, ends):
    found = made.since(starts, ends)

    for at in INSTANTS:
        begun = [s[0] for s in starts if s[0] <= at]
        open_now = any(not any(b <= e[0] <= at for e in ends) for b in begun)
        assert holds(found, at) == open_now


@given(POINTS, st.integers(1, 4), st.integers(1, 12))
def test_a_count_holds_while_so_many_lie_in_the_window(points, least, window):
    found = made.counted(points, least, lambda at: at + window)

    for at in INSTANTS:
        inside = [p for p in points if p[0] <= at < p[0] + window]
        assert holds(found, at) == (len(inside) >= least)


@given(POINTS, st.integers(1, 4))
def test_a_count_over_a_life_never_ends(points, least):
    found = made.counted(points, least, None)

    if len(points) < least:
        assert found == ()
    else:
        assert [spell[:2] for spell in found] == [(points[least - 1][0], FOREVER)]


@given(POINTS, SPELLS)
def test_events_within_a_state_are_those_that_happened_while_it_held(points, spells):
    assert made.within(points, spells) == [p for p in points if holds(spells, p[0])]


@given(POINTS, SPELLS)
def test_a_spell_taken_back_begins_at_the_last_event_since_the_spell_before(points, spells):
    found = made.back_to(points, spells)

    assert [s[1:] for s in found] == [s[1:] for s in spells]
    before = ALWAYS
    for taken, spell in zip(found, spells, strict=True):
        earlier = [p[0] for p in points if before <= p[0] <= spell[0]]
        assert taken[0] == max(earlier, default=spell[0])
        before = spell[1]


def test_the_start_of_all_time_is_no_event():
    assert made.starts(made.neither(())) == []
    assert made.ends(made.neither(())) == []
    assert made.starts(((3, 5, "a", "b"),)) == [(3, 3, "a", "a")]
    assert made.ends(((3, 5, "a", "b"),)) == [(5, 5, "b", "b")]


def test_what_has_always_held_has_lasted():
    assert made.lasting(made.neither(()), lambda at: at + 1) == [(ALWAYS, FOREVER, "", "")]
