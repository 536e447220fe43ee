"""What differs between two protocols, or between one protocol on two days, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeVar

from lantern.core.calendar import midnight_of
from lantern.protocol.decision_words import DecisionWording
from lantern.protocol.decisions import DecisionRule
from lantern.protocol.documents import Entries, Items, Part, Text
from lantern.protocol.plain_words import STAGE_TITLES, PlainWords
from lantern.protocol.readings import READINGS
from lantern.protocol.rulebook import STAGES, Change, Rule
from lantern.protocol.settings import readings_on, settings_on
from lantern.protocol.versions import Dated, Protocol

Bound = TypeVar("Bound")
LABELS_OF_A_VERSION = frozenset({"Source", "Binds", "Changed"})
"""Lines that say where a rule comes from, and nothing of what it asks."""


class Kind(Enum):
    """How the second differs from the first."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of what differs: what the first says, and what the second says."""

    label: str
    was: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One rule, rule of decision, setting or reading in which the two differ, or several rules
    that differ alike because of a setting.

    `why` is the reason with which the second changed what it extends or switched it off.
    """

    kind: Kind
    group: str
    id: str
    title: str
    lines: tuple[Line, ...] = ()
    why: str = ""
    is_statutory: bool = False
    duties: tuple[str, ...] = ()
    """The duties that all differ so, where a setting or a reading moves several at once."""


@dataclass(frozen=True, slots=True)
class Side:
    """A protocol as it binds from the beginning of one day in London."""

    protocol: Protocol
    day: date

    @property
    def at(self) -> int:
        """The day's first instant, in microseconds."""
        return midnight_of(self.day)


FOLLOWING = "What follows from settings and readings"
SETTINGS = "What the partnership sets"
READ = "How silences are read"
DECIDED = "Decisions"


def differences(first: Side, second: Side) -> tuple[Difference, ...]:
    """Everything in which the second differs from the first: rules by stage, then decisions,
    settings and readings. Two sides that ask the same of everybody have none."""
    return (
        *_of_rules(first, second),
        *_of_decisions(first, second),
        *_of_settings(first, second),
        *_of_readings(first, second),
    )


def _of_rules(first: Side, second: Side) -> Iterator[Difference]:
    """Each rule that differs; rules that only follow a setting or a reading come last, together."""
    was, now = first.protocol.binding(first.at), second.protocol.binding(second.at)
    words = PlainWords(first.protocol), PlainWords(second.protocol)
    off = {one.rule: one.reason for one in second.protocol.switched_off}
    following: dict[tuple[Line, ...], list[str]] = {}
    for name in _by_stage(was, now):
        before, after = was.get(name), now.get(name)
        rule = _either(before, after).rule
        lines = _lines(
            _says(words[0], before) if before else {}, _says(words[1], after) if after else {}
        )
        if not lines:
            continue
        if before and after and _as_written(first, before.rule) == _as_written(second, after.rule):
            following.setdefault(lines, []).append(rule.duty)
        else:
            yield Difference(
                kind=_kind(before, after),
                group=STAGE_TITLES[rule.stage],
                id=name,
                title=rule.duty,
                lines=lines,
                why=off.get(name, "") if after is None else _why(after.rule.changed_by),
                is_statutory=rule.statutory,
            )
    for lines, duties in following.items():
        yield Difference(
            kind=Kind.CHANGED,
            group=FOLLOWING,
            id="",
            title=duties[0] if len(duties) == 1 else f"{len(duties)} duties",
            lines=lines,
            duties=tuple(duties),
        )


def _by_stage(was: Mapping[str, Dated[Rule]], now: Mapping[str, Dated[Rule]]) -> Iterator[str]:
    """The id of every rule of either, in the order of the stages."""
    every = {**was, **now}
    for stage in STAGES:
        yield from (name for name, dated in every.items() if dated.rule.stage == stage)


def _as_written(side: Side, rule: Rule) -> object:
    """What the files say of a rule on the side's day, wherever in them they say it."""
    own = [
        book.entries[rule.id]
        for book in side.protocol.layers
        if book.in_force_on(side.day) and rule.id in book.entries
    ]
    changed = [(one.rulebook, one.off, _said(one.sets)) for one in rule.changed_by]
    return [_said(one) for one in own], changed


def _said(part: Part | None) -> object:
    """A part of a file without its places."""
    match part:
        case Entries(entries=entries):
            return {key: _said(one) for key, one in entries.items()}
        case Items(items=items):
            return [_said(one) for one in items]
        case Text(text=text):
            return text
        case None:
            return None


def _either(before: Bound | None, after: Bound | None) -> Bound:
    """The second's where it has one, or else the first's."""
    found = before if after is None else after
    assert found is not None  # noqa: S101  each name comes from one of the two
    return found


def _says(words: PlainWords, dated: Dated[Rule]) -> dict[str, str]:
    """What a rule asks, a text for each label."""
    found: dict[str, str] = {"Duty": dated.rule.duty}
    for label, text in words.rule(dated).lines:
        if label not in LABELS_OF_A_VERSION:
            found[label] = f"{found[label]}; {text}" if label in found else text
    return found


def _lines(was: Mapping[str, str], now: Mapping[str, str]) -> tuple[Line, ...]:
    labels = dict.fromkeys((*was, *now))
    return tuple(
        Line(label=label, was=was.get(label, ""), now=now.get(label, ""))
        for label in labels
        if was.get(label) != now.get(label)
    )


def _kind(before: object, after: object) -> Kind:
    if before is None:
        return Kind.ADDED
    return Kind.REMOVED if after is None else Kind.CHANGED


def _why(changes: tuple[Change, ...]) -> str:
    return changes[-1].reason if changes else ""


def _of_decisions(first: Side, second: Side) -> Iterator[Difference]:
    was, now = _deciding(first), _deciding(second)
    for name in dict.fromkeys((*was, *now)):
        before, after = was.get(name), now.get(name)
        said = before[1] if before else "", after[1] if after else ""
        rule, _ = _either(before, after)
        if said[0] != said[1]:
            yield Difference(
                kind=_kind(before, after),
                group=DECIDED,
                id=name,
                title=rule.says,
                lines=(Line(label="Rule", was=said[0], now=said[1]),),
                is_statutory=rule.statutory,
            )


def _deciding(side: Side) -> dict[str, tuple[DecisionRule, str]]:
    words = DecisionWording(side.protocol.vocabulary)
    return {
        one.rule.id: (one.rule, words.of(one.rule))
        for one in side.protocol.decided
        if one.begins <= side.at < one.ends
    }


def _of_settings(first: Side, second: Side) -> Iterator[Difference]:
    """Settings whose value differs. A rule that reads one is among the rules too."""
    was, now = settings_on(first.protocol, first.day), settings_on(second.protocol, second.day)
    for name in dict.fromkeys((*was, *now)):
        before, after = was.get(name), now.get(name)
        values = before.value if before else "", after.value if after else ""
        if values[0] != values[1]:
            yield Difference(
                kind=_kind(before, after),
                group=SETTINGS,
                id=name,
                title=name.replace("_", " "),
                lines=(Line(label="Value", was=values[0], now=values[1]),),
            )


def _of_readings(first: Side, second: Side) -> Iterator[Difference]:
    was, now = readings_on(first.protocol, first.day), readings_on(second.protocol, second.day)
    for name, reading in READINGS.items():
        if was[name] != now[name]:
            options = reading.options
            yield Difference(
                kind=Kind.CHANGED,
                group=READ,
                id=name,
                title=reading.question,
                lines=(Line(label="Read as", was=options[was[name]], now=options[now[name]]),),
            )
