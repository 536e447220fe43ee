"""The protocol, in the words of `lantern protocol explain`: read, printed and compared."""

from dataclasses import replace

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lantern.access.permissions import Permission
from lantern.agencies import queries as agencies
from lantern.agreements import queries as agreements
from lantern.agreements.library import NATIONAL, library
from lantern.core import clock
from lantern.core.errors import NotFound
from lantern.core.instants import LONDON, day_in_london
from lantern.protocol.differences import Side
from lantern.protocol.versions import Protocol
from lantern.vocabulary.agency import AgencyKind
from lantern.web import wording
from lantern.web.protocol import comparing, pages
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest


@require_safe
def protocol(request: AuthenticatedRequest) -> HttpResponse:
    """Our protocol, or that of another authority, one stage or one role at a time."""
    ours = _protocols(request)
    asked = pages.Asked(
        stage=request.GET.get("stage", ""),
        role=request.GET.get("role", ""),
        own=frozenset(map(str, request.actor.roles)),
    )
    chosen, at = _chosen(request, ours), clock.now()
    due = [one for one in agreements.reviews_due(request.actor, [chosen.id], at) if one.is_due]
    page = pages.page(chosen, ours, asked, at)
    shown = replace(
        page,
        coming=pages.coming(chosen, library(), day_in_london(at)),
        review_due=wording.day(due[0].review_on) if due else "",
    )
    return render_page(request, shown)


@require_safe
def rule(request: AuthenticatedRequest, name: str) -> HttpResponse:
    """One rule: each of its versions, where it comes from, and who changed it why."""
    chosen = _chosen(request, _protocols(request))
    found = pages.history(chosen, name)
    if found is None:
        raise NotFound("rule", name)
    return render_page(request, found)


@require_safe
def booklet(request: AuthenticatedRequest) -> HttpResponse:
    """The whole protocol, or all that one role owes, to print."""
    chosen = _chosen(request, _protocols(request))
    return render_page(request, pages.booklet(chosen, request.GET.get("role", ""), clock.now()))


@require_safe
def compared(request: AuthenticatedRequest) -> HttpResponse:
    """What differs between two protocols, or between one and itself on another day."""
    ours = _protocols(request)
    shelf, today = library(), clock.now().astimezone(LONDON).date()
    titles = {one: shelf.protocol(one).title for one in shelf.ids}
    given = request.GET if "second" in request.GET else None
    form = comparing.CompareForm(given, titles=titles, first=ours[0].id)
    if given is None or not form.is_valid():
        return render_page(request, comparing.page(form))
    first, second = (
        Side(shelf.protocol(said[which]), said[f"{which}_on"] or today)
        for said in (form.cleaned_data,)
        for which in ("first", "second")
    )
    return render_page(request, comparing.page(form, first, second))


def _chosen(request: AuthenticatedRequest, ours: list[Protocol]) -> Protocol:
    asked = request.GET.get("rulebook", "")
    found = next((one for one in ours if one.id == asked), None)
    if asked and found is None:
        raise NotFound("rulebook", asked)
    return found or ours[0]


def _protocols(request: AuthenticatedRequest) -> list[Protocol]:
    """Every protocol that an authority works under, one's own first."""
    request.actor.holds(Permission.PROTOCOL_SEE).require()
    found: dict[str, None] = {}
    for agency in agencies.agencies(request.actor, AgencyKind.LOCAL_AUTHORITY):
        name = agency.rulebook or NATIONAL
        if name in library().ids:
            found = {name: None, **found} if agency.pk == request.actor.agency_id else found
            found.setdefault(name)
    return [library().protocol(name) for name in found or {NATIONAL: None}]
