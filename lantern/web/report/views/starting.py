"""Begin a report: which child, a report begun before, or a child who has no record yet."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from lantern.access.actor import Actor
from lantern.access.looks import look
from lantern.access.permissions import Permission
from lantern.agencies import queries as agencies
from lantern.core import clock
from lantern.core.errors import Refused
from lantern.episodes import policies
from lantern.episodes import queries as episodes
from lantern.episodes.actions import drafts
from lantern.people import queries as people
from lantern.people.actions import children
from lantern.vocabulary.agency import AgencyKind
from lantern.web.rendering import render_page
from lantern.web.report.adding import NewChildForm, SearchForm
from lantern.web.report.pages import DiscardPage, DraftRow, NewChildPage, StartPage
from lantern.web.report.rows import child_rows
from lantern.web.requests import AuthenticatedRequest

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lantern.agencies.models import Agency
    from lantern.people.models import Child

CARERS = (AgencyKind.CHILDRENS_HOME, AgencyKind.FOSTER_HOUSEHOLD, AgencyKind.SCHOOL)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: AuthenticatedRequest) -> HttpResponse:
    """999 and 101 first, then the children whom this person cares for, or a search.

    What is searched for is posted: a name belongs in no address.
    """
    actor, now = request.actor, clock.now()
    policies.can_report(actor).require()
    wanted = request.POST.get("q", "").strip()
    if wanted:
        found = people.search(actor, wanted, at=now)
    else:
        found = people.listed(actor, mine=actor.agency_kind not in CARERS, at=now)
    if found.children:
        look(actor, "children", page="report", basis="list", at=now)
    page = StartPage(
        form=SearchForm(initial={"q": wanted}),
        rows=child_rows(actor, found.children, now),
        drafts=tuple(
            DraftRow(
                reference=one.reference,
                name=one.child.name if one.child else "",
                saved_at=one.saved_at,
            )
            for one in episodes.drafts(actor)
        ),
        is_found=bool(wanted),
        has_more=found.has_more,
        can_add=bool(actor.holds(Permission.CHILD_ADD)),
    )
    return render_page(request, page)


@require_POST
def begin(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Begin the report of one child, or go on with the one begun before."""
    now = clock.now()
    child = people.get(request.actor, reference, page="report", at=now)
    return _begun(request, child)


@require_http_methods(["GET", "HEAD", "POST"])
def new_child(request: AuthenticatedRequest) -> HttpResponse:
    """Add a child who has no record yet, unless one of those alike is the child."""
    actor, now = request.actor, clock.now()
    actor.holds(Permission.CHILD_ADD).require()
    form = NewChildForm(request.POST or None, authorities=_councils(actor), at=now)
    alike: tuple[Child, ...] = ()
    if form.is_valid():
        given = form.cleaned_data
        name = f"{given['given_name']} {given['family_name']}"
        if not given["is_new"]:
            alike = people.alike(actor, name, given["born_on"], at=now)
        added: list[Child] = []
        if not alike and form.carries_out(lambda: added.append(_add(request, form))):
            return _begun(request, added[0])
    page = NewChildPage(form=form, alike=child_rows(actor, alike, now))
    return render_page(request, page)


def _councils(actor: Actor) -> "QuerySet[Agency]":
    """The police add a child of any council; social care of its own only."""
    councils = agencies.agencies(actor, AgencyKind.LOCAL_AUTHORITY)
    if actor.agency_kind == AgencyKind.POLICE_FORCE:
        return councils
    return councils.filter(pk=actor.agency_id or 0)


def _add(request: AuthenticatedRequest, form: NewChildForm) -> "Child":
    given = form.cleaned_data
    return children.add(
        by=request.actor,
        at=clock.now(),
        authority=form.councils[given["authority"]],
        given_name=given["given_name"],
        family_name=given["family_name"],
        born_on=given["born_on"],
    )


def _begun(request: AuthenticatedRequest, child: "Child") -> HttpResponse:
    draft = drafts.begin(child, by=request.actor, at=clock.now(), answers={})
    return redirect("report:page", draft.reference, "when")


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Throw a report away that was begun and never sent."""
    draft = episodes.draft(request.actor, reference)
    if draft.sent_as_id is not None:
        raise Refused("This report has been sent, and a sent report is never deleted.")
    if request.method == "POST":
        drafts.discard(draft, by=request.actor)
        return redirect("report")
    name = draft.child.name if draft.child else "this child"
    return render_page(request, DiscardPage(name=name, draft=reference))
