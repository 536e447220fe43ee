"""The cast: the invented partnership, made by the same actions as any other."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final

from django.db import transaction

from lantern.access.actor import Actor, system_actor
from lantern.accounts.actions import staff
from lantern.accounts.actors import actor_of
from lantern.accounts.details import Post, StaffDetails
from lantern.agencies.actions import agencies, office_hours, teams
from lantern.agencies.details import AgencyDetails, Opening, TeamDetails
from lantern.core.instants import day_in_london
from lantern.demo.identifiers import landlines, mobiles
from lantern.demo.partnership import BODIES, DESKS, PEOPLE, Body, Desk, Person
from lantern.vocabulary.agency import AgencyKind

if TYPE_CHECKING:
    from lantern.accounts.models import User
    from lantern.agencies.models import Agency, Team

MAKER: Final = system_actor("demonstration")
WEEKDAYS: Final = tuple(Opening(weekday=day, opens=time(9), closes=time(17)) for day in range(5))
_KEEPS_HOURS: Final = {AgencyKind.LOCAL_AUTHORITY, AgencyKind.SCHOOL, AgencyKind.HEALTH}


@dataclass(frozen=True, kw_only=True)
class Partnership:
    """Agencies by slug, teams by agency and name, and the cast by key."""

    agencies: Mapping[str, "Agency"]
    teams: Mapping[tuple[str, str], "Team"]
    users: Mapping[str, "User"]
    actors: Mapping[str, Actor]


@transaction.atomic
def make(
    *,
    at: datetime,
    bodies: Iterable[Body] = BODIES,
    desks: Iterable[Desk] = DESKS,
    people: Iterable[Person] = PEOPLE,
    rulebook_from: date | None = None,
) -> Partnership:
    """Make agencies, teams and people; on a database that has none of them yet.

    `rulebook_from` is the first day on which the provider works to a rulebook of its own.
    """
    found = _make_agencies(bodies, at, rulebook_from)
    desk_of = {(desk.agency, desk.name): _make_team(found, desk, at) for desk in desks}
    telephones = mobiles()
    users = {one.key: _make_person(one, found, desk_of, telephones, at) for one in people}
    return Partnership(
        agencies=found,
        teams=desk_of,
        users=users,
        actors={key: _actor(user, at) for key, user in users.items()},
    )


def _make_agencies(
    bodies: Iterable[Body], at: datetime, rulebook_from: date | None
) -> dict[str, "Agency"]:
    found: dict[str, Agency] = {}
    telephones = landlines()
    for body in bodies:
        details = AgencyDetails(
            slug=body.slug,
            name=body.name,
            kind=body.kind,
            code=body.code,
            telephone=next(telephones),
            within=found.get(body.within),
            rulebook=body.rulebook,
            rulebook_from=rulebook_from if body.kind == AgencyKind.INTERVIEW_PROVIDER else None,
        )
        found[body.slug] = agencies.add(details, by=MAKER, at=at)
        if body.kind in _KEEPS_HOURS:
            office_hours.set_week(found[body.slug], WEEKDAYS, by=MAKER, at=at)
    return found


def _make_team(found: Mapping[str, "Agency"], desk: Desk, at: datetime) -> "Team":
    details = TeamDetails(name=desk.name, email=desk.email)
    team = teams.add(found[desk.agency], details, by=MAKER, at=at)
    for role, when in desk.covers:
        teams.cover(team, by=MAKER, at=at, role=role, when=when)
    return team


def _make_person(
    person: Person,
    found: Mapping[str, "Agency"],
    desk_of: Mapping[tuple[str, str], "Team"],
    telephones: Iterator[str],
    at: datetime,
) -> "User":
    details = StaffDetails(
        email=f"{person.name.lower().replace(' ', '.')}@{person.agency}.example",
        name=person.name,
        telephone=next(telephones),
    )
    post = Post(
        agency=found[person.agency],
        role=person.role,
        team=desk_of.get((person.agency, person.team)),
    )
    return staff.invite(details, post, by=MAKER, at=at)


def _actor(user: "User", at: datetime) -> Actor:
    actor = actor_of(user, on=day_in_london(at))
    if actor is None:
        raise LookupError(f"{user} holds no role")
    return actor
