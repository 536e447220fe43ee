"""Who brings records in, and who says which child they are about."""

from lantern.access.actor import Actor
from lantern.agencies.models import Agency
from lantern.core.decision import Decision, allowed_if, first_refusal
from lantern.intake.models import Doubt
from lantern.people import policies as people


def can_bring_in(actor: Actor, authority: Agency) -> Decision:
    """The data officer and the administrator of the authority whose records they are."""
    return people.can_bring_in(actor, authority)


def can_decide(actor: Actor, doubt: Doubt) -> Decision:
    """Whoever may bring the rows in says whom they are about, once."""
    authority = doubt.arrived_row.authority
    if authority is None:
        raise ValueError(f"the rows of doubt {doubt.pk} are no authority's")
    return first_refusal(
        can_bring_in(actor, authority),
        allowed_if(not doubt.decision, "Somebody has decided this already."),
    )
