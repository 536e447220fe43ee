"""What is said of a member of staff and of the post they hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lantern.agencies.models import Agency, Team
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.role import Role


@dataclass(frozen=True, kw_only=True)
class StaffDetails:
    """Somebody who is to have an account."""

    email: str
    name: str
    telephone: str = ""


@dataclass(frozen=True, kw_only=True)
class Post:
    """A role in an agency, in one of its teams or in none."""

    agency: Agency
    role: Role
    team: Team | None = None


_EVERYWHERE: Final = {Role.ADMINISTRATOR}
_LARGE: Final = {Role.ADMINISTRATOR, Role.AUDITOR, Role.DATA_OFFICER, Role.PROTOCOL_OWNER}

ROLES: Final[Mapping[AgencyKind, frozenset[Role]]] = {
    kind: frozenset(roles)
    for kind, roles in {
        AgencyKind.POLICE_FORCE: _LARGE
        | {
            Role.CALL_HANDLER,
            Role.DUTY_INSPECTOR,
            Role.FORCE_INCIDENT_MANAGER,
            Role.SUPERINTENDENT,
            Role.SENIOR_POLICE_OFFICER,
            Role.INVESTIGATING_OFFICER,
            Role.POLICE_SUPERVISOR,
            Role.POLICE_MISSING_COORDINATOR,
            Role.POLICE,
        },
        AgencyKind.LOCAL_AUTHORITY: _LARGE
        | {
            Role.SOCIAL_WORKER,
            Role.TEAM_MANAGER,
            Role.EMERGENCY_DUTY_TEAM,
            Role.INDEPENDENT_REVIEWING_OFFICER,
            Role.MASH,
            Role.SENIOR_MANAGER,
            Role.MISSING_COORDINATOR,
            Role.FOSTERING_SERVICE,
            Role.FOSTERING_HEAD,
            Role.RESIDENTIAL_MANAGER,
            Role.HOST_AUTHORITY,
            Role.RESPONSIBLE_AUTHORITY,
            Role.RETURN_INTERVIEW_PROVIDER,
        },
        AgencyKind.CHILDRENS_HOME: _EVERYWHERE
        | {
            Role.HOME_MANAGER,
            Role.KEY_WORKER,
            Role.HOME_ON_CALL,
            Role.CARER,
            Role.HOME_PROVIDER,
            Role.INDEPENDENT_VISITOR,
        },
        AgencyKind.FOSTER_HOUSEHOLD: _EVERYWHERE | {Role.FOSTER_CARER, Role.CARER},
        AgencyKind.INTERVIEW_PROVIDER: _EVERYWHERE | {Role.RETURN_INTERVIEW_PROVIDER},
        AgencyKind.HEALTH: _EVERYWHERE | {Role.DESIGNATED_HEALTH},
        AgencyKind.SCHOOL: _EVERYWHERE | {Role.SCHOOL},
        AgencyKind.HOME_OFFICE: _EVERYWHERE | {Role.HOME_OFFICE},
        AgencyKind.SAFEGUARDING_BOARD: _LARGE | {Role.SAFEGUARDING_BOARD},
    }.items()
}
"""The roles that somebody may hold in each kind of agency."""
