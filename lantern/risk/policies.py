"""May they? The risk assessment made before any absence."""

from datetime import datetime

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.core.decision import Decision
from lantern.people.models import Child
from lantern.people.policies import may


def can_assess(actor: Actor, child: Child, *, at: datetime) -> Decision:
    """Carers and social care assess; the reviewing officer reviews (IFR L100, L106)."""
    return may(actor, Permission.RISK_ASSESS, child, at=at)
