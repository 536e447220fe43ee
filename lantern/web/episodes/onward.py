"""Where a page leads once it is done: to a further decision of the rulebook."""

from django.urls import reverse

from lantern.episodes import asked, queries, ruling
from lantern.web.opened import Opened


def next_decision(opened: Opened, page: str) -> str:
    """The address of a further decision that a page leads this person to and nobody has taken;
    empty where there is none."""
    if not page:
        return ""
    protocols = ruling.protocols_of(opened.episode)
    for one in asked.decided_on(protocols, page, opened.actor):
        may = ruling.rank(opened.episode, one.name, by=opened.actor, at=opened.now)
        is_taken = queries.latest(opened.episode, one.name) is not None
        if may and not is_taken and not ruling.is_main(opened.episode, one.name):
            return reverse("episodes:decide", args=[opened.episode.reference, one.name])
    return ""
