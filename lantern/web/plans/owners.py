"""Who may be asked to do something for a child: the people around the child, then roles."""

from datetime import datetime
from typing import TYPE_CHECKING, Final

from lantern.people.queries import assigned
from lantern.vocabulary.role import Role
from lantern.web.wording import capital

if TYPE_CHECKING:
    from lantern.people.models import Child

ROLES: Final = (
    Role.SOCIAL_WORKER,
    Role.TEAM_MANAGER,
    Role.EMERGENCY_DUTY_TEAM,
    Role.CARER,
    Role.HOME_MANAGER,
    Role.KEY_WORKER,
    Role.FOSTERING_SERVICE,
    Role.INDEPENDENT_REVIEWING_OFFICER,
    Role.MISSING_COORDINATOR,
    Role.MASH,
    Role.HOST_AUTHORITY,
    Role.POLICE,
    Role.INVESTIGATING_OFFICER,
    Role.POLICE_MISSING_COORDINATOR,
    Role.RETURN_INTERVIEW_PROVIDER,
    Role.DESIGNATED_HEALTH,
    Role.SCHOOL,
)
"""Roles that a plan gives something to do (RO-160), social care first."""


def owners(child: "Child", at: datetime) -> list[tuple[str, str]]:
    """Value and label of each: people by name first, then roles in the child's own agencies."""
    people = [
        (f"{one.role}:{one.user_id}:{one.agency_id}", f"{one.name}, {one.role.label}")
        for one in assigned([child.pk], at=at).get(child.pk, ())
        if one.user_id is not None
    ]
    return people + [(role.value, capital(role.label)) for role in ROLES]


def owner_of(value: str) -> dict[str, object]:
    """Who was chosen: the role, and the person and agency where a person was."""
    role, _, rest = value.partition(":")
    user, _, agency = rest.partition(":")
    if not user:
        return {"role": Role(role)}
    return {"role": Role(role), "person_id": int(user), "agency_id": int(agency)}
