"""The queue of a provider: whom to turn to first, and what to do next for each child."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
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
from lantern.episodes.models import Entry
from lantern.referrals import clocks, policies, queries
from lantern.referrals.models import Allocation, Referral, Triage
from lantern.referrals.rows import Row, rows
from lantern.vocabulary.interview import TriageBand
from lantern.vocabulary.role import Role

PAGE_SIZE: Final = 50


class Whose(StrEnum):
    """Which of the provider's referrals."""

    MINE = "mine"
    UNALLOCATED = "unallocated"
    ALL = "all"
    DONE = "done"


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


def has_any(actor: Actor, at: datetime) -> bool:
    """Whether anybody ever asked the actor's agency for an interview."""
    return queries.visible_to(actor, at=at).filter(provider=actor.agency_id or 0).exists()


def in_order(actor: Actor, at: datetime) -> QuerySet[Any]:
    """The referrals of the actor's agency: need first, then what is due first."""
    theirs = queries.visible_to(actor, at=at).filter(provider=actor.agency_id or 0)
    return annotated(theirs, at)


def annotated(referrals: QuerySet[Referral], at: datetime) -> QuerySet[Any]:
    """These referrals with whether each still waits and who has it; need first, then what is due
    first."""
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
        referrals.annotate(
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
