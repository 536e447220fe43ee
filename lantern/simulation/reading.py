"""Reads children and their absences of a period, some hundred at a time, ready to be counted."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from lantern.access.actor import system_actor
from lantern.agencies import queries as agencies
from lantern.agreements.binding import Rulebooks
from lantern.agreements.library import NATIONAL, held
from lantern.core.instants import day_in_london, to_datetime, to_microseconds
from lantern.duties.subjects import Subject, subjects
from lantern.episodes.models import Episode
from lantern.people.models import Child
from lantern.protocol.facts import Facts
from lantern.protocol.faults import Faulty
from lantern.simulation.altered import Compared, compared
from lantern.simulation.counting import Figures, Period
from lantern.simulation.moved import Shelves, shelves
from lantern.simulation.treatment import Case, Counting
from lantern.vocabulary.absence import Precision
from lantern.vocabulary.agency import AgencyKind

BATCH: Final = 200
"""Children that are read together."""
LINGERS: Final = timedelta(days=92)
"""So long after its end an absence can still give rise to duties that are counted."""
READER: Final = system_actor("simulation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is simulated: a draft, over which days, for whose children."""

    name: str
    """The draft's file, or its reference."""
    text: str
    first: date
    last: date
    seen_at: datetime
    """As at when every duty is judged."""
    authorities: tuple[int, ...] = ()
    """The authorities whose protocol the draft would be; none where its rulebook says whose."""
    with_history: bool = False
    """Whether absences brought in from other records are counted too."""
    most: int = 20
    """How many children are named of those who would have been treated differently."""

    @property
    def period(self) -> Period:
        """The days, and the instant from which is looked."""
        return Period(first=self.first, last=self.last, seen=to_microseconds(self.seen_at))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Prepared:
    """A proposal with its rulebooks read: for each authority concerned, both protocols."""

    proposal: Proposal
    shelves: Shelves
    by_authority: Mapping[int, Compared]

    @property
    def rules(self) -> Iterator[Compared]:
        """Each pair of protocols once."""
        return iter(dict.fromkeys(self.by_authority.values()))


class Nobody(Exception):
    """No authority works under the draft's rulebook, so that nobody says whose it would be."""


def prepare(proposal: Proposal) -> Prepared:
    """Read the draft and find whose protocol it would change.

    Raises Faulty with every fault of the draft, and Nobody.
    """
    bind = held()
    found = shelves(
        proposal.name,
        proposal.text,
        day_in_london(proposal.seen_at),
        binding=bind.shelf,
        adopted=bind.texts,
    )
    if not isinstance(found, Shelves):
        raise Faulty(found)
    rows = agencies.agencies(READER, AgencyKind.LOCAL_AUTHORITY)
    if proposal.authorities:
        rows = rows.filter(pk__in=proposal.authorities)
    works_under = {pk: name or NATIONAL for pk, name in rows.values_list("pk", "rulebook")}
    pairs: dict[tuple[str, str], Compared] = {}
    by_authority = {}
    for authority, rulebook in works_under.items():
        proposed = rulebook if found.draft.id in found.beneath(rulebook) else found.draft.id
        if proposed != rulebook and not proposal.authorities:
            continue
        if (rulebook, proposed) not in pairs:
            today = found.today.protocol(rulebook)
            pairs[rulebook, proposed] = compared(today, found.proposed.protocol(proposed))
        by_authority[authority] = pairs[rulebook, proposed]
    if not by_authority:
        raise Nobody(found.draft.id)
    return Prepared(proposal=proposal, shelves=found, by_authority=by_authority)


def how_many(prepared: Prepared) -> int:
    """How many children there are of the authorities concerned."""
    return _children(prepared).count()


def spans(prepared: Prepared, size: int = BATCH) -> list[tuple[int, int]]:
    """Ranges of the numbers of children, first and last, with so many children in each."""
    numbers = _children(prepared).order_by("pk").values_list("pk", flat=True)
    found: list[tuple[int, int]] = []
    first = last = None
    for place, number in enumerate(numbers.iterator(chunk_size=10_000)):
        if place % size == 0:
            if first is not None and last is not None:
                found.append((first, last))
            first = number
        last = number
    if first is not None and last is not None:
        found.append((first, last))
    return found


