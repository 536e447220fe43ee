"""A child's record opened for one page: the child, how much may be seen, and the instant."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from lantern.access.actor import Actor
from lantern.access.sharing import Sight
from lantern.core import clock
from lantern.people import queries
from lantern.web.requests import AuthenticatedRequest

if TYPE_CHECKING:
    from lantern.people.models import Child


@dataclass(frozen=True, kw_only=True)
class Opened:
    """Who opened which child's record, when, and what of it that shows."""

    actor: Actor
    child: "Child"
    sight: Sight
    at: datetime

    @property
    def href(self) -> str:
        """The child's page."""
        return reverse("children:page", args=[self.child.reference])


def opened(request: AuthenticatedRequest, reference: str, page: str) -> Opened:
    """The child's record, if the person may know of it; the look is recorded."""
    at = clock.now()
    look = queries.look(request.actor, reference, page=page, at=at)
    return Opened(actor=request.actor, child=look.child, sight=look.sight, at=at)
