"""Who should come to a strategy meeting, read from the record, and why (RO-160, RO-161).

Nobody is invited by this: a person keeps, adds or leaves out, and says why.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from lantern.accounts.models import User
from lantern.agencies.models import Agency
from lantern.core.words import capital
from lantern.episodes.models import Episode
from lantern.notifications.recipients import Rota
from lantern.people import known
from lantern.people.known import Assigned
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.meeting import MeetingKind, MemberCategory
from lantern.vocabulary.placement import PlacementKind, StatusKind
from lantern.vocabulary.risk import FlagKind, RiskLevel
from lantern.vocabulary.role import Role

CATEGORIES: Final[Mapping[Role, MemberCategory]] = {
    Role.FOSTER_CARER: MemberCategory.CARE,
    Role.CARER: MemberCategory.CARE,
    Role.KEY_WORKER: MemberCategory.CARE,
    Role.HOME_MANAGER: MemberCategory.CARE,
    Role.FOSTERING_SERVICE: MemberCategory.FOSTERING,
    Role.SCHOOL: MemberCategory.EDUCATION,
    Role.DESIGNATED_HEALTH: MemberCategory.HEALTH,
    Role.HOST_AUTHORITY: MemberCategory.HOST,
    Role.POLICE: MemberCategory.POLICE,
    Role.INVESTIGATING_OFFICER: MemberCategory.POLICE,
    Role.POLICE_MISSING_COORDINATOR: MemberCategory.POLICE,
}
"""On whose behalf somebody in a role comes; everybody else for social care."""
CONCERNS: Final = frozenset(
    {FlagKind.CHILD_SEXUAL_EXPLOITATION, FlagKind.TRAFFICKING, FlagKind.AT_RISK_IN_HOME}
)
"""Concerns for which the public protection unit comes (SCP L1040)."""


class _Period(Protocol):
    """A status or a concern, for a time."""

    @property
    def from_at(self) -> datetime: ...
    @property
    def until_at(self) -> datetime | None: ...
    @property
    def withdrawn_at(self) -> datetime | None: ...


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """Somebody who should come, on whose behalf, and why. Without an account: told by hand."""

    category: MemberCategory
    name: str
    why: str
    role: str = ""
    user_id: int | None = None
    agency_id: int | None = None

    @property
    def key(self) -> str:
        """The same person or post has the same key whenever it is proposed."""
        who = self.user_id or self.agency_id or ""
        name = "" if self.role else self.name[:24]
        return f"{self.category}:{self.role}:{who}:{name}"[:60]


def proposed(episode: Episode, kind: MeetingKind, *, at: datetime) -> tuple[Proposed, ...]:
    """Everybody whom the procedure and the record name, each once."""
    found: dict[str, Proposed] = {}
    for one in _Record(episode, kind, at).members():
        found.setdefault(one.key, one)
    return tuple(found.values())


class _Record:
    """What of the record says who should come, read once."""

    def __init__(self, episode: Episode, kind: MeetingKind, at: datetime) -> None:
        self.episode, self.kind, self.at = episode, kind, at
        self.child = episode.child
        self.assigned = known.assigned([self.child.pk], at=at).get(self.child.pk, ())
        self.flags = {FlagKind(one.kind) for one in known.flags(self.child) if _stands(one, at)}
        self.statuses = {
            StatusKind(one.kind) for one in known.statuses(self.child) if _stands(one, at)
        }
        self.rota = Rota(at)

    def members(self) -> Iterator[Proposed]:
        """In the order of the procedure: social care, care, police, education, health, family."""
        yield from self._social_care()
        yield from self._carers()
        yield from self._police()
        yield from self._health()
        yield from self._school()
        yield from self._host()
        yield from self._others()
        yield from self._family()

    def _social_care(self) -> Iterator[Proposed]:
        authority = self.episode.responsible_authority_id
        yield from self._acting_or(Role.SOCIAL_WORKER, authority, "The child’s social worker")
        looked_after = any(one.is_looked_after for one in self.statuses)
        if looked_after or self._acts(Role.INDEPENDENT_REVIEWING_OFFICER):
            yield from self._acting_or(
                Role.INDEPENDENT_REVIEWING_OFFICER, authority, "Reviews the child’s care plan"
            )
        if self.kind is MeetingKind.EXPLOITATION:
            yield from self._acting_or(
                Role.MASH, authority, "Consulted where exploitation or organised abuse is feared"
            )

    def _carers(self) -> Iterator[Proposed]:
        placement = self.episode.placement
        if placement is None:
            return
        is_foster = placement.kind == PlacementKind.FOSTER_CARE
        caring = (Role.FOSTER_CARER,) if is_foster else (Role.KEY_WORKER, Role.HOME_MANAGER)
        named = [role for role in caring if self._acts(role)]
        for role in named or caring[-1:]:
            yield from self._acting_or(role, placement.carer_id, "Cares for the child")
        if is_foster:
            yield from self._acting_or(
                Role.FOSTERING_SERVICE,
                self.episode.responsible_authority_id,
                "The fostering service must not be left out",
            )

    def _police(self) -> Iterator[Proposed]:
        force = self.episode.force_id
        if force is None:
            return
        yield from self._acting_or(
            Role.POLICE_MISSING_COORDINATOR,
            force,
            "Coordinates the police’s work on missing people",
        )
        yield self._post(MemberCategory.POLICE, "Neighbourhood officer", force, "Knows the area")
        at_home = self.kind is MeetingKind.PROTECTION_7_DAYS
        if at_home or self.flags & CONCERNS:
            why = (
                "Has to be there for a child on a protection plan or under section 47"
                if at_home
                else "A concern about exploitation or harm is on the record"
            )
            yield self._post(MemberCategory.POLICE, "Public protection unit", force, why)

    def _health(self) -> Iterator[Proposed]:
        is_high = self.episode.risk == RiskLevel.HIGH
        if not is_high and not self._acts(Role.DESIGNATED_HEALTH):
            return
        authority = self.episode.responsible_authority_id
        serving = Agency.objects.filter(kind=AgencyKind.HEALTH)
        near = serving.filter(within=authority).first() or serving.filter(within=None).first()
        why = "The risk is graded high" if is_high else "Works with the child"
        if near is not None:
            yield from self._acting_or(Role.DESIGNATED_HEALTH, near.pk, why)

    def _school(self) -> Iterator[Proposed]:
        if self.child.school_id is not None:
            yield from self._acting_or(Role.SCHOOL, self.child.school_id, "The child’s school")

    def _host(self) -> Iterator[Proposed]:
        host = self.episode.host_authority_id
        if host is not None and host != self.episode.responsible_authority_id:
            yield from self._acting_or(
                Role.HOST_AUTHORITY, host, "The child is placed in this authority’s area"
            )

    def _others(self) -> Iterator[Proposed]:
        """Anybody else who works with the child (SCP L1037)."""
        for one in self.assigned:
            yield _person(one, f"Acts for the child as {one.role.label}")

    def _family(self) -> Iterator[Proposed]:
        for one in known.contacts(self.child):
            if one.has_parental_responsibility and one.may_be_told:
                why = "Has parental responsibility, and may be told"
                yield Proposed(category=MemberCategory.FAMILY, name=one.name[:160], why=why)

    def _acts(self, role: Role) -> bool:
        return any(one.role is role for one in self.assigned)

    def _acting_or(self, role: Role, agency_id: int, why: str) -> Iterator[Proposed]:
        """Whoever acts for the child in the role; else whoever holds it there; else the post."""
        acting = [one for one in self.assigned if one.role is role]
        if acting:
            yield from (_person(one, why) for one in acting)
            return
        users = self.rota.holders(role, agency_id).user_ids
        name = self.rota.agency(agency_id).name
        category = CATEGORIES.get(role, MemberCategory.SOCIAL_CARE)
        only = User.objects.filter(pk=users[0]).first() if len(users) == 1 else None
        yield Proposed(
            category=category,
            role=role,
            user_id=only.pk if only else None,
            agency_id=agency_id,
            name=f"{only.name}, {name}" if only else f"{capital(role.label)}, {name}",
            why=why,
        )

    def _post(self, category: MemberCategory, post: str, agency_id: int, why: str) -> Proposed:
        name = f"{post}, {self.rota.agency(agency_id).name}"
        return Proposed(category=category, agency_id=agency_id, name=name, why=why)


def _person(one: Assigned, why: str) -> Proposed:
    return Proposed(
        category=CATEGORIES.get(one.role, MemberCategory.SOCIAL_CARE),
        role=one.role,
        user_id=one.user_id,
        agency_id=one.agency_id,
        name=f"{one.name}, {one.role.label}"[:160],
        why=why,
    )


def _stands(one: _Period, at: datetime) -> bool:
    """Whether a status or a concern holds at an instant."""
    return (
        one.withdrawn_at is None
        and one.from_at <= at
        and (one.until_at is None or one.until_at > at)
    )
