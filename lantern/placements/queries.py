"""Where children are placed, and what is kept ready of them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from lantern.access.actor import Actor
from lantern.access.looks import look
from lantern.access.sharing import Part
from lantern.core import clock
from lantern.core.errors import NotFound, Refused
from lantern.core.references import is_reference
from lantern.people.policies import sight_of
from lantern.placements.known import latest_photograph as latest_photograph
from lantern.placements.known import latest_profile as latest_profile
from lantern.placements.known import present_placement as present_placement
from lantern.placements.models import Photograph, Placement
from lantern.vocabulary.placement import PlacementKind


@dataclass(frozen=True, kw_only=True)
class PlacementSpell:
    """A placement, as the protocol may know it. `key` stays when the end is written down later."""

    key: str
    kind: PlacementKind
    from_at: datetime
    recorded_at: datetime
    until_at: datetime | None
    end_recorded_at: datetime | None
    withdrawn_at: datetime | None
    is_out_of_area: bool
    is_with_own_service: bool


def spells(actor: Actor, child_ids: Collection[int]) -> dict[int, tuple[PlacementSpell, ...]]:
    """The placements of these children for the protocol, in one query; for the system alone."""
    if not actor.is_system:
        raise Refused("Only the system reads every child’s placements")
    found: defaultdict[int, tuple[PlacementSpell, ...]] = defaultdict(tuple)
    rows = Placement.objects.filter(child__in=child_ids).annotate(run_by=F("carer__home__run_by"))
    for row in rows.order_by("from_at", "pk"):
        found[row.child_id] = (*found[row.child_id], _spell(row, row.run_by))
    return dict(found)


def _spell(row: Placement, run_by: int | None) -> PlacementSpell:
    return PlacementSpell(
        key=f"placement-{row.pk}",
        kind=PlacementKind(row.kind),
        from_at=row.from_at,
        recorded_at=row.recorded_at,
        until_at=row.until_at,
        end_recorded_at=row.end_recorded_at,
        withdrawn_at=row.withdrawn_at,
        is_out_of_area=row.is_out_of_area,
        is_with_own_service=run_by == row.responsible_authority_id,
    )


def latest_photographs(actor: Actor, child_ids: Collection[int]) -> dict[int, str]:
    """The reference of the photograph taken last of each of these children, in one query.

    The children are those the actor may know of; each photograph is asked for again when shown.
    """
    rows = Photograph.objects.filter(child__in=child_ids).order_by("taken_on", "pk")
    return dict(rows.values_list("child_id", "reference"))


def photograph(
    actor: Actor, reference: str, *, page: str = "photograph", at: datetime | None = None
) -> Photograph:
    """One photograph, if the actor may see who the child is; the look is recorded."""
    moment = at or clock.now()
    if not is_reference(reference, "P"):
        raise NotFound("photograph", reference)
    found = Photograph.objects.filter(reference=reference).select_related("child").first()
    seen = sight_of(actor, found.child, at=moment) if found else None
    if found is None or not seen or not seen.shows(Part.CARD):
        raise NotFound("photograph", reference)
    look(actor, found.child.reference, page=page, basis=seen.basis, at=moment)
    return found
