"""Sheets to a return: which table each is, and what its rows say."""

from collections.abc import Iterable
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from lantern.core.references import one_postcode
from lantern.spreadsheets.dates import read_day
from lantern.spreadsheets.sheets import Fault, Sheet
from lantern.ssda903 import code_lists as lists
from lantern.ssda903 import years
from lantern.ssda903.authorities import Authority
from lantern.ssda903.code_lists import CodeList
from lantern.ssda903.rows import EpisodeRow, HeaderRow, MissingRow, Return, Row, UascRow
from lantern.ssda903.tables import (
    EPISODES,
    HEADER,
    MISSING,
    UASC,
    Table,
    heading,
    not_recognised,
    recognise,
)


class Assembled(NamedTuple):
    """A return, and what was wrong with the sheets it came from. The rows are not checked yet."""

    returned: Return
    faults: tuple[Fault, ...]


def assemble(sheets: Iterable[Sheet], *, year: int, authority: Authority) -> Assembled:
    """The return that these sheets make: each table known by its columns, whatever its name."""
    rows: dict[str, list[Row]] = {}
    faults: list[Fault] = []
    for sheet in sheets:
        table = recognise(sheet)
        if table is None:
            faults.append(not_recognised(sheet))
            continue
        faults += _about(sheet, table, year, again=table.name in rows)
        rows.setdefault(table.name, []).extend(_rows(sheet, table))
    if HEADER not in rows:
        faults.append(_no_header())
    tables = {name: tuple(found) for name, found in rows.items()}
    return Assembled(_typed(tables, year, authority), tuple(faults))


def _typed(tables: dict[str, tuple[Row, ...]], year: int, authority: Authority) -> Return:
    return Return(
        authority=authority,
        year=year,
        tables=MappingProxyType(tables),
        headers=tuple(map(header_row, tables.get(HEADER, ()))),
        episodes=tuple(map(episode_row, tables.get(EPISODES, ()))),
        missing=tuple(map(missing_row, tables.get(MISSING, ()))),
        uasc=tuple(map(uasc_row, tables.get(UASC, ()))),
    )


def _rows(sheet: Sheet, table: Table) -> Iterable[Row]:
    """The sheet's lines, their cells put into the order of the table's columns."""
    places = {heading(name): index for index, name in enumerate(sheet.columns)}
    order = [places[column] for column in table.columns]
    if order == list(range(len(order))):
        return [Row(sheet.file, line.number, line.cells) for line in sheet.lines]
    return [
        Row(sheet.file, number, tuple([cells[index] for index in order]))
        for number, cells in sheet.lines
    ]


def header_row(row: Row) -> HeaderRow:
    """What a row of Header says."""
    _, sex, born, ethnicity, upn, mother, mothers_child = row.cells
    return HeaderRow(
        row=row,
        child=row.child,
        sex=_code(sex, lists.SEX),
        born_on=_day(born),
        ethnicity=_code(ethnicity, lists.ETHNICITY),
        upn=upn.strip().upper(),
        is_mother=mother.strip(),
        mothers_child_born_on=_day(mothers_child),
    )


def episode_row(row: Row) -> EpisodeRow:
    """What a row of Episodes says."""
    cells = row.cells
    return EpisodeRow(
        row=row,
        child=row.child,
        began_on=_day(cells[1]),
        reason_began=_code(cells[2], lists.REASON_BEGAN),
        legal_status=_code(cells[3], lists.LEGAL_STATUS),
        category_of_need=_code(cells[4], lists.CATEGORY_OF_NEED),
        placement_type=_code(cells[5], lists.PLACEMENT_TYPE),
        placement_provider=_code(cells[6], lists.PLACEMENT_PROVIDER),
        ended_on=_day(cells[7]),
        reason_ended=_code(cells[8], lists.REASON_ENDED),
        reason_placement_changed=_code(cells[9], lists.REASON_PLACEMENT_CHANGED),
        home_postcode=_postcode(cells[10]),
        placement_postcode=_postcode(cells[11]),
        urn=cells[12].strip().upper(),
    )


def missing_row(row: Row) -> MissingRow:
    """What a row of Missing says."""
    _, born, kind, began, ended = row.cells
    return MissingRow(
        row=row,
        child=row.child,
        born_on=_day(born),
        kind=_code(kind, lists.MISSING_TYPE),
        began_on=_day(began),
        ended_on=_day(ended),
    )


def uasc_row(row: Row) -> UascRow:
    """What a row of UASC says."""
    _, sex, born, ceased = row.cells
    return UascRow(
        row=row,
        child=row.child,
        sex=_code(sex, lists.SEX),
        born_on=_day(born),
        ceased_on=_day(ceased),
    )


def _day(cell: str) -> date | None:
    return read_day(cell).day


def _code(cell: str, among: CodeList) -> str:
    """The code in capitals; blank where no year's list has it."""
    code = cell.strip().upper()
    return code if code in among.codes else ""


def _postcode(cell: str) -> str:
    return one_postcode(cell) if cell else ""


def _about(sheet: Sheet, table: Table, year: int, *, again: bool) -> Iterable[Fault]:
    if again:
        yield _question(
            sheet,
            "table-twice",
            f"There is another sheet of {table.name}. The rows of both were taken together",
            "Leave one out if it is an older copy of the other",
        )
    if table.first_year and year < table.first_year:
        yield _question(
            sheet,
            "table-too-early",
            f"The department asks for {table.name} from {years.spoken(table.first_year)}",
            "Look whether the year is right",
        )


def _question(sheet: Sheet, code: str, wrong: str, do: str) -> Fault:
    return Fault(
        file=sheet.file, line=None, column="", code=code, wrong=wrong, do=do, refuses=False
    )


def _no_header() -> Fault:
    return Fault(
        file="",
        line=None,
        column="",
        code="no-header",
        wrong="No sheet of Header was found, so nobody can say whose the other rows are",
        do="Bring header.csv with the other files of the same return",
    )
