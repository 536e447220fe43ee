"""The figures of parts are those of the whole, in whatever parts and order."""

from functools import cache, reduce
from itertools import combinations
from operator import add
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from lantern.simulation.counting import NOTHING
from lantern.simulation.running import joined
from lantern.simulation.treatment import Counting
from tests.protocol.rulings import rule
from tests.simulation.laid import SEPTEMBER, absence, beside, reported

DAYS = st.integers(1, 28)
HELD = st.none() | DAYS.map(lambda day: f"2015-09-{day:02} 17:00")
ABSENCE = st.tuples(DAYS, HELD)
CHILDREN = st.lists(st.lists(ABSENCE, min_size=1, max_size=3), max_size=6)


@cache
def pair():
    """A draft with a shorter limit and one rule more."""
    school = rule(name="school", met_by="notified.school", within="4 hours")
    with TemporaryDirectory() as folder:
        return beside(Path(folder), [rule(within="72 hours")], [rule(within="24 hours"), school])


def figures(children, numbers, most=3):
    """The figures of those of these children who have these numbers."""
    counting = Counting(SEPTEMBER, most)
    for number in numbers:
        cases = [
            absence(pair(), *reported(day, held=held), reference=f"E-{number}-{place}")
            for place, (day, held) in enumerate(children[number])
        ]
        counting.add(number, f"C-{number}", cases)
    return counting.figures()


@given(CHILDREN, st.data())
def test_children_dealt_into_parts_in_any_order_give_the_same_figures(children, data):
    parts = data.draw(st.lists(st.integers(0, 6), min_size=len(children), max_size=len(children)))
    order = data.draw(st.permutations(range(7)))

    dealt = [
        figures(children, [number for number, one in enumerate(parts) if one == part])
        for part in order
    ]

    assert reduce(add, dealt, NOTHING) == figures(children, range(len(children)))


@given(CHILDREN)
def test_how_figures_are_joined_makes_no_difference(children):
    thirds = [figures(children, range(start, len(children), 3)) for start in range(3)]
    first, second, third = thirds

    assert (first + second) + third == first + (second + third)
    assert first + second == second + first
    assert NOTHING + first == first + NOTHING == first


@given(st.lists(st.integers(1, 10_000), unique=True), st.integers(1, 9))
def test_parts_taken_together_are_no_more_than_asked_for_and_leave_nobody_out(numbers, most):
    parts = [(number, number) for number in sorted(numbers)]

    found = joined(parts, most)

    assert len(found) <= most
    for number in numbers:
        assert sum(first <= number <= last for first, last in found) == 1


def test_those_who_would_differ_most_come_first_whatever_the_parts():
    children = [[(1, None)] * count for count in (1, 4, 2, 5, 3)]
    whole = figures(children, range(5))

    assert [one.reference for one in whole.foremost] == ["C-3", "C-1", "C-4"]
    assert whole.differing_children == 5
    for some in combinations(range(5), 2):
        others = [number for number in range(5) if number not in some]
        assert figures(children, others) + figures(children, some) == whole
