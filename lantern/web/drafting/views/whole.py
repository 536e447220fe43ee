"""A new form or meeting, the draft as text, and what it changes so far."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lantern.core.errors import Invalid, NotFound
from lantern.protocol.editing.adding import Sort
from lantern.protocol.editing.saying import Edited
from lantern.web.drafting import edits, pages
from lantern.web.drafting.desk import Desk, begun, opened, saved
from lantern.web.drafting.forms import EditForm, added_questions, text_questions
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest

NAME = "the draft"


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: AuthenticatedRequest, reference: str, sort: str) -> HttpResponse:
    """Add a form to fill in, or a meeting to hold."""
    desk = opened(request, reference)
    if sort not in list(Sort):
        raise NotFound("sort", sort)
    which, protocol = Sort(sort), desk.draft.protocol
    questions = added_questions(which, protocol.vocabulary, desk.draft.settings())
    form = EditForm(request.POST or None, questions=questions, initial=begun(request, desk))
    if form.narrow(request.POST):
        form = EditForm(questions=questions)
        form.carry_on_with(request.POST)
    elif request.method == "POST" and saved(
        request, desk, form, lambda given: edits.added(desk.draft, which, given, desk.row.starts_on)
    ):
        messages.success(request, f"The {which} is in the draft")
        return redirect("drafting:changed", reference)
    page = pages.EditPage(
        title=f"Add a {which}",
        caption=desk.row.title,
        form=form,
        back=reverse("drafting:rules", args=[reference]),
        button=f"Add this {which}",
    )
    return render_page(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
def text(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """The whole text, for those who can. It is kept with its faults, which stop its adoption."""
    desk = opened(request, reference)
    form = EditForm(
        request.POST or None,
        questions=text_questions(),
        initial={"text": desk.row.text, **begun(request, desk)},
    )
    if request.method == "POST" and saved(
        request, desk, form, lambda given: edits.whole(desk.row.text, given, _names(desk))
    ):
        messages.success(request, "Saved in the draft")
        return redirect("drafting:text", reference)
    typed = str(form.data.get("text", "")) if form.is_bound else desk.row.text
    page = pages.TextPage(
        draft=reference,
        caption=desk.row.title,
        tabs=pages.tabs(desk.row, "text"),
        form=form,
        faults=tuple(pages.faults(desk.shelf_of(typed), typed, NAME)),
    )
    return render_page(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
def changed(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Everything that is not as it was, each to be taken back."""
    desk = opened(request, reference)
    form = EditForm(request.POST or None, questions={}, initial=begun(request, desk))
    if request.method == "POST" and saved(request, desk, form, lambda _: _back(request, desk)):
        messages.success(request, "Taken back")
        return redirect("drafting:changed", reference)
    try:
        page = pages.changed(desk.row, desk.draft, form)
    except Invalid:
        return redirect("drafting:text", reference)
    return render_page(request, page)


def _back(request: AuthenticatedRequest, desk: Desk) -> Edited:
    section, name = request.POST.get("section", ""), request.POST.get("name", "")
    return edits.back(desk.draft, desk.row.base_text, section, name)


def _names(desk: Desk) -> dict[str, str]:
    try:
        return {name: one.rule.duty for name, one in desk.draft.rules().items()}
    except Invalid:
        return {}
