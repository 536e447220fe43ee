"""How the return interview stands, beside an absence and beside a child."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.access.sharing import Part, Sight
from lantern.duties.queries import Line as Duty
from lantern.referrals import beside, clocks, policies
from lantern.referrals.rows import Row
from lantern.vocabulary.interview import TriageBand
from lantern.web.panels import Panel, PanelLine
from lantern.web.referrals import pages
from lantern.web.referrals.steps import way_of

if TYPE_CHECKING:
    from lantern.episodes.models import Episode
    from lantern.people.models import Child

TITLE = "Return interview"


def of_episode(
    actor: Actor,
    episode: "Episode",
    sight: Sight,
    at: datetime,
    *,
    owed: Sequence[Duty] | None = None,
) -> Panel | None:
    """The rating, who has it and how long is left; before anybody asked, who may ask.

    `owed` is all that is owed in the absence, where the page has read it.
    """
    if not sight.shows(Part.RETURN) or episode.is_history:
        return None
    sees = bool(actor.holds(Permission.DUTY_SEE)) and sight.shows(Part.DUTIES)
    told = None if owed is None or not sees else {episode.pk: clocks.of_lines(owed)}
    found = beside.rows(actor, episode.child, [episode], told, at)
    if not found:
        if episode.ended_at is None or not policies.can_refer(actor, episode, at=at, seen=sight):
            return None
        href = reverse("referrals:refer", args=[episode.reference])
        return Panel(title=TITLE, actions=(PanelLine(text="Ask for one", href=href),))
    (row,) = found
    concerns = sight.shows(Part.CONCERNS)
    may_work = bool(policies.can_work(actor, row.referral, at=at, seen=sight))
    return Panel(
        title=TITLE,
        lines=(_line(row, concerns, at),),
        actions=_actions(row, may_work=may_work),
    )


def of_child(actor: Actor, child: "Child", sight: Sight, at: datetime) -> Panel | None:
    """The child's latest referrals."""
    if not sight.shows(Part.RETURN):
        return None
    episodes = list(child.episodes.all())  # The page has read them: nothing is asked.
    if not episodes:
        return None
    rows = beside.rows(actor, child, episodes, None, at)[:3]
    if not rows:
        return None
    concerns = sight.shows(Part.CONCERNS)
    return Panel(title="Return interviews", lines=tuple(_line(one, concerns, at) for one in rows))


def _line(row: Row, concerns: bool, at: datetime) -> PanelLine:
    """“With Kezia Brand. Interview: 41 hours left”, under the rating."""
    triage, given = row.done.triage, row.done.allocation
    who = f"With {given.worker.name}" if given and given.worker else "Nobody has it yet"
    clocks = [one.text for one in pages.clocks(row, at)]
    tag = pages.BANDS[TriageBand(triage.rating)] if triage else pages.NOT_RATED
    return PanelLine(
        text=who,
        href=reverse("referrals:referral", args=[row.referral.reference]),
        tag=tag if concerns else None,
        quiet=". ".join([*clocks, pages.sofar(row.done)]),
    )


def _actions(row: Row, *, may_work: bool) -> tuple[PanelLine, ...]:
    way = way_of(row)
    if not may_work or way.takes:
        return ()
    return (PanelLine(text=way.text, href=way.href),)
