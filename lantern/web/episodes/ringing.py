"""When to ring instead of waiting: Lantern never stands between a child and help."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from lantern.access.actor import Actor
from lantern.agreements import parameters
from lantern.episodes import queries
from lantern.notifications.queries import HandoverState
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.role import Role
from lantern.web import wording

if TYPE_CHECKING:
    from lantern.episodes.models import Episode

PATIENCE: Final = timedelta(minutes=10)
"""How long a report waits for a police officer where the partnership has set no time. SYS."""
POLICE: Final = frozenset(
    {
        Role.POLICE,
        Role.CALL_HANDLER,
        Role.DUTY_INSPECTOR,
        Role.FORCE_INCIDENT_MANAGER,
        Role.SUPERINTENDENT,
        Role.SENIOR_POLICE_OFFICER,
        Role.INVESTIGATING_OFFICER,
        Role.POLICE_SUPERVISOR,
        Role.POLICE_MISSING_COORDINATOR,
    }
)


def ring(actor: Actor, episode: "Episode", handed: Iterable[HandoverState], now: datetime) -> str:
    """The sentence that says to ring, when no police officer has taken the report in time."""
    if actor.agency_kind == AgencyKind.POLICE_FORCE or _police_have_it(episode):
        return ""
    opened = [one for one in handed if one.role in POLICE]
    if not opened or any(one.acknowledged_at for one in opened):
        return ""
    since = min(one.opened_at for one in opened)
    patience = parameters.length(
        episode.rulebook, "police_acknowledgement", since, otherwise=PATIENCE
    )
    if now < since + patience or _was_rung(episode):
        return ""
    return (
        f"Ring 101 now. No police officer has acknowledged this report in "
        f"{wording.length(now - since)}. Ring 999 if the child may be in danger."
    )


def _police_have_it(episode: "Episode") -> bool:
    """The child is back, or the police have decided something already."""
    return bool(episode.ended_at or episode.classification or episode.risk)


def _was_rung(episode: "Episode") -> bool:
    """Somebody has told the police, by telephone or otherwise."""
    return queries.latest(episode, "notified.police") is not None
