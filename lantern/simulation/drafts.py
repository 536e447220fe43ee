"""The text that is simulated: of a draft in Lantern."""

from lantern.access.actor import Actor
from lantern.agreements import queries
from lantern.agreements.models import Draft
from lantern.core.errors import NotFound


def draft(actor: Actor, reference: str) -> Draft:
    """A draft, to whoever may see it; any, to the system."""
    if not actor.is_system:
        return queries.get(actor, reference)
    found = Draft.objects.select_related("agency").filter(reference=reference).first()
    if found is None:
        raise NotFound("draft", reference)
    return found
