"""Messages read, handovers taken, and messages sent again."""

from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantern.core import clock
from lantern.core.errors import NotFound
from lantern.duties import queries as duties
from lantern.notifications import policies, queries
from lantern.notifications.actions import deliveries, handovers, messages
from lantern.web import wording
from lantern.web.messages import pages
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest


@require_safe
def inbox(request: AuthenticatedRequest) -> HttpResponse:
    """What waits for me to take it, and what I have been told."""
    at, number = clock.now(), page_number(request)
    letters, has_more = queries.letters(request.actor, at, page=number)
    waiting = queries.handovers_to(request.actor, at)
    abouts = {one.about for one in letters} | {one.about for one in waiting}
    names = duties.names_of(request.actor, abouts, at)
    page = pages.InboxPage(
        handovers=tuple(pages.handover_row(state, names, at) for state in waiting),
        messages=tuple(pages.message_row(letter, names) for letter in letters),
        unread=queries.unread(request.actor, at),
        pages=pages.pages("messages", number, has_more=has_more),
        sees_unsent=bool(policies.can_see_deliveries(request.actor)),
    )
    return render_page(request, page)


@require_POST
def read(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """I have read this message."""
    messages.mark_read(number, by=request.actor, at=clock.now())
    return redirect(_back(request))


@require_POST
def read_all(request: AuthenticatedRequest) -> HttpResponse:
    """I have read everything there is."""
    messages.mark_all_read(by=request.actor, at=clock.now())
    return redirect("messages")


@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """Take what was handed over; or see who has it."""
    at = clock.now()
    if request.method == "POST":
        taken = handovers.acknowledge(number, by=request.actor, at=at)
        name = taken.acknowledged_by.name if taken.acknowledged_by else ""
        mine = taken.acknowledged_by_id == request.actor.user_id
        when = wording.clock(taken.acknowledged_at or at)
        success(request, f"You have it, {when}." if mine else f"{name} has had it since {when}.")
        return redirect(_back(request))
    state, may_take = queries.handover(request.actor, number, at)
    page = pages.HandoverPage(
        state=state, href=pages.record(state.about), may_take=may_take, title=state.what
    )
    return render_page(request, page)


@require_safe
def unsent(request: AuthenticatedRequest) -> HttpResponse:
    """Messages that could not be sent."""
    number = page_number(request)
    rows, has_more = queries.unsent(request.actor, page=number)
    page = pages.UnsentPage(
        rows=tuple(pages.unsent_row(row) for row in rows),
        waiting=queries.waiting(request.actor, clock.now()),
        pages=pages.pages("messages-unsent", number, has_more=has_more),
    )
    return render_page(request, page)


@require_POST
def send_again(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """Try a message again."""
    deliveries.send_again(number, by=request.actor, at=clock.now())
    success(request, "It will be sent again within seconds.")
    return redirect("messages-unsent")


@require_safe
def open_record(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Open the record that a message is about. The record's own page asks who may see it."""
    name = pages.OPENED.get(reference[:2])
    if name is None:
        raise NotFound("record", reference)
    return redirect(name, reference)


def page_number(request: HttpRequest) -> int:
    """The page asked for; the first where that is no number."""
    text = request.GET.get("page", "")
    return max(1, int(text)) if text.isdecimal() and text.isascii() and len(text) < 6 else 1


def _back(request: AuthenticatedRequest) -> str:
    """Where the button was pressed, if that was one of our own pages; otherwise the inbox."""
    asked = request.POST.get("back", "")
    ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    return asked if asked.startswith("/") and ours else reverse("messages")
