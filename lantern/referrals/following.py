"""Interviews that others carry out, as the child's authority and carers follow them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from lantern.access import looks
from lantern.access.actor import Actor
from lantern.access.sharing import Part, Sight
from lantern.episodes.models import Entry
from lantern.people.models import Assignment
from lantern.people.policies import sights_of
from lantern.referrals import clocks, policies, queries
from lantern.referrals.queue import PAGE_SIZE, annotated
from lantern.referrals.rows import DECLINED, Row, rows

LATELY: Final = timedelta(days=28)
"""How long what is done stays in the list: as long as the work of a return goes on. SYS."""


class Followed(StrEnum):
    """Which of the interviews that others carry out."""

    OWN = "own"
    ALL = "with-others"
    OVER = "over"


@dataclass(frozen=True, kw_only=True)
class Following:
    """One page of the list, and how many there are of each kind."""

    rows: tuple[Row, ...]
    sights: Mapping[int, Sight]
    whose: Followed
    page: int
    counts: Mapping[Followed, int]

    @property
    def pages(self) -> int:
        """How many pages there are; one where there is nothing."""
        return max(1, -(-self.counts[self.whose] // PAGE_SIZE))


def following(
    actor: Actor, at: datetime, *, whose: Followed | None = None, page: int = 1
) -> Following:
    """The interviews of children whom the actor may see, with other agencies: in order of need and
    of the time left. Without a list named, that of the actor's own children, if there are any.

    A fixed number of queries, however many there are.
    """
    policies.follows(actor).require()
    looks.look(actor, "return interviews", page="return interviews", basis="list", at=at)
    every = _with_others(actor, at)
    waits, lately = Q(is_over=False), Q(is_over=True, received_at__gt=at - LATELY)
    found = every.aggregate(
        own=Count("pk", filter=waits & Q(is_own=True)),
        all=Count("pk", filter=waits),
        over=Count("pk", filter=lately),
    )
    counts = dict(zip(Followed, (found["own"], found["all"], found["over"]), strict=True))
    whose = whose or (Followed.OWN if counts[Followed.OWN] else Followed.ALL)
    page = min(max(page, 1), max(1, -(-counts[whose] // PAGE_SIZE)))
    chosen = {
        Followed.OWN: every.filter(waits, is_own=True),
        Followed.ALL: every.filter(waits),
        Followed.OVER: every.filter(lately).order_by("-received_at", "-pk"),
    }[whose]
    first = (page - 1) * PAGE_SIZE
    numbers = list(chosen.values_list("pk", flat=True)[first : first + PAGE_SIZE])
    shown = rows(actor, numbers, at)
    sights = sights_of(actor, {one.referral.child_id for one in shown}, at=at)
    return Following(
        rows=tuple(one for one in shown if _sees(sights, one)),
        sights=sights,
        whose=whose,
        page=page,
        counts=counts,
    )


def _sees(sights: Mapping[int, Sight], row: Row) -> bool:
    return sights[row.referral.child_id].shows(Part.RETURN)


def _with_others(actor: Actor, at: datetime) -> QuerySet[Any]:
    """Referrals of children whom the actor may see, to agencies other than the actor's own."""
    named = Assignment.objects.filter(
        Q(until_at__isnull=True) | Q(until_at__gt=at),
        child=OuterRef("child"),
        user=actor.user_id or 0,
        from_at__lte=at,
    )
    theirs = queries.visible_to(actor, at=at).exclude(provider=actor.agency_id or 0)
    over = _stands(clocks.HELD) | (_stands(DECLINED) & _stands(clocks.PARENTS))
    found: QuerySet[Any] = annotated(theirs, at).annotate(is_own=Exists(named), is_over=over)
    return found


def _stands(fact: str) -> Q:
    """Whether this is recorded of the absence, and stands. What else the provider owes by its own
    rulebook, such as a letter, is its own affair."""
    entries = Entry.objects.filter(
        episode=OuterRef("episode"), fact=fact, withdrawn=False, corrected_by__isnull=True
    )
    return Q(Exists(entries))
