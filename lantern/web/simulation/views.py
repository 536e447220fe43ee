"""Simulations of a draft: asked for, waited for, read."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from lantern.agreements import policies as agreements
from lantern.core import clock
from lantern.core.errors import NotFound
from lantern.core.instants import day_in_london
from lantern.simulation import policies, queries
from lantern.simulation.actions import runs
from lantern.simulation.report import ASSUMED_INTERVIEWS
from lantern.web.rendering import render_fragment, render_page
from lantern.web.requests import AuthenticatedRequest, page_number
from lantern.web.simulation import pages
from lantern.web.simulation.forms import PeriodForm

YEAR = timedelta(days=365)
"""The period that is asked for until somebody chooses another: it ends yesterday."""


@require_http_methods(["GET", "HEAD", "POST"])
def of_draft(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """The simulations of a draft, and the form for another."""
    actor, at = request.actor, clock.now()
    draft = queries.draft(actor, reference)
    may = policies.can_simulate(actor, draft)
    if request.method == "POST":
        may.require()
    form = PeriodForm(
        request.POST or None,
        at=at,
        initial={
            "first_on": day_in_london(at) - YEAR,
            "last_on": day_in_london(at) - timedelta(days=1),
            "interviews_a_worker": ASSUMED_INTERVIEWS,
            "with_history": False,
        },
    )
    asked = []
    if form.carries_out(lambda: asked.append(runs.ask(draft, form.wanted, by=actor, at=at))):
        return redirect("simulations:simulation", asked[0].reference)
    shown = pages.of_draft_page(
        draft,
        queries.of_draft(actor, draft),
        form if may else None,
        may_change=bool(agreements.can_change(actor, draft)),
    )
    return render_page(request, shown)


@require_safe
def simulation(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """How far it has come, or what it found."""
    run = queries.get(request.actor, reference)
    part = pages.region(run, every=request.GET.get("every") == "yes")
    beside = queries.binding_beside(run.draft)
    return render_page(request, pages.simulation_page(run, part, beside, clock.now()))


@require_safe
def state(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """How it stands now, for a page that keeps itself up to date."""
    run = queries.get(request.actor, reference)
    return render_fragment(request, pages.region(run, every=False), at=clock.now())


@require_safe
def children(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Who would have been treated differently, as far as the reader may know of them."""
    actor, at = request.actor, clock.now()
    run = queries.get(actor, reference)
    if run.finished_at is None or run.fault:
        raise NotFound("children of simulation", reference)
    found = queries.treated(actor, run, page=page_number(request), at=at)
    subjects = [each.subject for one in found.children for each in one.differences]
    shown = pages.children_page(run, found, queries.began(actor, subjects))
    return render_page(request, shown)
