"""The return interviews of an absence or a child, beside it; or what was shared with this desk."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from lantern.access.actor import Actor
from lantern.access.sharing import Sight
from lantern.interviews import queries, standing
from lantern.vocabulary.interviewing import SharedWith
from lantern.web.interviews.pages import ACKNOWLEDGED, NOT_ACKNOWLEDGED, STATES, when
from lantern.web.panels import Panel, PanelLine

if TYPE_CHECKING:
    from lantern.episodes.models import Episode
    from lantern.interviews.models import Interview, Share
    from lantern.people.models import Child


def of_episode(actor: Actor, episode: "Episode", sight: Sight, at: datetime) -> Panel | None:
    """The interviews about one absence; or what of them this desk was given."""
    return _panel(queries.beside_episode(actor, episode, sight, at=at))


def of_child(actor: Actor, child: "Child", sight: Sight, at: datetime) -> Panel | None:
    """All the child's interviews that this person may read, or what they were given."""
    return _panel(queries.beside_child(actor, child, sight, at=at))


def _panel(found: queries.Beside) -> Panel | None:
    if not found.read and not found.given:
        return None
    return Panel(title="What the child said", lines=(*_lines(found.read), *_shared(found.given)))


def _lines(found: Iterable["Interview"]) -> Iterable[PanelLine]:
    return (
        PanelLine(
            text=f"Interview {one.reference}",
            href=reverse("interviews:interview", args=[one.reference]),
            tag=STATES[standing.state(one)],
            quiet=when(one),
        )
        for one in found
    )


def _shared(found: Iterable["Share"]) -> Iterable[PanelLine]:
    return (
        PanelLine(
            text=f"Shared with {SharedWith(one.recipient).label.lower()}",
            href=reverse("interviews:shared", args=[one.reference]),
            tag=ACKNOWLEDGED if hasattr(one, "acknowledgement") else NOT_ACKNOWLEDGED,
            quiet=when(one.interview),
        )
        for one in found
    )
