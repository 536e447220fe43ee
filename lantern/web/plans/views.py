"""A child's plan: all of it, another action, what became of one, and its end."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lantern.access.actor import Actor
from lantern.core import clock
from lantern.core.errors import Conflict
from lantern.follow_up.actions.plans import JUDGE
from lantern.people import queries as people
from lantern.plans import policies, queries
from lantern.plans.actions import plans, steps
from lantern.plans.queries import ActionLine
from lantern.vocabulary.plan import PlanOrigin, StepKind
from lantern.web.forms import Form
from lantern.web.one_form import FormPage, ask
from lantern.web.plans import pages
from lantern.web.plans.forms import AgainForm, AgreeForm, BecameForm, EndForm
from lantern.web.plans.owners import owners
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest

if TYPE_CHECKING:
    from lantern.plans.models import PlannedAction

either = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def plan(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """The child's plan, and those that ended."""
    actor, at = request.actor, clock.now()
    child = people.get(actor, reference, page="plan", at=at)
    found = queries.of_child(actor, child, at=at)
    is_theirs = actor.agency_id == child.responsible_authority_id
    may = bool(policies.can_agree(actor, child, at=at))
    shown = pages.plan_page(child, found, may_add=may, may_end=may and is_theirs, at=at)
    return render_page(request, shown)


@either
def add(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Something more to be done for the child."""
    actor, at = request.actor, clock.now()
    child = people.get(actor, reference, page="plan", at=at)
    form = AgreeForm(request.POST or None, child=child.name, at=at, owners=owners(child, at))
    page = FormPage(
        title="Add to the plan",
        name=child.name,
        form=form,
        back=reverse("plans:plan", args=[child.reference]),
        button="Add this to the plan",
        sentences=("Whoever does it is told, and it stands in their duties until it is done.",),
    )
    return ask(
        request,
        page,
        lambda: plans.agree(
            child,
            origin=PlanOrigin(form.cleaned_data["origin"]),
            items=[form.agreed],
            by=actor,
            at=at,
        ),
        done="This is in the plan, and its owner is told.",
        allowed=policies.can_agree(actor, child, at=at),
    )


@either
def end(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """The whole plan ends."""
    actor, at = request.actor, clock.now()
    found = queries.get_plan(actor, reference, at=at)
    form = EndForm(request.POST or None)
    page = FormPage(
        title="End the plan",
        name=found.child.name,
        form=form,
        back=reverse("plans:plan", args=[found.child.reference]),
        button="End the plan",
        sentences=("What is still to do in it is dropped, with this reason.",),
        is_grave=True,
    )
    return ask(
        request,
        page,
        lambda: plans.end(found, by=actor, at=at, reason=form.cleaned_data["reason"]),
        done="The plan has ended.",
        allowed=policies.can_end(actor, found, at=at),
    )


@either
def action(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """One action: what became of it, and what may be said of it now.

    Whether a behaviour-change plan works is judged on the page of the plan.
    """
    actor, at = request.actor, clock.now()
    found, line = queries.get(actor, reference, at=at)
    if line.is_open and line.what == JUDGE:
        return redirect("follow_up:plan", line.source)
    may = (policies.can_do if line.is_open else policies.can_take_back)(
        actor, found, line.now, at=at
    )
    if request.method == "POST":
        may.require()
    form = _form(request, found, line, at) if may else None
    conflict = ""
    if request.method == "POST" and form is not None:
        try:
            if form.carries_out(_deed(found, form, actor, at)):
                success(request, "This is recorded.")
                return redirect(_back(line))
        except Conflict as fault:
            conflict = f"{fault.sentence} {fault.theirs.get('words', '')}"
    page = pages.ActionPage(
        title=line.what if len(line.what) < 90 else "Planned action",
        name=found.addition.plan.child.name,
        row=pages.row(line, at),
        facts=pages.facts(line),
        steps=pages.steps(line),
        form=form,
        why_not=may.reason,
        button="Record this" if line.is_open else "Open this again",
        back=_back(line),
        conflict=conflict,
    )
    return render_page(request, page)


def _form(
    request: AuthenticatedRequest, found: "PlannedAction", line: ActionLine, at: datetime
) -> Form:
    if not line.is_open:
        return AgainForm(request.POST or None)
    now = line.now
    held = f"{now.role}:{now.person_id}:{now.agency_id}" if now.person_id else now.role.value
    return BecameForm(
        request.POST or None,
        owners=owners(found.addition.plan.child, at),
        at=at,
        initial={"at": at, "owner": held, "due_on": now.due_on},
    )


def _deed(found: "PlannedAction", form: Form, actor: Actor, at: datetime) -> Callable[[], object]:
    """What the form asks for."""

    def carry_out() -> object:
        given = form.cleaned_data
        if not isinstance(form, BecameForm):
            return steps.take_back(found, by=actor, at=at, reason=given["again"])
        match StepKind(given["became"]):
            case StepKind.CHANGED:
                return steps.change(found, form.wanted, by=actor, at=at, reason=given["why"])
            case StepKind.DROPPED:
                return steps.drop(found, by=actor, at=at, reason=given["reason"])
        done_at = min(given["at"], at)
        return steps.complete(found, by=actor, at=done_at, now=at, words=given["words"])

    return carry_out


def _back(line: ActionLine) -> str:
    if line.episode:
        return reverse("episodes:episode", args=[line.episode])
    return reverse("plans:plan", args=[line.child_reference])
