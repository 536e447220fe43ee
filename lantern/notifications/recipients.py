"""Who is told: the people and teams who hold a role in an agency at an instant.

Who a child's own worker is, `lantern.duties` and `lantern.reactions` find out and pass in.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q, QuerySet

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.access.roles import PERMISSIONS
from lantern.accounts.models import Membership
from lantern.agencies.models import Agency, Cover, OfficeHours
from lantern.core import calendar
from lantern.core.instants import LONDON, to_microseconds
from lantern.notifications.ladders import RELIEVED_BY, STANDS_IN, acts_for, answers_for, rungs
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.role import Role


@dataclass(frozen=True, kw_only=True)
class Holders:
    """The people and teams to tell. `role` and `agency_id` say who they are in the end."""

    role: Role
    agency_id: int
    user_ids: tuple[int, ...] = ()
    team_ids: tuple[int, ...] = ()
    instead_of: Role | None = None
    """The role asked for, where nobody held it and the next rung was taken."""

    def __bool__(self) -> bool:
        return bool(self.user_ids or self.team_ids)


def holders(role: Role, agency_id: int, at: datetime, *, assigned: Iterable[int] = ()) -> Holders:
    """Who holds the role in the agency at this instant; where nobody does, who is asked instead.

    The child's own worker comes first; outside office hours, the team that covers the role then.
    Where nobody holds it the question climbs the role's ladder, in the agency and then in the
    authority it is in; last come those who look after messages nobody can take. Falsy only where
    the installation has nobody at all.
    """
    first = _there(role, agency_id, at, tuple(assigned))
    return first or above(role, agency_id, at) or last_resort(role, agency_id, at)


def above(role: Role, agency_id: int, at: datetime) -> Holders:
    """The nearest rung above this role that somebody holds; falsy where there is none."""
    for place in _places(agency_id):
        here = rungs(role) if place != agency_id else rungs(role)[1:]
        for rung in here:
            found = _there(rung, place, at, ())
            if found:
                return replace(found, instead_of=role)
    return Holders(role=role, agency_id=agency_id, instead_of=role)


def in_office_hours(agency_id: int, at: datetime) -> bool:
    """Whether the agency's offices are open: its own hours, never on a bank holiday.

    An agency that has set none is taken to be open from 09:00 to 17:00 on working days.
    """
    hours = list(OfficeHours.objects.filter(agency_id=agency_id))
    if not hours:
        return calendar.is_office_hours(to_microseconds(at))
    local = at.astimezone(LONDON)
    if local.weekday() < 5 and not calendar.is_working_day(local.date()):
        return False
    return any(
        one.weekday == local.weekday() and one.opens <= local.time() < one.closes for one in hours
    )


def covers_at(agency_id: int, at: datetime) -> QuerySet[Cover]:
    """What the agency's teams cover at this instant."""
    now = Cover.When.OFFICE_HOURS if in_office_hours(agency_id, at) else Cover.When.OUT_OF_HOURS
    return Cover.objects.filter(team__agency_id=agency_id, when__in=[Cover.When.ALWAYS, now])


def works_as(actor: Actor, at: datetime) -> frozenset[Role]:
    """Every role whose work this person may do now: held, stood in for, covered, relieved."""
    if actor.agency_id is None:
        return frozenset()
    covered = covers_at(actor.agency_id, at).filter(team_id__in=actor.team_ids)
    roles = actor.roles | {Role(role) for role in covered.values_list("role", flat=True)}
    relieved = {role for role, relief in RELIEVED_BY.items() if relief in roles}
    if relieved and not in_office_hours(actor.agency_id, at):
        roles |= relieved
    return acts_for(roles)


def may_take(actor: Actor, at: datetime) -> frozenset[Role]:
    """Every role whose handovers this person may take now: also those that climb to them."""
    return answers_for(works_as(actor, at))


def held_on(at: datetime) -> QuerySet[Membership]:
    """The memberships in force on the London day of this instant, of people with a live account."""
    day = at.astimezone(LONDON).date()
    return Membership.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gt=day), from_on__lte=day, user__is_active=True
    )


def _there(role: Role, agency_id: int, at: datetime, assigned: tuple[int, ...]) -> Holders:
    """Whoever holds this role, relieves it at this hour or stands in for it, in this agency."""
    relief = RELIEVED_BY.get(role)
    if relief is not None and not in_office_hours(agency_id, at):
        found = _there(relief, agency_id, at, ())
        if found:
            return found
    wanted = (role, *STANDS_IN.get(role, ()))
    covers = list(covers_at(agency_id, at).filter(role__in=wanted).order_by("team_id"))
    for one in wanted:
        teams = _teams(covers, one)
        own = assigned if one is role else ()
        relieved = any(
            cover.when == Cover.When.OUT_OF_HOURS for cover in covers if cover.role == one
        )
        if own and not relieved:
            return Holders(role=one, agency_id=agency_id, user_ids=tuple(sorted(set(own))))
        if teams:
            return Holders(role=one, agency_id=agency_id, team_ids=teams)
    members = _members(wanted, agency_id, at)
    for one in wanted:
        users = tuple(sorted({user for user, held in members if held == one}))
        if users:
            return Holders(role=one, agency_id=agency_id, user_ids=users)
    return Holders(role=role, agency_id=agency_id)


def _teams(covers: list[Cover], role: Role) -> tuple[int, ...]:
    return tuple(dict.fromkeys(cover.team_id for cover in covers if cover.role == role))


def _members(wanted: tuple[Role, ...], agency_id: int, at: datetime) -> list[tuple[int, str]]:
    return list(
        held_on(at).filter(agency_id=agency_id, role__in=wanted).values_list("user_id", "role")
    )


def _places(agency_id: int) -> tuple[int, ...]:
    """The agency, and the authority it is in (for a home or provider). A force is never asked."""
    above = (
        Agency.objects.filter(pk=agency_id, within__kind=AgencyKind.LOCAL_AUTHORITY)
        .values_list("within_id", flat=True)
        .first()
    )
    return (agency_id,) if above is None else (agency_id, above)


def last_resort(role: Role, agency_id: int, at: datetime) -> Holders:
    """Those who look after messages that nobody can take: in the agency, or else anywhere."""
    able = [one for one in Role if Permission.DELIVERY_SEE in PERMISSIONS[one]]
    looking = held_on(at).filter(role__in=able)
    here = looking.filter(agency_id=agency_id)
    users = set((here if here.exists() else looking).values_list("user_id", flat=True))
    return Holders(role=role, agency_id=agency_id, user_ids=tuple(sorted(users)), instead_of=role)
