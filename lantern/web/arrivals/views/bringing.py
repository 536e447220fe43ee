"""Choose what to bring in, and send the files."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.core import clock
from lantern.core.errors import NotFound
from lantern.core.instants import day_in_london
from lantern.intake import arrivals, queries
from lantern.intake.actions.arrivals import post
from lantern.intake.actions.receiving import Purpose
from lantern.intake.mapping.load import shipped
from lantern.intake.mapping.template import to_fill_in
from lantern.vocabulary.arriving import ArrivalKind
from lantern.web.arrivals import pages
from lantern.web.arrivals.forms import CasesForm, KindForm, Mapped, ReturnForm, sent, year_in_words
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest, page_number
from lantern.web.uploads import TOO_MUCH

OWN: Final = "lantern"
"""The mapping of the columns that Lantern itself asks for."""
KEPT_BY_ADMINISTRATORS: Final = {ArrivalKind.STAFF, ArrivalKind.HOMES}
either = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def listing(request: AuthenticatedRequest) -> HttpResponse:
    """What was brought before, and where to bring more."""
    actor = request.actor
    page = page_number(request)
    found, has_more = arrivals.listed(actor, page)
    names, at_work = arrivals.file_names(actor, found), arrivals.at_work(actor, found)
    shown = pages.ListPage(
        rows=pages.listed(found, names, at_work),
        doubts=queries.doubts(actor).count(),
        years=tuple(
            year_in_words(year) for year in queries.years(actor, arrivals.authority_of(actor))
        ),
        previous=f"?page={page - 1}" if page > 1 else "",
        following=f"?page={page + 1}" if has_more else "",
    )
    return render_page(request, shown)


@either
def choose(request: AuthenticatedRequest) -> HttpResponse:
    """What is in the files?"""
    arrivals.can_bring_in(request.actor).require()
    form = KindForm(request.POST if request.method == "POST" else None, kinds=kinds(request.actor))
    if request.method == "POST" and form.is_valid():
        return redirect("arrivals:bring", form.cleaned_data["kind"])
    return render_page(request, pages.ChoosePage(form=form))


def kinds(actor: Actor) -> Sequence[ArrivalKind]:
    """What this person may bring in: accounts and homes only where they keep those as well."""
    keeps = actor.holds(Permission.ACCOUNT_MANAGE)
    return tuple(kind for kind in ArrivalKind if keeps or kind not in KEPT_BY_ADMINISTRATORS)


@either
def bring(request: AuthenticatedRequest, kind: str) -> HttpResponse:
    """The files, and what has to be known of them."""
    arrivals.can_bring_in(request.actor).require()
    if kind not in kinds(request.actor):
        raise NotFound("kind of records", kind)
    wanted, at = ArrivalKind(kind), clock.now()
    form = _form(request, wanted, at)
    authority = arrivals.authority_of(request.actor)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        purpose = Purpose(
            kind=wanted,
            authority=authority,
            year=int(given["year"]) if "year" in given else None,
            mapping=given.get("mapping", ""),
        )
        found = post(purpose, sent(given["chosen"]), by=request.actor, at=at)
        return redirect("arrivals:arrival", found.reference)
    return render_page(request, pages.bring_page(wanted, authority.name, form))


def _form(request: AuthenticatedRequest, kind: ArrivalKind, at: datetime) -> ReturnForm | CasesForm:
    is_sent = request.method == "POST"
    posted, files = (request.POST, request.FILES) if is_sent else (None, None)
    left_out = getattr(request, TOO_MUCH, ())
    if kind is ArrivalKind.SSDA903:
        return ReturnForm(posted, files, today=day_in_london(at), left_out=left_out)
    return CasesForm(posted, files, mappings=mappings(kind), left_out=left_out)


def mappings(kind: ArrivalKind) -> list[Mapped]:
    """The mappings that come with Lantern for this kind of file, our own columns first."""
    found = [one for (of, _), one in shipped().items() if of == kind]
    found.sort(key=lambda one: (one.name != OWN, one.title))
    return [Mapped(name=one.name, title=one.title, note=one.note) for one in found]


@require_safe
def template(request: AuthenticatedRequest, kind: str, mapping: str) -> HttpResponse:
    """An empty file to fill in, with the columns of a mapping."""
    arrivals.can_bring_in(request.actor).require()
    found = shipped().get((kind, mapping))
    if found is None:
        raise NotFound("mapping", mapping)
    response = HttpResponse(to_fill_in(found), content_type="text/csv")
    response["Content-Disposition"] = f'attachment; filename="{kind}-{found.name}.csv"'
    return response
