"""Doubts: rows that may be about a child who has a record, before a person who decides."""

from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from lantern.core import clock
from lantern.intake import arrivals, comparing, queries
from lantern.intake.actions.doubts import decide
from lantern.vocabulary.arriving import DoubtDecision
from lantern.web.arrivals import doubt_pages as pages
from lantern.web.arrivals.forms import DoubtForm
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest


@require_safe
def listing(request: AuthenticatedRequest) -> HttpResponse:
    """Every doubt that nobody has decided."""
    arrivals.can_bring_in(request.actor).require()
    found = list(queries.doubts(request.actor)[: pages.MOST])
    return render_page(request, pages.list_page(found, queries.doubts(request.actor).count()))


@require_http_methods(["GET", "HEAD", "POST"])
def doubt(request: AuthenticatedRequest, number: int) -> HttpResponse:
    """Both sides of one doubt, and the decision."""
    arrivals.can_bring_in(request.actor).require()
    at = clock.now()
    one = queries.get_doubt(request.actor, number)
    form = DoubtForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        decision = DoubtDecision(form.cleaned_data["decision"])
        decide(one, decision, by=request.actor, at=at)
        success(request, pages.decided(decision))
        return redirect("arrivals:doubts")
    comparison = comparing.compared(request.actor, one, at=at)
    return render_page(request, pages.doubt_page(one, comparison, form))
