"""Past times when children were missing or away, with days or with times. They alert nobody."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from lantern.core.instants import day_in_london
from lantern.episodes.actions import history
from lantern.episodes.history import Moment, Outcome, PastAbsence
from lantern.intake.cases.numbers import Known, child_of, known
from lantern.intake.cases.taken import Behalf, NotTaken, Problem, Taken, instant, refused
from lantern.intake.mapping.readings import Value
from lantern.intake.mapping.rows import Proposal
from lantern.people.models import Child
from lantern.vocabulary.absence import Precision, WhereaboutsKnown
from lantern.vocabulary.arriving import RowOutcome
from lantern.vocabulary.returning import Answer

LONGEST_KEY: Final = 120
_TAKEN: Final = {Outcome.ADDED, Outcome.CHANGED}


@dataclass(frozen=True, kw_only=True)
class _Row:
    """A row that is sound, as the absence that it tells of. `index` is None for one brought
    before."""

    index: int | None
    child: Child
    absence: PastAbsence


def take(
    proposals: Sequence[Proposal], behalf: Behalf, earlier: Sequence[Proposal] = ()
) -> list[Taken]:
    """What becomes of each row. All rows of a child come together, with those taken `earlier`."""
    found = known([*proposals, *earlier], behalf.authority)
    taken: dict[int, Taken] = {}
    rows = []
    for index, proposal in enumerate(proposals):
        try:
            rows.append(_row(index, proposal, found, behalf))
        except NotTaken as fault:
            taken[index] = refused(*fault.problems)
    keys = {row.absence.key for row in rows}
    for proposal in earlier:
        try:
            row = _row(None, proposal, found, behalf)
        except NotTaken:
            # It was sound when it came; what it named is no longer so, and it stays as it is.
            continue
        if row.absence.key not in keys:
            rows.append(row)
    good = _apart(rows, taken)
    absences, told_by = _joined(good)
    outcomes = history.bring_in(absences, by=behalf.by, at=behalf.at)
    for row in good:
        if row.index is not None:
            taken[row.index] = _taken(row, outcomes[told_by[row.absence.key]])
    return [taken[index] for index in range(len(proposals))]


def _taken(row: _Row, outcome: Outcome) -> Taken:
    is_taken = outcome in _TAKEN
    problems = () if row.absence.ended is not None else (_still_missing(),)
    return Taken(
        outcome=RowOutcome.TAKEN if is_taken else RowOutcome.UNCHANGED,
        child=row.child,
        problems=problems,
    )


def _still_missing() -> Problem:
    return Problem(
        field="ended",
        code="no-end",
        wrong="The row has no end. What is brought in alerts nobody",
        do="If the child is missing now, report it in Lantern",
        refuses=False,
    )


def _row(index: int | None, proposal: Proposal, found: Known, behalf: Behalf) -> _Row:
    child = child_of(proposal, found, behalf)
    began = _moment(proposal.values["began"])
    ended, reported = _if_any(proposal, "ended"), _if_any(proposal, "reported")
    _check(began, ended, reported, at=behalf.at)
    source = behalf.mapping.name.replace(":", " ")
    absence = PastAbsence(
        key=_key(source, behalf, proposal),
        child_id=child.pk,
        authority_id=behalf.authority.pk,
        began=began,
        whereabouts=WhereaboutsKnown(proposal.text("whereabouts")),
        ended=ended,
        reported=reported,
        classification=proposal.text("classification"),
        risk=proposal.text("risk"),
        words=_words(proposal),
        source=f"{behalf.authority.name}’s case system",
    )
    return _Row(index=index, child=child, absence=absence)


def _key(source: str, behalf: Behalf, proposal: Proposal) -> str:
    """The name under which the case system sends this row again."""
    key = f"{source}:{behalf.authority.slug}:{proposal.key}"
    if len(key) <= LONGEST_KEY:
        return key
    return f"{source[:40]}:{hashlib.sha256(key.encode()).hexdigest()}"


def _moment(value: Value) -> Moment:
    exact = isinstance(value, datetime)
    return Moment(at=instant(value), precision=Precision.MINUTE if exact else Precision.DAY)


def _if_any(proposal: Proposal, name: str) -> Moment | None:
    value = proposal.values.get(name)
    return None if value is None else _moment(value)


def _check(began: Moment, ended: Moment | None, reported: Moment | None, *, at: datetime) -> None:
    problems = []
    for name, moment in (("began", began), ("ended", ended), ("reported", reported)):
        if moment is not None and moment.at > at:
            problems.append(_wrong(name, "future", "This has not come yet", "Correct it"))
    if ended is not None and _is_before(ended, began):
        wrong = "The child came back before going missing"
        problems.append(_wrong("ended", "order", wrong, "Check both dates"))
    if reported is not None and _is_before(reported, began):
        wrong = "It was reported before the child was last seen"
        problems.append(_wrong("reported", "order", wrong, "Check both dates"))
    if problems:
        raise NotTaken(*problems)


def _wrong(name: str, code: str, wrong: str, do: str) -> Problem:
    return Problem(field=name, code=code, wrong=wrong, do=do)


def _is_before(one: Moment, other: Moment) -> bool:
    """Whether it certainly was: two moments of one day are in no order when one is a day only."""
    if Precision.DAY in {one.precision, other.precision}:
        return day_in_london(one.at) < day_in_london(other.at)
    return one.at < other.at


def _words(proposal: Proposal) -> str:
    """What the case system says, and what it says of the return interview."""
    said = [proposal.text("words")]
    for name, what in (
        ("interview_offered", "Return interview offered"),
        ("interview_accepted", "Return interview accepted"),
    ):
        answer = proposal.text(name)
        if answer:
            said.append(f"{what}: {Answer(answer).label.lower()}.")
    return " ".join(one for one in said if one)


def _apart(rows: Sequence[_Row], taken: dict[int, Taken]) -> list[_Row]:
    """The rows of which no two of a child overlap. Of two that do, neither is guessed to be
    right."""
    by_child: defaultdict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        by_child[row.child.pk].append(row)
    good = []
    for those in by_child.values():
        for row in those:
            if row.index is not None and any(
                _overlap(row.absence, other.absence) for other in those if other is not row
            ):
                taken[row.index] = refused(_overlapping())
            else:
                good.append(row)
    return good


def _overlapping() -> Problem:
    return Problem(
        field="began",
        code="overlap",
        wrong="This overlaps another episode of the same child",
        do="A child is away once at a time: correct the dates, or keep one of the two",
    )


def _overlap(one: PastAbsence, other: PastAbsence) -> bool:
    """Whether both certainly held at one time. The same key twice is the same row."""
    if one.key == other.key:
        return False
    return _begins_within(one, other) or _begins_within(other, one)


def _begins_within(one: PastAbsence, other: PastAbsence) -> bool:
    began = _is_before(other.began, one.began) or (
        other.began.at == one.began.at
        and Precision.DAY not in {one.began.precision, other.began.precision}
    )
    return began and (other.ended is None or _is_before(one.began, other.ended))


def _joined(rows: Iterable[_Row]) -> tuple[list[PastAbsence], Mapping[str, str]]:
    """The absences, and under which key each row’s is told.

    A child who was found and did not come back was missing and then away: two rows, one absence
    (SSDA903 guidance; standards section 1).
    """
    by_child: defaultdict[int, dict[str, PastAbsence]] = defaultdict(dict)
    for row in rows:
        by_child[row.child.pk].setdefault(row.absence.key, row.absence)
    absences, told_by = [], {}
    for those in by_child.values():
        waiting = sorted(those.values(), key=lambda one: (one.began.at, one.key))
        while waiting:
            first = waiting.pop(0)
            then = _following(first, waiting)
            told_by[first.key] = first.key
            if then is not None:
                waiting.remove(then)
                told_by[then.key] = first.key
                first = _both(first, then)
            absences.append(first)
    return absences, told_by


def _following(first: PastAbsence, others: Iterable[PastAbsence]) -> PastAbsence | None:
    """The time away that began as the child was found, if there is one."""
    found = first.ended
    if first.whereabouts is WhereaboutsKnown.KNOWN or found is None:
        return None
    return next(
        (one for one in others if one.whereabouts is WhereaboutsKnown.KNOWN and one.began == found),
        None,
    )


def _both(first: PastAbsence, then: PastAbsence) -> PastAbsence:
    return replace(
        first,
        known_from=first.ended,
        ended=then.ended,
        words=" ".join(one for one in (first.words, then.words) if one),
    )
