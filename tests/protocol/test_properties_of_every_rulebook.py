"""What is true of every rulebook that comes with the product, whatever is recorded, late, in
disorder or corrected, across both changes of the clocks and every change of the protocol."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from lantern.core.instants import ALWAYS, FOREVER, LONDON, to_datetime, to_microseconds
from lantern.protocol.conditions import Late, Unit, all_in, facts_of
from lantern.protocol.evaluate import duties_owed
from lantern.protocol.facts import Facts, Record
from lantern.protocol.layers import Library
from lantern.protocol.limits import Within
from lantern.protocol.lists import on_lists
from lantern.protocol.load import library, load, shipped_files
from lantern.protocol.owed import DutyOwed
from lantern.protocol.soundness import conditions_of
from lantern.protocol.together import owed_together, vocabulary
from lantern.protocol.versions import Protocol

FEW = settings(max_examples=25)
PROTOCOLS = {name: library().protocol(name) for name in library().ids}
LATEST = to_microseconds(datetime(2027, 12, 31, tzinfo=UTC))
CLOCKS = [datetime(year, month, 25, tzinfo=UTC) for year in range(2010, 2027) for month in (3, 10)]
"""Six days or fewer before the clocks change."""


def _asked(protocol):
    """The facts of a child and an absence that a rulebook's rules ask for."""
    conditions = [
        condition
        for rule in protocol.rules()
        if rule.subject == "episode"
        for _, condition in conditions_of(rule)
    ]
    conditions += [one.rule.when for one in protocol.named]
    names = frozenset().union(*(facts_of(one) for one in conditions))
    known = [protocol.vocabulary[name] for name in sorted(names)]
    return [one for one in known if not one.is_derived]


def _changes(protocol):
    """The instants at which some version of a rule begins or ceases to bind."""
    ends = {at for one in protocol.dated for at in (one.begins, one.ends) if at < LATEST}
    return list(map(to_datetime, sorted(ends)))


def _turns(protocol):
    """The same, and when the clocks change while a rule binds."""
    first = min(one.begins for one in protocol.dated)
    last = max(one.ends for one in protocol.dated)
    return [*_changes(protocol), *(at for at in CLOCKS if first < to_microseconds(at) < last)]


ASKED = {name: _asked(protocol) for name, protocol in PROTOCOLS.items()}
CHANGES = {name: _changes(protocol) for name, protocol in PROTOCOLS.items()}
TURNS = {name: _turns(protocol) for name, protocol in PROTOCOLS.items()}
EVENTFUL = ["whereabouts", "episode.reported", "notified.police"]


@st.composite
def one_record(draw, asked, start):
    """One record of a fact, recorded late or not, ended or not, perhaps withdrawn."""
    fact = draw(st.sampled_from([*asked, *[one for one in asked if one.name in EVENTFUL] * 8]))
    at = start + timedelta(minutes=draw(st.integers(0, 60 * 24 * 20)))
    value = draw(st.sampled_from([True, True, True, False]))
    if fact.values:
        value = draw(st.sampled_from(sorted(fact.values)))
    elif fact.kind == "number":
        value = str(draw(st.integers(0, 4)))
    elif fact.kind == "members" or fact.of:
        value = draw(st.sampled_from(["Ada", "Colm"]))
    ends = draw(st.sampled_from([None, None, timedelta(hours=30), timedelta(days=40)]))
    gone = draw(st.sampled_from([None, None, None, timedelta(days=3)]))
    return Record(
        fact=fact.name,
        at=at,
        recorded_at=at + timedelta(minutes=draw(st.integers(0, 6000))),
        key=f"row {draw(st.integers(0, 9))}",
        value=value,
        until=None if ends is None else at + ends,
        withdrawn_at=None if gone is None else at + gone,
    )


@st.composite
def worlds(draw):
    """A rulebook, and records of a child and one absence about the time of some change."""
    name = draw(st.sampled_from(sorted(PROTOCOLS)))
    start = draw(st.sampled_from(TURNS[name])) - timedelta(days=draw(st.integers(0, 9)))
    some = draw(st.lists(one_record(ASKED[name], start), max_size=12))
    before = start - timedelta(days=60)
    begun = [
        Record("child.looked_after", before, before, "care"),
        Record("child.placement", before, before, "home", "childrens_home"),
        Record(
            "child.earlier_missing_episodes", start, start, "earlier", draw(st.sampled_from("0222"))
        ),
        Record("whereabouts", start, start + timedelta(minutes=30), "gone", "not_known"),
        Record(
            "episode.reported", start + timedelta(hours=1), start + timedelta(hours=1), "report"
        ),
    ]
    return PROTOCOLS[name], [*begun, *some]


def stated(protocol, records, **options):
    return Facts.of(records, born=date(2003, 3, 4), vocabulary=protocol.vocabulary, **options)


def _until(records):
    return max(one.at for one in records) + timedelta(days=9)