def count(prepared: Prepared, span: tuple[int, int]) -> Figures:
    """The figures of the children whose numbers are in this range."""
    counting = Counting(prepared.proposal.period, prepared.proposal.most)
    numbers = list(
        _children(prepared).filter(pk__range=span).order_by("pk").values_list("pk", flat=True)
    )
    for first in range(0, len(numbers), BATCH):
        by_child: dict[int, list[Case]] = {}
        references: dict[int, str] = {}
        for subject, case in _cases(prepared, numbers[first : first + BATCH]):
            if subject.kind == "child":
                references[subject.child_id] = subject.reference
            if case is not None:
                by_child.setdefault(subject.child_id, []).append(case)
        for child in sorted(by_child):
            counting.add(child, references[child], by_child[child])
    return counting.figures()


def _children(prepared: Prepared) -> QuerySet[Child]:
    """The children of the authorities concerned: theirs now, or when one was away."""
    theirs = list(prepared.by_authority)
    everybody = agencies.agencies(READER, AgencyKind.LOCAL_AUTHORITY).count()
    if len(theirs) == everybody:
        return Child.objects.all()
    away = Episode.objects.filter(responsible_authority__in=theirs).values("child")
    return Child.objects.filter(Q(responsible_authority__in=theirs) | Q(pk__in=away))


def _cases(prepared: Prepared, children: Collection[int]) -> Iterator[tuple[Subject, Case | None]]:
    """These children and their absences of the period, each ready to be asked of; None of what is
    of an authority that is not concerned."""
    precisions = _absences(prepared, children)
    of_child: dict[tuple[int, Rulebooks], Facts] = {}
    for subject in subjects(READER, children, episode_ids=precisions, with_children=True):
        pair = prepared.by_authority.get(subject.places.responsible)
        precision = precisions.get(subject.episode_id or 0, "")
        yield subject, None if pair is None else _case(subject, pair, precision, of_child)


def _case(
    subject: Subject,
    pair: Compared,
    precision: str,
    of_child: dict[tuple[int, Rulebooks], Facts],
) -> Case:
    """One subject, about to be asked. What is known of the child is made into facts once."""
    name = subject.child_id, subject.rulebooks
    known = of_child.get(name)
    if known is None:
        known = of_child[name] = Facts.of(subject.shared, subject="child")
    if subject.kind == "episode":
        facts = known.upon(
            subject.records[len(subject.shared) :],
            born=subject.born_on,
            excuses=subject.excuses,
            vocabulary=pair.today.vocabulary,
        )
    else:
        facts = Facts.of(
            subject.records, subject="child", born=subject.born_on, excuses=subject.excuses
        )
    return Case(
        reference=subject.reference,
        is_absence=subject.kind == "episode",
        facts=facts,
        compared=pair,
        error_at=None if subject.error_at is None else to_microseconds(subject.error_at),
        precision=precision,
    )


def _absences(prepared: Prepared, children: Collection[int]) -> dict[int, str]:
    """The absences of the period of these children, each with how exactly its times are known if
    it came from other records."""
    period, history = prepared.proposal.period, prepared.proposal.with_history
    since = to_datetime(period.begins) - LINGERS
    began = Q(reported_at__lt=to_datetime(period.ends)) | Q(
        reported_at__isnull=True, last_seen_at__lt=to_datetime(period.ends)
    )
    rows = Episode.objects.filter(
        began, Q(ended_at__isnull=True) | Q(ended_at__gte=since), child__in=children
    )
    if not history:
        rows = rows.filter(is_history=False)
    told = rows.values_list("pk", "is_history", "began_precision", "ended_precision")
    return {pk: _coarser(began, ended) if is_old else "" for pk, is_old, began, ended in told}


def _coarser(began: str, ended: str) -> str:
    exact = began == ended == Precision.MINUTE
    return str(Precision.MINUTE if exact else Precision.DAY)
