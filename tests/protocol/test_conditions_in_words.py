"""Conditions in words, and what can be said of them without any facts."""

from datetime import timedelta
from pathlib import Path

import pytest

from lantern.protocol import load, story
from lantern.protocol.compiled import Compiler, Evaluation
from lantern.protocol.conditions import (
    Age,
    All,
    Any,
    ByReading,
    Count,
    Derived,
    Ends,
    Holds,
    Lasting,
    Length,
    Not,
    Number,
    OutOfHours,
    Parameter,
    Since,
    Starts,
    Unit,
)
from lantern.protocol.contradiction import holds_of_nothing, never_holds
from lantern.protocol.definitions import FactDefinition, Kind
from lantern.protocol.faults import Faults, Faulty, Place, did_you_mean
from lantern.protocol.lexicon import read_vocabulary, vocabulary
from lantern.protocol.limits import Never, Within
from lantern.protocol.readings import DEFAULTS
from lantern.protocol.versions import Protocol, _due
from lantern.protocol.wording import Wording, limit_in_words, span_in_words
from tests.protocol.rulings import Facts, told

IN_NEED = Holds("child.in_need")
HIGH = Holds("police.risk", frozenset({"high"}))
NOT_HIGH = Holds("police.risk", frozenset({"high"}), negated=True)
REPORTED = Holds("episode.reported")
EPISODES = "child.earlier_missing_episodes"
DAY = Length(1, Unit.DAYS)
KINDS = FactDefinition(
    name="call.taken",
    kind=Kind.EVENT,
    subject="episode",
    words="a call was taken",
    meaning="A test.",
    source="SYS: a test",
    place=Place(Path("facts.yaml")),
    values={"999": "as an emergency", "101": "as a report"},
)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (Age(16, 18), "the child is 16 or older and under 18"),
        (Age(0, 16), "the child is under 16"),
        (Number(EPISODES, None, None),
         "the number of times the child has run away or gone missing before is any number"),
        (NOT_HIGH, "the police grade the risk as anything but high"),
        (Since(REPORTED, HIGH),
         "the child's absence was reported and not yet: the police grade the risk as high"),
        (Ends(IN_NEED), "no longer: the child is a child in need"),
        (Starts(IN_NEED), "the child is a child in need"),
        (Count(REPORTED, Parameter("how_many"), None),
         "the child's absence was reported, at least how many times"),
        (ByReading("hours", (("elapsed", IN_NEED), ("clock", HIGH))),
         "(elapsed) the child is a child in need or (clock) the police grade the risk as high"),
        (Not(Any((IN_NEED, HIGH))),
         "it is not so that (the child is a child in need or the police grade the risk as high)"),
        (Not(OutOfHours()), "it is within office hours"),
    ],
)  # fmt: skip
def test_a_condition_in_words(condition, words):
    assert Wording(vocabulary()).of(condition) == words


def test_an_event_with_one_of_its_values_in_words():
    wording = Wording({"call.taken": KINDS})

    assert (
        wording.of(Holds("call.taken", frozenset({"999"}))) == "a call was taken (as an emergency)"
    )
    assert (
        wording.of(Holds("call.taken", frozenset({"999"}), negated=True))
        == "a call was taken (not as an emergency)"
    )


def test_what_is_no_condition_has_no_words():
    with pytest.raises(TypeError, match="has no words"):
        Wording(vocabulary()).of("a text")


def test_no_limit_in_words():
    assert limit_in_words(Never(), vocabulary()) == "without a limit"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "less than a minute"), (1, "1 minute"), (1500, "1 day 1 hour"), (61, "1 hour 1 minute")],
)
def test_a_span_in_its_two_largest_units(minutes, words):
    assert span_in_words(timedelta(minutes=minutes)) == words


def test_a_fact_with_its_value_in_words():
    assert vocabulary()["police.risk"].says("high") == "the police grade the risk as high"
    assert vocabulary()["child.in_need"].says(value=True) == "the child is a child in need"


