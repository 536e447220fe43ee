"""My duties, one duty, and its excuse."""

from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from lantern.access.permissions import Permission
from lantern.core import clock
from lantern.duties import queries
from lantern.duties.actions import excuses
from lantern.duties.queries import Whose
from lantern.web.duties import pages
from lantern.web.duties.forms import ExcuseForm
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest


@require_safe
def mine(request: AuthenticatedRequest) -> HttpResponse:
    """What I owe, or my team: overdue first."""
    request.actor.holds(Permission.DUTY_SEE).require()
    at = clock.now()
    counts = queries.counts(request.actor, at)
    whose = _whose(request, counts)
    found = queries.mine(request.actor, at, whose=whose, page=_page(request), count=counts[whose])
    return render_page(request, pages.my_duties(found, counts, whose, at))


@require_safe
def duty(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """One duty: why it is owed, and where it is met."""
    at = clock.now()
    owed, line = queries.get(request.actor, number, at)
    page = pages.DutyPage(
        row=pages.row(line, at),
        may_excuse=queries.may_excuse(request.actor, owed, at),
        title=line.words,
    )
    return render_page(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
def excuse(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """Say why a duty need not be done."""
    at = clock.now()
    owed, line = queries.get(request.actor, number, at)
    queries.may_excuse(request.actor, owed, at).require()
    form = ExcuseForm(request.POST or None)
    if form.carries_out(
        lambda: excuses.excuse(owed, by=request.actor, at=at, reason=form.cleaned_data["reason"])
    ):
        success(request, "The duty is excused, with your reason.")
        return redirect("my-duties")
    return render_page(request, pages.ExcusePage(row=pages.row(line, at), form=form))


def _whose(request: AuthenticatedRequest, counts: dict[Whose, int]) -> Whose:
    """The list asked for; otherwise one's own, or the team's where nothing is assigned by name."""
    asked = request.GET.get("whose", "")
    if asked in set(Whose):
        return Whose(asked)
    return Whose.MINE if counts[Whose.MINE] else Whose.TEAM


def _page(request: AuthenticatedRequest) -> int:
    text = request.GET.get("page", "")
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 6 else 1
