"""Who may open a record in an emergency, and who may judge that they did."""

from typing import Final

from lantern.access.actor import Actor
from lantern.access.models import EmergencyAccess
from lantern.access.permissions import Permission
from lantern.core.decision import Decision, allowed_if, first_refusal
from lantern.core.errors import Invalid

LEAST_REASON: Final = 15
"""Characters. A reason is read by somebody who was not there."""


def can_open(actor: Actor) -> Decision:
    """Whether the actor may open a record in an emergency at all."""
    return first_refusal(
        actor.holds(Permission.EMERGENCY_OPEN),
        allowed_if(not actor.is_system, "Only a person opens a record in an emergency."),
    )


def can_end(actor: Actor, emergency: EmergencyAccess) -> Decision:
    """Whoever opened a record may close it again."""
    return allowed_if(
        actor.id == emergency.by, "Only the person who opened the record can do this."
    )


def can_review(actor: Actor, emergency: EmergencyAccess) -> Decision:
    """The authority whose record it is reviews, or an auditor; never the person who opened it."""
    auditor = actor.holds(Permission.AUDIT_SEE)
    owner = actor.holds(Permission.EMERGENCY_REVIEW) and actor.agency_slug == emergency.authority
    return first_refusal(
        allowed_if(
            bool(auditor or owner),
            "A manager of the authority whose record it is reviews this, or an auditor.",
        ),
        allowed_if(
            actor.id != emergency.by, "You opened this record. Somebody else must review it."
        ),
    )


def require_reason(reason: str) -> None:
    """Do nothing for a reason that somebody else can judge; otherwise raise Invalid."""
    if len(reason.strip()) < LEAST_REASON:
        raise Invalid({"reason": "Say what has happened and why you need this record now"})
