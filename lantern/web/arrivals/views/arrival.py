"""One arrival: how far it is, what would become of each row, and what is to be done with it."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from lantern.access.permissions import Permission
from lantern.core import clock
from lantern.intake import arrivals, queries
from lantern.intake.actions import arrivals as deciding
from lantern.intake.arrivals import Standing
from lantern.vocabulary.arriving import RowOutcome
from lantern.web.arrivals import pages, regions
from lantern.web.rendering import render_fragment, render_page
from lantern.web.requests import AuthenticatedRequest

_BOM = b"\xef\xbb\xbf"


@require_safe
def arrival(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """The whole page."""
    at = clock.now()
    standing = _standing(request, reference, at)
    return render_page(request, pages.arrival_page(standing, _region(request, standing), at))


@require_safe
def state(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """How it stands now, for a page that keeps itself up to date."""
    at = clock.now()
    standing = _standing(request, reference, at)
    return render_fragment(request, _region(request, standing), at=at)


def _standing(request: AuthenticatedRequest, reference: str, at: datetime) -> Standing:
    found = arrivals.get(request.actor, reference, page="arrival", at=at)
    return arrivals.standing(request.actor, found)


def _region(request: AuthenticatedRequest, standing: Standing) -> regions.Region:
    one = standing.arrival
    return regions.region(
        standing,
        arrivals.tables(request.actor, one),
        doubts=queries.doubts(request.actor).filter(arrived_row__sheet__arrival=one).count(),
        may_see_children=bool(request.actor.holds(Permission.CHILD_SEE)),
    )


@require_POST
def approve(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Bring in the good rows."""
    return _decide(request, reference, deciding.approve)


@require_POST
def turn_away(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Bring in nothing until all is right."""
    return _decide(request, reference, deciding.turn_away)


@require_POST
def throw_away(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """These were the wrong files."""
    return _decide(request, reference, deciding.throw_away)


@require_POST
def look_again(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """The first look came to nothing."""
    return _decide(request, reference, deciding.look_again)


def _decide(
    request: AuthenticatedRequest, reference: str, decide: Callable[..., None]
) -> HttpResponse:
    at = clock.now()
    found = arrivals.get(request.actor, reference, page="arrival", at=at)
    decide(found, by=request.actor, at=at)
    return redirect("arrivals:arrival", reference)


@require_safe
def handed_back(request: AuthenticatedRequest, reference: str, number: int) -> HttpResponse:
    """The list of every fault, or the rows to mend, for a spreadsheet."""
    found = arrivals.get(request.actor, reference, page="rows to mend", at=clock.now())
    name, content = arrivals.handed_back(request.actor, found, number)
    # Without the mark Excel takes the file for one of Windows’ own letters.
    response = HttpResponse(
        content if content.startswith(_BOM) else _BOM + content, content_type="text/csv"
    )
    response["Content-Disposition"] = f'attachment; filename="{reference}-{name}"'
    return response


@require_safe
def rows(request: AuthenticatedRequest, reference: str, table: str) -> HttpResponse:
    """The rows of one table as they came, and what became of each."""
    found = arrivals.get(request.actor, reference, page="rows that arrived", at=clock.now())
    outcome, number = request.GET.get("outcome", ""), request.GET.get("page", "")
    some = arrivals.rows(
        request.actor,
        found,
        table,
        outcome=outcome if outcome in set(RowOutcome) else "",
        page=max(1, int(number))
        if number.isascii() and number.isdigit() and len(number) < 7
        else 1,
    )
    chosen = outcome if outcome in some.counts else ""
    return render_page(request, pages.rows_page(found, table, some, chosen))
