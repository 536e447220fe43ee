"""Who may stand in for a role, and who is asked next when nobody is there or nobody answers."""

from collections.abc import Iterable, Mapping
from typing import Final

from lantern.vocabulary.role import Role

NEXT: Final[Mapping[Role, Role]] = {
    Role.POLICE: Role.CALL_HANDLER,
    Role.CALL_HANDLER: Role.DUTY_INSPECTOR,
    Role.INVESTIGATING_OFFICER: Role.POLICE_SUPERVISOR,
    Role.POLICE_SUPERVISOR: Role.DUTY_INSPECTOR,
    Role.POLICE_MISSING_COORDINATOR: Role.DUTY_INSPECTOR,
    Role.DUTY_INSPECTOR: Role.FORCE_INCIDENT_MANAGER,
    Role.FORCE_INCIDENT_MANAGER: Role.SUPERINTENDENT,
    Role.SENIOR_POLICE_OFFICER: Role.SUPERINTENDENT,
    Role.RESPONSIBLE_AUTHORITY: Role.SOCIAL_WORKER,
    Role.SOCIAL_WORKER: Role.TEAM_MANAGER,
    Role.TEAM_MANAGER: Role.SENIOR_MANAGER,
    Role.EMERGENCY_DUTY_TEAM: Role.SENIOR_MANAGER,
    Role.HOST_AUTHORITY: Role.MISSING_COORDINATOR,
    Role.INDEPENDENT_REVIEWING_OFFICER: Role.SENIOR_MANAGER,
    Role.MASH: Role.TEAM_MANAGER,
    Role.FOSTERING_SERVICE: Role.FOSTERING_HEAD,
    Role.FOSTERING_HEAD: Role.SENIOR_MANAGER,
    Role.RESIDENTIAL_MANAGER: Role.SENIOR_MANAGER,
    Role.DATA_OFFICER: Role.SENIOR_MANAGER,
    Role.SENIOR_MANAGER: Role.MISSING_COORDINATOR,
    Role.CARER: Role.HOME_MANAGER,
    Role.FOSTER_CARER: Role.FOSTERING_SERVICE,
    Role.KEY_WORKER: Role.HOME_MANAGER,
    Role.HOME_MANAGER: Role.HOME_ON_CALL,
    Role.HOME_ON_CALL: Role.HOME_PROVIDER,
    Role.HOME_PROVIDER: Role.RESIDENTIAL_MANAGER,
    Role.RETURN_INTERVIEW_PROVIDER: Role.MISSING_COORDINATOR,
    Role.DESIGNATED_HEALTH: Role.MISSING_COORDINATOR,
    Role.SCHOOL: Role.MISSING_COORDINATOR,
    Role.HOME_OFFICE: Role.MISSING_COORDINATOR,
}
"""The next rung. A role without one is the top of its ladder (nobody is asked after it)."""

STANDS_IN: Final[Mapping[Role, tuple[Role, ...]]] = {
    Role.POLICE: (
        Role.CALL_HANDLER,
        Role.DUTY_INSPECTOR,
        Role.INVESTIGATING_OFFICER,
        Role.POLICE_SUPERVISOR,
        Role.FORCE_INCIDENT_MANAGER,
        Role.POLICE_MISSING_COORDINATOR,
    ),
    Role.SENIOR_POLICE_OFFICER: (Role.SUPERINTENDENT, Role.FORCE_INCIDENT_MANAGER),
    Role.CARER: (
        Role.HOME_MANAGER,
        Role.KEY_WORKER,
        Role.FOSTER_CARER,
        Role.HOME_ON_CALL,
        # In an authority: what a carer owes for a child who has none with an account.
        Role.SOCIAL_WORKER,
        Role.EMERGENCY_DUTY_TEAM,
    ),
    Role.RESPONSIBLE_AUTHORITY: (
        Role.SOCIAL_WORKER,
        Role.EMERGENCY_DUTY_TEAM,
        Role.TEAM_MANAGER,
        Role.MISSING_COORDINATOR,
    ),
    Role.HOST_AUTHORITY: (
        Role.MISSING_COORDINATOR,
        Role.MASH,
        Role.SOCIAL_WORKER,
        Role.EMERGENCY_DUTY_TEAM,
        Role.TEAM_MANAGER,
    ),
}
"""Owners that a protocol names without naming a post: any of these may act for them, in order."""

RELIEVED_BY: Final[Mapping[Role, Role]] = {
    Role.SOCIAL_WORKER: Role.EMERGENCY_DUTY_TEAM,
    Role.TEAM_MANAGER: Role.EMERGENCY_DUTY_TEAM,
    Role.RESPONSIBLE_AUTHORITY: Role.EMERGENCY_DUTY_TEAM,
    Role.HOST_AUTHORITY: Role.EMERGENCY_DUTY_TEAM,
    Role.MASH: Role.EMERGENCY_DUTY_TEAM,
}
"""Who does a role's work outside office hours, in an authority that has such a team (SCP L1008)."""


def rungs(role: Role) -> tuple[Role, ...]:
    """The role and each role above it, in the order in which they are asked."""
    climbed = [role]
    while (above := NEXT.get(climbed[-1])) is not None and above not in climbed:
        climbed.append(above)
    return tuple(climbed)


def acts_for(roles: Iterable[Role]) -> frozenset[Role]:
    """Every role whose work these roles may do: their own, and those they stand in for."""
    mine = frozenset(roles)
    return mine | {named for named, able in STANDS_IN.items() if mine & frozenset(able)}


def answers_for(roles: Iterable[Role]) -> frozenset[Role]:
    """Every role whose handovers these roles may take: also those that climb to them."""
    mine = acts_for(roles)
    return frozenset(role for role in Role if mine & frozenset(rungs(role))) | mine
