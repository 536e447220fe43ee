"""Who is told: the people and teams who hold a role in an agency at an instant.

Who a child's own worker is, `lantern.duties` and `lantern.reactions` find out and pass in.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from django.db.models import FilteredRelation, Q, QuerySet

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.access.roles import PERMISSIONS
from lantern.accounts.models import Membership
from lantern.agencies.models import Agency, Cover
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
    """The role asked for, where nobody held it and another was asked."""

    def __bool__(self) -> bool:
        return bool(self.user_ids or self.team_ids)


@dataclass(frozen=True, kw_only=True)
class Covering:
    """A team does the work of a role, always or at certain hours."""

    role: str
    team_id: int
    by_night_only: bool


@dataclass(frozen=True, kw_only=True)
class Asked:
    """An agency as a rota knows it at one instant."""

    name: str
    slug: str
    authority_id: int | None
    """The authority that a home or provider is in. Of a force there is none."""
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class Present:
    """Somebody with an account, and the teams they are in today."""

    user_id: int
    team_ids: frozenset[int]


class Rota:
    """Who holds which role at one instant. What it has read of an agency it reads once."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self._agencies: dict[int, Asked] = {}
        self._covers: dict[int, tuple[Covering, ...]] = {}
        self._members: dict[tuple[int, Role], tuple[int, ...]] = {}
        self._present: dict[str, Present | None] = {}

    def expect(self, agency_ids: Iterable[int]) -> None:
        """Read these agencies, in two queries for all of them and not for each."""
        wanted = sorted(set(agency_ids))
        self._read(wanted)
        uncovered = [one for one in wanted if one not in self._covers]
        if uncovered:
            self._covers |= _covering({one: self._agencies[one].is_open for one in uncovered})

    def agency(self, agency_id: int) -> Asked:
        """The agency as it is at this instant."""
        self._read([agency_id])
        return self._agencies[agency_id]

    def _read(self, agency_ids: Iterable[int]) -> None:
        unread = [one for one in agency_ids if one not in self._agencies]
        if unread:
            self._agencies |= _agencies(unread, self.at)

    def present(self, reference: str) -> Present | None:
        """Whose reference this is; None for a part of the system, or somebody with no role."""
        if reference not in self._present:
            rows = held_on(self.at).filter(user__reference=reference)
            found = list(rows.values_list("user_id", "team_id"))
            teams = frozenset(team for _, team in found if team is not None)
            self._present[reference] = (
                Present(user_id=found[0][0], team_ids=teams) if found else None
            )
        return self._present[reference]

    def holders(self, role: Role, agency_id: int, *, assigned: Iterable[int] = ()) -> Holders:
        """Who holds the role in the agency; where nobody does, who is asked instead.

        The child's own worker comes first; outside office hours, the team that covers the role
        then. Where nobody holds it the question climbs the role's ladder, in the agency and then in
        the authority it is in; last come those who look after messages that nobody can take. Falsy
        only where the installation has nobody at all.
        """
        first = self._there(role, agency_id, tuple(sorted(set(assigned))))
        return first or self.above(role, agency_id) or self.last_resort(role, agency_id)

    def above(self, role: Role, agency_id: int) -> Holders:
        """The nearest rung above this role that somebody holds; falsy where there is none."""
        for place in self._asked(agency_id):
            for rung in rungs(role) if place != agency_id else rungs(role)[1:]:
                found = self._there(rung, place, ())
                if found:
                    return replace(found, instead_of=role)
        return Holders(role=role, agency_id=agency_id, instead_of=role)

    def last_resort(self, role: Role, agency_id: int) -> Holders:
        """Those who look after messages that nobody can take: in the agency, or else anywhere."""
        able = [one for one in Role if Permission.DELIVERY_SEE in PERMISSIONS[one]]
        looking = held_on(self.at).filter(role__in=able)
        here = looking.filter(agency_id=agency_id)
        users = set((here if here.exists() else looking).values_list("user_id", flat=True))
        return Holders(
            role=role, agency_id=agency_id, user_ids=tuple(sorted(users)), instead_of=role
        )

    def is_open(self, agency_id: int) -> bool:
        """Whether it is within the agency's office hours."""
        return self.agency(agency_id).is_open

    def covers(self, agency_id: int) -> tuple[Covering, ...]:
        """What the agency's teams cover now."""
        self.expect([agency_id])
        return self._covers[agency_id]

    def _there(self, role: Role, agency_id: int, assigned: tuple[int, ...]) -> Holders:
        """Whoever holds this role, relieves it at this hour or stands in for it, in this agency."""
        relief = RELIEVED_BY.get(role)
        if relief is not None and not self.is_open(agency_id):
            found = self._there(relief, agency_id, ())
            if found:
                return found
        wanted = (role, *STANDS_IN.get(role, ()))
        for one in wanted:
            if one is role and assigned and not self._is_relieved(role, agency_id):
                return Holders(role=one, agency_id=agency_id, user_ids=assigned)
            teams = tuple(cover.team_id for cover in self.covers(agency_id) if cover.role == one)
            if teams:
                return Holders(role=one, agency_id=agency_id, team_ids=teams)
        for one, users in zip(wanted, self._holding(wanted, agency_id), strict=True):
            if users:
                return Holders(role=one, agency_id=agency_id, user_ids=users)
        return Holders(role=role, agency_id=agency_id)

    def _is_relieved(self, role: Role, agency_id: int) -> bool:
        """Whether a team takes this role's work outside office hours, and it is outside them."""
        return any(cover.role == role and cover.by_night_only for cover in self.covers(agency_id))

    def _holding(self, roles: Sequence[Role], agency_id: int) -> list[tuple[int, ...]]:
        """Who holds each of these roles in the agency."""
        unread = [role for role in roles if (agency_id, role) not in self._members]
        if unread:
            users: dict[str, set[int]] = {role: set() for role in unread}
            rows = held_on(self.at).filter(agency_id=agency_id, role__in=unread)
            for role, user_id in rows.values_list("role", "user_id"):
                users[role].add(user_id)
            for one in unread:
                self._members[agency_id, one] = tuple(sorted(users[one]))
        return [self._members[agency_id, role] for role in roles]

    def _asked(self, agency_id: int) -> tuple[int, ...]:
        """The agency, and the authority that a home or provider is in. Never a force."""
        above = self.agency(agency_id).authority_id
        return (agency_id,) if above is None else (agency_id, above)


