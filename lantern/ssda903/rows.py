"""Rows of the return, as they came and as what they say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from lantern.ssda903.authorities import Authority
from lantern.ssda903.upn import is_shaped, letter_is_right


class Row(NamedTuple):
    """One row as received: where it stood, and its cells in the order of its table's columns."""

    file: str
    line: int
    cells: tuple[str, ...]

    @property
    def child(self) -> str:
        """The child's number, which every table has first: capitals, one space between words."""
        return " ".join(self.cells[0].split()).upper()


class HeaderRow(NamedTuple):
    """A child. A code that is in no year's list is blank here, and a day that is none is None."""

    row: Row
    child: str
    sex: str
    born_on: date | None
    ethnicity: str
    upn: str
    is_mother: str
    mothers_child_born_on: date | None

    @property
    def pupil_number(self) -> str:
        """The unique pupil number by which the child may be found; blank when it is not sound."""
        return self.upn if is_shaped(self.upn) and letter_is_right(self.upn) else ""


class EpisodeRow(NamedTuple):
    """One episode of care: in one placement, under one legal status."""

    row: Row
    child: str
    began_on: date | None
    reason_began: str
    legal_status: str
    category_of_need: str
    placement_type: str
    placement_provider: str
    ended_on: date | None
    reason_ended: str
    reason_placement_changed: str
    home_postcode: str
    placement_postcode: str
    urn: str


class MissingRow(NamedTuple):
    """One period in which a child was missing (M) or away without authorisation (A)."""

    row: Row
    child: str
    born_on: date | None
    kind: str
    began_on: date | None
    ended_on: date | None


class UascRow(NamedTuple):
    """A child who was an unaccompanied asylum seeker in the year, and when that ceased."""

    row: Row
    child: str
    sex: str
    born_on: date | None
    ceased_on: date | None


@dataclass(frozen=True, kw_only=True)
class Return:
    """One authority's return for one collection year (2026 is 2025/26).

    `tables` has every row of every table as received; the others, the rows of four tables as what
    they say, each with the row it comes from.
    """

    authority: Authority
    year: int
    tables: Mapping[str, tuple[Row, ...]]
    headers: tuple[HeaderRow, ...]
    episodes: tuple[EpisodeRow, ...]
    missing: tuple[MissingRow, ...]
    uasc: tuple[UascRow, ...]
