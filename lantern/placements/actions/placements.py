"""Place a child, and end a placement (IFR L54-L66, DfE 2014 ¶57)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from lantern.access.actor import Actor
from lantern.agencies.models import Agency
from lantern.audit.record import announce
from lantern.core.errors import Invalid, NotFound
from lantern.core.instants import day_in_london
from lantern.people.actions import involvements
from lantern.people.locks import hold
from lantern.people.models import Child
from lantern.people.policies import can_bring_in
from lantern.placements import policies
from lantern.placements.events import ChildPlaced, PlacementEnded, PlacementWithdrawn
from lantern.placements.known import locked_present
from lantern.placements.models import Placement
from lantern.vocabulary.agency import AgencyKind, InvolvementBasis
from lantern.vocabulary.placement import PlacementKind

BECAUSE = "placement"
CARERS = frozenset({AgencyKind.CHILDRENS_HOME, AgencyKind.FOSTER_HOUSEHOLD})


@dataclass(frozen=True, kw_only=True)
class StatedPlacement:
    """A placement as another record tells of it."""

    kind: PlacementKind
    carer: Agency
    host_authority: Agency
    from_at: datetime
    until_at: datetime | None = None


@transaction.atomic
def place(  # noqa: PLR0913  where, with whom, in whose area, and two instants
    child: Child,
    *,
    kind: PlacementKind,
    carer: Agency,
    host_authority: Agency,
    by: Actor,
    at: datetime,
    now: datetime | None = None,
) -> Placement:
    """The child came to this placement at `at`; any former placement ended then.

    The carer, the authority in whose area it is and that area's police see the record from now on;
    those of the former placement no longer do for its sake.
    """
    recorded = now or at
    policies.can_place(by, child, at=recorded).require()
    hold(child)
    _check(kind, carer, host_authority, at=at, now=recorded)
    former = locked_present(child)
    if former is not None:
        _end(former, by=by, at=at, now=recorded)
    placement = Placement.objects.create(
        child=child,
        kind=kind,
        carer=carer,
        responsible_authority=child.responsible_authority,
        host_authority=host_authority,
        from_at=at,
        recorded_at=recorded,
    )
    announce(ChildPlaced(about=child.reference, by=by.id, at=recorded, placement=placement.pk))
    _involve(placement, former, by=by, at=recorded)
    return placement


@transaction.atomic
def end(child: Child, *, by: Actor, at: datetime, now: datetime | None = None) -> Placement:
    """The present placement ended at `at`, and no other follows."""
    recorded = now or at
    policies.can_place(by, child, at=recorded).require()
    hold(child)
    placement = locked_present(child)
    if placement is None:
        raise Invalid({"until_at": "The child has no placement on the record"})
    if at > recorded:
        raise Invalid({"until_at": "Enter a date and time that have passed"})
    _end(placement, by=by, at=at, now=recorded)
    _involve(None, placement, by=by, at=recorded)
    return placement


@transaction.atomic
def withdraw(child: Child, placement_id: int, *, by: Actor, at: datetime) -> Placement:
    """The placement was recorded in error: it stays on the record, and was never so."""
    policies.can_place(by, child, at=at).require()
    placement = (
        Placement.objects.select_for_update(of=("self",))
        .filter(child=child, pk=placement_id)
        .select_related("carer", "host_authority__within")
        .first()
    )
    if placement is None:
        raise NotFound("placement", str(placement_id))
    if placement.withdrawn_at is None:
        was_present = placement.until_at is None
        placement.withdrawn_at = at
        placement.save(update_fields=["withdrawn_at"])
        announce(PlacementWithdrawn(about=child.reference, by=by.id, at=at, placement=placement.pk))
        if was_present:
            _involve(None, placement, by=by, at=at)
    return placement


@transaction.atomic
def bring_in(child: Child, stated: StatedPlacement, *, by: Actor, at: datetime) -> bool:
    """A placement that another record tells of, past or present; whether it changed anything.

    The same again changes nothing. One that ended since is ended. Whatever overlaps a placement on
    record, or contradicts it, is refused: which of the two is right, nobody here can tell.
    """
    can_bring_in(by, child.responsible_authority).require()
    hold(child)
    _check(stated.kind, stated.carer, stated.host_authority, at=stated.from_at, now=at)
    _check_end(stated, now=at)
    rows = list(_standing(child))
    same = next((row for row in rows if _is_same(row, stated)), None)
    if same is not None:
        return _bring_up_to_date(same, stated, by=by, at=at)
    for row in rows:
        if _overlap(row, stated):
            sentence = f"This overlaps a placement on record from {_spoken(row.from_at)}"
            raise Invalid({"from_at": f"{sentence}. Give that one its end first"})
    placement = Placement.objects.create(
        child=child,
        kind=stated.kind,
        carer=stated.carer,
        responsible_authority=child.responsible_authority,
        host_authority=stated.host_authority,
        from_at=stated.from_at,
        until_at=stated.until_at,
        end_recorded_at=at if stated.until_at else None,
        recorded_at=at,
    )
    announce(ChildPlaced(about=child.reference, by=by.id, at=at, placement=placement.pk))
    if stated.until_at is None:
        _involve(placement, None, by=by, at=at)
    return True


def _standing(child: Child) -> QuerySet[Placement]:
    rows = Placement.objects.select_for_update(of=("self",))
    return rows.filter(child=child, withdrawn_at__isnull=True).select_related(
        "child", "carer", "host_authority__within"
    )


def _check_end(stated: StatedPlacement, *, now: datetime) -> None:
    if stated.until_at is None:
        return
    if stated.until_at <= stated.from_at:
        raise Invalid({"until_at": "The child left before or as the child came. Check both"})
    if stated.until_at > now:
        raise Invalid({"until_at": "Enter a date and time that have passed"})


def _is_same(row: Placement, stated: StatedPlacement) -> bool:
    """A child comes to one home once a day, whether the record knows the hour or the day only."""
    same_day = day_in_london(row.from_at) == day_in_london(stated.from_at)
    return same_day and row.carer_id == stated.carer.pk


def _overlap(row: Placement, stated: StatedPlacement) -> bool:
    ends_before = row.until_at is not None and row.until_at <= stated.from_at
    begins_after = stated.until_at is not None and row.from_at >= stated.until_at
    return not (ends_before or begins_after)


def _bring_up_to_date(row: Placement, stated: StatedPlacement, *, by: Actor, at: datetime) -> bool:
    otherwise = "The record says otherwise of this placement. Change it on the child’s page"
    if row.kind != stated.kind:
        raise Invalid({"kind": otherwise})
    if row.host_authority_id != stated.host_authority.pk:
        raise Invalid({"host_authority": otherwise})
    if row.until_at is None and stated.until_at is not None:
        _end(row, by=by, at=stated.until_at, now=at)
        _involve(None, row, by=by, at=at)
        return True
    ends = None if row.until_at is None else day_in_london(row.until_at)
    if ends != (None if stated.until_at is None else day_in_london(stated.until_at)):
        raise Invalid({"until_at": otherwise})
    return False


def _spoken(at: datetime) -> str:
    day = day_in_london(at)
    return f"{day.day} {day:%B %Y}"


def _end(placement: Placement, *, by: Actor, at: datetime, now: datetime) -> None:
    if at <= placement.from_at:
        raise Invalid({"from_at": "The placement before began later than this. Check the date"})
    placement.until_at = at
    placement.end_recorded_at = now
    placement.save(update_fields=["until_at", "end_recorded_at"])
    announce(
        PlacementEnded(about=placement.child.reference, by=by.id, at=now, placement=placement.pk)
    )


def _check(
    kind: PlacementKind, carer: Agency, host: Agency, *, at: datetime, now: datetime
) -> None:
    faults: dict[str, str] = {}
    if AgencyKind(carer.kind) not in CARERS:
        faults["carer"] = f"{carer.name} is not a home or a foster household"
    elif (kind == PlacementKind.FOSTER_CARE) != (carer.kind == AgencyKind.FOSTER_HOUSEHOLD):
        faults["carer"] = f"{carer.name} does not offer {kind.label.lower()}"
    if host.kind != AgencyKind.LOCAL_AUTHORITY:
        faults["host_authority"] = f"{host.name} is not a local authority"
    if at > now:
        faults["from_at"] = "Enter a date and time that have passed"
    if faults:
        raise Invalid(faults)


def _involve(
    placement: Placement | None, former: Placement | None, *, by: Actor, at: datetime
) -> None:
    """Begin what the placement calls for, and end what only the former one called for."""
    wanted = _involved(placement) if placement else {}
    ended = _involved(former) if former else {}
    child = (placement or former).child  # type: ignore[union-attr]
    for key, (agency, basis) in wanted.items():
        if key not in ended:
            involvements.begin(child, agency, basis, by=by, at=at, because=BECAUSE)
    for key, (agency, basis) in ended.items():
        if key not in wanted:
            involvements.end(child, agency, basis, by=by, at=at, because=BECAUSE)


def _involved(
    placement: Placement,
) -> dict[tuple[int, InvolvementBasis], tuple[Agency, InvolvementBasis]]:
    """Who sees the record because of a placement: carer, host authority, and the area's police."""
    host = placement.host_authority
    pairs = [(placement.carer, InvolvementBasis.CARES_FOR)]
    if placement.is_out_of_area:
        pairs.append((host, InvolvementBasis.HOST_AUTHORITY))
    if host.within is not None and host.within.kind == AgencyKind.POLICE_FORCE:
        pairs.append((host.within, InvolvementBasis.POLICE))
    return {(agency.pk, basis): (agency, basis) for agency, basis in pairs}
