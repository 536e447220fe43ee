"""A return laid out for its checks: each child's header, episodes, periods of care and absences."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Final, NamedTuple, Protocol, TypeVar

from lantern.ssda903 import years
from lantern.ssda903.rows import EpisodeRow, HeaderRow, MissingRow, Return, Row
from lantern.ssda903.tables import TABLES

# A child's rows in a table of one year: the department's form takes no more (CLA.xsd, 2021). Beyond
# it the rows are refused, and left out here, so that no file can make the checks take for ever.
MOST_ROWS_OF_A_CHILD: Final = 366


class PeriodOfCare(NamedTuple):
    """Episodes without a gap: from the first's start to the last's end, if it has ended."""

    began_on: date
    ended_on: date | None

    def holds(self, day: date) -> bool:
        """Whether the child was in care on this day."""
        return self.began_on <= day and (self.ended_on is None or day <= self.ended_on)


class _OfChild(Protocol):
    @property
    def child(self) -> str: ...


_T = TypeVar("_T", bound=_OfChild)


class Indexed:
    """One return, and last year's where there is one, as the checks ask for them."""

    def __init__(self, returned: Return, last_year: "Indexed | None" = None) -> None:
        self.returned = returned
        self.last_year = last_year
        self.year = returned.year
        self.begins = years.begins(returned.year)
        self.ends = years.ends(returned.year)

    def rows(self, table: str) -> tuple[Row, ...]:
        """Every row of a table as received."""
        return self.returned.tables.get(table, ())

    @cached_property
    def headers(self) -> Mapping[str, list[HeaderRow]]:
        """The header rows of each child: one, unless the file is wrong."""
        return _by_child(self.returned.headers)

    @cached_property
    def episodes(self) -> Mapping[str, list[EpisodeRow]]:
        """Each child's episodes that have a start, by it."""
        found = _not_crowded(row for row in self.returned.episodes if row.began_on)
        return {
            child: sorted(rows, key=lambda row: row.began_on or date.max)
            for child, rows in found.items()
        }

    @cached_property
    def neighbours(self) -> list[tuple[EpisodeRow, EpisodeRow]]:
        """Every episode with the child's next."""
        return [pair for rows in self.episodes.values() for pair in pairwise(rows)]

    @cached_property
    def periods(self) -> Mapping[str, list[PeriodOfCare]]:
        """Each child's periods of care: an episode that begins after the last one ended is new."""
        return {child: list(_periods(rows)) for child, rows in self.episodes.items()}

    @cached_property
    def missing(self) -> Mapping[str, list[MissingRow]]:
        """Each child's absences that have a start, by their end, or their start while open."""
        found = _not_crowded(row for row in self.returned.missing if row.began_on)
        return {
            child: sorted(rows, key=lambda row: (row.ended_on or row.began_on, row.began_on))
            for child, rows in found.items()
        }


def place(table: str, column: str) -> int:
    """Where a column stands in the cells of its table's rows."""
    return TABLES[table].columns.index(column)


def _by_child(rows: Iterable[_T]) -> dict[str, list[_T]]:
    found: dict[str, list[_T]] = {}
    for row in rows:
        if row.child:
            found.setdefault(row.child, []).append(row)
    return found


def _not_crowded(rows: Iterable[_T]) -> dict[str, list[_T]]:
    found = _by_child(rows)
    return {child: rows for child, rows in found.items() if len(rows) <= MOST_ROWS_OF_A_CHILD}


def _periods(episodes: list[EpisodeRow]) -> Iterator[PeriodOfCare]:
    """The periods that a child's episodes make, of which there is at least one, by their start."""
    spans = [(row.began_on or date.max, row.ended_on) for row in episodes]
    began, ended = spans[0]
    for starts, ends in spans[1:]:
        if ended is not None and starts > ended:
            yield PeriodOfCare(began, ended)
            began = starts
        ended = ends
    yield PeriodOfCare(began, ended)