def holders(role: Role, agency_id: int, at: datetime, *, assigned: Iterable[int] = ()) -> Holders:
    """Who holds the role in the agency at this instant, or is asked instead; see `Rota.holders`."""
    return Rota(at).holders(role, agency_id, assigned=assigned)


def in_office_hours(agency_id: int, at: datetime) -> bool:
    """Whether the agency's offices are open at this instant; see `_is_open`."""
    return Rota(at).is_open(agency_id)


def _agencies(agency_ids: Sequence[int], at: datetime) -> dict[int, Asked]:
    """These agencies as they are at an instant."""
    columns = ("pk", "name", "slug", "within_id", "within__kind")
    hours = ("office_hours__weekday", "office_hours__opens", "office_hours__closes")
    known: dict[int, tuple[str, str, int | None]] = {}
    opening: dict[int, list[_Hours]] = {one: [] for one in agency_ids}
    rows = Agency.objects.filter(pk__in=agency_ids).values_list(*columns, *hours)
    for pk, name, slug, within, kind, weekday, opens, closes in rows:
        known[pk] = name, slug, within if kind == AgencyKind.LOCAL_AUTHORITY else None
        if weekday is not None:
            opening[pk].append((weekday, opens, closes))
    return {
        one: Asked(name=name, slug=slug, authority_id=authority, is_open=_is_open(opening[one], at))
        for one, (name, slug, authority) in known.items()
    }


