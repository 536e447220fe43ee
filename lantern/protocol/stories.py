"""Plays a story through a protocol and says what was owed, and whether it is what was expected."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from lantern.core.instants import in_london, to_microseconds
from lantern.protocol.decide import Decided, decide
from lantern.protocol.deciding import Deciding
from lantern.protocol.definitions import FactDefinition
from lantern.protocol.evaluate import duties_owed
from lantern.protocol.facts import Excuse, Facts, Record
from lantern.protocol.faults import Fault, Faults
from lantern.protocol.layers import Library
from lantern.protocol.load import library
from lantern.protocol.owed import DutyOwed
from lantern.protocol.story import (
    Check,
    Excusing,
    Expected,
    Story,
    load,
    read_instant,
    shipped,
    shipped_files,
)
from lantern.protocol.versions import Protocol

__all__ = [
    "Rehearsal",
    "Rehearsed",
    "Story",
    "differences",
    "load",
    "read_instant",
    "rehearse",
    "shipped",
    "shipped_files",
]


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One duty of a rehearsal, with the facts that it was derived from."""

    duty: DutyOwed
    facts: Facts


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a story gives rise to under a protocol, looked at from an instant."""

    story: Story
    protocol: Protocol
    at: datetime
    known_at: datetime | None
    duties: tuple[Rehearsed, ...]


def rehearse(
    story: Story,
    *,
    rulebook: str | None = None,
    at: datetime | None = None,
    known_at: datetime | None = None,
    shelf: Library | None = None,
    protocol: Protocol | None = None,
) -> Rehearsal:
    """Play a story through its rulebook or another, or through a protocol at hand. `at` is the last
    event unless given; `known_at` leaves out what was recorded later. Raises UnknownRulebook."""
    if protocol is None:
        protocol = (shelf or library()).protocol(rulebook or story.rulebook)
    moment = at or story.ends_at
    until = max(moment, story.ends_at)
    excuses: list[Excuse] = []
    for excusing in sorted(story.excuses, key=lambda one: (one.at, one.recorded_at)):
        before = _duties(story, protocol, excuses, until, None)
        excuses.extend(_excuse(excusing, before))
    found = _duties(story, protocol, excuses, until, known_at)
    ordered = sorted(found, key=lambda one: (one.duty.arose, one.duty.identity))
    return Rehearsal(story, protocol, moment, known_at, tuple(ordered))


def _duties(
    story: Story,
    protocol: Protocol,
    excuses: Iterable[Excuse],
    until: datetime,
    known_at: datetime | None,
) -> Iterator[Rehearsed]:
    """The duties of each subject that the story speaks of: the episode, the child before it, a
    home."""
    known = protocol.vocabulary
    subjects = {known[record.fact].subject for record in story.records if record.fact in known}
    for subject in sorted({*subjects, "episode"}):
        facts = Facts.of(
            _records(story, protocol, subject),
            subject=subject,
            born=story.born if subject in ("child", "episode") else None,
            excuses=excuses,
            known_at=known_at,
            vocabulary=protocol.vocabulary,
        )
        for duty in duties_owed(facts, protocol, until=until):
            yield Rehearsed(duty, facts)


def _records(story: Story, protocol: Protocol, subject: str) -> list[Record]:
    """The records of one subject; a fact that the protocol does not know is left out."""
    known = protocol.vocabulary
    told = (record for record in story.records if record.fact in known)
    return [record for record in told if _speaks_of(known[record.fact], subject)]


def _speaks_of(fact: FactDefinition, subject: str) -> bool:
    """Whether a fact is one of the subject's: an episode's facts are also those of its child."""
    return fact.subject == subject or (subject == "episode" and fact.subject == "child")


def _excuse(excusing: Excusing, found: Iterable[Rehearsed]) -> Iterator[Excuse]:
    """The excuse of the duty that was meant: the last of that rule to have arisen by then."""
    at = to_microseconds(excusing.at)
    of_rule = [one.duty for one in found if one.duty.rule.id == excusing.duty]
    if excusing.turn:
        of_rule = [duty for duty in of_rule if duty.occurrence == excusing.turn]
    meant = max(
        (duty for duty in of_rule if duty.arose <= at or excusing.turn),
        key=lambda duty: duty.arose,
        default=None,
    )
    if meant is not None:
        yield Excuse(
            rule=excusing.duty,
            cause=meant.identity[1],
            at=excusing.at,
            recorded_at=excusing.recorded_at,
            by_role=excusing.by,
            reason=excusing.reason,
        )


def differences(
    story: Story, shelf: Library | None = None, *, protocol: Protocol | None = None
) -> tuple[Fault, ...]:
    """Each way in which the story's protocol, or another, does not owe what the story expects, at
    its place."""
    faults = Faults()
    rehearsal = rehearse(story, shelf=shelf, protocol=protocol)
    if story.expected or not story.decisions:
        _compare(story, [one.duty for one in rehearsal.duties], faults)
    for check in story.checks:
        _check(story, check, rehearsal.protocol, faults)
    compare_decisions(story, rehearsal.protocol, faults)
    return faults.sorted()


def compare_decisions(story: Story, protocol: Protocol, faults: Faults) -> None:
    """Note each way in which a protocol does not decide as the story says."""
    for deciding in story.decisions:
        faults.found.extend(decision_differences(story, deciding, protocol))


def decision_differences(story: Story, deciding: Deciding, protocol: Protocol) -> tuple[Fault, ...]:
    """Each way in which a protocol does not decide this as the story says."""
    faults = Faults()
    _compare_decision(story, deciding, protocol, faults)
    return faults.sorted()


def _compare(story: Story, duties: list[DutyOwed], faults: Faults) -> None:
    left = list(duties)
    for expected in story.expected:
        found = next((duty for duty in left if _is_meant(duty, expected)), None)
        if found is None:
            others = [in_london(duty.arose_at) for duty in left if duty.rule.id == expected.duty]
            name = f"{expected.duty} does not arise at {in_london(expected.arises_at)}"
            faults.add(expected.place, name, f"it arises at {others[0]}" if others else "")
            continue
        left.remove(found)
        _compare_one(expected, found, faults)
    ends = to_microseconds(story.ends_at)
    for duty in left:
        if duty.arose <= ends:
            message = f"{duty.rule.id} arises too, at {in_london(duty.arose_at)}"
            faults.add(story.place, message, "expect it, or say why it is not owed")


def _compare_one(expected: Expected, found: DutyOwed, faults: Faults) -> None:
    for word, wanted, got in (
        ("is owed by", expected.owner, found.owner),
        ("is due", _shown(expected.due_at), _shown(found.due_at)),
        ("is met", _shown(expected.met_at), _shown(found.met_at)),
        ("is excused", _shown(expected.excused_at), _shown(found.excused_at)),
    ):
        if wanted != got:
            faults.add(expected.place, f"{expected.duty} {word} {got}, not {wanted}")


def _is_meant(duty: DutyOwed, expected: Expected) -> bool:
    here = (duty.rule.id, duty.arose_at, duty.member)
    return here == (expected.duty, expected.arises_at, expected.each)


def _shown(at: datetime | None) -> str:
    return "never" if at is None else in_london(at)


def _check(story: Story, check: Check, protocol: Protocol, faults: Faults) -> None:
    rehearsal = rehearse(story, at=check.at, known_at=check.known_at, protocol=protocol)
    is_open = {one.duty.rule.id for one in rehearsal.duties if one.duty.state(check.at).is_open}
    for name in sorted(set(check.owed) - is_open):
        faults.add(check.place, f"{name} is not open at {in_london(check.at)}")
    for name in sorted(is_open - set(check.owed)):
        faults.add(check.place, f"{name} is open too at {in_london(check.at)}")


def decided(story: Story, deciding: Deciding, protocol: Protocol) -> Decided:
    """What may be decided in a story at the instant, with what had been recorded by then."""
    subject = protocol.vocabulary[deciding.decides].subject
    facts = Facts.of(
        _records(story, protocol, subject),
        subject=subject,
        born=story.born,
        known_at=deciding.at,
        vocabulary=protocol.vocabulary,
    )
    return decide(facts, protocol, deciding.decides, at=deciding.at, role=deciding.by or ())


def _compare_decision(story: Story, deciding: Deciding, protocol: Protocol, faults: Faults) -> None:
    found = decided(story, deciding, protocol)
    refused = {
        one.value: tuple(ruling.rule.id for ruling in one.refused)
        for one in found.choices
        if one.refused
    }
    warned = [one.value for one in found.choices if one.warned]
    grounds = tuple(ground for one in found.choices for _, ground in one.grounds)
    for word, wanted, got in (
        ("allows", sorted(deciding.allowed), sorted(found.allowed)),
        ("forces", deciding.forced, found.forced),
        ("begins with", deciding.preset or deciding.forced, found.preset),
        ("warns of", sorted(deciding.warned), sorted(warned)),
        ("knows the grounds", sorted(deciding.grounds), sorted(set(grounds))),
    ):
        if wanted != got:
            message = f"{deciding.decides} {word} {got or 'nothing'}, not {wanted or 'nothing'}"
            faults.add(deciding.place, message)
    for value in sorted({*refused, *deciding.refused}):
        wanted_by, got_by = deciding.refused.get(value, ()), refused.get(value, ())
        if sorted(wanted_by) != sorted(got_by):
            said = " and ".join(got_by) or "nothing"
            faults.add(deciding.place, f"{value} is refused by {said}, not {list(wanted_by)}")
