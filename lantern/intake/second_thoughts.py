"""Whether files are what they were said to be: the right year, and this authority's own. Pure.

Rows of the wrong year or authority are sound, each by itself; only all together they look wrong.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lantern.intake.report import Report
from lantern.spreadsheets.sheets import Sheet
from lantern.ssda903 import authorities, upn
from lantern.ssda903.authorities import Authority
from lantern.ssda903.tables import EPISODES, HEADER, MISSING, heading, recognise

_OF_ANOTHER_YEAR: Final[Mapping[str, tuple[str, str]]] = {
    "354": (EPISODES, "begin after the year ends"),
    "ended-earlier": (EPISODES, "ended before the year begins"),
    "570": (MISSING, "begin after the year ends"),
}
"""Rules that are about the collection year: the table, and what so many of its rows do."""
_MANY: Final = 0.5
_FEW_NUMBERS: Final = 20
"""So few pupil numbers say nothing of where most children first went to school."""


@dataclass(frozen=True, kw_only=True)
class SecondThought:
    """Something to look at before any row is brought in."""

    wrong: str
    do: str


def of_year(report: Report) -> Iterable[SecondThought]:
    """A doubt about the year, where at least half of a table's rows belong in another."""
    counts = Counter(fault.code for fault in report.faults)
    for code, (table, what) in _OF_ANOTHER_YEAR.items():
        rows = sum(report.rows.get(table, {}).values())
        if rows and counts[code] >= max(1, _MANY * rows):
            yield SecondThought(
                wrong=f"{counts[code]:,} of {rows:,} rows of {table} {what}. "
                "This looks like the return of another year",
                do="Throw the files away, and choose the year in which they end",
            )
            return


def of_authority(sheets: Sequence[Sheet], authority: Authority) -> Iterable[SecondThought]:
    """A doubt about whose return it is, where most pupil numbers were given in one other area.

    A pupil number holds the number of the authority in whose area the child first went to school
    (standards section 11). An authority without such a number is not asked.
    """
    if not authority.dfe:
        return
    given = Counter(number[1:4] for number in _pupil_numbers(sheets))
    if not given or sum(given.values()) < _FEW_NUMBERS:
        return
    (number, count), every = given.most_common(1)[0], sum(given.values())
    other = authorities.find(number)
    if other is None or number == authority.dfe or count < _MANY * every:
        return
    yield SecondThought(
        wrong=f"{count:,} of {every:,} pupil numbers were first given in {other.name}. "
        f"This may be another authority’s return",
        do=f"Look whether the files are {authority.name}’s own before you bring them in",
    )


def _pupil_numbers(sheets: Sequence[Sheet]) -> Iterable[str]:
    for sheet in sheets:
        table = recognise(sheet)
        if table is None or table.name != HEADER:
            continue
        place = [heading(name) for name in sheet.columns].index("UPN")
        for line in sheet.lines:
            number = line.cells[place].strip().upper()
            if upn.is_shaped(number):
                yield number
