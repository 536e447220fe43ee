"""Files to mappings; every fault with file, line and suggestion."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from lantern.intake.mapping.definition import DAY_FIRST, ORDERS, Column, FileMapping, folded
from lantern.intake.mapping.kinds import KINDS, Field, Kind, Reading
from lantern.intake.mapping.readings import Unreadable, read_default
from lantern.protocol.documents import Entries, Text, read, read_text
from lantern.protocol.entries import EntryReader
from lantern.protocol.faults import Fault, Faults, Faulty, did_you_mean, one_of

SHIPPED: Final = Path(__file__).parent.parent / "mappings"
KEYS: Final = ("mapping", "kind", "title", "source", "note", "key", "columns", "ignored", "empty")
COLUMN_KEYS: Final = (
    "field",
    "from",
    "followed_by",
    "joined_with",
    "time",
    "codes",
    "default",
    "needed",
    "dates",
    "midnight",
    "note",
)
MIDNIGHT: Final = ("a time", "a day")
"""What 00:00 means: midnight, or that the case system holds no time."""
MAPPINGS: Final = (".yaml", ".yml")
"""How the name of a partnership’s own mapping ends."""
_ANSWERS: Final = ("yes", "no")


class UnknownMapping(Exception):
    """No mapping has this name for this kind of file; carries a sentence with those there are."""


def shipped_files() -> tuple[Path, ...]:
    """The files of the mappings that come with the product."""
    return tuple(sorted(SHIPPED.glob("*.yaml")))


@cache
def shipped() -> Mapping[tuple[str, str], FileMapping]:
    """Every mapping that comes with the product, by kind and name. Raises Faulty if unsound."""
    faults = Faults()
    found = [load(path, faults) for path in shipped_files()]
    if faults.found:
        raise Faulty(faults.sorted())
    return MappingProxyType({(one.kind.name, one.name): one for one in found if one is not None})


def named(kind: str, name: str) -> FileMapping:
    """The mapping of this name that comes with the product, or the one in the file of this path.

    Raises UnknownMapping, or Faulty with every fault of the file.
    """
    found = shipped().get((kind, name))
    if found is not None:
        return found
    if not name.lower().endswith(MAPPINGS):
        known = [each for of, each in shipped() if of == kind]
        hint = did_you_mean(name, known) or one_of(known)
        raise UnknownMapping(f"No mapping for {kind} is called “{name}” ({hint})")
    return from_file(Path(name), kind)


def from_file(path: Path, kind: str) -> FileMapping:
    """A partnership’s own mapping. Raises Faulty with every fault, or if it is of another kind."""
    faults = Faults()
    return _of_kind(kind, read(path, faults), faults)


def from_text(text: str, name: str, kind: str) -> FileMapping:
    """A partnership’s own mapping that came as a file of this name, beside the files it is for."""
    faults = Faults()
    return _of_kind(kind, read_text(text, Path(name), faults), faults)


def _of_kind(kind: str, whole: Entries | None, faults: Faults) -> FileMapping:
    found = None if whole is None else _MappingReader(whole, faults).read()
    if found is not None and found.kind.name != kind:
        faults.add(found.place, f"this is a mapping for {found.kind.name}, not for {kind}")
    if faults.found or found is None:
        raise Faulty(faults.sorted())
    return found


def check(paths: Iterable[Path]) -> tuple[Fault, ...]:
    """Every fault in these files."""
    faults = Faults()
    for path in paths:
        load(path, faults)
    return faults.sorted()


def load(path: Path, faults: Faults) -> FileMapping | None:
    """The mapping in a file as far as it can be read; every fault is noted."""
    whole = read(path, faults)
    if whole is None:
        return None
    return _MappingReader(whole, faults).read()


@dataclass(slots=True)
class _MappingReader:
    """Reads one file as a mapping."""

    whole: Entries
    faults: Faults

    def read(self) -> FileMapping | None:
        entry = EntryReader(self.whole, self.faults, "a mapping")
        entry.only(*KEYS)
        kind = KINDS.get(entry.word("kind", KINDS))
        name = entry.text("mapping")
        if kind is None:
            return None
        columns = self._columns(entry, kind)
        self._complete(entry, kind, columns)
        return FileMapping(
            name=name,
            kind=kind,
            title=entry.text("title"),
            source=entry.text("source", ""),
            note=entry.text("note", ""),
            columns=MappingProxyType(columns),
            key=self._key(entry, columns),
            ignored=frozenset(folded(one) for one in entry.texts("ignored")),
            empty=frozenset(folded(one) for one in entry.texts("empty")),
            place=entry.place,
        )

    def _columns(self, entry: EntryReader, kind: Kind) -> dict[str, Column]:
        if entry.part.get("columns") is None:
            self.faults.add(entry.place, "a mapping needs “columns”")
        found: dict[str, Column] = {}
        taken: dict[str, str] = {}
        for one in entry.mappings("columns", "a column"):
            one.only(*COLUMN_KEYS)
            name = one.word("field", kind.fields)
            if name not in kind.fields:
                continue
            if name in found:
                self.faults.add(one.place_of("field"), f"two columns are for {name}")
            found[name] = _ColumnReader(one, kind.fields[name], self.faults).read()
            for heading in map(folded, found[name].headings):
                if heading in taken and taken[heading] != name:
                    hint = "a column is one field; use followed_by where a field needs several"
                    message = f"“{heading}” is for {taken[heading]} already"
                    self.faults.add(one.place_of("from"), message, hint)
                taken[heading] = name
        return found

    def _complete(self, entry: EntryReader, kind: Kind, columns: Mapping[str, Column]) -> None:
        place = entry.place_of("columns")
        for field in kind.fields.values():
            if field.needed and field.name not in columns:
                hint = f"{field.name} is {field.meaning}"
                self.faults.add(place, f"a mapping for {kind.name} needs {field.name}", hint)
        if kind.one_of and not set(kind.one_of) & set(columns):
            message = f"a mapping for {kind.name} needs a column that says which one a row means"
            self.faults.add(place, message, one_of(kind.one_of))

    def _key(
        self, entry: EntryReader, columns: Mapping[str, Column]
    ) -> tuple[tuple[str, ...], ...]:
        """Each way to make a row’s key: the fields that are put together for it."""
        if entry.part.get("key") is None:
            hint = "key: authority_reference, or key: [row_number, authority_reference + began]"
            self.faults.add(entry.place, "a mapping needs “key”", hint)
        found = []
        for one in entry.texts("key"):
            names = tuple(name.strip() for name in one.split("+"))
            for name in names:
                if name not in columns:
                    hint = did_you_mean(name, columns) or one_of(columns)
                    message = f"“{name}” is no field of this mapping"
                    self.faults.add(entry.place_of("key"), message, hint)
            found.append(names)
        return tuple(found)


@dataclass(slots=True)
class _ColumnReader:
    """Reads one entry of “columns”."""

    entry: EntryReader
    field: Field
    faults: Faults

    def read(self) -> Column:
        column = self._column()
        if column.default:
            self._must_be_readable(column)
        return column

    def _must_be_readable(self, column: Column) -> None:
        try:
            read_default(column)
        except Unreadable as fault:
            self.faults.add(self.entry.place_of("default"), fault.wrong, fault.do)

    def _column(self) -> Column:
        return Column(
            field=self.field,
            headings=self._headings(),
            followed_by=self.entry.texts("followed_by"),
            joined_with=self._joined_with(),
            time=self._time(),
            codes=self._codes(),
            default=self._default(),
            needed=self._needed(),
            dates=self._dates(),
            midnight_is_a_day=self._midnight_is_a_day(),
            place=self.entry.place,
        )

    def _headings(self) -> tuple[str, ...]:
        found = tuple(one for one in self.entry.texts("from") if one)
        if not found and "default" not in self.entry.part.entries:
            hint = "from: Date of birth, or from: [Date of birth, DOB], or a default"
            self.faults.add(
                self.entry.place, f"the column for {self.field.name} needs “from”", hint
            )
        return found

    def _joined_with(self) -> str:
        """The words between, as written: a comma and a space are no mistake."""
        part = self.entry.part.get("joined_with")
        if part is None:
            return " "
        if not isinstance(part, Text):
            self.faults.add(part.place, "“joined_with” must be a text")
            return " "
        return part.text

    def _needed(self) -> bool:
        """A field that Lantern can't do without is needed, whatever a mapping says."""
        said = "needed" in self.entry.part.entries
        if self.field.needed and said and not self.entry.answer("needed"):
            message = f"{self.field.name} can't be left out: Lantern needs it"
            self.faults.add(self.entry.place_of("needed"), message, "leave “needed” out")
        return self.field.needed or self.entry.answer("needed")

    def _time(self) -> tuple[str, ...]:
        return (self._only_for("time", Reading.INSTANT) and self.entry.texts("time")) or ()

    def _dates(self) -> str:
        if not self._only_for("dates", Reading.DAY, Reading.INSTANT):
            return DAY_FIRST
        return self.entry.word("dates", ORDERS, DAY_FIRST)

    def _midnight_is_a_day(self) -> bool:
        meant = self._only_for("midnight", Reading.INSTANT)
        return meant and self.entry.word("midnight", MIDNIGHT, "a time") == "a day"

    def _codes(self) -> Mapping[str, str]:
        whole = self.entry.mapping("codes")
        if whole is None or not self._only_for(
            "codes", Reading.TERM, Reading.YES_NO, Reading.AGENCY
        ):
            return {}
        known = self._words()
        found = {}
        for code in whole.part.entries:
            word = whole.text(code)
            if known and word not in known:
                hint = did_you_mean(word, known) or one_of(known)
                self.faults.add(whole.place_of(code), f"“{word}” is no {self.field.name}", hint)
            if folded(code) in found:
                self.faults.add(whole.part.keys[code], f"“{code}” stands here twice")
            found[folded(code)] = word
        return MappingProxyType(found)

    def _default(self) -> str:
        if "default" not in self.entry.part.entries:
            return ""
        return self.entry.text("default")

    def _words(self) -> tuple[str, ...]:
        if self.field.reading is Reading.YES_NO:
            return _ANSWERS
        return tuple(term.value for term in self.field.words())

    def _only_for(self, key: str, *readings: Reading) -> bool:
        """Whether this entry makes sense for the field; noted where it stands and does not."""
        if self.field.reading in readings:
            return True
        if key in self.entry.part.entries:
            kinds = " or ".join(f"“{reading}”" for reading in readings)
            message = f"“{key}” is for a field that is read as {kinds}"
            hint = f"{self.field.name} is read as “{self.field.reading}”"
            self.faults.add(self.entry.place_of(key), message, hint)
        return False
