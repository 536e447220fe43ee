"""Teams, and the roles whose duties they do."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.agencies.details import TeamDetails
from lantern.agencies.events import TeamAdded, TeamAreasSet, TeamCovers, TeamCoversNoLonger
from lantern.agencies.models import Agency, Area, Cover, Team
from lantern.agencies.policies import can_administer
from lantern.audit.record import announce
from lantern.core.errors import Invalid, NotFound
from lantern.vocabulary.role import Role


@transaction.atomic
def add(
    agency: Agency, details: TeamDetails, *, by: Actor, at: datetime, areas: Sequence[Area] = ()
) -> Team:
    """Give an agency a team, with the areas it covers (none means all of them)."""
    can_administer(by, agency).require()
    if not details.name.strip():
        raise Invalid({"name": "Enter the team’s name"})
    _check(areas, agency)
    team = Team.objects.create(
        agency=agency,
        name=details.name.strip(),
        email=details.email,
        telephone=details.telephone,
    )
    team.areas.set(areas)
    announce(TeamAdded(about=agency.slug, by=by.id, at=at, team_id=team.pk))
    return team


@transaction.atomic
def cover(
    team: Team, *, by: Actor, at: datetime, role: Role, when: Cover.When = Cover.When.ALWAYS
) -> Cover:
    """Let a team do what a role owes: always, in office hours only, or outside them."""
    can_administer(by, team.agency).require()
    covered, _ = Cover.objects.update_or_create(team=team, role=role, defaults={"when": when})
    announce(
        TeamCovers(
            about=team.agency.slug,
            by=by.id,
            at=at,
            team_id=team.pk,
            role=role.value,
            when=when.value,
        )
    )
    return covered


@transaction.atomic
def uncover(team: Team, *, by: Actor, at: datetime, role: Role) -> None:
    """Take a role from a team: what it owes comes to whoever else covers or holds the role."""
    can_administer(by, team.agency).require()
    gone, _ = Cover.objects.filter(team=team, role=role).delete()
    if not gone:
        raise NotFound("cover", role.value)
    announce(
        TeamCoversNoLonger(
            about=team.agency.slug, by=by.id, at=at, team_id=team.pk, role=role.value
        )
    )


@transaction.atomic
def set_areas(team: Team, areas: Sequence[Area], *, by: Actor, at: datetime) -> None:
    """Say which parts of the agency's area a team covers, in place of those said before."""
    can_administer(by, team.agency).require()
    _check(areas, team.agency)
    team.areas.set(areas)
    names = ", ".join(area.name for area in areas) or "all"
    announce(TeamAreasSet(about=team.agency.slug, by=by.id, at=at, team_id=team.pk, areas=names))


def _check(areas: Sequence[Area], agency: Agency) -> None:
    if any(area.agency_id != agency.pk for area in areas):
        raise Invalid({"areas": f"Choose areas of {agency.name}"})
