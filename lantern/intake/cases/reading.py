"""The files of a case system, read by a mapping: proposals, faults, and what is to be mended."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lantern.intake.looking import MENDING
from lantern.intake.mapping.definition import FileMapping, folded
from lantern.intake.mapping.load import MAPPINGS, from_text, named
from lantern.intake.mapping.rows import Proposal, fitting, propose
from lantern.intake.report import Mend
from lantern.intake.sent import SentFile
from lantern.spreadsheets.reading import read
from lantern.spreadsheets.sheets import Fault, Line, Sheet
from lantern.spreadsheets.writing import write

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A proposal, and the sheet in which its line stands."""

    sheet: int
    proposal: Proposal


@dataclass(frozen=True, kw_only=True)
class Looked:
    """All that the files propose, and every fault found in reading them."""

    sheets: tuple[Sheet, ...]
    placed: tuple[Placed, ...]
    faults: tuple[Fault, ...]

    @property
    def unreadable(self) -> Mapping[int, list[Line]]:
        """The lines of each sheet from which nothing could be proposed."""
        proposed = {(one.sheet, one.proposal.line.number) for one in self.placed}
        return {
            index: [
                line
                for line in (*sheet.lines, *sheet.unread)
                if (index, line.number) not in proposed
            ]
            for index, sheet in enumerate(self.sheets)
        }


def mapping_for(kind: str, name: str, files: Iterable[SentFile]) -> FileMapping:
    """The mapping that is kept beside the files, or else the shipped one of this name.

    Raises UnknownMapping, or Faulty with every fault of the mapping.
    """
    own = next((one for one in files if one.name.lower().endswith(MAPPINGS)), None)
    if own is None:
        return named(kind, name)
    return from_text(own.content.decode("utf-8", "replace"), own.name, kind)


def look_through(files: Sequence[SentFile], mapping: FileMapping) -> Looked:
    """Read the files. A sheet that has none of the mapping’s columns is left alone."""
    faults: list[Fault] = []
    sheets: list[Sheet] = []
    for file in files:
        if not file.name.lower().endswith(MAPPINGS):
            reading = read(file.name, file.content)
            faults += reading.faults
            sheets += reading.sheets
    fit = [one for one in sheets if fitting(one, mapping)]
    if sheets and not fit:
        # What is missing is said of the first; the others may be notes.
        fit = sheets[:1]
    faults += [_left_alone(one) for one in sheets if one not in fit]
    bare = tuple(_without_mending(one) for one in fit)
    refused = {(fault.file, fault.line) for fault in faults if fault.refuses}
    placed: list[Placed] = []
    for index, sheet in enumerate(bare):
        found = propose(sheet, mapping)
        faults += found.faults
        if (sheet.file, None) not in refused:
            placed += (
                Placed(sheet=index, proposal=one)
                for one in found.proposals
                if (sheet.file, one.line.number) not in refused
            )
    return Looked(sheets=bare, placed=tuple(placed), faults=tuple(faults))


def to_mend(looked: Looked, faults: Iterable[Fault], kind: str) -> tuple[Mend, ...]:
    """The refused rows of each sheet as they came, with what is wrong and what to do."""
    said: defaultdict[tuple[str, int], list[Fault]] = defaultdict(list)
    for fault in faults:
        if fault.refuses and fault.line is not None:
            said[fault.file, fault.line].append(fault)
    found = []
    names: Counter[str] = Counter()
    for sheet in looked.sheets:
        lines = sorted((*sheet.lines, *sheet.unread))
        rows = [
            _mended(sheet, line, those)
            for line in lines
            if (those := said.get((sheet.file, line.number)))
        ]
        if rows:
            names[kind] += 1
            number = f"-{names[kind]}" if names[kind] > 1 else ""
            content = write((*sheet.columns, *MENDING), rows, guarded=True)
            found.append(Mend(name=f"mend-{kind}{number}.csv", content=content))
    return tuple(found)


def _mended(sheet: Sheet, line: Line, faults: Sequence[Fault]) -> list[str]:
    width = len(sheet.columns)
    cells = [*line.cells[:width], *[""] * (width - len(line.cells))]
    wrong = "; ".join(
        dict.fromkeys(f"{one.column}: {one.wrong}" if one.column else one.wrong for one in faults)
    )
    do = "; ".join(dict.fromkeys(one.do for one in faults))
    return [*cells, sheet.file, str(line.number), wrong, do]


def _without_mending(sheet: Sheet) -> Sheet:
    """The sheet without what a file to mend has beside its own columns and before its formulas."""
    ours = {folded(one) for one in MENDING}
    places = [folded(one) for one in sheet.columns]
    if folded(MENDING[2]) not in places:
        return sheet
    kept = [index for index, name in enumerate(places) if name not in ours]
    return replace(
        sheet,
        columns=tuple(sheet.columns[index] for index in kept),
        lines=tuple(
            Line(line.number, tuple(_unguarded(line.cells[index]) for index in kept))
            for line in sheet.lines
        ),
    )


def _unguarded(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA) else cell


def _left_alone(sheet: Sheet) -> Fault:
    return Fault(
        file=sheet.file,
        line=None,
        column="",
        code="other-sheet",
        wrong="This sheet has none of the columns that the mapping knows, and was left alone",
        do="If it should be read, name its columns in the mapping",
        refuses=False,
    )


def parts(placed: Sequence[Placed], group: Mapping[int, str], most: int) -> Iterator[list[Placed]]:
    """The rows in parts of about so many; those of one group are never parted."""
    together: defaultdict[str, list[Placed]] = defaultdict(list)
    for index, one in enumerate(placed):
        together[group[index]].append(one)
    part: list[Placed] = []
    for name in sorted(together):
        if part and len(part) + len(together[name]) > most:
            yield part
            part = []
        part += together[name]
    if part:
        yield part
