"""What is known of a child: for whoever has opened the child's record, or acts for the system."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Prefetch, Q, prefetch_related_objects

from lantern.access.sharing import opens
from lantern.accounts.models import Membership, User
from lantern.agencies.models import Agency
from lantern.core import clock
from lantern.core.errors import NotFound
from lantern.core.instants import day_in_london
from lantern.people.models import (
    Assignment,
    CareEpisode,
    Child,
    Contact,
    Flag,
    Identifier,
    Involvement,
    StatusPeriod,
    Step,
)
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.role import Role


@dataclass(frozen=True, kw_only=True)
class Assigned:
    """Who acts for a child in a role: an account, or a name and a telephone number."""

    child_id: int
    role: Role
    user_id: int | None
    agency_id: int
    agency: str
    agency_kind: AgencyKind
    name: str
    telephone: str
    from_at: datetime
    until_at: datetime | None


def assigned(
    child_ids: Collection[int], role: Role | None = None, at: datetime | None = None
) -> dict[int, tuple[Assigned, ...]]:
    """For each child, who acts in this role at this instant (in every role when none is named)."""
    moment = at or clock.now()
    rows = Assignment.objects.filter(
        Q(until_at__isnull=True) | Q(until_at__gt=moment), child__in=child_ids, from_at__lte=moment
    ).select_related("user", "agency")
    if role is not None:
        rows = rows.filter(role=role)
    holders: dict[int, tuple[Assigned, ...]] = {}
    for row in rows.order_by("role", "from_at", "pk"):
        holders[row.child_id] = (*holders.get(row.child_id, ()), _assigned(row))
    return holders


def read_once(child: Child) -> None:
    """Keep who acts for the child, now and before, with this copy of the row: a page shows several
    things that hang on it."""
    prefetch_related_objects(
        [child], Prefetch("assignments", Assignment.objects.select_related("user", "agency"))
    )


def is_read(child: Child) -> bool:
    """Whether that is kept with this copy of the row."""
    return "assignments" in getattr(child, "_prefetched_objects_cache", {})


def acting(child: Child, *, at: datetime) -> tuple[Assigned, ...]:
    """Who acts for the child at an instant, by role; nothing is asked once the page has read it."""
    if not is_read(child):
        return assigned([child.pk], at=at).get(child.pk, ())
    rows = sorted(child.assignments.all(), key=lambda row: (row.role, row.from_at, row.pk))
    return tuple(
        _assigned(row)
        for row in rows
        if row.from_at <= at and (row.until_at is None or row.until_at > at)
    )


def former(child: Child, *, at: datetime) -> tuple[Assigned, ...]:
    """Who acted for the child before, the latest first."""
    rows = Assignment.objects.filter(child=child, until_at__lte=at).select_related("user", "agency")
    return tuple(_assigned(row) for row in rows.order_by("-until_at", "-pk"))


def _assigned(row: Assignment) -> Assigned:
    return Assigned(
        child_id=row.child_id,
        role=Role(row.role),
        user_id=row.user_id,
        agency_id=row.agency_id,
        agency=row.agency.name,
        agency_kind=AgencyKind(row.agency.kind),
        name=row.name or (row.user.name if row.user else ""),
        telephone=row.telephone or (row.user.telephone if row.user else ""),
        from_at=row.from_at,
        until_at=row.until_at,
    )


def contacts(child: Child) -> tuple[Contact, ...]:
    """People around the child now, those with parental responsibility first."""
    rows = Contact.objects.filter(child=child, until_at__isnull=True)
    return tuple(rows.order_by("-has_parental_responsibility", "name", "pk"))


def statuses(child: Child) -> tuple[StatusPeriod, ...]:
    """Every legal and care status, the present ones first. Those recorded in error are included."""
    rows = StatusPeriod.objects.filter(child=child)
    return tuple(rows.order_by(F("until_at").desc(nulls_first=True), "-from_at", "-pk"))


def care_episodes(child: Child) -> tuple[CareEpisode, ...]:
    """The episodes of care that authorities returned, the latest first."""
    rows = CareEpisode.objects.filter(child=child).select_related("authority")
    return tuple(rows.order_by("-began_on", "-pk"))


def flags(child: Child) -> tuple[Flag, ...]:
    """Every concern, those that stand first."""
    rows = Flag.objects.filter(child=child)
    return tuple(rows.order_by(F("until_at").desc(nulls_first=True), "-from_at", "-pk"))


def identifiers(child: Child) -> tuple[Identifier, ...]:
    """The numbers by which agencies know the child."""
    return tuple(
        Identifier.objects.filter(child=child).select_related("issuer").order_by("kind", "pk")
    )


def steps(child: Child) -> tuple[Step, ...]:
    """What was done for the child outside an absence, the latest first."""
    return tuple(Step.objects.filter(child=child).order_by("-at", "-pk"))


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody with an account who could act for a child in a role."""

    user: User
    agency: Agency


def candidates(child: Child, role: Role, *, at: datetime) -> tuple[Candidate, ...]:
    """Staff who hold the role in an agency involved with the child, by name."""
    today = day_in_london(at)
    held = Membership.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gt=today),
        role=role,
        from_on__lte=today,
        user__is_active=True,
        agency__in=agencies_involved(child, at=at),
    ).select_related("user", "agency")
    return tuple(
        Candidate(user=one.user, agency=one.agency) for one in held.order_by("user__name", "pk")
    )


def agencies_involved(child: Child, *, at: datetime) -> tuple[Agency, ...]:
    """The agencies that may see the record now."""
    open_now = Involvement.objects.filter(opens(at), child=child).values("agency")
    return tuple(Agency.objects.filter(pk__in=open_now).order_by("name"))


def contact(child: Child, contact_id: int) -> Contact:
    """One person around the child."""
    found = Contact.objects.filter(child=child, pk=contact_id, until_at__isnull=True).first()
    if found is None:
        raise NotFound("contact", str(contact_id))
    return found
