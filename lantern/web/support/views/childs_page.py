"""The page for the child: shown by a worker, or printed. Children have no log-in."""

from typing import Final

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from lantern.core import clock
from lantern.people import queries as people
from lantern.support.childs_page import parts
from lantern.support.letters import shipped_words
from lantern.web.printed import pdf
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest
from lantern.web.support.pages.programmes import ChildsPage, PrintedChildsPage

TITLE: Final = shipped_words()["child_page"]["title"]


@require_safe
def page(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """As the worker shows it on a screen."""
    actor, at = request.actor, clock.now()
    child = people.get(actor, reference, page="page for the child", at=at)
    address = reverse("support:childs-page-pdf", args=[reference])
    shown = ChildsPage(
        title=TITLE,
        parts=parts(actor, child, at=at),
        large_print=request.GET.get("print") == "large",
        back=reverse("children:page", args=[reference]),
        pdf=address,
        large_pdf=f"{address}?print=large",
    )
    return render_page(request, shown)


@require_safe
def page_pdf(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """On paper."""
    actor, at = request.actor, clock.now()
    child = people.get(actor, reference, page="page for the child", at=at)
    shown = PrintedChildsPage(
        title=TITLE,
        parts=parts(actor, child, at=at),
        large_print=request.GET.get("print") == "large",
    )
    return pdf(request, shown, file="for-you")
