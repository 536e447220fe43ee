"""The figures of a simulation as cells of tables: today's beside the draft's."""

from collections.abc import Iterable
from dataclasses import dataclass

from lantern.simulation.counting import Outcome
from lantern.simulation.report import Changed, Interviewing, Line, Load, Report
from lantern.simulation.words import CHANGES
from lantern.web import wording


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One figure under both protocols, and what is to be said once of both."""

    today: str
    draft: str
    of_both: str = ""

    @property
    def differs(self) -> bool:
        """Whether it would have been another."""
        return self.today != self.draft


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of a table of duties."""

    words: str
    owner: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class ChangedRow:
    """One rule of which duties would have been different, and in which ways."""

    words: str
    ways: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class StaffRow:
    """Return interviews under one protocol, and the staff they take."""

    name: str
    cells: tuple[str, ...]


HEADS = ("In all", "A week", "At peak", "Late", "Not known")
STAFF_HEADS = ("Owed", "To be held", "A week", "At peak", "Workers", "Workers at peak")


def rows(lines: Iterable[Line]) -> tuple[Row, ...]:
    """Lines of duties, or of owners."""
    return tuple(
        Row(words=one.words, owner=wording.capital(one.owner), cells=_cells(one)) for one in lines
    )


def _cells(one: Line) -> tuple[Cell, ...]:
    sides = (one.today, one.draft)
    return (
        _cell(f"{side.load.count:,}" for side in sides),
        _cell(f"{side.load.a_week:,.1f}" for side in sides),
        peaks(one.today.load, one.draft.load),
        _cell(f"{side.late:,}" for side in sides),
        _cell(f"{side.how_many(Outcome.NOT_KNOWN):,}" for side in sides),
    )


def _cell(sides: Iterable[str]) -> Cell:
    today, draft = sides
    return Cell(today=today, draft=draft)


def peaks(today: Load, draft: Load) -> Cell:
    """The busiest week of each; the week once where it is the same."""
    if today.peak_week is None or today.peak_week != draft.peak_week:
        return Cell(today=_peak(today), draft=_peak(draft))
    week = f", week of {wording.day(today.peak_week)}"
    return Cell(today=f"{today.peak:,}", draft=f"{draft.peak:,}", of_both=week)


def _peak(load: Load) -> str:
    if load.peak_week is None:
        return "0"
    return f"{load.peak:,}, week of {wording.day(load.peak_week)}"


def changed(lines: Iterable[Changed]) -> tuple[ChangedRow, ...]:
    """In which ways the duties of each rule would have been different."""
    return tuple(ChangedRow(words=one.words, ways=tuple(_ways(one))) for one in lines)


def _ways(one: Changed) -> Iterable[str]:
    for way, said in CHANGES.items():
        if count := one.how_many(way):
            yield f"{count:,} {said}"


def staff(found: Report) -> tuple[StaffRow, ...]:
    """Return interviews and the staff they take, today's first."""
    return (
        StaffRow(name="Today", cells=_staff(found.interviews_today)),
        StaffRow(name="Draft", cells=_staff(found.interviews_draft)),
    )


def _staff(one: Interviewing) -> tuple[str, ...]:
    return (
        f"{one.owed.count:,}",
        f"{one.to_hold.count:,}",
        f"{one.to_hold.a_week:,.1f}",
        _peak(one.to_hold),
        f"{one.workers:,.1f}",
        f"{one.workers_at_peak:,.1f}",
    )
