"""Who may ask for a simulation of a draft, and who may see what came of it."""

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.agreements import policies
from lantern.agreements.models import Draft
from lantern.core.decision import Decision, first_refusal


def can_simulate(actor: Actor, draft: Draft) -> Decision:
    """Whoever may draft the authority's protocol; the draft itself may be adopted or withdrawn."""
    return first_refusal(
        actor.holds(Permission.PROTOCOL_DRAFT), policies.acts_for(actor, draft.agency)
    )


def can_see(actor: Actor, draft: Draft) -> Decision:
    """Whoever may see the draft may see what it would have meant, in figures."""
    return policies.can_see(actor, draft)
