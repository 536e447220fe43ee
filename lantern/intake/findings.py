"""What was found in what came, as it is kept beside an errand and shown to whoever asked. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from itertools import chain
from typing import Any, Final

from lantern.intake.report import Mend, Report
from lantern.intake.second_thoughts import SecondThought
from lantern.spreadsheets.sheets import Fault
from lantern.spreadsheets.writing import write
from lantern.vocabulary.arriving import RowOutcome

EXAMPLES: Final = 3
"""How many rows are shown of those that break one rule; the list of faults has every one."""
FAULTS: Final = ""
"""The name under which the list of faults is handed back."""
FOLLOWS: Final = "header-refused"
"""The rule for rows of a child whose own row is refused."""
COLUMNS: Final = (
    "File",
    "Line",
    "Column",
    "What is wrong",
    "What to do",
    "What became of it",
    "Rule",
)


@dataclass(frozen=True, kw_only=True)
class Example:
    """One place where a rule is broken."""

    file: str
    line: int | None
    column: str
    wrong: str
    do: str


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One thing that is wrong, how often, and the first places."""

    code: str
    refuses: bool
    count: int
    examples: tuple[Example, ...]


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What became of the rows of one table, or would become of them."""

    table: str
    taken: int = 0
    unchanged: int = 0
    refused: int = 0
    waiting: int = 0

    @property
    def in_all(self) -> int:
        """Every row of the table."""
        return self.taken + self.unchanged + self.refused + self.waiting


@dataclass(frozen=True, kw_only=True)
class Findings:
    """All of it: rows by table, what is wrong by rule, and the records that follow."""

    tables: tuple[Counted, ...]
    rules: tuple[Rule, ...]
    children: Mapping[str, int]
    absences: Mapping[str, int]
    thoughts: tuple[SecondThought, ...] = ()

    def count(self, outcome: str) -> int:
        """How many rows came to this, over all tables."""
        return sum(getattr(one, outcome) for one in self.tables)

    @property
    def faults(self) -> int:
        """How many things are wrong, those among them for which nothing is refused."""
        return sum(rule.count for rule in self.rules)

    @property
    def is_all_good(self) -> bool:
        """Whether nothing at all was refused."""
        return not any(rule.refuses for rule in self.rules) and not self.count("refused")


def findings(report: Report, thoughts: Iterable[SecondThought] = ()) -> Findings:
    """A report, cut down to what fits on a page."""
    return Findings(
        tables=tuple(_counted(table, counts) for table, counts in report.rows.items()),
        rules=tuple(_rules(report.faults)),
        children=dict(report.children),
        absences={str(name): count for name, count in report.absences.items()},
        thoughts=tuple(thoughts),
    )


def of_counts(rows: Mapping[str, Mapping[RowOutcome, int]]) -> Findings:
    """What is left to say where only the rows were counted."""
    tables = tuple(_counted(table, counts) for table, counts in rows.items())
    return Findings(tables=tables, rules=(), children={}, absences={})


def handed_back(report: Report) -> tuple[Mend, ...]:
    """The list of every fault, and a file to mend for each table that had rows refused."""
    if not report.faults:
        return ()
    rows = [
        (
            fault.file,
            "" if fault.line is None else str(fault.line),
            fault.column,
            fault.wrong,
            fault.do,
            "Not taken" if fault.refuses else "Taken",
            fault.code,
        )
        for fault in report.faults
    ]
    whole = Mend(name=FAULTS, content=write(COLUMNS, rows, guarded=True))
    return (whole, *report.mend)


def as_json(found: Findings) -> dict[str, Any]:
    """Findings as they are stored."""
    return asdict(found)


def from_json(stored: Mapping[str, Any]) -> Findings | None:
    """Findings as they were stored; None where nothing was found yet."""
    if not stored:
        return None
    return Findings(
        tables=tuple(Counted(**one) for one in stored["tables"]),
        rules=tuple(
            Rule(**{**one, "examples": tuple(Example(**each) for each in one["examples"])})
            for one in stored["rules"]
        ),
        children=stored["children"],
        absences=stored["absences"],
        thoughts=tuple(SecondThought(**one) for one in stored["thoughts"]),
    )


def _counted(table: str, counts: Mapping[RowOutcome, int]) -> Counted:
    return Counted(table=table, **{str(outcome): counts.get(outcome, 0) for outcome in RowOutcome})


def _rules(faults: Iterable[Fault]) -> Iterable[Rule]:
    """What is wrong, by rule: first what keeps rows out, and of each the most frequent first."""
    by_rule: dict[tuple[bool, str], list[Fault]] = {}
    for fault in faults:
        by_rule.setdefault((fault.refuses, fault.code), []).append(fault)
    order = sorted(by_rule.items(), key=_weight)
    return chain(
        Rule(
            code=code,
            refuses=refuses,
            count=len(those),
            examples=tuple(
                Example(file=one.file, line=one.line, column=one.column, wrong=one.wrong, do=one.do)
                for one in those[:EXAMPLES]
            ),
        )
        for (refuses, code), those in order
    )


def _weight(each: tuple[tuple[bool, str], list[Fault]]) -> tuple[bool, bool, int, str]:
    (refuses, code), those = each
    # What is wrong only because of another row mends itself with that row.
    return (not refuses, code == FOLLOWS, -len(those), code)
