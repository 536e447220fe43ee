"""The invented agencies, their teams, homes and staff: one force area, or forty."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from bench.drawing import full_name, reference
from lantern.accounts.models import Membership, User
from lantern.agencies.models import Agency, Cover, Team
from lantern.placements.models import Home
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.role import Role

ALWAYS, BY_DAY, BY_NIGHT = Cover.When.ALWAYS, Cover.When.OFFICE_HOURS, Cover.When.OUT_OF_HOURS
_CARE: Final = ((Role.CARER, ALWAYS), (Role.HOME_MANAGER, ALWAYS))


@dataclass(frozen=True)
class Size:
    """How much of everything there is."""

    forces: int
    authorities: int
    homes: int
    households: int
    social_workers: int
    rulebook: str


AREA: Final = Size(1, 7, 16, 40, 40, "birmingham-2015")
ENGLAND: Final = Size(40, 152, 19, 40, 60, "dfe-2014")
"""About 150 authorities, 40 forces and three thousand homes; homes and the rest by authority."""


@dataclass
class Person:
    """Somebody who writes in records."""

    user: User
    agency: Agency
    role: Role
    team: Team | None = None


@dataclass
class Carer:
    """A home or a foster household, and who works there."""

    agency: Agency
    authority: "Authority"
    staff: list[Person]
    is_home: bool


@dataclass
class Force:
    """A police force and its people."""

    agency: Agency
    handlers: list[Person] = field(default_factory=list)
    inspectors: list[Person] = field(default_factory=list)
    officers: list[Person] = field(default_factory=list)
    control_room: Team | None = None
    inspectors_team: Team | None = None


@dataclass
class Authority:
    """An authority, its people, and what is in its area."""

    agency: Agency
    force: Force
    number: int
    people: dict[Role, list[Person]] = field(default_factory=dict)
    carers: list[Carer] = field(default_factory=list)
    provider: Agency | None = None
    interviewers: list[Person] = field(default_factory=list)
    team: Team | None = None


class World:
    """All agencies, written to the database, and whoever works there."""

    def __init__(self, size: Size, seed: int, now: datetime, years: int) -> None:
        self.size = size
        self.now = now
        self.since = now - timedelta(days=366 * (years + 1))
        self.chance = random.Random(f"{seed} world")
        self.people = 0
        self.bodies = 0
        self.memberships: list[Membership] = []
        self.covers: list[Cover] = []
        self.homes: list[Home] = []
        self.agencies: list[Agency] = []
        self.teams: list[Team] = []
        self.users: list[User] = []
        self.own: dict[int, bool] = {}
        self.forces = [self._force(number) for number in range(size.forces)]
        self.authorities = [self._authority(number) for number in range(size.authorities)]
        self._write()

    def _write(self) -> None:
        Agency.objects.bulk_create(self.agencies, batch_size=500)
        Team.objects.bulk_create(self.teams, batch_size=500)
        User.objects.bulk_create(self.users, batch_size=500)
        Membership.objects.bulk_create(self.memberships, batch_size=500)
        Cover.objects.bulk_create(self.covers, batch_size=500)
        Home.objects.bulk_create(self.homes, batch_size=500)

    def _agency(self, name: str, kind: AgencyKind, within: Agency | None, code: str = "") -> Agency:
        self.bodies += 1
        slug = f"{kind.value.replace('_', '-')[:24]}-{self.bodies}"
        authority = kind == AgencyKind.LOCAL_AUTHORITY
        agency = Agency(
            pk=self.bodies,
            slug=slug,
            name=name,
            kind=kind,
            code=code,
            within=within,
            telephone=f"01632 {960000 + self.bodies % 1000}",
            rulebook=self.size.rulebook if authority else "",
            first_day_on=self.now.date() - timedelta(days=14) if authority else None,
            recorded_at=self.since,
        )
        self.agencies.append(agency)
        return agency

    def _team(self, agency: Agency, name: str, *covers: tuple[Role, str]) -> Team:
        team = Team(
            pk=len(self.teams) + 1,
            agency=agency,
            name=name,
            email=f"{name.lower().replace(' ', '.')}@{agency.slug}.example",
            recorded_at=self.since,
        )
        self.teams.append(team)
        self.covers += [
            Cover(team=team, role=role, when=when, recorded_at=self.since) for role, when in covers
        ]
        return team

    def _person(self, agency: Agency, role: Role, team: Team | None = None) -> Person:
        self.people += 1
        given, family = full_name(self.chance)
        user = User(
            pk=self.people,
            reference=reference("S", self.people),
            email=f"{given}.{family}.{self.people}@{agency.slug}.example".lower(),
            name=f"{given} {family}",
            telephone="01632 960000",
            password="!",  # noqa: S106  nobody can sign in with it
        )
        self.users.append(user)
        self.memberships.append(
            Membership(
                user=user,
                agency=agency,
                team=team,
                role=role,
                from_on=self.since.date(),
                recorded_at=self.since,
            )
        )
        return Person(user=user, agency=agency, role=role, team=team)

    def _force(self, number: int) -> Force:
        _, name = full_name(self.chance)
        agency = self._agency(f"{name} Police", AgencyKind.POLICE_FORCE, None)
        force = Force(agency=agency)
        force.control_room = self._team(
            agency, "Control room", (Role.POLICE, ALWAYS), (Role.CALL_HANDLER, ALWAYS)
        )
        force.inspectors_team = self._team(
            agency,
            "Duty inspectors",
            (Role.DUTY_INSPECTOR, ALWAYS),
            (Role.FORCE_INCIDENT_MANAGER, ALWAYS),
        )
        unit = self._team(agency, "Missing persons unit", (Role.POLICE_MISSING_COORDINATOR, BY_DAY))
        for _ in range(12):
            force.handlers.append(self._person(agency, Role.CALL_HANDLER, force.control_room))
            force.officers.append(self._person(agency, Role.INVESTIGATING_OFFICER, unit))
        for _ in range(6):
            force.inspectors.append(
                self._person(agency, Role.DUTY_INSPECTOR, force.inspectors_team)
            )
        self._person(agency, Role.POLICE_MISSING_COORDINATOR, unit)
        return force

    def _authority(self, number: int) -> Authority:
        _, name = full_name(self.chance)
        force = self.forces[number % len(self.forces)]
        agency = self._agency(
            f"{name} Council", AgencyKind.LOCAL_AUTHORITY, force.agency, f"E99{number:06d}"
        )
        authority = Authority(agency=agency, force=force, number=number)
        self._offices(authority)
        provider = self._agency(f"{name} Returns", AgencyKind.INTERVIEW_PROVIDER, agency)
        team = self._team(provider, "Interviewers", (Role.RETURN_INTERVIEW_PROVIDER, ALWAYS))
        authority.provider = provider
        authority.interviewers = [
            self._person(provider, Role.RETURN_INTERVIEW_PROVIDER, team) for _ in range(6)
        ]
        health = self._agency(f"{name} Health", AgencyKind.HEALTH, agency)
        nurses = self._team(health, "Nurses", (Role.DESIGNATED_HEALTH, BY_DAY))
        self._person(health, Role.DESIGNATED_HEALTH, nurses)
        for one in range(self.size.homes + self.size.households):
            authority.carers.append(self._carer(authority, is_home=one < self.size.homes))
        return authority

    def _offices(self, authority: Authority) -> None:
        agency = authority.agency
        day = [Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.HOST_AUTHORITY]
        day.append(Role.RESPONSIBLE_AUTHORITY)
        team = self._team(agency, "Children in care team", *((role, BY_DAY) for role in day))
        duty = self._team(
            agency,
            "Emergency duty team",
            (Role.EMERGENCY_DUTY_TEAM, ALWAYS),
            *((role, BY_NIGHT) for role in day),
        )
        hub = self._team(
            agency, "Safeguarding hub", (Role.MASH, BY_DAY), (Role.MISSING_COORDINATOR, BY_DAY)
        )
        fostering = self._team(
            agency,
            "Fostering service",
            (Role.FOSTERING_SERVICE, BY_DAY),
            (Role.FOSTERING_HEAD, BY_DAY),
        )
        reviewing = self._team(
            agency, "Reviewing officers", (Role.INDEPENDENT_REVIEWING_OFFICER, BY_DAY)
        )
        authority.team = team
        wanted = (
            (Role.SOCIAL_WORKER, team, self.size.social_workers),
            (Role.TEAM_MANAGER, team, 4),
            (Role.EMERGENCY_DUTY_TEAM, duty, 6),
            (Role.MASH, hub, 4),
            (Role.MISSING_COORDINATOR, hub, 1),
            (Role.FOSTERING_SERVICE, fostering, 4),
            (Role.FOSTERING_HEAD, fostering, 1),
            (Role.INDEPENDENT_REVIEWING_OFFICER, reviewing, 8),
            (Role.RESIDENTIAL_MANAGER, None, 1),
            (Role.DATA_OFFICER, None, 1),
        )
        for role, where, count in wanted:
            authority.people[role] = [self._person(agency, role, where) for _ in range(count)]

    def _carer(self, authority: Authority, *, is_home: bool) -> Carer:
        given, family = full_name(self.chance)
        kind = AgencyKind.CHILDRENS_HOME if is_home else AgencyKind.FOSTER_HOUSEHOLD
        name = f"{family} House" if is_home else f"The {family} household"
        agency = self._agency(name, kind, authority.agency)
        team = self._team(agency, "Staff", *_CARE) if is_home else None
        roles = [Role.HOME_MANAGER, Role.KEY_WORKER, Role.KEY_WORKER]
        staff = [
            self._person(agency, role, team) for role in (roles if is_home else [Role.FOSTER_CARER])
        ]
        own = self.chance.random() < (0.3 if is_home else 0.6)
        self.own[agency.pk] = own
        self.homes.append(
            Home(
                agency=agency,
                address=f"{self.bodies % 140 + 1} {family} Road",
                postcode="ZZ99 3WZ",
                provider="" if own else f"{given} Care",
                run_by=authority.agency if own else None,
                recorded_at=self.since,
            )
        )
        return Carer(agency=agency, authority=authority, staff=staff, is_home=is_home)