@pytest.mark.parametrize(
    "condition",
    [
        All((HIGH, NOT_HIGH)),
        All((HIGH, Not(HIGH))),
        All((IN_NEED, Not(Not(Not(IN_NEED))))),
        All((IN_NEED, HIGH, Not(All((IN_NEED, HIGH))))),
        All((HIGH, Not(Derived("a.fact", Any((HIGH, IN_NEED)))))),
        All((Age(0, 13), Not(Age(0, 16)))),
        All((Number(EPISODES, 3), Number(EPISODES, 0, 2))),
        All((NOT_HIGH, Not(NOT_HIGH), HIGH, Not(HIGH))),
        Since(All((HIGH, Not(HIGH)))),
        Count(Starts(All((HIGH, Not(HIGH)))), 3),
        Lasting(DAY, All((HIGH, Not(HIGH)))),
        Age(16, 13),
    ],
)  # fmt: skip
def test_a_contradiction_is_seen(condition):
    assert never_holds(condition, vocabulary())


@pytest.mark.parametrize(
    "condition",
    [
        All((IN_NEED, HIGH)),
        All((HIGH, Since(NOT_HIGH))),
        All((HIGH, Since(REPORTED, All((HIGH, Not(HIGH)))))),
        All((Age(13), Not(Age(16)))),
        All((REPORTED, IN_NEED, Not(HIGH), Not(Since(REPORTED)))),
        All((Not(HIGH), Not(Holds("police.risk", frozenset({"medium", "low"}))))),
        All((OutOfHours(), REPORTED)),
    ],
)
def test_what_could_be_is_no_contradiction(condition):
    assert not never_holds(condition, vocabulary())


def test_a_condition_too_tangled_to_search_is_taken_to_be_possible():
    tangle = All(tuple(Any((REPORTED, Holds("checks.failed"))) for _ in range(40)))

    assert not never_holds(All((tangle, IN_NEED, Not(IN_NEED))), vocabulary())


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Not(IN_NEED), True),
        (IN_NEED, False),
        (All((Not(IN_NEED), Not(HIGH))), True),
        (All((Not(IN_NEED), HIGH)), False),
        (Any((Not(IN_NEED), HIGH)), True),
        (Lasting(DAY, Derived("a.fact", Not(IN_NEED))), True),
        (Starts(Not(IN_NEED)), False),
    ],
)
def test_what_holds_although_nothing_is_recorded(condition, expected):
    assert holds_of_nothing(condition) is expected


def spells(condition, *records, words=None):
    compiler = Compiler(words or vocabulary(), {}, DEFAULTS)
    node = compiler.node(condition)
    return [spell[2] for spell in node.spells(Evaluation(Facts.of(records), compiler.size))]


def test_an_event_recorded_with_one_of_its_values():
    words = {"call.taken": KINDS}
    calls = (
        told("call.taken", "2015-09-04 19:00", "101", key="first"),
        told("call.taken", "2015-09-04 20:00", "999", key="second"),
    )

    assert spells(Holds("call.taken"), *calls, words=words) == ["first", "second"]
    assert spells(Holds("call.taken", frozenset({"999"})), *calls, words=words) == ["second"]
    other = Holds("call.taken", frozenset({"999"}), negated=True)
    assert spells(other, *calls, words=words) == ["first"]


def test_office_hours_cannot_be_worked_out_by_themselves():
    with pytest.raises(TypeError, match="can't be worked out by itself"):
        spells(OutOfHours())


def test_a_limit_must_have_its_parameters():
    with pytest.raises(TypeError, match="was not resolved"):
        _due(Within(Parameter("immediately")), Compiler(vocabulary(), {}, DEFAULTS))


def test_a_protocol_of_nothing_owes_nothing():
    made = Protocol(
        id="none",
        title="Nothing",
        layers=(),
        dated=(),
        decided=(),
        switched_off=(),
        vocabulary=vocabulary(),
    )

    assert list(made.candidates(Facts.of([told("episode.reported", "2015-09-04 19:00")]))) == []


def test_faults_that_stop_the_product_are_all_named(tmp_path):
    faults = Faults()
    faults.add(Place(tmp_path, 2), "second")
    faults.add(Place(tmp_path, 1), "first", "do this")

    assert str(Faulty(faults.found)) == f"{tmp_path}:1:1: first (do this)\n{tmp_path}:2:1: second"


def test_a_vocabulary_that_cannot_be_read_defines_nothing(tmp_path):
    faults = Faults()

    assert read_vocabulary(tmp_path / "none.yaml", faults) == {}
    assert len(faults.found) == 1


def test_what_is_like_nothing_known_gets_no_suggestion():
    assert did_you_mean("zzz", ["child.in_need"]) == ""


def test_what_is_shipped_is_found_where_it_is_said_to_be():
    assert {path.suffix for path in (*load.shipped_files(), *story.shipped_files())} == {".yaml"}
