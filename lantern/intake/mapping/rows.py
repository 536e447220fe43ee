"""A sheet’s lines, read by a mapping: what each proposes, or why it proposes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Final

from lantern.intake.looking import MENDING
from lantern.intake.mapping.definition import Column, FileMapping, folded
from lantern.intake.mapping.readings import Unreadable, Value, read, read_default
from lantern.protocol.faults import did_you_mean
from lantern.spreadsheets.sheets import Fault, Line, Sheet

SAID_MOST: Final = 3
"""How many lines with the same key a sentence names."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """One row in Lantern’s terms. `assumed` are the fields that the mapping’s default filled."""

    line: Line
    key: str
    values: Mapping[str, Value]
    assumed: frozenset[str] = frozenset()

    def text(self, name: str) -> str:
        """The text of a field, or nothing where the row says nothing."""
        found = self.values.get(name)
        return found if isinstance(found, str) else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposed:
    """All that a sheet proposes, and every fault found on the way."""

    proposals: tuple[Proposal, ...]
    faults: tuple[Fault, ...]


def propose(sheet: Sheet, mapping: FileMapping) -> Proposed:
    """Read every line of a sheet. A line with a fault that refuses proposes nothing."""
    columns = _Columns(sheet, mapping)
    if any(fault.refuses for fault in columns.faults):
        return Proposed(proposals=(), faults=tuple(columns.faults))
    read_lines = _Lines(sheet.file, mapping, columns)
    found = [one for line in sheet.lines if (one := read_lines.read(line)) is not None]
    contradicting = dict(_contradicting(sheet.file, mapping, columns, found))
    return Proposed(
        proposals=tuple(one for one in found if one.line.number not in contradicting),
        faults=(*columns.faults, *read_lines.faults, *contradicting.values()),
    )


def fitting(sheet: Sheet, mapping: FileMapping) -> bool:
    """Whether a sheet has any column that the mapping takes something from."""
    known = {folded(one) for column in mapping.columns.values() for one in column.every_heading}
    return any(folded(one) in known for one in sheet.columns)


def heading(sheet: Sheet, mapping: FileMapping, name: str) -> str:
    """The heading under which a sheet gives a field, or the first that it could have."""
    column = mapping.columns[name]
    given = {folded(one): one for one in reversed(sheet.columns)}
    found = (given[folded(one)] for one in column.headings if folded(one) in given)
    return next(found, column.headings[0] if column.headings else name)


@dataclass(slots=True)
class _Columns:
    """Where in this sheet each field’s cells stand."""

    sheet: Sheet
    mapping: FileMapping
    faults: list[Fault] = field(default_factory=list)
    cells: dict[str, tuple[int, ...]] = field(default_factory=dict)
    clocks: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        where: dict[str, int] = {}
        for index, heading in enumerate(self.sheet.columns):
            where.setdefault(folded(heading), index)
        for name, column in self.mapping.columns.items():
            self._find(name, column, where)
        if self.mapping.kind.one_of and not set(self.mapping.kind.one_of) & set(self.cells):
            self._nobody()
        self._unknown(where)

    def heading(self, name: str) -> str:
        """The heading under which this file gives a field."""
        found = self.cells.get(name)
        if found:
            return self.sheet.columns[found[0]]
        first = self.mapping.columns[name].headings[:1]
        return first[0] if first else name

    def _find(self, name: str, column: Column, where: Mapping[str, int]) -> None:
        given = dict.fromkeys(where[folded(one)] for one in column.headings if folded(one) in where)
        first, *others = given or (None,)
        if first is None:
            if column.needed and not column.default:
                self._missing(name, column, where)
            return
        for other in others:
            self._second(other, first)
        further = [where[folded(one)] for one in column.followed_by if folded(one) in where]
        self.cells[name] = (first, *further)
        clock = next((where[folded(one)] for one in column.time if folded(one) in where), None)
        if clock is not None:
            self.clocks[name] = clock

    def _second(self, other: int, first: int) -> None:
        self._fault(
            self.sheet.columns[other],
            "second-column",
            f"“{self.sheet.columns[first]}” is taken in its place, and nothing from this column",
            "If this one should be taken, put its name first in the mapping",
            refuses=False,
        )

    def _missing(self, name: str, column: Column, where: Mapping[str, int]) -> None:
        wanted = " or ".join(f"“{one}”" for one in column.headings)
        near = did_you_mean(column.headings[0], self.sheet.columns)
        do = f"Add the column, or let the mapping take {name} from another"
        self._fault(
            column.headings[0],
            "no-column",
            f"There is no column {wanted}, from which {name} is taken",
            f"{do} ({near})" if near else do,
        )

    def _nobody(self) -> None:
        wanted = [
            heading
            for name in self.mapping.kind.one_of
            if name in self.mapping.columns
            for heading in self.mapping.columns[name].headings[:1]
        ]
        one_of = " or ".join(f"“{one}”" for one in wanted)
        self._fault(
            "",
            "no-column",
            f"No column says which one a row means: each is {self.mapping.kind.row}",
            f"Add one of the columns {one_of}",
        )

    def _unknown(self, where: Mapping[str, int]) -> None:
        known = self.mapping.ignored | {folded(one) for one in MENDING}
        for column in self.mapping.columns.values():
            known |= {folded(one) for one in column.every_heading}
        for heading, index in where.items():
            if heading and heading not in known:
                self._fault(
                    self.sheet.columns[index],
                    "other-column",
                    "This column is not in the mapping, and nothing is taken from it",
                    "If that is right, list it under “ignored” in the mapping",
                    refuses=False,
                )

    def _fault(self, column: str, code: str, wrong: str, do: str, *, refuses: bool = True) -> None:
        self.faults.append(
            Fault(
                file=self.sheet.file,
                line=None,
                column=column,
                code=code,
                wrong=wrong,
                do=do,
                refuses=refuses,
            )
        )


@dataclass(slots=True)
class _Lines:
    """Reads lines one by one, noting every fault of each."""

    file: str
    mapping: FileMapping
    columns: _Columns
    faults: list[Fault] = field(default_factory=list)
    defaults: dict[str, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, column in self.mapping.columns.items():
            found = read_default(column)
            if found is not None:
                self.defaults[name] = found

    def read(self, line: Line) -> Proposal | None:
        before = len(self.faults)
        values: dict[str, Value] = {}
        for name, column in self.mapping.columns.items():
            found = self._value(name, column, line)
            if found is not None:
                values[name] = found
        assumed = frozenset(self.defaults) - set(values)
        values |= {name: self.defaults[name] for name in assumed}
        self._complete(line, values)
        key = self._key(line, values)
        if len(self.faults) > before:
            return None
        return Proposal(line=line, key=key, values=MappingProxyType(values), assumed=assumed)

    def _value(self, name: str, column: Column, line: Line) -> Value | None:
        indexes = self.columns.cells.get(name)
        if indexes is None:
            return None
        parts = [part for index in indexes if (part := self._cell(line, index))]
        clock = self.columns.clocks.get(name)
        at = self._cell(line, clock) if clock is not None else ""
        try:
            return read(column, column.joined_with.join(parts), at)
        except Unreadable as fault:
            self._fault(line, name, fault.code, fault.wrong, fault.do)
            return None

    def _cell(self, line: Line, index: int) -> str:
        text = line.cells[index].strip()
        return "" if folded(text) in self.mapping.empty else text

    def _complete(self, line: Line, values: Mapping[str, Value]) -> None:
        refused = {fault.column for fault in self.faults if fault.line == line.number}
        for name, column in self.mapping.columns.items():
            heading = self.columns.heading(name)
            if column.needed and name not in values and heading not in refused:
                self._fault(line, name, "empty", "This cell is empty", f"Enter {_meant(column)}")
        one_of = self.mapping.kind.one_of
        if one_of and not set(one_of) & set(values) and not refused:
            name = next(name for name in one_of if name in self.mapping.columns)
            wrong = "The row has no number or name by which it could be known"
            self._fault(line, name, "empty", wrong, f"Enter {_meant(self.mapping.columns[name])}")

    def _key(self, line: Line, values: Mapping[str, Value]) -> str:
        for names in self.mapping.key:
            if all(name in values for name in names):
                return " ".join(f"{name}={_plain(values[name])}" for name in names)
        if not any(fault.line == line.number for fault in self.faults):
            name = self.mapping.key[0][0]
            self._fault(
                line,
                name,
                "no-key",
                "The row has nothing by which it can be told from another",
                f"Enter {_meant(self.mapping.columns[name])}",
            )
        return ""

    def _fault(self, line: Line, name: str, code: str, wrong: str, do: str) -> None:
        self.faults.append(
            Fault(
                file=self.file,
                line=line.number,
                column=self.columns.heading(name),
                code=code,
                wrong=wrong,
                do=do,
            )
        )


def _contradicting(
    file: str, mapping: FileMapping, columns: _Columns, proposals: Iterable[Proposal]
) -> Iterator[tuple[int, Fault]]:
    """Rows of one key that say different things: which is right, nobody here can tell."""
    together: defaultdict[str, list[Proposal]] = defaultdict(list)
    for one in proposals:
        together[one.key].append(one)
    for same in together.values():
        if all(one.values == same[0].values for one in same[1:]):
            continue
        for one in same:
            others = [str(two.line.number) for two in same if two is not one]
            lines = ", ".join(others[:SAID_MOST]) + (" …" if len(others) > SAID_MOST else "")
            fault = Fault(
                file=file,
                line=one.line.number,
                column=columns.heading(mapping.key[0][0]),
                code="twice",
                wrong=f"The same is on line {lines}, and the lines do not agree",
                do="Keep the line that is right, and take the others out",
            )
            yield one.line.number, fault


def _meant(column: Column) -> str:
    return column.field.meaning


def _plain(value: Value) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
