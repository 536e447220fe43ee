"""The settings of a draft and how it reads silent sources."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lantern.core.errors import NotFound
from lantern.protocol.editing.saying import readings
from lantern.protocol.readings import READINGS
from lantern.web.drafting import edits, limits, pages
from lantern.web.drafting.desk import begun, opened, saved
from lantern.web.drafting.forms import (
    EditForm,
    grounds_questions,
    reading_question,
    value_question,
)
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest


@require_safe
def settings(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Every setting with its meaning, and every reading with its question."""
    desk = opened(request, reference)
    return render_page(request, pages.settings(desk.row, desk.draft))


@require_http_methods(["GET", "HEAD", "POST"])
def setting(request: AuthenticatedRequest, reference: str, name: str) -> HttpResponse:
    """Give a setting another value."""
    desk = opened(request, reference)
    value = desk.draft.settings().get(name)
    if value is None:
        raise NotFound("setting", name)
    started = limits.length_started("value", value) or {"value": value}
    form = EditForm(
        request.POST or None,
        questions=value_question(value) | grounds_questions(),
        initial=started | begun(request, desk),
    )
    if request.method == "POST" and saved(
        request,
        desk,
        form,
        lambda given: edits.setting(desk.draft, name, given, desk.row.starts_on),
    ):
        return _kept(request, reference)
    shown = dict(pages.meanings_of(desk.draft))
    title = name.replace("_", " ")
    page = pages.EditPage(
        title=f"Change the setting “{title}”",
        caption=desk.row.title,
        form=form,
        back=reverse("drafting:settings", args=[reference]),
        now=(pages.Line(label="Now", words=value),),
        notes=tuple(one for one in [shown.get(name, "")] if one),
    )
    return render_page(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: AuthenticatedRequest, reference: str, name: str) -> HttpResponse:
    """Read a silent source otherwise."""
    desk = opened(request, reference)
    if name not in READINGS:
        raise NotFound("reading", name)
    form = EditForm(
        request.POST or None,
        questions=reading_question(READINGS[name]) | grounds_questions(),
        initial={"option": readings(desk.draft.protocol)[name]} | begun(request, desk),
    )
    if request.method == "POST" and saved(
        request,
        desk,
        form,
        lambda given: edits.reading(desk.draft, name, given, desk.row.starts_on),
    ):
        return _kept(request, reference)
    page = pages.EditPage(
        title="Change how a silent source is read",
        caption=desk.row.title,
        form=form,
        back=reverse("drafting:settings", args=[reference]),
    )
    return render_page(request, page)


def _kept(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    messages.success(request, "Saved in the draft")
    return redirect("drafting:settings", reference)