def owed(protocol, records, until=None, **options):
    facts = stated(protocol, records, **options)
    found = duties_owed(facts, protocol, until=until or _until(records))
    return sorted(found, key=lambda duty: duty.identity)


def listed(protocol, records, at, **options):
    return on_lists(stated(protocol, records, **options), protocol, at)


@FEW
@given(worlds(), st.randoms(use_true_random=False))
def test_neither_the_order_of_entry_nor_an_entry_made_twice_changes_what_is_owed(world, chance):
    in_any_order_and_twice(world, chance)


@pytest.mark.soak
@given(worlds(), st.randoms(use_true_random=False))
def test_ten_thousand_worlds_owe_the_same_in_any_order(world, chance):
    in_any_order_and_twice(world, chance)


def in_any_order_and_twice(world, chance):
    protocol, records = world
    mixed = [*records, *chance.sample(records, len(records) // 2)]
    chance.shuffle(mixed)

    assert owed(protocol, mixed) == owed(protocol, records)
    at = _until(records)
    assert listed(protocol, mixed, at) == listed(protocol, records, at)


REBUILT = load(shipped_files())
assert isinstance(REBUILT, Library)


def _alike(duties):
    """What is the same of duties under a protocol that was laid out anew."""
    return [(duty.rule.id, *duty[1:]) for duty in duties]


@FEW
@given(worlds())
def test_what_is_rebuilt_from_the_files_and_the_records_is_identical(world):
    protocol, records = world
    anew = REBUILT.protocol(protocol.id)
    copies = [replace(one) for one in records]

    assert _alike(owed(anew, copies)) == _alike(owed(protocol, records))


@FEW
@given(worlds())
def test_nothing_is_due_before_it_arises_under_any_rulebook(world):
    protocol, records = world

    found = owed(protocol, records)

    for duty in found:
        assert duty.due is None or duty.arose <= duty.due
        assert duty.due_soon is None or duty.arose <= duty.due_soon <= duty.due
        assert duty.late is None or duty.arose <= duty.late
        assert duty.arose > ALWAYS
    assert len({duty.identity for duty in found}) == len(found)


def _as_recorded_by(at, record):
    """A record as it stood: what was withdrawn later stood then."""
    gone = record.withdrawn_at
    return replace(record, withdrawn_at=gone if gone is not None and gone <= at else None)


@FEW
@given(worlds(), st.integers(0, 60 * 24 * 25))
def test_what_was_known_at_an_instant_needs_nothing_that_was_recorded_later(world, minutes):
    protocol, records = world
    at = min(one.at for one in records) + timedelta(minutes=minutes)
    by_then = [_as_recorded_by(at, one) for one in records if one.recorded_at <= at]
    until = _until(records)

    assert owed(protocol, records, until, known_at=at) == owed(
        protocol, by_then, until, known_at=at
    )
    assert listed(protocol, records, at, known_at=at) == listed(protocol, by_then, at, known_at=at)


@FEW
@given(worlds(), st.integers(1, 9000))
def test_what_is_recorded_later_is_owed_as_it_happened(world, minutes):
    protocol, records = world
    later = [
        replace(one, recorded_at=one.recorded_at + timedelta(minutes=minutes)) for one in records
    ]

    assert owed(protocol, later) == owed(protocol, records)


@FEW
@given(worlds(), st.randoms(use_true_random=False))
def test_what_was_corrected_leaves_no_trace(world, chance):
    protocol, records = world
    latest = {}
    for one in records:
        before = latest.get((one.fact, one.key))
        if before is None or before.recorded_at < one.recorded_at:
            latest[one.fact, one.key] = one
    wrong = [
        replace(
            one,
            at=one.at - timedelta(minutes=chance.randint(1, 900)),
            recorded_at=one.recorded_at - timedelta(minutes=1),
            until=None,
            withdrawn_at=None,
        )
        for one in latest.values()
    ]

    assert owed(protocol, [*wrong, *records], _until(records)) == owed(protocol, records)


def _civil(at):
    return to_datetime(at).astimezone(LONDON)


@FEW
@given(worlds())
def test_each_clock_runs_through_both_changes_of_the_clocks(world):
    protocol, records = world
    for duty in owed(protocol, records):
        if not isinstance(duty.rule.within, Within) or duty.rule.within.length is None:
            continue
        length, readings = duty.rule.within.length, duty.rule.readings
        arose, due = _civil(duty.arose), _civil(duty.due)
        if length.unit is Unit.HOURS and readings["hours"] == "elapsed":
            assert duty.due - duty.arose == length.amount * 3_600_000_000
        elif length.unit is Unit.WORKING_DAYS and readings["working_days_end"] == "end_of_day":
            assert (due.hour, due.minute, due.second) == (0, 0, 0)
            assert (due.date() - arose.date()).days > length.amount
        elif length.unit in (Unit.DAYS, Unit.WEEKS) and readings["calendar_days"] == "same_time":
            days = length.amount * (7 if length.unit is Unit.WEEKS else 1)
            assert (due.date() - arose.date()).days == days
            same = due.time() == arose.time()
            # A time that the clocks leap over is put off by the hour that is left out.
            assert same or due.utcoffset() != arose.utcoffset()


@cache
def _as_if_never_changed(protocol: Protocol, at: int) -> Protocol:
    """The protocol as it bound until an instant, and as if it had bound so for ever."""
    bound = [one for one in protocol.dated if one.begins < at]
    last = {one.rule.id: one for one in bound}
    kept = [
        replace(one, ends=FOREVER) if last[one.rule.id] is one and one.ends >= at else one
        for one in bound
    ]
    return replace(protocol, dated=tuple(kept))


def _waits(rule):
    return any(isinstance(one, Late) for _, part in conditions_of(rule) for one in all_in(part))


@FEW
@given(worlds(), st.data())
def test_a_new_version_never_touches_a_duty_that_arose_before_it(world, data):
    protocol, records = world
    at = data.draw(st.sampled_from(CHANGES[protocol.id]))
    now = to_microseconds(at)
    before = _as_if_never_changed(protocol, now)

    def arisen(of):
        return [duty for duty in owed(of, records) if duty.arose < now and not _waits(duty.rule)]

    assert arisen(protocol) == arisen(before)


@FEW
@given(worlds())
def test_a_duty_is_owed_under_the_version_in_force_when_it_arose(world):
    protocol, records = world
    for duty in owed(protocol, records):
        versions = [
            one
            for one in protocol.dated
            if one.rule.id == duty.rule.id and one.begins <= duty.arose < one.ends
        ]
        assert [one.rule for one in versions] == [duty.rule]


def test_the_worlds_are_full_enough_to_prove_something():
    seen = {"duties": 0, "late": 0, "listed": 0, "changed": 0}

    def look(world):
        protocol, records = world
        found = owed(protocol, records)
        seen["duties"] += len(found)
        seen["late"] += sum(duty.late is not None for duty in found)
        seen["listed"] += len(listed(protocol, records, _until(records)))
        seen["changed"] += any(
            one.begins <= duty.arose < one.ends and one.ends != FOREVER
            for duty in found
            for one in protocol.dated
            if one.rule.id == duty.rule.id
        )

    # What is invented depends on the modules that are loaded, so it may take some rounds.
    for number in range(10):
        if min(seen.values()) == 0 or seen["duties"] < 500:
            seed(number)(settings(max_examples=60)(given(worlds())(look)))()

    assert min(seen.values()) > 0, seen
    assert seen["duties"] >= 500


SEVERAL = st.lists(st.sampled_from(sorted(PROTOCOLS)), min_size=1, max_size=3, unique=True)


def _together(names, records, **options) -> tuple[list, list[tuple[str, DutyOwed]]]:
    protocols = [PROTOCOLS[name] for name in names]
    facts = Facts.of(records, born=date(2003, 3, 4), vocabulary=vocabulary(protocols), **options)
    until = _until(records)
    alone = [(one.id, duty) for one in protocols for duty in duties_owed(facts, one, until=until)]
    return owed_together(facts, protocols, until=until), alone


@FEW
@given(worlds(), SEVERAL)
def test_of_several_rulebooks_each_duty_is_owed_once_by_a_clock_never_later_than_any(world, names):
    once_and_by_the_strictest_clock(world, names)


@pytest.mark.soak
@given(worlds(), SEVERAL)
def test_ten_thousand_worlds_of_several_rulebooks_have_the_strictest_clock(world, names):
    once_and_by_the_strictest_clock(world, names)


def once_and_by_the_strictest_clock(world, names):
    protocol, records = world
    whole, alone = _together(list(dict.fromkeys([protocol.id, *names])), records)

    parts = [(part.protocol.id, part.duty) for one in whole for part in one.parts]
    assert sorted(parts, key=_by_identity) == sorted(alone, key=_by_identity)
    assert len({one.identity for one in whole}) == len(whole)
    for one in whole:
        duties = [part.duty for part in one.parts]
        assert one.duty.arose == min(duty.arose for duty in duties)
        assert one.duty.owner == duties[0].owner
        assert one.duty.due is None or one.duty.due >= one.duty.arose
        assert one.binding.duty.due == one.duty.due
        for duty in duties:
            assert duty.due is None or (one.duty.due is not None and one.duty.due <= duty.due)
            still = duty.met is None and duty.excused is None
            assert not still or (one.duty.met is None and one.duty.excused is None)


def _by_identity(part):
    name, duty = part
    return name, duty.identity


@FEW
@given(worlds(), SEVERAL, st.randoms(use_true_random=False))
def test_of_several_rulebooks_too_the_order_of_entry_changes_nothing(world, names, chance):
    _, records = world
    mixed = list(records)
    chance.shuffle(mixed)

    assert _together(names, mixed) == _together(names, records)
