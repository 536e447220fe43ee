"""What is still to do in the plan, beside an absence and beside the child."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from lantern.access.actor import Actor
from lantern.access.sharing import Sight
from lantern.plans import queries
from lantern.plans.queries import ActionLine
from lantern.web.panels import Panel, PanelLine
from lantern.web.plans.pages import row

if TYPE_CHECKING:
    from lantern.episodes.models import Episode
    from lantern.people.models import Child

SHOWN = 6
"""How many actions stand on the page; the plan itself has the rest."""


def of_episode(actor: Actor, episode: "Episode", sight: Sight, at: datetime) -> Panel | None:
    """The actions agreed for one absence; nothing where there are none."""
    found = queries.actions_of_episode(actor, episode, sight)
    return _panel("Plan", found, episode.child, at) if found else None


def of_child(actor: Actor, child: "Child", sight: Sight, at: datetime) -> Panel | None:
    """The actions of the child's plan that are still to do."""
    found = queries.actions_of_child(actor, child, sight)
    to_do = [one for one in found if one.is_open]
    return _panel("Plan", to_do, child, at) if found else None


def _panel(title: str, found: Sequence[ActionLine], child: "Child", at: datetime) -> Panel:
    shown = [_line(one, at) for one in found[:SHOWN]]
    href = reverse("plans:plan", args=[child.reference])
    more = len(found) - len(shown)
    text = f"The whole plan, with {more} more" if more else "The whole plan"
    return Panel(title=title, lines=tuple(shown), actions=(PanelLine(text=text, href=href),))


def _line(one: ActionLine, at: datetime) -> PanelLine:
    said = row(one, at)
    return PanelLine(
        text=said.what,
        href=said.href,
        tag=said.tag,
        quiet=said.came or f"{said.owner}, by the end of {said.due}",
    )
