"""Simulations as somebody may see them, and the children among them whose records they may open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet

from lantern.access.actor import Actor
from lantern.access.looks import look
from lantern.access.sharing import Part
from lantern.agencies.models import Agency
from lantern.agreements import library
from lantern.agreements import queries as agreements
from lantern.agreements.binding import title_of
from lantern.agreements.models import Draft
from lantern.core.errors import NotFound
from lantern.episodes.models import Episode
from lantern.people.models import Child
from lantern.people.policies import sights_of
from lantern.people.queries import visible_to
from lantern.simulation import policies
from lantern.simulation.counting import Difference
from lantern.simulation.models import SimulationRun
from lantern.simulation.written import difference_from_json
from lantern.vocabulary.agency import AgencyKind

BRINGING: Final = (
    AgencyKind.CHILDRENS_HOME,
    AgencyKind.FOSTER_HOUSEHOLD,
    AgencyKind.INTERVIEW_PROVIDER,
)
"""Whose rulebooks bind beside those of the authorities."""
PAGE_SIZE: Final = 10
KEPT: Final = 10_000
"""So many children are kept of one simulation: those in whose treatment most would differ."""


@dataclass(frozen=True, kw_only=True)
class TreatedChild:
    """A child whom the asker may know of, and what would have been different."""

    child: Child
    count: int
    differences: tuple[Difference, ...]
    """None of them for somebody who may not see what is owed for the child."""


@dataclass(frozen=True, kw_only=True)
class Treated:
    """A page of the children, and how many there are whose records the asker may open."""

    children: tuple[TreatedChild, ...]
    in_all: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are; one where there is nothing."""
        return max(1, -(-self.in_all // PAGE_SIZE))


def draft(actor: Actor, reference: str) -> Draft:
    """A draft, to whoever may see it; any, to the system."""
    if not actor.is_system:
        return agreements.get(actor, reference)
    found = Draft.objects.select_related("agency").filter(reference=reference).first()
    if found is None:
        raise NotFound("draft", reference)
    return found


def of_draft(actor: Actor, one: Draft) -> QuerySet[SimulationRun]:
    """The simulations of a draft that the actor was given, the latest first."""
    rows = SimulationRun.objects.filter(draft=one).select_related("asked_by")
    return rows.defer("result", "text").order_by("-pk")


def get(actor: Actor, reference: str) -> SimulationRun:
    """One simulation, to whoever may see its draft."""
    rows = SimulationRun.objects.select_related("draft__agency", "asked_by").defer("text")
    found = rows.filter(reference=reference).first()
    if found is None or not policies.can_see(actor, found.draft):
        raise NotFound("simulation", reference)
    return found


def binding_beside(one: Draft) -> tuple[str, ...]:
    """The titles of the rulebooks that homes, households and interview providers have of their own
    where the draft would bind. They bind beside it, and a simulation counts nothing of them."""
    theirs = Q(pk=one.agency_id) | Q(rulebook=one.rulebook)
    authorities = Agency.objects.filter(theirs, kind=AgencyKind.LOCAL_AUTHORITY)
    near = Q(within__in=authorities.values("pk")) | Q(within=None)
    rows = Agency.objects.filter(near, kind__in=BRINGING).exclude(rulebook="")
    names = rows.order_by("rulebook").values_list("rulebook", flat=True).distinct()
    known = library.library().versions
    return tuple(title_of(name) for name in names if name in known)


def treated(actor: Actor, run: SimulationRun, *, page: int, at: datetime) -> Treated:
    """A page of the children whom the actor may know of; the look is recorded.

    The actor was given the simulation. The other children are in its figures alone.
    """
    seen = run.treated.filter(child__in=visible_to(actor, at=at))
    count = seen.count()
    page = min(max(page, 1), max(1, -(-count // PAGE_SIZE)))
    first = (page - 1) * PAGE_SIZE
    rows = list(seen.select_related("child").order_by("-count", "child")[first : first + PAGE_SIZE])
    if rows:
        look(actor, run.reference, page="children of a simulation", basis="list", at=at)
    sights = sights_of(actor, [row.child_id for row in rows], at=at)
    return Treated(
        children=tuple(
            TreatedChild(
                child=row.child,
                count=row.count,
                differences=tuple(difference_from_json(one) for one in row.differences)
                if sights[row.child_id].shows(Part.DUTIES)
                else (),
            )
            for row in rows
        ),
        in_all=count,
        page=page,
    )


def began(actor: Actor, references: Sequence[str]) -> Mapping[str, datetime]:
    """When each of these absences began; of children whose records the actor was given."""
    rows = Episode.objects.filter(reference__in=references)
    return {one.reference: one.away_since for one in rows}
