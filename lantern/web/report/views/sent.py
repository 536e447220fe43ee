"""After sending: who has the report, and when to ring instead of waiting."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from lantern.access.actor import Actor
from lantern.core import clock
from lantern.core.errors import NotFound
from lantern.duties import queries as duties
from lantern.episodes import projection
from lantern.episodes import queries as episodes
from lantern.notifications import queries as notifications
from lantern.notifications.queries import HandoverState
from lantern.web import wording
from lantern.web.episodes.ringing import ring
from lantern.web.rendering import render_fragment, render_page
from lantern.web.report.pages import SentPage, ToldFragment, ToldRow
from lantern.web.requests import AuthenticatedRequest

if TYPE_CHECKING:
    from lantern.episodes.models import Episode


@require_safe
def sent(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Who has been told and who has acknowledged, keeping itself up to date."""
    now = clock.now()
    draft = episodes.draft(request.actor, reference)
    if draft.sent_as is None:
        return redirect("report:check", reference)
    episode = episodes.get(request.actor, draft.sent_as.reference, page="report sent", at=now)
    page = SentPage(
        name=episode.child.given_name or "The child",
        draft=reference,
        reference=episode.reference,
        others=tuple(
            other.child.name for other in episodes.together_with(request.actor, episode, at=now)
        ),
        sent_at=draft.sent_as.recorded_at,
        now=now,
        told=told_of(request.actor, episode, now),
        owed=_owed(request.actor, episode, now),
        is_back=episode.ended_at is not None,
    )
    return render_page(request, page)


@require_safe
def told(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """The part of that page which changes."""
    now = clock.now()
    draft = episodes.draft(request.actor, reference)
    if draft.sent_as is None:
        raise NotFound("report", reference)
    episode = episodes.visible_to(request.actor, at=now).get(pk=draft.sent_as.pk)
    return render_fragment(request, told_of(request.actor, episode, now), at=now)


def told_of(actor: Actor, episode: "Episode", now: datetime) -> ToldFragment:
    """Who was handed the report and who took it; who was told otherwise; whether to ring."""
    handed = notifications.handovers_of(actor, [episode.reference], now).get(episode.reference, [])
    rows = tuple(_row(one) for one in handed)
    taken = [row for row in rows if row.taken_by]
    waiting = len(rows) - len(taken)
    return ToldFragment(
        rows=rows,
        said=_said(episode),
        ring=ring(actor, episode, handed, now),
        summary=f"{len(taken)} acknowledged, {waiting} still waiting",
    )


def _owed(actor: Actor, episode: "Episode", now: datetime) -> str:
    """What sending the report does not do for whoever sent it, and by when."""
    many, first = duties.own_of_episode(actor, episode, now)
    if not many:
        return ""
    things = "1 thing is" if many == 1 else f"{many} things are"
    return f"{things} yours to do" + (f", the first by {wording.limit(first)}" if first else "")


def _row(one: HandoverState) -> ToldRow:
    person = f", {one.person}" if one.person else ""
    return ToldRow(
        who=f"{one.agency}: {one.role.label}{person}",
        asked_at=one.opened_at,
        taken_by=one.acknowledged_by,
        taken_at=one.acknowledged_at,
        telephone=one.telephone,
        has_climbed=one.climbed,
    )


def _said(episode: "Episode") -> tuple[ToldRow, ...]:
    """Those whom somebody told outside Lantern."""
    return tuple(
        ToldRow(
            who=f"{details.recipient.label}{f': {details.person}' if details.person else ''}",
            asked_at=entry.at,
            taken_by=details.acknowledged_by,
        )
        for entry, details in projection.notified(episodes.entries(episode))
        if entry.fact.startswith("notified.")
    )
