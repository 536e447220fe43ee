"""The protocol, in the words of `lantern protocol explain`."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lantern.access.permissions import Permission
from lantern.agencies import queries as agencies
from lantern.agreements.library import library
from lantern.core import clock
from lantern.core.errors import NotFound
from lantern.duties.bearings import NATIONAL
from lantern.protocol.versions import Protocol
from lantern.vocabulary.agency import AgencyKind
from lantern.web.protocol import pages
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest


@require_safe
def protocol(request: AuthenticatedRequest) -> HttpResponse:
    """Our protocol, or that of another authority of the partnership, one stage at a time."""
    request.actor.holds(Permission.PROTOCOL_SEE).require()
    ours = _protocols(request)
    asked = request.GET.get("rulebook", "")
    chosen = next((one for one in ours if one.id == asked), None)
    if asked and chosen is None:
        raise NotFound("rulebook", asked)
    page = pages.page(chosen or ours[0], ours, request.GET.get("stage", ""), clock.now())
    return render_page(request, page)


def _protocols(request: AuthenticatedRequest) -> list[Protocol]:
    """Every protocol that an authority works under, one's own first."""
    found: dict[str, None] = {}
    for agency in agencies.agencies(request.actor, AgencyKind.LOCAL_AUTHORITY):
        name = agency.rulebook or NATIONAL
        if name in library().ids:
            found = {name: None, **found} if agency.pk == request.actor.agency_id else found
            found.setdefault(name)
    return [library().protocol(name) for name in found or {NATIONAL: None}]
