"""May they? Placements, profiles and photographs."""

from datetime import datetime

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.core.decision import Decision
from lantern.people.models import Child
from lantern.people.policies import may


def can_place(actor: Actor, child: Child, *, at: datetime) -> Decision:
    """Where the child is placed: the authority's decision."""
    return may(actor, Permission.PLACEMENT_CHANGE, child, at=at)


def can_draw_up_profile(actor: Actor, child: Child, *, at: datetime) -> Decision:
    """The profile kept ready: the social worker with the carer (SCP L981)."""
    return may(actor, Permission.PROFILE_DRAW_UP, child, at=at)


def can_add_photograph(actor: Actor, child: Child, *, at: datetime) -> Decision:
    """A recent photograph belongs to the profile."""
    return may(actor, Permission.PROFILE_DRAW_UP, child, at=at)
