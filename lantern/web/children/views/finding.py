"""Find a child: the list, and the search."""

from datetime import datetime

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.core import clock
from lantern.core.instants import day_in_london
from lantern.episodes import queries as episodes
from lantern.people import queries
from lantern.people.queries import Found
from lantern.web.children.forms.identity import SearchForm
from lantern.web.children.pages import ChildRow, ListPage, SearchPage
from lantern.web.children.rows import age_in_words
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest, page_number


@require_safe
def children(request: AuthenticatedRequest) -> HttpResponse:
    """The children whose records this person may open."""
    request.actor.holds(Permission.CHILD_SEE).require()
    at = clock.now()
    number = page_number(request)
    is_mine = request.GET.get("whose") == "mine"
    found = queries.listed(request.actor, page=number, mine=is_mine, at=at)
    page = ListPage(
        rows=rows_of(request.actor, found, at),
        form=SearchForm(),
        is_mine=is_mine,
        number=number,
        has_more=found.has_more,
        can_add=bool(request.actor.holds(Permission.CHILD_ADD)),
    )
    return render_page(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
def search(request: AuthenticatedRequest) -> HttpResponse:
    """Search by what is known. It is sent in the body, so that no name is in an address."""
    request.actor.holds(Permission.CHILD_SEE).require()
    at = clock.now()
    form = SearchForm(request.POST or None)
    wanted = form.cleaned_data["text"] if form.is_valid() else ""
    found = (
        queries.search(request.actor, wanted, at=at)
        if wanted
        else Found(children=(), has_more=False, by="")
    )
    page = SearchPage(
        rows=rows_of(request.actor, found, at),
        form=form,
        wanted=wanted,
        by=found.by,
        has_more=found.has_more,
        can_add=bool(request.actor.holds(Permission.CHILD_ADD)),
    )
    return render_page(request, page)


def rows_of(actor: Actor, found: Found, at: datetime) -> tuple[ChildRow, ...]:
    """The children found, each with whether the child is missing now."""
    away = episodes.away(actor, found.children, at=at) if found.children else {}
    today = day_in_london(at)
    return tuple(
        ChildRow(
            reference=child.reference,
            name=child.name,
            born_on=child.born_on,
            age=age_in_words(child.born_on, today),
            authority=child.responsible_authority.name,
            is_restricted=child.is_restricted,
            missing_since=away[child.pk].reported_at if child.pk in away else None,
        )
        for child in found.children
    )
