"""Build a story by clicking, and see what the draft makes of it. Nothing is saved until it is kept
as a case: the page carries the story with it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from lantern.core.errors import Invalid
from lantern.protocol.layers import Library
from lantern.protocol.rehearsing import Step
from lantern.web.drafting.desk import Desk, seen
from lantern.web.drafting.pages import tabs
from lantern.web.forms import Form
from lantern.web.rehearsal import forms, pages
from lantern.web.rehearsal.forms import ChildForm, StepForm
from lantern.web.rehearsal.played import Played, played
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest

ADD, LOOK, REMOVE = "add", "look", "remove-"


@require_http_methods(["GET", "HEAD", "POST"])
def rehearse(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """The story as far as it is built, and what it gives rise to."""
    desk = seen(request, reference)
    try:
        known = desk.draft.protocol.vocabulary
    except Invalid:
        return redirect("drafting:text", reference)
    steps = forms.carried(request.POST, known)
    do = request.POST.get("do", "")
    step = StepForm(request.POST if do == ADD else None, known=known, initial=_next(steps))
    if do == ADD and step.is_valid() and len(steps) < forms.MOST_STEPS:
        steps.append(_added(step))
        step = StepForm(known=known, initial=_next(steps))
    if do.startswith(REMOVE):
        steps = _without(steps, do.removeprefix(REMOVE))
    child = ChildForm(request.POST or None, known=known)
    view = view_form(request.POST if "view" in request.POST else None)
    found = _played(desk, child, view, steps)
    page = pages.RehearsePage(
        draft=reference,
        caption=desk.row.title,
        tabs=tabs(desk.row, "rehearse"),
        child=child,
        step=step,
        view=view,
        rows=pages.step_rows(steps, known),
        form=step if step.is_bound and not step.is_valid() else child,
        played=found,
        compared=found is not None and looked_at(view) == "both",
    )
    return render_page(request, page)


def view_form(data: Any) -> Form:
    """Under which protocol to look: the draft, unless somebody says otherwise."""
    form = Form(data, initial={"view": "draft"})
    form.fields["view"] = forms.view_field()
    return form


def looked_at(view: Form) -> str:
    """The protocol under which to look."""
    return str(view.cleaned_data["view"]) if view.is_bound and view.is_valid() else "draft"


def _next(steps: list[Step]) -> dict[str, Any]:
    """The next thing begins with the time of the one before."""
    return {"at": steps[-1].at} if steps else {}


def _added(form: StepForm) -> Step:
    fact, _, value = str(form.cleaned_data["what"]).partition("=")
    return Step(at=form.cleaned_data["at"], fact=fact, value=value)


def _without(steps: list[Step], place: str) -> list[Step]:
    number = int(place) if place.isascii() and place.isdigit() and len(place) < 4 else -1
    return [step for each, step in enumerate(steps) if each != number]


def _played(desk: Desk, child: ChildForm, view: Form, steps: list[Step]) -> Played | None:
    if not steps or not (child.is_bound and child.is_valid()):
        return None
    composed = forms.composed(desk.row.rulebook, child, steps)
    draft = desk.shelf_of(desk.row.text)
    chosen = looked_at(view)
    before = desk.shelf_of(desk.row.base_text) if chosen != "draft" else None
    if not isinstance(draft, Library) or isinstance(before, tuple):
        return None
    try:
        if chosen == "force" and before is not None:
            return played(composed, before, story_on=draft)
        return played(composed, draft, before, story_on=draft)
    except Invalid as fault:
        child.refuse(fault)
        return None
