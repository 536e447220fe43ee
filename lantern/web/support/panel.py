"""Letters beside an absence; support, and the page for the child, beside the child."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from lantern.access.actor import Actor
from lantern.access.sharing import Sight
from lantern.core.instants import in_words
from lantern.support import policies, queries
from lantern.vocabulary.support import SupportKind
from lantern.web.panels import Panel, PanelLine
from lantern.web.support.pages.letters import letter_row
from lantern.web.support.pages.programmes import support_tag

if TYPE_CHECKING:
    from lantern.episodes.models import Episode
    from lantern.people.models import Child

SHOWN = 4


def of_episode(actor: Actor, episode: "Episode", sight: Sight, at: datetime) -> Panel | None:
    """The letters after an absence; nothing while the child is away."""
    if episode.ended_at is None or episode.is_history:
        return None
    rows = [letter_row(one) for one in queries.letters(actor, episode, sight)]
    may = policies.can_write(actor, episode, at=at, seen=sight)
    if not rows and not may:
        return None
    lines = [
        PanelLine(text=row.text, href=row.href, tag=row.tag, quiet=row.quiet)
        for row in rows[:SHOWN]
    ]
    href = reverse("support:letters", args=[episode.reference])
    text = "Write a letter" if may else "All letters"
    page = reverse("support:childs-page", args=[episode.child.reference])
    actions = (PanelLine(text=text, href=href), PanelLine(text="Page for the child", href=page))
    return Panel(title="Letters", lines=tuple(lines), actions=actions)


def of_child(actor: Actor, child: "Child", sight: Sight, at: datetime) -> Panel | None:
    """Support offered, and the page that a worker gives to the child."""
    lines = [
        PanelLine(
            text=SupportKind(one.kind).label,
            href=reverse("support:support", args=[one.reference]),
            tag=support_tag(one),
            quiet=f"{one.worker}, offered {in_words(one.offered_at)}",
        )
        for one in queries.support_of(actor, child, sight)[:SHOWN]
    ]
    here = [child.reference]
    actions = [PanelLine(text="Page for the child", href=reverse("support:childs-page", args=here))]
    if policies.can_support(actor, child, at=at, seen=sight):
        actions.insert(0, PanelLine(text="Offer support", href=reverse("support:offer", args=here)))
    return Panel(title="Support", lines=tuple(lines), actions=tuple(actions))
