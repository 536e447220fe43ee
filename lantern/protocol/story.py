"""Stories: a child's circumstances and dated events, played through a protocol without a
database."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TypeVar

from lantern.core.instants import read_day, read_london
from lantern.protocol.deciding import Deciding, DecidingReader
from lantern.protocol.definitions import FactDefinition, Kind
from lantern.protocol.documents import Entries, Text, read, read_text
from lantern.protocol.entries import EntryReader
from lantern.protocol.facts import Record
from lantern.protocol.faults import Fault, Faults, Faulty, Place, did_you_mean, one_of
from lantern.protocol.layers import Library
from lantern.protocol.lengths import read_answer, read_number
from lantern.protocol.load import library
from lantern.protocol.sources import read_id
from lantern.vocabulary.role import Role

SHIPPED = Path(__file__).with_name("stories")
EXCUSED = "duty.excused"
"""The event by which somebody excuses a duty with a reason."""
EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in a story, with the place where the story says so."""

    record: Record
    note: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Excusing:
    """That somebody excused a duty of the story; `turn` says which turn of a repeating duty."""

    duty: str
    by: str
    at: datetime
    recorded_at: datetime
    reason: str
    turn: int
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A duty that the story gives rise to, worked out by hand from the sources."""

    duty: str
    owner: str
    arises_at: datetime
    due_at: datetime | None
    met_at: datetime | None
    excused_at: datetime | None
    working: str
    place: Place
    each: str = ""
    """The member of a set to whom it is owed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Which duties are open at an instant, as known at an instant."""

    at: datetime
    known_at: datetime | None
    owed: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What happened to one invented child, and what was owed because of it."""

    name: str
    title: str
    flow: str
    rulebook: str
    about: str
    born: date | None
    circumstances: tuple[Event, ...]
    events: tuple[Event, ...]
    excuses: tuple[Excusing, ...]
    expected: tuple[Expected, ...]
    checks: tuple[Check, ...]
    place: Place
    decisions: tuple[Deciding, ...] = ()
    together_with: tuple[str, ...] = ()

    @property
    def records(self) -> tuple[Record, ...]:
        """Every record of the story."""
        return tuple(event.record for event in (*self.circumstances, *self.events))

    @property
    def ends_at(self) -> datetime:
        """The instant of the last event."""
        instants = [event.record.at for event in (*self.events, *self.circumstances)]
        return max([*instants, *(excuse.at for excuse in self.excuses)])


def shipped_files() -> tuple[Path, ...]:
    """The files of the stories that come with the product."""
    return tuple(sorted(SHIPPED.glob("*.yaml")))


@cache
def shipped() -> tuple[Story, ...]:
    """The stories that come with the product. Raises Faulty if one is not sound."""
    faults = Faults()
    found = [read_story(path, faults) for path in shipped_files()]
    if faults.found:
        raise Faulty(faults.found)
    return tuple(story for story in found if story is not None)


def load(path: Path, shelf: Library | None = None) -> Story | tuple[Fault, ...]:
    """The story in a file, or every fault found in it."""
    faults = Faults()
    story = read_story(path, faults, shelf)
    return faults.sorted() if story is None or faults.found else story


def read_story(path: Path, faults: Faults, shelf: Library | None = None) -> Story | None:
    """The story in a file as far as it can be read; every fault is noted. The facts of which it may
    tell are those of its rulebook, on this shelf or the shipped one."""
    whole = read(path, faults)
    return None if whole is None else _StoryReader(whole, faults, shelf or library()).read()


def read_story_text(text: str, name: str, faults: Faults, shelf: Library) -> Story | None:
    """The story in a text, as far as it can be read; faults call it by its name."""
    whole = read_text(text, Path(name), faults)
    return None if whole is None else _StoryReader(whole, faults, shelf).read()


