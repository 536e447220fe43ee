"""What a simulation found, as figures that a page and the command line can show and keep."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Final

from lantern.core.instants import to_datetime
from lantern.protocol.rulebook import Rule
from lantern.protocol.wording import role_in_words
from lantern.simulation.altered import Compared
from lantern.simulation.counting import Change, Figures, Outcome, Period, Side, monday_of
from lantern.simulation.running import Simulated

ASSUMED_INTERVIEWS: Final = 5
"""Return interviews that a worker holds in a week. No source gives a figure: it is assumed until a
partnership gives its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How many of something arose: in all, a week on average, and in the week with most."""

    count: int
    a_week: float
    peak: int
    peak_week: date | None
    """The Monday of that week; the first, where several had as many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """The duties of one side: how many arose, and how many of them stood how."""

    load: Load
    outcomes: Mapping[str, int]

    def how_many(self, outcome: Outcome) -> int:
        """How many stood so."""
        return self.outcomes.get(outcome, 0)

    @property
    def late(self) -> int:
        """How many were done after their time, or were owed and not done in it."""
        return self.how_many(Outcome.LATE) + self.how_many(Outcome.NOT_DONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One kind of duty and its owner, or an owner, under both protocols."""

    rule: str
    words: str
    owner: str
    today: Stood
    draft: Stood

    @property
    def more(self) -> int:
        """How many more there are under the draft."""
        return self.draft.load.count - self.today.load.count

    @property
    def weight(self) -> tuple[int, int, str, str]:
        """Its place in a list: what differs most comes first."""
        moved = sum(abs(self.draft.how_many(one) - self.today.how_many(one)) for one in Outcome)
        return -max(abs(self.more), moved), -self.draft.load.count, self.words, self.owner


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What the draft makes of the duties of one rule: in which way, and of how many."""

    rule: str
    words: str
    counts: Mapping[str, int]

    @property
    def weight(self) -> tuple[int, str]:
        """Its place in a list: where most is changed comes first."""
        return -sum(self.counts.values()), self.words

    def how_many(self, change: Change) -> int:
        """How many duties are changed in this way."""
        return self.counts.get(change, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interviewing:
    """The return interviews of one side, and the staff whom they take."""

    owed: Load
    to_hold: Load
    """Those of them that nothing excused, a child's declining for one."""
    workers: float
    workers_at_peak: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a simulation found."""

    draft: str
    today: tuple[str, ...]
    """The titles of the protocols of today beside which it was laid."""
    first: date
    last: date
    ends_at: datetime
    """Up to which instant was counted: the end of the last day, or when the simulation was run."""
    weeks: float
    children: int
    absences: int
    history: Mapping[str, int]
    lines: tuple[Line, ...]
    owners: tuple[Line, ...]
    total: Line
    changes: tuple[Changed, ...]
    differing_children: int
    differing_absences: int
    interviews_today: Interviewing
    interviews_draft: Interviewing
    interviews_a_worker: float
    decides: bool
    """Whether the draft alters rules of decisions, of which nothing is simulated."""
    escalates: bool
    """Whether duties of the draft arise by the lateness of what nobody was asked to do."""

    @property
    def differing_lines(self) -> tuple[Line, ...]:
        """The kinds of duty of which there would be another number, or which would stand
        otherwise."""
        return tuple(one for one in self.lines if one.today != one.draft)


def report(found: Simulated, *, interviews_a_worker: float = ASSUMED_INTERVIEWS) -> Report:
    """The figures of a simulation, what differs most first."""
    figures, period = found.figures, found.prepared.proposal.period
    words = {rule.id: rule.duty for one in found.prepared.rules for rule in _rules(one)}
    (total,) = _lines(figures, period, lambda rule, owner: ("", "")) or (_nothing(period),)
    return Report(
        draft=found.prepared.shelves.draft.title,
        today=tuple(sorted({one.today.title for one in found.prepared.rules})),
        first=period.first,
        last=period.last,
        ends_at=to_datetime(period.ends),
        weeks=period.weeks,
        children=figures.children,
        absences=figures.absences,
        history=dict(sorted(figures.history.items())),
        lines=_lines(figures, period, lambda rule, owner: (rule, owner), words),
        owners=_lines(figures, period, lambda rule, owner: ("", owner)),
        total=total,
        changes=_changes(figures, words),
        differing_children=figures.differing_children,
        differing_absences=figures.differing_absences,
        interviews_today=_interviewing(figures, period, Side.TODAY, interviews_a_worker),
        interviews_draft=_interviewing(figures, period, Side.DRAFT, interviews_a_worker),
        interviews_a_worker=interviews_a_worker,
        decides=any(one.decisions_differ for one in found.prepared.rules),
        escalates=any(one.escalates for one in found.prepared.rules),
    )


def _rules(pair: Compared) -> Iterator[Rule]:
    """The rules of both; the draft's words count where both have one."""
    return chain(pair.today.rules(), pair.draft.rules())


def _sides(side: Side) -> tuple[Side, ...]:
    return (Side.TODAY, Side.DRAFT) if side is Side.BOTH else (side,)


Group = Callable[[str, str], tuple[str, str]]
"""From rule and owner to what stands in one line."""


def _lines(
    figures: Figures, period: Period, group: Group, words: Mapping[str, str] | None = None
) -> tuple[Line, ...]:
    """Lines that each add up some rules and owners, what differs most first."""
    weeks: defaultdict[tuple[tuple[str, str], Side], Counter[int]] = defaultdict(Counter)
    for arising, count in figures.arising.items():
        for side in _sides(arising.side):
            weeks[group(arising.rule, arising.owner), side][arising.week] += count
    stood: defaultdict[tuple[tuple[str, str], Side], Counter[str]] = defaultdict(Counter)
    for standing, count in figures.standing.items():
        for side in _sides(standing.side):
            stood[group(standing.rule, standing.owner), side][str(standing.outcome)] += count
    found = []
    for rule, owner in {key for key, _ in weeks}:
        today, draft = (
            Stood(
                load=_load(weeks[(rule, owner), side], period),
                outcomes=dict(sorted(stood[(rule, owner), side].items())),
            )
            for side in (Side.TODAY, Side.DRAFT)
        )
        said = (words or {}).get(rule, rule)
        by = role_in_words(owner) if owner else ""
        found.append(Line(rule=rule, words=said, owner=by, today=today, draft=draft))
    return tuple(sorted(found, key=lambda one: one.weight))


def _nothing(period: Period) -> Line:
    none = Stood(load=_load(Counter(), period), outcomes={})
    return Line(rule="", words="", owner="", today=none, draft=none)


def _load(weeks: Counter[int], period: Period) -> Load:
    count = sum(weeks.values())
    peak, week = min(((-many, week) for week, many in weeks.items()), default=(0, 0))
    return Load(
        count=count,
        a_week=count / period.weeks if period.weeks else 0.0,
        peak=-peak,
        peak_week=monday_of(week) if weeks else None,
    )


def _changes(figures: Figures, words: Mapping[str, str]) -> tuple[Changed, ...]:
    counts: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for one, count in sorted(figures.changing.items()):
        counts[one.rule][str(one.change)] = count
    found = [
        Changed(rule=rule, words=words.get(rule, rule), counts=each)
        for rule, each in counts.items()
    ]
    return tuple(sorted(found, key=lambda one: one.weight))


def _interviewing(figures: Figures, period: Period, side: Side, a_worker: float) -> Interviewing:
    owed: Counter[int] = Counter()
    to_hold: Counter[int] = Counter()
    for one, count in figures.interviews.items():
        if one.side is side:
            owed[one.week] += count
            to_hold[one.week] += 0 if one.excused else count
    holding = _load(+to_hold, period)
    return Interviewing(
        owed=_load(owed, period),
        to_hold=holding,
        workers=holding.a_week / a_worker,
        workers_at_peak=holding.peak / a_worker,
    )
