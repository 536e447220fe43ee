"""A mapping as data: frozen, typed, and sound, for `load` has examined it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lantern.intake.mapping.kinds import Field, Kind
from lantern.protocol.faults import Place

DAY_FIRST: Final = "day first"
MONTH_FIRST: Final = "month first"
ORDERS: Final = (DAY_FIRST, MONTH_FIRST)
"""How a day such as 3/4/2026 is meant. A day that begins with its year is read either way."""


def folded(text: str) -> str:
    """A heading or a code as it is compared: without case, and with single spaces."""
    return " ".join(text.replace("_", " ").split()).casefold()


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """Where one field comes from, and how its cell is read."""

    field: Field
    headings: tuple[str, ...]
    followed_by: tuple[str, ...] = ()
    joined_with: str = " "
    time: tuple[str, ...] = ()
    codes: Mapping[str, str]
    default: str = ""
    needed: bool
    dates: str = DAY_FIRST
    midnight_is_a_day: bool = False
    place: Place

    @property
    def every_heading(self) -> tuple[str, ...]:
        """Every heading that this field may be taken from."""
        return (*self.headings, *self.followed_by, *self.time)


@dataclass(frozen=True, kw_only=True, slots=True)
class FileMapping:
    """How the files of one case system, of one kind, are read.

    `key` has each way to tell a row from another; `empty` the words that mean an empty cell.
    """

    name: str
    kind: Kind
    title: str
    source: str
    note: str
    columns: Mapping[str, Column]
    key: tuple[tuple[str, ...], ...]
    ignored: frozenset[str]
    empty: frozenset[str]
    place: Place

    def headings(self) -> Iterator[str]:
        """The headings of a file that this mapping reads, the first choice of each, in order."""
        seen = set()
        for column in self.columns.values():
            for heading in (*column.headings[:1], *column.time[:1], *column.followed_by):
                if folded(heading) not in seen:
                    seen.add(folded(heading))
                    yield heading
