"""How one child is treated under today's protocol and under the draft: duty by duty, counted."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from lantern.core.instants import to_datetime
from lantern.protocol.evaluate import duties_owed
from lantern.protocol.facts import Facts
from lantern.protocol.owed import DutyOwed
from lantern.protocol.versions import Protocol
from lantern.simulation.altered import Compared
from lantern.simulation.counting import (
    MOST_OF_A_CHILD,
    Arising,
    Changing,
    Difference,
    Differing,
    Figures,
    Interviews,
    Outcome,
    Owed,
    Period,
    Side,
    Standing,
    week_of,
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Case:
    """A child, or one absence of a child, as recorded, with both protocols to be asked."""

    reference: str
    is_absence: bool
    facts: Facts
    compared: Compared
    error_at: int | None = None
    """When the report was found to have been made in error; nothing is owed from then."""
    precision: str = ""
    """Of an absence brought in from other records, how exactly its times are known."""

    @property
    def is_history(self) -> bool:
        """Whether it was brought in from records that do not say what was done."""
        return bool(self.precision)

    @property
    def is_exact(self) -> bool:
        """Whether its times are known to the minute."""
        return self.precision in {"", "minute"}


def outcome_of(duty: DutyOwed, case: Case, seen: int) -> Outcome:
    """How a duty stood, by what was recorded by an instant.

    Of an absence from other records nobody can say that something was not done; of one whose times
    are known only to the day, not whether it was in time.
    """
    found = _outcome(duty, case.error_at, seen)
    if found is Outcome.NOT_DONE and case.is_history:
        return Outcome.NOT_KNOWN
    if found in {Outcome.IN_TIME, Outcome.LATE} and duty.due is not None and not case.is_exact:
        return Outcome.NOT_KNOWN
    return found


def _outcome(duty: DutyOwed, error_at: int | None, seen: int) -> Outcome:
    due, met, excused = duty.due, duty.met, duty.excused
    if met is not None and met <= seen and (error_at is None or met <= error_at):
        return Outcome.IN_TIME if due is None or met <= due else Outcome.LATE
    if error_at is not None:
        return Outcome.EXCUSED
    if excused is not None and excused <= seen:
        return Outcome.EXCUSED if due is None or excused <= due else Outcome.NOT_DONE
    if duty.closed is not None and duty.closed <= seen:
        return Outcome.NOT_DONE
    return Outcome.NOT_DONE if due is not None and seen > due else Outcome.OPEN


class Counting:
    """Counts child after child; `figures` is what has been counted."""

    def __init__(self, period: Period, most: int) -> None:
        self.period = period
        self.most = most
        self.until = to_datetime(period.ends)
        self.begins, self.ends = period.begins, period.ends
        self.counted: Counter[tuple[Side, str, str, int, Outcome]] = Counter()
        """Duties by side, rule, owner, the week in which they arose, and how they stood."""
        self.interviews: Counter[Interviews] = Counter()
        self.changing: Counter[Changing] = Counter()
        self.history: Counter[str] = Counter()
        self.children = self.absences = 0
        self.differing_children = self.differing_absences = 0
        self.foremost: list[Differing] = []

    def add(self, child: int, reference: str, cases: Iterable[Case]) -> None:
        """Count one child, with every absence of that child."""
        self.children += 1
        differences: list[Difference] = []
        for case in cases:
            found = self._case(case)
            differences += found
            if case.is_absence:
                self.absences += 1
                self.differing_absences += bool(found)
            if case.is_history:
                self.history[case.precision] += 1
        if differences:
            self.differing_children += 1
            kept = tuple(differences[:MOST_OF_A_CHILD])
            self._keep(Differing(child, reference, len(differences), kept))

    def figures(self) -> Figures:
        """What has been counted so far."""
        arising: Counter[Arising] = Counter()
        standing: Counter[Standing] = Counter()
        for (side, rule, owner, week, outcome), number in self.counted.items():
            arising[Arising(side, rule, owner, week)] += number
            standing[Standing(side, rule, owner, outcome)] += number
        return Figures(
            children=self.children,
            absences=self.absences,
            history=self.history,
            arising=arising,
            standing=standing,
            interviews=self.interviews,
            changing=self.changing,
            differing_children=self.differing_children,
            differing_absences=self.differing_absences,
            foremost=tuple(sorted(self.foremost, key=lambda one: one.rank)[: self.most]),
            most=self.most,
        )

    def _keep(self, differing: Differing) -> None:
        self.foremost.append(differing)
        if len(self.foremost) > 2 * self.most:
            self.foremost = sorted(self.foremost, key=lambda one: one.rank)[: self.most]

    def _case(self, case: Case) -> list[Difference]:
        changed = case.compared.changed
        ours: list[DutyOwed] = []
        held: dict[Side, dict[str, DutyOwed]] = {side: {} for side in Side}
        for duty in self._duties(case, case.compared.today):
            if duty.rule.id in changed:
                ours.append(duty)
            else:
                self._count(Side.BOTH, duty, outcome_of(duty, case, self.period.seen))
                self._note_interview(case, Side.BOTH, duty, held)
        asked = self._duties(case, case.compared.altered) if changed else ()
        theirs = [duty for duty in asked if duty.rule.id in changed]
        differences = self._side_by_side(case, ours, theirs, held)
        self._count_interviews(case, held)
        return differences

    def _duties(self, case: Case, protocol: Protocol) -> list[DutyOwed]:
        """The duties that arose in the period."""
        ends = self.ends if case.error_at is None else min(self.ends, case.error_at)
        arising = self.begins, ends
        return duties_owed(case.facts, protocol, until=self.until, arising=arising)

    def _count(self, side: Side, duty: DutyOwed, outcome: Outcome) -> None:
        self.counted[side, duty.rule.id, duty.owner, week_of(duty.arose), outcome] += 1

    def _side_by_side(
        self,
        case: Case,
        ours: Sequence[DutyOwed],
        theirs: Sequence[DutyOwed],
        held: Mapping[Side, dict[str, DutyOwed]],
    ) -> list[Difference]:
        """Count the duties of rules that are changed; what differs of them."""
        differences = []
        for today, draft in _pairs(ours, theirs):
            was = will = None
            if today is not None:
                was = _owed(today, outcome_of(today, case, self.period.seen))
                self._count(Side.TODAY, today, was.outcome)
                self._note_interview(case, Side.TODAY, today, held)
            if draft is not None:
                will = _owed(draft, self._proposed(draft, today, case))
                self._count(Side.DRAFT, draft, will.outcome)
                self._note_interview(case, Side.DRAFT, draft, held)
            if was != will:
                duty = today or draft
                assert duty is not None  # noqa: S101  a pair has at least one
                found = Difference(case.reference, duty.rule.id, duty.member, was, will)
                for change in found.changes:
                    self.changing[Changing(found.rule, change)] += 1
                differences.append(found)
        return differences

    def _proposed(self, draft: DutyOwed, today: DutyOwed | None, case: Case) -> Outcome:
        """How a duty of the draft would have stood. What nobody was asked to do, or was asked to
        do otherwise, is not known: that it was not recorded says nothing."""
        found = outcome_of(draft, case, self.period.seen)
        asked = today is not None and draft.rule.id in case.compared.same_act
        return Outcome.NOT_KNOWN if found is Outcome.NOT_DONE and not asked else found

    def _note_interview(
        self, case: Case, side: Side, duty: DutyOwed, held: Mapping[Side, dict[str, DutyOwed]]
    ) -> None:
        """Two rules that ask for one interview after one event ask for one interview."""
        if duty.rule.id in case.compared.interviews:
            held[side].setdefault(duty.cause, duty)

    def _count_interviews(self, case: Case, held: Mapping[Side, dict[str, DutyOwed]]) -> None:
        both = held[Side.BOTH]
        for side in (Side.TODAY, Side.DRAFT):
            for duty in {**held[side], **both}.values():
                excused = outcome_of(duty, case, self.period.seen) is Outcome.EXCUSED
                self.interviews[Interviews(side, week_of(duty.arose), excused)] += 1


def _owed(duty: DutyOwed, outcome: Outcome) -> Owed:
    return Owed(duty.owner, duty.arose, duty.due, outcome)


def _pairs(
    ours: Sequence[DutyOwed], theirs: Sequence[DutyOwed]
) -> Iterator[tuple[DutyOwed | None, DutyOwed | None]]:
    """Each duty of today's beside that of the draft: the same one, or else of the same rule in the
    order in which they arose."""
    same = {duty.identity: duty for duty in theirs}
    left: defaultdict[str, tuple[list[DutyOwed], list[DutyOwed]]]
    left = defaultdict(lambda: ([], []))
    for duty in ours:
        found = same.pop(duty.identity, None)
        if found is None:
            left[duty.rule.id][0].append(duty)
        else:
            yield duty, found
    for duty in same.values():
        left[duty.rule.id][1].append(duty)
    for rule in sorted(left):
        yield from zip_longest(*(sorted(some, key=_arose) for some in left[rule]))


def _arose(duty: DutyOwed) -> tuple[int, str]:
    return duty.arose, duty.cause
