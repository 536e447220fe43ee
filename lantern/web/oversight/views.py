"""Who did what, who looked, and records opened in an emergency."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantern.access import actions, policies, queries
from lantern.access.permissions import Permission
from lantern.accounts.queries import names
from lantern.agencies.queries import agencies
from lantern.core import clock
from lantern.core.errors import Invalid, NotFound
from lantern.episodes import records
from lantern.people.actions import emergency as emergencies_of_children
from lantern.people.actions.emergency import Sought
from lantern.people.queries import visible_to
from lantern.vocabulary.access import EmergencyOutcome
from lantern.web.oversight import pages
from lantern.web.oversight.forms import EmergencyForm, ReviewForm
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest

if TYPE_CHECKING:
    from lantern.access.models import EmergencyAccess

either = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def activity(request: AuthenticatedRequest) -> HttpResponse:
    """What was done, by whom, to which record."""
    about, by, before = _narrowing(request)
    events = queries.activity(request.actor, about=about, by=by, before=before)
    lines = pages.done(events, names(event.by for event in events), _bodies(request))
    return _trail(request, "What was done", lines, pages.older(events))


@require_safe
def seen(request: AuthenticatedRequest) -> HttpResponse:
    """What was looked at, by whom."""
    about, by, before = _narrowing(request)
    events = queries.looks_everywhere(request.actor, about=about, by=by, before=before)
    lines = pages.seen(events, names(event.by for event in events), _bodies(request))
    return _trail(request, "What was looked at", lines, pages.older(events))


@require_safe
def looks(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Who looked at one child's record, the absences too."""
    abouts = records.references(request.actor, reference)
    _, _, before = _narrowing(request)
    events = queries.looks_at(request.actor, abouts, before=before)
    child = visible_to(request.actor).filter(reference=reference).first()
    older = pages.older(events)
    page = pages.LooksPage(
        reference=reference,
        child=child.name if child else "",
        lines=pages.seen(events, names(event.by for event in events), _bodies(request)),
        older=f"?before={older}" if older else "",
        back=pages.child_href(reference) if child else reverse("oversight:seen"),
    )
    return render_page(request, page)


@require_safe
def emergencies(request: AuthenticatedRequest) -> HttpResponse:
    """Records opened in an emergency that I oversee, those to review first."""
    found = list(queries.overseen_by(request.actor)[: queries.PAGE_SIZE])
    page = pages.EmergenciesPage(
        rows=_rows(request, found),
        may_see_activity=bool(request.actor.holds(Permission.AUDIT_SEE)),
    )
    return render_page(request, page)


@either
def emergency(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Review one of them."""
    one = queries.get_overseen(request.actor, reference)
    may = policies.can_review(request.actor, one)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.carries_out(
        lambda: actions.review(
            one,
            by=request.actor,
            at=clock.now(),
            outcome=EmergencyOutcome(form.cleaned_data["outcome"]),
            finding=form.cleaned_data["finding"],
        )
    ):
        success(request, "Your review is recorded.")
        return redirect("oversight:emergencies")
    known = names([one.by, one.reviewed_by])
    page = pages.ReviewPage(
        row=_rows(request, [one])[0],
        lines=pages.seen(queries.looks_under(request.actor, one), known, _bodies(request)),
        finding=one.finding,
        reviewer=known.get(one.reviewed_by, ""),
        form=form if may and not one.outcome else None,
        why_not=may.reason,
    )
    return render_page(request, page)


@either
def open_record(request: AuthenticatedRequest) -> HttpResponse:
    """Open the record of a child whom I otherwise could not see."""
    policies.can_open(request.actor).require()
    form = EmergencyForm(
        request.POST or None,
        initial={"reference": request.GET.get("record", "")},
        at=clock.now(),
    )
    if form.is_valid():
        try:
            opened = emergencies_of_children.open_record(
                _sought(form),
                by=request.actor,
                at=clock.now(),
                reason=form.cleaned_data["reason"],
            )
        except Invalid as fault:
            form.refuse(fault)
        except NotFound:
            return _open_page(request, form, not_found=True)
        else:
            return redirect(pages.child_href(opened.child))
    return _open_page(request, form, not_found=False)


@require_POST
def end(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """I have finished with a record before its time is over."""
    one = queries.get(request.actor, reference)
    actions.end_emergency(one, by=request.actor, at=clock.now())
    success(request, "The record is closed to you again.")
    return redirect("emergency")


def _open_page(
    request: AuthenticatedRequest, form: EmergencyForm, *, not_found: bool
) -> HttpResponse:
    open_now = list(queries.open_to(request.actor, clock.now()))
    page = pages.OpenPage(
        form=form,
        hours=int(actions.LASTS.total_seconds() // 3600),
        open=_rows(request, open_now),
        not_found=not_found,
    )
    return render_page(request, page, status=404 if not_found else 200)


def _sought(form: EmergencyForm) -> Sought:
    return Sought(
        reference=form.cleaned_data["reference"],
        given_name=form.cleaned_data["given_name"],
        family_name=form.cleaned_data["family_name"],
        born_on=form.cleaned_data["born_on"],
    )


def _rows(
    request: AuthenticatedRequest, found: list["EmergencyAccess"]
) -> tuple[pages.EmergencyRow, ...]:
    known = names(one.by for one in found)
    bodies = _bodies(request)
    return tuple(pages.emergency_row(one, known, bodies, clock.now()) for one in found)


def _bodies(request: AuthenticatedRequest) -> dict[str, str]:
    """The agencies' names by their short ones."""
    return dict(agencies(request.actor).values_list("slug", "name"))


def _trail(
    request: AuthenticatedRequest, title: str, lines: tuple[pages.Line, ...], older: int
) -> HttpResponse:
    about, by, _ = _narrowing(request)
    query = {"record": about, "person": by, "before": str(older)}
    page = pages.TrailPage(
        title=title,
        lines=lines,
        about=about,
        by=by,
        older="?" + urlencode({name: value for name, value in query.items() if value})
        if older
        else "",
        is_seen=title == "What was looked at",
        waiting=queries.to_review(request.actor),
    )
    return render_page(request, page)


def _narrowing(request: AuthenticatedRequest) -> tuple[str, str, int]:
    """The record, the person and the place in the trail that the address asks for."""
    before = request.GET.get("before", "")
    return (
        request.GET.get("record", "").strip().upper()[:40],
        request.GET.get("person", "").strip()[:40],
        int(before) if before.isascii() and before.isdigit() and len(before) < 19 else 0,
    )
