"""Where children are placed, and what is kept ready of them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q

from lantern.access.actor import Actor
from lantern.access.sharing import Part
from lantern.audit.record import record_access
from lantern.core import clock
from lantern.core.errors import NotFound, Refused
from lantern.core.instants import LONDON
from lantern.people.models import Child
from lantern.people.policies import sight_of
from lantern.placements.models import Home, Photograph, Placement, Profile
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


def present_placement(child: Child, at: datetime | None = None) -> Placement | None:
    """Where the child is placed at this instant, if anywhere."""
    moment = at or clock.now()
    return (
        Placement.objects.filter(
            Q(until_at__isnull=True) | Q(until_at__gt=moment),
            child=child,
            from_at__lte=moment,
            withdrawn_at__isnull=True,
        )
        .select_related("carer__home", "host_authority", "responsible_authority")
        .first()
    )


def placements(child: Child) -> tuple[Placement, ...]:
    """Every placement, the present one first. Those recorded in error are included."""
    rows = Placement.objects.filter(child=child).select_related(
        "carer__home", "host_authority", "responsible_authority"
    )
    return tuple(rows.order_by(F("until_at").desc(nulls_first=True), "-from_at", "-pk"))


def spells(actor: Actor, child_ids: Collection[int]) -> dict[int, tuple[PlacementSpell, ...]]:
    """The placements of these children for the protocol, in one query; for the system alone."""
    if not actor.is_system:
        raise Refused("Only the system reads every child’s placements")
    found: defaultdict[int, tuple[PlacementSpell, ...]] = defaultdict(tuple)
    rows = Placement.objects.filter(child__in=child_ids).select_related("carer__home")
    for row in rows.order_by("from_at", "pk"):
        found[row.child_id] = (*found[row.child_id], _spell(row))
    return dict(found)


def _spell(row: Placement) -> PlacementSpell:
    home = getattr(row.carer, "home", None)
    run_by = home.run_by_id if isinstance(home, Home) else None
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


def latest_profile(child: Child) -> Profile | None:
    """The newest version of the profile, if one was ever drawn up."""
    return (
        Profile.objects.filter(child=child)
        .select_related("placement__carer")
        .order_by("-version")
        .first()
    )


def profiles(child: Child) -> tuple[Profile, ...]:
    """Every version of the profile, the newest first."""
    rows = Profile.objects.filter(child=child).select_related("placement__carer")
    return tuple(rows.order_by("-version"))


def latest_photograph(child: Child) -> Photograph | None:
    """The photograph taken last, whenever it was added."""
    return Photograph.objects.filter(child=child).order_by("-taken_on", "-pk").first()


def photographs(child: Child) -> tuple[Photograph, ...]:
    """Every photograph, the one taken last first."""
    return tuple(Photograph.objects.filter(child=child).order_by("-taken_on", "-pk"))


def photograph(
    actor: Actor, reference: str, *, page: str = "photograph", at: datetime | None = None
) -> Photograph:
    """One photograph, if the actor may see who the child is; the look is recorded."""
    moment = at or clock.now()
    found = Photograph.objects.filter(reference=reference).select_related("child").first()
    seen = sight_of(actor, found.child, at=moment) if found else None
    if found is None or not seen or not seen.shows(Part.CARD):
        raise NotFound("photograph", reference)
    record_access(
        about=found.child.reference,
        by=actor.id,
        agency=actor.agency_slug,
        page=page,
        basis=seen.basis,
        at=moment,
    )
    return found


def months_since(day: date, at: datetime) -> int:
    """Whole months from that day to the London day of this instant."""
    today = at.astimezone(LONDON).date()
    months = (today.year - day.year) * 12 + today.month - day.month
    return max(months - (today.day < day.day), 0)
