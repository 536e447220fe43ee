"""Which agency a role of the protocol means for one child or absence: one table, from the facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.role import Role


@dataclass(frozen=True, kw_only=True)
class Places:
    """The agencies around one child: who answers for what."""

    responsible: int
    host: int
    force: int
    carer: int
    school: int
    assigned: Mapping[str, int] = field(default_factory=dict)
    """The agency of whoever acts for the child in a role now."""
    users: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """The people with accounts who act for the child in a role now."""
    nearby: Mapping[str, int] = field(default_factory=dict)
    """The agency of a kind that serves the responsible authority's area."""

    @property
    def agencies(self) -> frozenset[int]:
        """Every agency around the child that may owe something or be told."""
        named = (self.responsible, self.host, self.force, self.carer, self.school)
        return frozenset((*named, *self.assigned.values(), *self.nearby.values()))


_POLICE: Final = frozenset(
    {
        Role.POLICE,
        Role.CALL_HANDLER,
        Role.DUTY_INSPECTOR,
        Role.FORCE_INCIDENT_MANAGER,
        Role.SUPERINTENDENT,
        Role.SENIOR_POLICE_OFFICER,
        Role.INVESTIGATING_OFFICER,
        Role.POLICE_SUPERVISOR,
        Role.POLICE_MISSING_COORDINATOR,
    }
)
_CARE: Final = frozenset(
    {
        Role.CARER,
        Role.FOSTER_CARER,
        Role.HOME_MANAGER,
        Role.KEY_WORKER,
        Role.HOME_ON_CALL,
        Role.HOME_PROVIDER,
        Role.INDEPENDENT_VISITOR,
    }
)
_NEARBY: Final[Mapping[Role, AgencyKind]] = {
    Role.RETURN_INTERVIEW_PROVIDER: AgencyKind.INTERVIEW_PROVIDER,
    Role.DESIGNATED_HEALTH: AgencyKind.HEALTH,
    Role.HOME_OFFICE: AgencyKind.HOME_OFFICE,
    Role.SAFEGUARDING_BOARD: AgencyKind.SAFEGUARDING_BOARD,
}


def agency_of(role: Role, places: Places) -> int:
    """The agency that owes what the protocol asks of this role.

    Whoever acts for the child in the role comes first: a fostering service or an interviewer may
    belong to an agency of their own. Where a kind of agency is not there, the responsible authority
    answers: it is never nobody.
    """
    if role in places.assigned:
        return places.assigned[role]
    if role in _POLICE:
        return places.force
    if role in _CARE:
        return places.carer
    if role is Role.HOST_AUTHORITY:
        return places.host
    if role is Role.SCHOOL:
        return places.school
    kind = _NEARBY.get(role)
    return places.nearby.get(kind, places.responsible) if kind else places.responsible


def people_in(role: Role, places: Places) -> tuple[int, ...]:
    """The people with accounts who act for the child in this role, or for whom it stands."""
    if role is Role.RESPONSIBLE_AUTHORITY:
        return places.users.get(Role.SOCIAL_WORKER, ())
    return places.users.get(role, ())


NEARBY_KINDS: Final = frozenset(_NEARBY.values())
