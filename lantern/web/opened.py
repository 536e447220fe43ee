"""The absence on which somebody records something."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from lantern.access.actor import Actor
from lantern.web.wording import capital

if TYPE_CHECKING:
    from lantern.episodes.models import Episode


@dataclass(frozen=True, kw_only=True)
class Opened:
    """The absence that somebody has opened to record something on it."""

    actor: Actor
    episode: "Episode"
    now: datetime

    @property
    def name(self) -> str:
        """What the pages call the child."""
        return self.episode.child.given_name or "the child"

    def named(self, text: str) -> str:
        """A sentence with the child's name in it."""
        return capital(text.replace("{child}", self.name))
