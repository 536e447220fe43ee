"""The strategy meetings about an absence, beside it."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.access.sharing import Sight
from lantern.meetings import queries
from lantern.meetings.queries import Line
from lantern.vocabulary.meeting import MeetingState
from lantern.web import wording
from lantern.web.meetings.pages import STATES
from lantern.web.panels import Panel, PanelLine

if TYPE_CHECKING:
    from lantern.episodes.models import Episode


def of_episode(actor: Actor, episode: "Episode", sight: Sight, at: datetime) -> Panel | None:
    """Each meeting, and whether this person may arrange one; nothing where neither is so."""
    if episode.is_history:
        return None
    found = queries.of_episode(actor, episode, at=at, sight=sight)
    # What somebody may see of the child is known here already, and is not asked for again.
    may = bool(sight) and actor.holds(Permission.MEETING_ARRANGE)
    standing = any(not one.state.is_off for one in found)
    if not found and not may:
        return None
    text = "Arrange another meeting" if standing else "Arrange a strategy meeting"
    href = reverse("meetings:arrange", args=[episode.reference])
    return Panel(
        title="Strategy meetings",
        lines=tuple(_line(one) for one in found),
        actions=(PanelLine(text=text, href=href),) if may else (),
    )


def _line(one: Line) -> PanelLine:
    said = one.kind.label
    if one.state is MeetingState.HELD and one.review_on:
        said += f"; review on {wording.day(one.review_on)}"
    if one.cancelled_because:
        said += f"; {one.cancelled_because}"
    return PanelLine(
        text=wording.moment(one.held_at or one.starts_at),
        href=reverse("meetings:meeting", args=[one.reference]),
        tag=STATES[one.state],
        quiet=said,
    )