def _covering(open_now: Mapping[int, bool]) -> dict[int, tuple[Covering, ...]]:
    """What the teams of agencies cover, given which of these are open."""
    found: dict[int, list[Covering]] = {one: [] for one in open_now}
    rows = Cover.objects.filter(team__agency__in=open_now).order_by("team_id")
    for agency, team, role, when in rows.values_list("team__agency", "team_id", "role", "when"):
        by_night = when == Cover.When.OUT_OF_HOURS
        if _covers_now(when, is_open=open_now[agency]):
            found[agency].append(Covering(role=role, team_id=team, by_night_only=by_night))
    return {agency: tuple(some) for agency, some in found.items()}


_Hours = tuple[int, time, time]


def _is_open(hours: Sequence[_Hours], at: datetime) -> bool:
    """Whether an agency with these hours is open: never on a bank holiday.

    An agency that has set none is taken to be open from 09:00 to 17:00 on working days.
    """
    if not hours:
        return calendar.is_office_hours(to_microseconds(at))
    local = at.astimezone(LONDON)
    if local.weekday() < 5 and not calendar.is_working_day(local.date()):
        return False
    return any(
        weekday == local.weekday() and opens <= local.time() < closes
        for weekday, opens, closes in hours
    )


def works_as(actor: Actor, at: datetime) -> frozenset[Role]:
    """Every role whose work this person may do now: held, stood in for, covered, relieved."""
    if actor.agency_id is None:
        return frozenset()
    is_open, covered = _own(actor, at)
    roles = actor.roles | {Role(cover.role) for cover in covered}
    relieved = {role for role, relief in RELIEVED_BY.items() if relief in roles}
    if relieved and not is_open:
        roles |= relieved
    return acts_for(roles)


def _own(actor: Actor, at: datetime) -> tuple[bool, list[Covering]]:
    """Whether the actor's agency is open now, and what the actor's teams cover: one query, since
    every page asks it."""
    hours = ("office_hours__weekday", "office_hours__opens", "office_hours__closes")
    covers = ("mine__covers__role", "mine__covers__when", "mine")
    theirs = FilteredRelation("teams", condition=Q(teams__in=actor.team_ids))
    rows = Agency.objects.filter(pk=actor.agency_id or 0).annotate(mine=theirs)
    found = list(rows.values_list(*hours, *covers))
    opening = {(row[0], row[1], row[2]) for row in found if row[0] is not None}
    is_open = _is_open(sorted(opening), at)
    said = {(row[3], row[4], row[5]) for row in found if row[3] is not None}
    return is_open, [
        Covering(role=role, team_id=team, by_night_only=when == Cover.When.OUT_OF_HOURS)
        for role, when, team in sorted(said)
        if _covers_now(when, is_open=is_open)
    ]


def _covers_now(when: str, *, is_open: bool) -> bool:
    return when == Cover.When.ALWAYS or (when == Cover.When.OUT_OF_HOURS) is not is_open


def relieves(actor: Actor, at: datetime) -> frozenset[Role]:
    """Roles that others hold by day and whose work, whoever is named, is this person's now."""
    if actor.agency_id is None:
        return frozenset()
    is_open, mine = _own(actor, at)
    if is_open:
        return frozenset()
    by_night = {Role(one.role) for one in mine if one.by_night_only}
    roles = actor.roles | {Role(one.role) for one in mine}
    relieved = {role for role, relief in RELIEVED_BY.items() if relief in roles}
    return frozenset(by_night | relieved) - actor.roles


def may_take(actor: Actor, at: datetime) -> frozenset[Role]:
    """Every role whose handovers this person may take now: also those that climb to them."""
    return answers_for(works_as(actor, at))


def held_on(at: datetime) -> QuerySet[Membership]:
    """The memberships in force on the London day of this instant, of people with a live account."""
    day = at.astimezone(LONDON).date()
    return Membership.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gt=day), from_on__lte=day, user__is_active=True
    )
