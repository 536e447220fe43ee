"""Keep a rehearsal as a case, and what becomes of every case under the draft."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from lantern.agreements import acceptance, policies, queries
from lantern.agreements.actions import stories
from lantern.core import clock
from lantern.core.errors import NotFound
from lantern.protocol.editing.adding import slug
from lantern.protocol.layers import Library
from lantern.web.drafting.desk import Desk, opened, seen
from lantern.web.drafting.pages import tabs
from lantern.web.rehearsal import forms, pages
from lantern.web.rehearsal.forms import CaseForm, ChildForm
from lantern.web.rehearsal.played import again, played
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest

NOT_CARRIED = ("csrfmiddlewaretoken", "do", "title", "confirmed")


@require_POST
def keep(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Confirm what the story shows, and keep it as a case of the acceptance set."""
    desk = opened(request, reference)
    known = desk.draft.protocol.vocabulary
    steps = forms.carried(request.POST, known)
    child = ChildForm(request.POST, known=known)
    shelf = desk.shelf_of(desk.row.text)
    if not steps or not child.is_valid() or not isinstance(shelf, Library):
        return redirect("rehearsal:rehearse", reference)
    form = CaseForm(request.POST if request.POST.get("do") == "keep" else None)
    title = str(request.POST.get("title", "")).strip() or "A case"
    composed = forms.composed(
        desk.row.rulebook, child, steps, name=slug(title, "-"), title=title[:160]
    )
    shown = played(composed, shelf, story_on=shelf)
    if form.is_bound and form.carries_out(lambda: _add(desk, form, composed.name, shown.text)):
        messages.success(request, "The case is kept")
        return redirect("rehearsal:cases", reference)
    page = pages.KeepPage(
        draft=reference,
        caption=desk.row.title,
        form=form,
        hidden=tuple(_carried(request.POST)),
        rows=pages.step_rows(steps, known),
        played=shown,
    )
    return render_page(request, page)


def _add(desk: Desk, form: CaseForm, name: str, text: str) -> None:
    title = str(form.cleaned_data["title"])
    stories.add(desk.row, by=desk.actor, at=clock.now(), name=name, title=title, text=text)


def _carried(data: QueryDict) -> list[tuple[str, str]]:
    every = ((name, value) for name in data for value in data.getlist(name))
    return [(name, str(value)) for name, value in every if name not in NOT_CARRIED]


@require_http_methods(["GET", "HEAD"])
def cases(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Every case of the acceptance set, and how it comes out under the draft as it stands."""
    desk = seen(request, reference)
    shelf = desk.shelf_of(desk.row.text)
    if not isinstance(shelf, Library):
        return redirect("drafting:text", reference)
    found = acceptance.outcomes(shelf, queries.stories(desk.row))
    may = bool(policies.can_change(desk.actor, desk.row))
    page = pages.CasesPage(
        draft=reference,
        caption=desk.row.title,
        tabs=tabs(desk.row, "cases"),
        outcomes=found,
        may_change=may,
    )
    return render_page(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
def expect(request: AuthenticatedRequest, reference: str, name: str) -> HttpResponse:
    """Let a case expect what the draft makes of it now."""
    desk = opened(request, reference)
    shelf = desk.shelf_of(desk.row.text)
    case = queries.stories(desk.row).filter(name=name, agency=desk.row.agency).first()
    if case is None or not isinstance(shelf, Library):
        raise NotFound("case", name)
    found = again(case.text, shelf)
    form = forms.ExpectForm(request.POST if request.method == "POST" else None)

    def put() -> None:
        stories.expect(desk.row, by=desk.actor, at=clock.now(), name=name, text=found.text)

    if request.method == "POST" and form.carries_out(put):
        messages.success(request, "The case expects what the draft does")
        return redirect("rehearsal:cases", reference)
    [outcome] = acceptance.outcomes(shelf, [case])
    page = pages.ExpectPage(
        draft=reference, caption=case.title, form=form, outcome=outcome, played=found
    )
    return render_page(request, page)


@require_POST
def withdraw(request: AuthenticatedRequest, reference: str, name: str) -> HttpResponse:
    """No longer ask a case."""
    desk = opened(request, reference)
    stories.withdraw(desk.row, by=desk.actor, at=clock.now(), name=name)
    messages.success(request, "The case is no longer asked")
    return redirect("rehearsal:cases", reference)