class _StoryReader:
    """Reads one file as a story."""

    def __init__(self, whole: Entries, faults: Faults, shelf: Library) -> None:
        self.entry = EntryReader(whole, faults, "a story")
        self.faults = faults
        name = whole.get("rulebook")
        self.vocabulary = shelf.vocabulary(name.text.strip() if isinstance(name, Text) else "")
        self.excuses: list[Excusing] = []

    def read(self) -> Story | None:
        entry = self.entry
        entry.only(
            "story",
            "title",
            "flow",
            "rulebook",
            "about",
            "child",
            "events",
            "expect",
            "checks",
            "decisions",
            "together_with",
        )
        child = entry.mapping("child")
        if child is not None:
            child.only("born", "facts", "about")
        circumstances = self._events(child, "facts", "from") if child is not None else ()
        events = self._events(entry, "events", "at")
        if not events and not circumstances:
            self.faults.add(entry.place, "a story needs events", "events: [{at: …, fact: …}]")
            return None
        return Story(
            name=read_id(entry, "story"),
            title=entry.text("title"),
            flow=entry.text("flow", ""),
            rulebook=entry.text("rulebook"),
            about=entry.text("about", ""),
            born=_read(child, "born", read_day) if child is not None else None,
            circumstances=circumstances,
            events=events,
            excuses=tuple(self.excuses),
            expected=tuple(self._expected(entry)),
            checks=tuple(self._checks(entry)),
            decisions=tuple(self._decisions(entry)),
            place=entry.place,
            together_with=entry.texts("together_with"),
        )

    def _events(self, entry: EntryReader, key: str, instant: str) -> tuple[Event, ...]:
        found = []
        noun = "an event" if key == "events" else "a fact of the child"
        for number, one in enumerate(entry.mappings(key, noun), start=1):
            if one.part.get("fact") is not None and one.text("fact") == EXCUSED:
                self._excusing(one)
                continue
            event = self._event(one, instant, f"{key}:{number}")
            if event is not None:
                found.append(event)
        return tuple(found)

    def _event(self, one: EntryReader, instant: str, key: str) -> Event | None:
        one.only(instant, "fact", "value", "until", "recorded", "withdrawn", "key", "by", "note")
        definition = self._definition(one)
        at = _needed(one, instant, read_instant)
        if definition is None or at is None:
            return None
        value = self._value(one, definition)
        until = _read(one, "until", read_instant)
        if until is not None and until <= at:
            self.faults.add(one.place_of("until"), f"“until” is not after “{instant}”")
        record = Record(
            fact=definition.name,
            at=at,
            recorded_at=_read(one, "recorded", read_instant) or at,
            key=one.text("key", key),
            value=value,
            until=until,
            by=one.text("by", ""),
            withdrawn_at=_read(one, "withdrawn", read_instant),
        )
        return Event(record, one.text("note", ""), one.place)

    def _definition(self, one: EntryReader) -> FactDefinition | None:
        name = one.text("fact")
        if not name:
            return None
        definition = self.vocabulary.get(name)
        place = one.place_of("fact")
        if definition is None:
            hint = did_you_mean(name, [*self.vocabulary, EXCUSED])
            self.faults.add(place, f"there is no fact “{name}”", hint)
        elif definition.is_derived:
            self.faults.add(place, f"{name} is worked out from other facts; record those")
            return None
        return definition

    def _value(self, one: EntryReader, definition: FactDefinition) -> str | bool:
        text = one.text("value", "")
        place = one.place_of("value")
        try:
            if definition.kind is Kind.NUMBER:
                return str(read_number(text))
            if definition.kind is Kind.MEMBERS or definition.of:
                if not text:
                    self.faults.add(one.place, f"{definition.name} needs “value”: which one")
                return text or True
            if definition.values:
                if text not in definition.values and (definition.kind is Kind.VALUE or text):
                    options = definition.values
                    hint = did_you_mean(text, options) or one_of(options)
                    self.faults.add(place, f"{definition.name} has no value “{text}”", hint)
                return text or True
            return read_answer(text) if text else True
        except ValueError as fault:
            self.faults.add(place, f"{definition.name}: {fault}")
            return True

    def _excusing(self, one: EntryReader) -> None:
        one.only("at", "fact", "recorded", "duty", "by", "reason", "turn", "note")
        at = _needed(one, "at", read_instant)
        if at is None:
            return
        self.excuses.append(
            Excusing(
                duty=one.text("duty"),
                by=one.word("by", list(Role)),
                at=at,
                recorded_at=_read(one, "recorded", read_instant) or at,
                reason=one.text("reason"),
                turn=_read(one, "turn", read_number) or 0,
                place=one.place,
            )
        )

    def _expected(self, entry: EntryReader) -> Iterable[Expected]:
        for one in entry.mappings("expect", "an expected duty"):
            one.only("duty", "owner", "each", "arises", "due", "met", "excused", "working", "note")
            arises = _needed(one, "arises", read_instant)
            if arises is None:
                continue
            yield Expected(
                duty=one.text("duty"),
                owner=one.word("owner", list(Role)),
                arises_at=arises,
                due_at=_read(one, "due", _instant_or_never),
                met_at=_read(one, "met", read_instant),
                excused_at=_read(one, "excused", read_instant),
                working=one.text("working", ""),
                place=one.place,
                each=one.text("each", ""),
            )

    def _decisions(self, entry: EntryReader) -> Iterable[Deciding]:
        reader = DecidingReader(self.vocabulary, self.faults)
        for one in entry.mappings("decisions", "a decision"):
            at = _needed(one, "at", read_instant)
            found = None if at is None else reader.read(one, at)
            if found is not None:
                yield found

    def _checks(self, entry: EntryReader) -> Iterable[Check]:
        for one in entry.mappings("checks", "a check"):
            one.only("at", "known_at", "owed", "note")
            at = _needed(one, "at", read_instant)
            if at is not None:
                known = _read(one, "known_at", read_instant)
                yield Check(at=at, known_at=known, owed=one.texts("owed"), place=one.place)


def read_instant(text: str) -> datetime:
    """A London time within the years that a story may tell of. Raises ValueError with a
    sentence."""
    at = read_london(text)
    if not EARLIEST_YEAR <= at.year <= LATEST_YEAR:
        raise ValueError(f"“{text}” is not between {EARLIEST_YEAR} and {LATEST_YEAR}")
    return at


def _instant_or_never(text: str) -> datetime | None:
    return None if text == "never" else read_instant(text)


def _read(entry: EntryReader, key: str, reads: Callable[[str], Value]) -> Value | None:
    """The value of an entry, if it is there and can be read."""
    if entry.part.get(key) is None:
        return None
    text = entry.text(key)
    try:
        return reads(text) if text else None
    except ValueError as fault:
        entry.faults.add(entry.place_of(key), str(fault))
        return None


def _needed(entry: EntryReader, key: str, reads: Callable[[str], Value]) -> Value | None:
    """The value of an entry that must be there."""
    if entry.part.get(key) is None:
        entry.faults.add(entry.place, f"{entry.of} needs “{key}”")
    return _read(entry, key, reads)
