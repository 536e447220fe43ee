"""Whoever is doing this: a person in an agency, or a part of the system with a name."""

from dataclasses import dataclass, field
from functools import cached_property

from lantern.access.permissions import Permission
from lantern.access.roles import PERMISSIONS
from lantern.core.decision import ALLOWED, Decision, refused
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.role import Role


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who is asking or acting. `id` is a public reference, fit for the audit trail.

    A person acts in one agency at a time, with the roles held there. A system actor has neither,
    may do what its name says, and never appears behind a page.
    """

    id: str
    name: str
    user_id: int | None = None
    agency_id: int | None = None
    agency_slug: str = ""
    agency_name: str = ""
    agency_kind: AgencyKind | None = None
    roles: frozenset[Role] = field(default_factory=frozenset)
    team_ids: frozenset[int] = field(default_factory=frozenset)
    # A page asks by itself on this person's behalf; whether they are looking, nobody knows.
    is_polling: bool = False

    @property
    def is_system(self) -> bool:
        """Whether this is a part of the system and not a person."""
        return self.user_id is None

    @cached_property
    def permissions(self) -> frozenset[Permission]:
        """All that the actor's roles allow."""
        return frozenset().union(*(PERMISSIONS[role] for role in self.roles))

    def holds(self, permission: Permission) -> Decision:
        """Whether one of the actor's roles allows this."""
        if self.is_system or permission in self.permissions:
            return ALLOWED
        return refused(_refusal(self, permission))


def system_actor(name: str) -> Actor:
    """A part of the system, such as the worker, named in the audit trail."""
    return Actor(id=f"system:{name}", name=name)


def _refusal(actor: Actor, permission: Permission) -> str:
    able = [role.label for role, allowed in PERMISSIONS.items() if permission in allowed]
    mine = ", ".join(sorted(role.label for role in actor.roles)) or "no role"
    if not able:
        return "Nobody may do this."
    some = " or ".join(able[:3])
    article = "an" if some[0] in "aeiou" else "a"
    return f"Your role here ({mine}) does not allow this. Ask {article} {some}."
