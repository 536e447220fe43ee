"""Teams, and the roles whose duties they do."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.agencies.details import TeamDetails
from lantern.agencies.events import TeamAdded, TeamCovers
from lantern.agencies.models import Agency, Area, Cover, Team
from lantern.agencies.policies import can_administer
from lantern.audit.record import announce
from lantern.core.errors import Invalid
from lantern.vocabulary.role import Role


@transaction.atomic
def add(
    agency: Agency, details: TeamDetails, *, by: Actor, at: datetime, areas: Sequence[Area] = ()
) -> Team:
    """Give an agency a team, with the areas it covers (none means all of them)."""
    can_administer(by, agency).require()
    if not details.name.strip():
        raise Invalid({"name": "Enter the team’s name"})
    if any(area.agency_id != agency.pk for area in areas):
        raise Invalid({"areas": f"Choose areas of {agency.name}"})
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
