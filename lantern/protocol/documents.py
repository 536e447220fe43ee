"""Reads YAML as plain text, lists and mappings, each with its place. Nothing in a file is executed.

Limits on size, depth and number of parts stop a hostile file; aliases, tags and repeated keys are
faults, so what a person reads is what the engine reads.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import yaml

from lantern.protocol.faults import Faults, Place, did_you_mean

LARGEST = 1_000_000
"""Bytes in one file. The largest real rulebook is a tenth of this."""
DEEPEST = 30
MOST_PARTS = 100_000


@dataclass(slots=True)
class Text:
    """A single value, exactly as written."""

    place: Place
    text: str
    quoted: bool = False


@dataclass(slots=True)
class Items:
    """A list."""

    place: Place
    items: "list[Part]" = field(default_factory=list)


@dataclass(slots=True)
class Entries:
    """A mapping; the order of its keys is kept."""

    place: Place
    entries: "dict[str, Part]" = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)

    def get(self, key: str) -> "Part | None":
        """The part under this key, if there is one."""
        return self.entries.get(key)

    def unknown(self, known: frozenset[str], faults: Faults, of: str) -> None:
        """Note each key that is not known here."""
        for key, place in self.keys.items():
            if key not in known:
                faults.add(place, f"{of} has no “{key}”", did_you_mean(key, known))


Part = Text | Items | Entries


def place_in(part: "Part", *path: str | int) -> Place:
    """Where the deepest part on this path stands: keys of mappings, numbers of lists. A single item
    may stand for a list of one."""
    for step in path:
        inside: Part | None = None
        if isinstance(part, Entries):
            inside = part.entries.get(str(step))
        elif isinstance(part, Items) and isinstance(step, int) and step < len(part.items):
            inside = part.items[step]
        if inside is None:
            break
        part = inside
    return part.place


LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Stop(Exception):
    """The file can't be read further; its fault has been noted."""


def read(path: Path, faults: Faults) -> Entries | None:
    """The mapping that a file holds, or None with a fault noted."""
    place = Place(path)
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except IsADirectoryError:
        faults.add(place, "this is a folder, not a file")
        return None
    except OSError as fault:
        faults.add(
            place, f"this file can't be read: {(fault.strerror or 'unknown reason').lower()}"
        )
        return None
    if len(content) > LARGEST:
        faults.add(place, f"this file is larger than {LARGEST:,} bytes")
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        faults.add(Place(path, line), "this is not a text file in UTF-8")
        return None
    return read_text(text, path, faults)


def read_text(text: str, path: Path, faults: Faults) -> Entries | None:
    """The mapping that a text holds, or None with a fault noted."""
    if len(text) > LARGEST:
        faults.add(Place(path), f"this text is longer than {LARGEST:,} characters")
        return None
    try:
        part = _Reader(path, faults).read(text)
    except _Stop:
        return None
    except yaml.MarkedYAMLError as fault:
        faults.add(
            _place(path, fault.problem_mark),
            f"this is not YAML: {fault.problem or fault.context or 'unreadable'}",
        )
        return None
    except yaml.reader.ReaderError as fault:
        line = text.count("\n", 0, fault.position) + 1
        faults.add(Place(path, line), "this holds a character that YAML does not allow")
        return None
    if not isinstance(part, Entries):
        faults.add(Place(path), "this file must be a mapping of names to values")
        return None
    return part


def _place(path: Path, mark: object) -> Place:
    line, column = getattr(mark, "line", 0), getattr(mark, "column", 0)
    return Place(path, line + 1, column + 1)


class _Reader:
    """Builds parts from the events of a YAML stream, without building anything the file names."""

    def __init__(self, path: Path, faults: Faults) -> None:
        self.path = path
        self.faults = faults
        self.parts = 0

    def read(self, text: str) -> Part | None:
        """The one document of the stream."""
        events = yaml.parse(text, Loader=LOADER)
        documents: list[Part | None] = []
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if documents:
                    self._refuse(self._at(event), "this file holds more than one document")
                documents.append(self._part(next(events), events, 1))
        return documents[0] if documents else None

    def _at(self, event: yaml.Event) -> Place:
        return _place(self.path, event.start_mark)

    def _refuse(self, place: Place, message: str, suggestion: str = "") -> None:
        self.faults.add(place, message, suggestion)
        raise _Stop

    def _part(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Part:
        place = self._at(event)
        self.parts += 1
        if depth > DEEPEST:
            self._refuse(place, f"this file is nested more than {DEEPEST} deep")
        if self.parts > MOST_PARTS:
            self._refuse(place, f"this file has more than {MOST_PARTS:,} parts")
        if isinstance(event, yaml.AliasEvent):
            self._refuse(place, "aliases are not allowed", "write it out again")
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            self._refuse(place, "anchors and tags are not allowed", "write the value plainly")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._items(place, events, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self._entries(place, events, depth)
        scalar = cast("yaml.ScalarEvent", event)
        return Text(place, scalar.value, quoted=scalar.style is not None)

    def _items(self, place: Place, events: Iterator[yaml.Event], depth: int) -> Items:
        found = Items(place)
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            found.items.append(self._part(event, events, depth + 1))
        return found

    def _entries(self, place: Place, events: Iterator[yaml.Event], depth: int) -> Entries:
        found = Entries(place)
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._part(event, events, depth + 1)
            value = self._part(next(events), events, depth + 1)
            if not isinstance(key, Text):
                self.faults.add(key.place, "a name must be a single word or phrase")
            elif key.text in found.entries:
                self.faults.add(key.place, f"“{key.text}” stands here twice", "keep one of them")
            else:
                found.entries[key.text] = value
                found.keys[key.text] = key.place
        return found
