"""What became of what was brought, for whoever brought it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lantern.spreadsheets.sheets import Fault
from lantern.vocabulary.arriving import RowOutcome


@dataclass(frozen=True, kw_only=True)
class Mend:
    """A file of the rows that were refused, to mend and bring again."""

    name: str
    content: bytes
    rows: int = 0


@dataclass(frozen=True, kw_only=True)
class Report:
    """Rows by table and by what became of them, faults in the order of the files, and the rest."""

    authority: str
    year: int
    rows: Mapping[str, Mapping[RowOutcome, int]]
    faults: tuple[Fault, ...] = ()
    children: Mapping[str, int] = field(default_factory=dict)
    absences: Mapping[str, int] = field(default_factory=dict)
    mend: tuple[Mend, ...] = ()
    arrival: str = ""
    is_rehearsed: bool = False
    """Nothing was written: what would become of the rows."""
    is_turned_away: bool = False
    """Nothing was taken, because not everything could be."""
    title: str = ""
    """What was brought, where it is no return of a year."""

    def count(self, *outcomes: RowOutcome) -> int:
        """How many rows came to one of these, over all tables."""
        return sum(table.get(one, 0) for table in self.rows.values() for one in outcomes)

    @property
    def refusals(self) -> tuple[Fault, ...]:
        """The faults for which something was not taken."""
        return tuple(fault for fault in self.faults if fault.refuses)

    @property
    def questions(self) -> tuple[Fault, ...]:
        """The faults of rows that were taken all the same."""
        return tuple(fault for fault in self.faults if not fault.refuses)

    @property
    def by_rule(self) -> Sequence[tuple[str, int]]:
        """The rules that rows broke, and how often, the most frequent first."""
        return Counter(fault.code for fault in self.refusals).most_common()


@dataclass
class Tally:
    """Counts, as they add up."""

    rows: dict[str, Counter[RowOutcome]] = field(default_factory=dict)
    children: Counter[str] = field(default_factory=Counter)
    absences: Counter[str] = field(default_factory=Counter)

    def row(self, table: str, outcome: RowOutcome) -> None:
        """One more row of this table came to this."""
        self.rows.setdefault(table, Counter())[outcome] += 1
