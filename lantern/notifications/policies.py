"""Who may take a handover, read a message, or send again what could not be sent."""

from datetime import datetime

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.core.decision import Decision, allowed_if, first_refusal
from lantern.notifications.models import Handover, Message
from lantern.notifications.recipients import may_take
from lantern.vocabulary.role import Role


def can_acknowledge(actor: Actor, handover: Handover, at: datetime) -> Decision:
    """Whoever it names, or anyone who at this hour does the work of its role or of one above it."""
    asked = Role(handover.role).label
    return first_refusal(
        actor.holds(Permission.HANDOVER_ACKNOWLEDGE),
        allowed_if(
            actor.agency_id == handover.agency_id,
            f"This was handed to {handover.agency.name}. Somebody there has to take it.",
        ),
        allowed_if(
            handover.user_id == actor.user_id or Role(handover.role) in may_take(actor, at),
            f"This was handed to the {asked}. Your roles here do not take it on.",
        ),
    )


def can_read(actor: Actor, message: Message) -> Decision:
    """The person it is for, or anyone in the team it is for."""
    return allowed_if(
        message.user_id == actor.user_id if message.user_id else message.team_id in actor.team_ids,
        "This message is for somebody else.",
    )


def can_see_deliveries(actor: Actor) -> Decision:
    """Those who look after messages that could not be sent."""
    return actor.holds(Permission.DELIVERY_SEE)
