"""The queue of a provider: whom to turn to first, and what to do next for each child."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from lantern.access import looks
from lantern.access.actor import Actor
from lantern.duties.models import Duty
from lantern.duties.queries import open_at
from lantern.episodes.models import Entry, Episode
from lantern.episodes.projection import WHEREABOUTS, effective
from lantern.referrals import clocks, policies, queries
from lantern.referrals.clocks import Clock
from lantern.referrals.models import Allocation, Referral, Response, Triage
from lantern.referrals.next_step import UNREACHED, How, next_step
from lantern.referrals.queries import Done
from lantern.vocabulary.absence import Classification, WhereaboutsKnown
from lantern.vocabulary.interview import NextStep, OfferResponse, TriageBand
from lantern.vocabulary.role import Role

PAGE_SIZE: Final = 50


class Whose(StrEnum):
    """Which of the provider's referrals."""

    MINE = "mine"
    UNALLOCATED = "unallocated"
    ALL = "all"
    DONE = "done"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One child in the queue."""

    referral: Referral
    done: Done
    how: How
    step: NextStep
    clocks: tuple[Clock, ...]
    is_away_now: bool

    @property
    def name(self) -> str:
        """The child's name."""
        return self.referral.child.name

    @property
    def born_on(self) -> date | None:
        """When the child was born, if that is recorded."""
        return self.referral.child.born_on

    @property
    def owed(self) -> tuple[Clock, ...]:
        """What is still to be done, the first due first."""
        return tuple(one for one in self.clocks if one.state.is_open)


