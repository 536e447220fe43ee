"""What became of a proposed row, and on whose behalf it was taken."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from functools import cached_property

from django.db import transaction

from lantern.access.actor import Actor
from lantern.agencies.models import Agency
from lantern.core.errors import Conflict, Invalid, NotFound, Refused
from lantern.core.instants import first_instant
from lantern.intake.cases.agencies import Agencies
from lantern.intake.identity import Question
from lantern.intake.mapping.definition import FileMapping
from lantern.intake.mapping.readings import Value
from lantern.intake.mapping.rows import Proposal
from lantern.people.models import Child
from lantern.vocabulary.arriving import RowOutcome


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """What is wrong with one field of a row, and what to do; or a question about a row taken."""

    field: str
    code: str
    wrong: str
    do: str
    refuses: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """What became of a row."""

    outcome: RowOutcome
    child: Child | None = None
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Behalf:
    """On whose behalf rows are taken, when, and what is known of the rows brought before.

    `before` holds, by key, what a row said when it was taken last; `decided` holds, by what a row
    is about, what somebody has decided on each child whom it may be about.
    """

    authority: Agency
    by: Actor
    at: datetime
    mapping: FileMapping
    agencies: Agencies
    before: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    decided: Mapping[str, Mapping[int, str]] = field(default_factory=dict)

    @cached_property
    def acting(self) -> Actor:
        """The authority itself, in whose name its own records come; the audit trail says by whom.

        Whether the person may bring in its records was asked before the first row.
        """
        return self.by if self.by.is_system else Actor(id=self.by.id, name=self.by.name)


class NotTaken(Exception):
    """A row that cannot be taken, with what is wrong."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*(problem.wrong for problem in problems))
        self.problems = problems


def one_by_one(
    proposals: Sequence[Proposal],
    take: Callable[[Proposal], Taken],
    fields: Mapping[str, str],
) -> list[Taken]:
    """Each row in turn; one that is refused leaves nothing behind. `fields` names the domain’s
    fields as the mapping does."""
    return [_one(proposal, take, fields) for proposal in proposals]


def in_order_of(
    name: str,
    proposals: Sequence[Proposal],
    take: Callable[[Proposal], Taken],
    fields: Mapping[str, str],
) -> list[Taken]:
    """Each row in turn, the earliest by this date first; the answers in the order of the rows."""
    order = sorted(range(len(proposals)), key=lambda one: instant(proposals[one].values[name]))
    taken = one_by_one([proposals[index] for index in order], take, fields)
    by_place = dict(zip(order, taken, strict=True))
    return [by_place[index] for index in range(len(proposals))]


def _one(proposal: Proposal, take: Callable[[Proposal], Taken], fields: Mapping[str, str]) -> Taken:
    try:
        with transaction.atomic():
            return take(proposal)
    except NotTaken as fault:
        return refused(*fault.problems)
    except Invalid as fault:
        return refused(*problems_of(fault, fields))
    except Refused as fault:
        return refused(_problem("", "not-allowed", fault.reason))
    except NotFound as fault:
        wrong = f"Lantern has no {fault.noun} {fault.reference}"
        return refused(Problem(field="", code="unknown", wrong=wrong, do="Correct the row"))
    except Conflict as fault:
        return refused(_problem("", "conflict", fault.sentence))


def refused(*problems: Problem) -> Taken:
    """A row that is not taken, and why."""
    return Taken(outcome=RowOutcome.REFUSED, problems=problems)


def problems_of(fault: Invalid, fields: Mapping[str, str]) -> tuple[Problem, ...]:
    """What the domain found wrong, under the names of the mapping."""
    return tuple(
        _problem(fields.get(name, name), "not-so", sentence)
        for name, sentence in fault.messages.items()
    )


def _problem(name: str, code: str, sentence: str) -> Problem:
    """What is wrong and what to do, of a message that says both."""
    wrong, _, do = sentence.rstrip(".").partition(". ")
    do = do or "Correct the row, and bring it again"
    return Problem(field=name, code=code, wrong=wrong, do=do)


class Change(Enum):
    """What to do with a field of which a row and the record say something."""

    NOTHING = "nothing"
    WRITE = "write"
    ASK = "ask"


def change(present: object, before: Value | None, stated: Value) -> Change:
    """What to do with a field. What somebody has said in Lantern is never written over.

    Where the row says what it said before, there is nothing to do, even if somebody has emptied the
    field since. Otherwise an empty field is filled, one that still says what the row said before
    follows the row, and one that says something else is left and asked about.
    """
    if stated in (present, before):
        return Change.NOTHING
    if present in (None, "") or (before is not None and present == before):
        return Change.WRITE
    return Change.ASK


def left_as_it_is(name: str) -> Problem:
    """The question to ask where the record says otherwise. It says nothing of the record."""
    return Problem(
        field=name,
        code="record-differs",
        wrong=f"The record says otherwise of {name.replace('_', ' ')}, and is left as it is",
        do="If the row is right, change the record on its page in Lantern",
        refuses=False,
    )


def instant(value: Value) -> datetime:
    """The instant of a day or a time: a day begins with its first minute in London."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return first_instant(value)
    raise TypeError(f"{value!r} is no instant")
