"""The queue of return interviews, its live region, and one referral."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from lantern.access.sharing import Part
from lantern.agencies import queries as agencies
from lantern.core import clock
from lantern.interviews.after import after
from lantern.referrals import figures, importance, policies, queries
from lantern.referrals import following as followings
from lantern.referrals import queue as queues
from lantern.referrals.bands import bands
from lantern.referrals.following import Followed, Following
from lantern.referrals.queries import Look
from lantern.referrals.queue import Queue, Whose
from lantern.referrals.rows import rows
from lantern.web.referrals import following, one, pages
from lantern.web.rendering import render_fragment, render_page
from lantern.web.requests import AuthenticatedRequest, page_number

if TYPE_CHECKING:
    from lantern.vocabulary.interview import EspeciallyImportant


@require_safe
def queue(request: AuthenticatedRequest) -> HttpResponse:
    """Whom to turn to first, and what to do next."""
    actor, at = request.actor, clock.now()
    policies.has_list(actor).require()
    found = _list(request, at)
    if isinstance(found, Following):
        return render_page(request, following.page(found, actor, at))
    moves = figures.staffing(actor, agencies.get(actor, actor.agency_slug), at).backlog
    return render_page(request, pages.page(found, actor, at, moves))


@require_safe
def region(request: AuthenticatedRequest) -> HttpResponse:
    """The children, for the page itself, which keeps up to date."""
    actor, at = request.actor, clock.now()
    policies.has_list(actor).require()
    found = _list(request, at)
    if isinstance(found, Following):
        return render_fragment(request, following.region(found, actor, at), at=at)
    return render_fragment(request, pages.region(found, actor, at), at=at)


def _list(request: AuthenticatedRequest, at: datetime) -> Queue | Following:
    """The list that was asked for: of one's own agency, or of interviews that others carry out.
    Where an authority carries out none itself, those of others come first."""
    actor, whose, number = request.actor, request.GET.get("whose", ""), page_number(request)
    if not policies.follows(actor):
        return queues.queue(actor, at, whose=_whose(request), page=number)
    followed = Followed(whose) if whose in set(Followed) else None
    asks_own = followed is None and bool(policies.provides(actor))
    if asks_own and (whose in set(Whose) or queues.has_any(actor, at)):
        return queues.queue(actor, at, whose=_whose(request), page=number)
    return followings.following(actor, at, whose=followed, page=number)


@require_safe
def referral(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """One referral: how it stands and what was done."""
    actor, at = request.actor, clock.now()
    look = queries.look(actor, reference, page="return interview", at=at)
    found = look.referral
    policies.can_see(actor, found, at=at).require()
    (row,) = rows(actor, [found.pk], at)
    opened = one.Opened(
        actor=actor,
        look=look,
        row=row,
        at=at,
        may_work=policies.can_work(actor, found, at=at),
        may_route=policies.can_route(actor, found, at=at),
        may_chase=policies.can_chase(actor, found, sight=look.sight),
        important=_important(request, look, at) if look.sight.shows(Part.CONCERNS) else (),
        earlier=queries.without_interview(actor, found),
        written=after(actor, [found.episode_id]).get(found.episode_id),
    )
    return render_page(request, one.page(opened))


def _important(
    request: AuthenticatedRequest, look: Look, at: datetime
) -> tuple["EspeciallyImportant", ...]:
    counts = bands(look.referral, by=request.actor, at=at, now=at, weight=None).counts
    return importance.of(request.actor, look.referral, counts, at)


def _whose(request: HttpRequest) -> Whose:
    asked = request.GET.get("whose", "")
    return Whose(asked) if asked in set(Whose) else Whose.ALL