@dataclass(frozen=True, kw_only=True)
class Queue:
    """One page of the queue, and how many there are of each kind."""

    rows: tuple[Row, ...]
    whose: Whose
    page: int
    counts: Mapping[Whose, int]

    @property
    def pages(self) -> int:
        """How many pages there are; one where there is nothing."""
        return max(1, -(-self.counts[self.whose] // PAGE_SIZE))


def queue(actor: Actor, at: datetime, *, whose: Whose = Whose.ALL, page: int = 1) -> Queue:
    """The actor's agency's referrals, in order of need and of the time left.

    A child nobody has rated stands with those rated red: what is not known is not low. A fixed
    number of queries, however many wait.
    """
    policies.provides(actor).require()
    looks.look(actor, "return interviews", page="return interviews", basis="list", at=at)
    every = in_order(actor, at)
    counts = every.aggregate(
        mine=Count("pk", filter=Q(waits=True, holder=actor.user_id or 0)),
        unallocated=Count("pk", filter=Q(waits=True, holder__isnull=True)),
        all=Count("pk", filter=Q(waits=True)),
        done=Count("pk", filter=Q(waits=False)),
    )
    numbers = {each: counts[each.value] for each in Whose}
    page = min(max(page, 1), max(1, -(-numbers[whose] // PAGE_SIZE)))
    first = (page - 1) * PAGE_SIZE
    chosen = list(_of(every, whose, actor).values_list("pk", flat=True)[first : first + PAGE_SIZE])
    return Queue(rows=rows(actor, chosen, at), whose=whose, page=page, counts=numbers)


def in_order(actor: Actor, at: datetime) -> QuerySet[Any]:
    """The referrals of the actor's agency: need first, then what is due first."""
    owed = Duty.objects.filter(
        episode=OuterRef("episode"), role=Role.RETURN_INTERVIEW_PROVIDER, stage="return"
    )
    still = owed.filter(open_at(at))
    held = Entry.objects.filter(
        episode=OuterRef("episode"), fact=clocks.HELD, withdrawn=False, corrected_by__isnull=True
    )
    rating = Triage.objects.filter(referral=OuterRef("pk")).order_by("-at", "-pk")
    holder = Allocation.objects.filter(referral=OuterRef("pk")).order_by("-at", "-pk")
    return (
        queries.visible_to(actor, at=at)
        .filter(provider=actor.agency_id or 0)
        .annotate(
            # Where the protocol owes no interview, one that was asked for waits until it is held.
            waits=Exists(still) | (~Exists(owed) & ~Exists(held)),
            rated=Subquery(rating.values("rating")[:1]),
            holder=Subquery(holder.values("worker")[:1]),
            due=Subquery(still.order_by(F("due_at").asc(nulls_last=True)).values("due_at")[:1]),
        )
        .annotate(need=Case(*_NEED, default=Value(0), output_field=IntegerField()))
        .order_by("need", F("due").asc(nulls_last=True), "received_at", "pk")
    )


_NEED: Final = (
    When(rated=TriageBand.AMBER, then=Value(1)),
    When(rated=TriageBand.GREEN, then=Value(2)),
)


def _of(every: QuerySet[Any], whose: Whose, actor: Actor) -> QuerySet[Any]:
    if whose is Whose.DONE:
        return every.filter(waits=False).order_by("-received_at", "-pk")
    waiting = every.filter(waits=True)
    if whose is Whose.MINE:
        return waiting.filter(holder=actor.user_id or 0)
    return waiting.filter(holder__isnull=True) if whose is Whose.UNALLOCATED else waiting


def rows(actor: Actor, referral_ids: Sequence[int], at: datetime) -> tuple[Row, ...]:
    """These referrals, which the actor was given, as they stand; in the order asked."""
    found = {
        one.pk: one
        for one in Referral.objects.filter(pk__in=referral_ids).select_related(*queries.WITH)
    }
    children = {one.child_id for one in found.values()}
    done = queries.done_each(actor, referral_ids)
    owed = clocks.each(actor, {one.episode_id for one in found.values()}, at)
    said = _Said(children)
    return tuple(
        _row(found[pk], done.get(pk, queries.NOTHING_DONE), owed, said) for pk in referral_ids
    )


def _row(
    referral: Referral, done: Done, owed: Mapping[int, tuple[Clock, ...]], said: "_Said"
) -> Row:
    how = _how(referral, done, said)
    return Row(
        referral=referral,
        done=done,
        how=how,
        step=next_step(how),
        clocks=owed.get(referral.episode_id, ()),
        is_away_now=referral.child_id in said.away,
    )


def _how(referral: Referral, done: Done, said: "_Said") -> How:
    triage, response = done.triage, _answered(done)
    offered_at = done.offers[-1].at if done.offers else said.at(referral, clocks.OFFERED)
    return How(
        is_rated=triage is not None,
        was_away_since=triage is not None and said.was_away_since(referral, triage.recorded_at),
        has_worker=done.allocation is not None,
        was_reached=any(one.reached for one in done.attempts)
        or said.at(referral, clocks.CONTACT) is not None,
        was_offered=offered_at is not None,
        response=OfferResponse(response.response) if response else _declined(referral, said),
        parents_asked=bool(done.says) or said.at(referral, clocks.PARENTS) is not None,
        is_held=said.at(referral, clocks.HELD) is not None,
    )


def _answered(done: Done) -> Response | None:
    """The last answer; that the child could not be reached stands until the child is reached."""
    last = done.response
    if last is None or last.response not in UNREACHED:
        return last
    reached = any(one.reached and one.at >= last.at for one in done.attempts)
    return None if reached else last


def _declined(referral: Referral, said: "_Said") -> OfferResponse | None:
    """A refusal that the record of the absence has, and the referral has not."""
    at = said.at(referral, DECLINED)
    return OfferResponse.DECLINED if at is not None else None


DECLINED: Final = "return_interview.declined"
_OF_RETURN: Final = (clocks.HELD, clocks.OFFERED, clocks.CONTACT, clocks.PARENTS, DECLINED)


class _Said:
    """What the absences of some children say that bears on their referrals: two queries."""

    def __init__(self, children: Collection[int]) -> None:
        self._at: dict[tuple[int, str], datetime] = {}
        self._away: defaultdict[int, list[tuple[int, datetime]]] = defaultdict(list)
        for episode, rows_of in _grouped(_bearing(children)).items():
            self._take(episode, effective(rows_of))
        self.away = frozenset(
            Episode.objects.filter(
                child__in=children, ended_at__isnull=True, is_history=False
            ).values_list("child_id", flat=True)
        )

    def _take(self, episode: int, standing: Iterable[Entry]) -> None:
        for one in standing:
            if one.fact in _OF_RETURN:
                self._at.setdefault((episode, one.fact), one.at)
            else:
                child = one.episode.child_id
                self._away[child].append((episode, one.recorded_at))

    def at(self, referral: Referral, fact: str) -> datetime | None:
        """When this was done after the absence of a referral, as it stands."""
        return self._at.get((referral.episode_id, fact))

    def was_away_since(self, referral: Referral, instant: datetime) -> bool:
        """Whether another absence of the child has been recorded since (RF-215.18)."""
        return any(
            episode != referral.episode_id and recorded > instant
            for episode, recorded in self._away[referral.child_id]
        )


def _bearing(children: Collection[int]) -> QuerySet[Entry]:
    """Entries by which an absence counts, and those about return interviews."""
    return (
        Entry.objects.filter(
            Q(fact__in=_OF_RETURN)
            | Q(fact=WHEREABOUTS, value=WhereaboutsKnown.NOT_KNOWN)
            | Q(fact="police.classification", value=Classification.ABSENT)
            | Q(corrects__fact__in=_OF_RETURN),
            episode__child__in=children,
        )
        .select_related("episode")
        .only(
            "key",
            "kind",
            "fact",
            "value",
            "at",
            "recorded_at",
            "corrects_id",
            "withdrawn",
            "by_role",
            "episode_id",
            "episode__child_id",
        )
    )


def _grouped(rows_of: Iterable[Entry]) -> dict[int, list[Entry]]:
    found: defaultdict[int, list[Entry]] = defaultdict(list)
    for row in rows_of:
        found[row.episode_id].append(row)
    return dict(found)
