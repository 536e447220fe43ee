"""From a subject to the rows of the ledger: the same facts always give the same rows."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from lantern.agreements.binding import protocols_of
from lantern.core import calendar
from lantern.core.instants import LONDON, to_datetime, to_microseconds
from lantern.duties.owners import agency_of
from lantern.duties.subjects import Subject
from lantern.protocol.evaluate import duties_owed
from lantern.protocol.explain import Explanations
from lantern.protocol.facts import Facts
from lantern.protocol.owed import DutyOwed
from lantern.protocol.rulebook import Telling
from lantern.protocol.several import BETWEEN, Protocols
from lantern.protocol.together import ExplainedTogether, Joined, owed_together
from lantern.vocabulary.role import Role


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of the ledger, as it must be; its fields are the columns of `Duty`."""

    subject: str
    rule: str
    cause: str
    child_id: int
    episode_id: int | None
    rulebook: str
    words: str
    stage: str
    role: str
    agency_id: int
    arose_at: datetime
    due_soon_at: datetime | None
    due_at: datetime | None
    met_at: datetime | None
    excused_at: datetime | None
    excused_why: str
    ended_at: datetime | None
    because: str
    source: str
    tells_arising: bool
    tells_due_soon: bool
    tells_overdue: bool
    person_id: int | None = None
    under: str = ""
    """The rulebooks that ask for it, in order; none of what no protocol asks."""

    @property
    def identity(self) -> tuple[str, str]:
        """What makes it this duty of its subject and no other."""
        return self.rule, self.cause


@dataclass(frozen=True, kw_only=True)
class Derived:
    """A row, and whom its rule tells."""

    row: Row
    tell: Telling


IN_ERROR: Final = "the report was made in error: there was no absence"


def horizon(at: datetime) -> datetime:
    """Up to when the turns of repeating duties are in the ledger: the end of tomorrow in London.

    A whole day ahead, so that what is derived now and what is derived in an hour are the same rows.
    """
    return to_datetime(calendar.midnight(calendar.ordinal_of(to_microseconds(at)) + 2))


def derived(subject: Subject, at: datetime) -> list[Derived]:
    """Every duty of the subject: past, present, and still to come if nothing changes."""
    several = protocols_of(subject.rulebooks)
    facts = Facts.of(
        subject.records,
        subject=subject.kind,
        born=subject.born_on,
        excuses=subject.excuses,
        vocabulary=several.vocabulary,
    )
    until = horizon(at)
    if len(several.all) > 1:
        return list(_together(subject, facts, several, until))
    protocol = several.first
    explained = Explanations(facts, protocol, until=until)
    return [
        Derived(
            row=_row(subject, owed, explained.sentence(owed), protocol.id, owed.rule.tell),
            tell=owed.rule.tell,
        )
        for owed in duties_owed(facts, protocol, until=until)
        if subject.error_at is None or owed.arose_at < subject.error_at
    ]


def _together(
    subject: Subject, facts: Facts, several: Protocols, until: datetime
) -> Iterator[Derived]:
    """The same where several rulebooks bind: what more than one asks for is one duty."""
    explained = ExplainedTogether(facts, several, until=until)
    for one in owed_together(facts, several, until=until):
        if subject.error_at is None or one.duty.arose_at < subject.error_at:
            row = _row(subject, one.duty, explained.sentence(one), _under(one), one.tell)
            rule, cause = one.identity
            yield Derived(row=replace(row, rule=rule, cause=cause), tell=one.tell)


def _under(one: Joined) -> str:
    """The rulebooks that ask for it, with the rule’s id where theirs is another than the first."""
    named = one.duty.rule.id
    return " ".join(
        part.protocol.id
        if part.duty.rule.id == named
        else f"{part.protocol.id}{BETWEEN}{part.duty.rule.id}"
        for part in one.parts
    )


def _row(subject: Subject, owed: DutyOwed, because: str, under: str, tell: Telling) -> Row:
    rule, cause = owed.identity
    role = Role(owed.owner)
    ended_at = _ended_at(owed)
    error_at = subject.error_at
    in_error = error_at is not None and (ended_at is None or ended_at > error_at)
    return Row(
        subject=subject.reference,
        rule=rule,
        cause=cause,
        child_id=subject.child_id,
        episode_id=subject.episode_id,
        rulebook=owed.rule.rulebook,
        under=under,
        words=owed.words[:240],
        stage=owed.rule.stage,
        role=role,
        agency_id=agency_of(role, subject.places),
        arose_at=owed.arose_at,
        due_soon_at=owed.due_soon_at,
        due_at=owed.due_at,
        met_at=owed.met_at,
        excused_at=subject.error_at if in_error else owed.excused_at,
        excused_why=IN_ERROR if in_error else owed.excused_why,
        ended_at=subject.error_at if in_error else ended_at,
        because=because,
        source=str(owed.rule.source)[:240],
        tells_arising=bool(tell.arises) and _is_ours(subject, owed.arose_at),
        tells_due_soon=bool(tell.due_soon) and _is_ours(subject, owed.due_soon_at),
        tells_overdue=bool(tell.overdue) and _is_ours(subject, owed.due_at),
    )


def _ended_at(owed: DutyOwed) -> datetime | None:
    """When it stopped being owed: met or excused, or a repeating duty's turn passed undone."""
    ends = [one for one in (owed.met, owed.excused, owed.closed) if one is not None]
    return to_datetime(min(ends)) if ends else None


def _is_ours(subject: Subject, at: datetime | None) -> bool:
    """Whether this instant can alert anybody: not before the partnership's first day."""
    if at is None:
        return False
    return subject.first_day_on is None or _day(at) >= subject.first_day_on


def _day(at: datetime) -> date:
    return at.astimezone(LONDON).date()
