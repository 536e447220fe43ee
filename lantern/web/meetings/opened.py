"""The absence or the meeting that a page is about, opened for whoever asks."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from lantern.access.actor import Actor
from lantern.access.sharing import Sight
from lantern.core import clock
from lantern.episodes import queries as episodes
from lantern.meetings import queries
from lantern.web.requests import AuthenticatedRequest

if TYPE_CHECKING:
    from lantern.episodes.models import Episode
    from lantern.meetings.queries import Seen


@dataclass(frozen=True, kw_only=True)
class Absence:
    """Who opened which absence, when, and how much of the record that shows."""

    actor: Actor
    episode: "Episode"
    sight: Sight
    at: datetime


def absence(request: AuthenticatedRequest, reference: str) -> Absence:
    """The absence for which a meeting is arranged."""
    at = clock.now()
    look = episodes.look(request.actor, reference, page="meeting", at=at)
    return Absence(actor=request.actor, episode=look.episode, sight=look.sight, at=at)


def meeting(
    request: AuthenticatedRequest, reference: str, *, page: str = "meeting"
) -> tuple["Seen", datetime]:
    """One meeting, as this person may see it."""
    at = clock.now()
    return queries.get(request.actor, reference, page=page, at=at), at
