"""What is kept ready: profile, photographs, risk assessment, and steps of the protocol."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lantern.access.permissions import Permission
from lantern.access.sharing import Part
from lantern.core.errors import NotFound
from lantern.people import known as people
from lantern.people import policies
from lantern.people.actions import steps
from lantern.people.askable import askable_steps, asked_with_profile, step_of
from lantern.placements import known as placements
from lantern.placements import policies as keeping
from lantern.placements.actions import photographs as adding
from lantern.placements.actions import profiles as drawing_up
from lantern.placements.actions.profiles import ProfileFields
from lantern.protocol.definitions import FactDefinition
from lantern.risk import actions as assessing
from lantern.risk import known as risk
from lantern.risk import policies as risk_policies
from lantern.risk.actions import AssessmentFields
from lantern.web import wording
from lantern.web.children import seen
from lantern.web.children.forms.kept import (
    AssessmentForm,
    ChooseStepForm,
    PhotographForm,
    ProfileForm,
    StepForm,
)
from lantern.web.children.opened import Opened, opened
from lantern.web.children.pages import FormPage
from lantern.web.children.reading import assessments_page, photographs_page, profiles_page
from lantern.web.children.saving import Asking, ask
from lantern.web.episodes.declared import answers_of
from lantern.web.episodes.places import address_of_child
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest

either = require_http_methods(["GET", "HEAD", "POST"])
PROFILE: Final = (
    "description",
    "risks",
    "tracing",
    "medical",
    "routines",
    "wishes",
    "drawn_up_by",
)
ASSESSMENT: Final = ("reasons", "risks", "triggers", "distance", "mitigations", "owner")
RECORDED_ELSEWHERE: Final = {
    "concern.child_may_go_missing": "children:flag",
    "record.flagged": "children:flag",
    "pen_picture.drawn_up": "children:profile",
    "risk_assessment.completed": "children:risk",
    "risk_assessment.updated": "children:risk",
}
"""Steps that have a page of their own, whose record is the record that they were done."""


@require_safe
def profiles(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """The profile, and its versions."""
    about = opened(request, reference, "profile")
    allowed = bool(request.actor.holds(Permission.PROFILE_DRAW_UP))
    return render_page(request, profiles_page(about, can_draw_up=allowed))


@either
def draw_up(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Draw up the profile, from the version before."""
    about = opened(request, reference, "profile")
    about.sight.requires(Part.PROFILE).require()
    latest = placements.latest_profile(about.child)
    before = {name: getattr(latest, name) for name in PROFILE} if latest else {}
    version = latest.version if latest else 0
    questions = asked_with_profile(about.child, request.actor)
    form = ProfileForm(
        request.POST or None,
        initial=before
        | _recorded(about, questions)
        | {"version": version, "seen": seen.on_screen(before)},
        questions=questions,
    )
    asking = Asking(
        title="Draw up the profile",
        button="Save this version",
        form=form,
        action=lambda: drawing_up.draw_up(
            about.child,
            by=request.actor,
            at=about.at,
            version=_version(form.cleaned_data["version"]),
            answers={one.fact: one.value for one in answers_of(questions, form.cleaned_data)},
            **_profile_fields(form),
        ),
        done="The profile has been saved. It will fill in a report if the child goes missing.",
        allowed=keeping.can_draw_up_profile(request.actor, about.child, at=about.at),
        sentences=(
            "Draw this up with the child where you can. It is what the police are given first.",
        ),
    )
    return ask(request, about, asking)


def _recorded(about: Opened, questions: tuple[FactDefinition, ...]) -> dict[str, str]:
    """What the record has now in answer to each question, as far as it may be seen."""
    if not questions or not about.sight.shows(Part.WORK):
        return {}
    rows = sorted(people.steps(about.child), key=lambda one: (one.at, one.pk))
    return {one.fact: one.value for one in rows}


def _profile_fields(form: ProfileForm) -> ProfileFields:
    given = form.cleaned_data
    return {
        "description": given["description"],
        "risks": given["risks"],
        "tracing": given["tracing"],
        "medical": given["medical"],
        "routines": given["routines"],
        "wishes": given["wishes"],
        "drawn_up_by": given["drawn_up_by"],
    }


@require_safe
def photographs(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Every photograph."""
    about = opened(request, reference, "photographs")
    allowed = bool(request.actor.holds(Permission.PROFILE_DRAW_UP))
    return render_page(request, photographs_page(about, can_add=allowed))


@either
def add_photograph(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Add a photograph."""
    about = opened(request, reference, "photographs")
    form = PhotographForm(request.POST or None, request.FILES or None, at=about.at)
    asking = Asking(
        title="Add a photograph",
        button="Add",
        form=form,
        action=lambda: adding.add(
            about.child,
            by=request.actor,
            at=about.at,
            taken_on=form.cleaned_data["taken_on"],
            upload=form.cleaned_data["upload"],
        ),
        done="The photograph has been added.",
        allowed=keeping.can_add_photograph(request.actor, about.child, at=about.at),
    )
    return ask(request, about, asking)


@require_safe
def assessments(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """The risk assessment, and its versions."""
    about = opened(request, reference, "risk assessment")
    allowed = bool(request.actor.holds(Permission.RISK_ASSESS))
    return render_page(request, assessments_page(about, can_assess=allowed))


@either
def assess(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Complete the risk assessment, from the version before."""
    about = opened(request, reference, "risk assessment")
    about.sight.requires(Part.CONCERNS).require()
    form = AssessmentForm(request.POST or None, at=about.at, initial=_assessment(about))
    asking = Asking(
        title="Complete the risk assessment",
        button="Save this version",
        form=form,
        action=lambda: assessing.assess(
            about.child,
            by=request.actor,
            at=about.at,
            version=_version(form.cleaned_data["version"]),
            **_assessment_fields(form),
        ),
        done="The risk assessment has been saved.",
        allowed=risk_policies.can_assess(request.actor, about.child, at=about.at),
        sentences=_how_to_answer(about),
    )
    return ask(request, about, asking)


def _how_to_answer(about: Opened) -> tuple[str, ...]:
    latest = risk.latest(about.child)
    said: tuple[str, ...] = ("Answer for this child as things are now.",)
    if latest is not None:
        said += (f"The answers of {wording.day(latest.assessed_at)} are below: check each.",)
    return (*said, "“Not known” is an answer. It never counts as low risk.")


def _assessment(about: Opened) -> dict[str, object]:
    """The answers before are carried forward, to be confirmed and not retyped (QS-057)."""
    latest = risk.latest(about.child)
    if latest is None:
        return {"version": 0}
    before: dict[str, object] = {name: getattr(latest, name) for name in ASSESSMENT}
    for name, given in latest.answers.items():
        before |= {name: given.get("answer", ""), f"{name}_words": given.get("words", "")}
    return before | {"version": latest.version, "seen": seen.on_screen(before)}


def _assessment_fields(form: AssessmentForm) -> AssessmentFields:
    given = form.cleaned_data
    return {
        "reasons": given["reasons"],
        "risks": given["risks"],
        "triggers": given["triggers"],
        "distance": given["distance"],
        "mitigations": given["mitigations"],
        "owner": given["owner"],
        "review_on": given["review_on"],
        "answers": form.answers(),
    }


@either
def choose_step(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Record that something was done: what?"""
    about = opened(request, reference, "child steps")
    policies.can_record_step(request.actor, about.child, at=about.at).require()
    choices = [(step.name, _title(step)) for step in askable_steps(about.child, request.actor)]
    form = ChooseStepForm(request.POST or None, choices=choices)
    if form.is_valid():
        step = step_of(about.child, form.cleaned_data["fact"])
        return redirect(address_of_child(step, about.child.reference) if step else about.href)
    page = FormPage(
        title="What was done?",
        name=about.child.name,
        back=about.href,
        button="Continue",
        form=form,
    )
    return render_page(request, page)


@either
def record_step(request: AuthenticatedRequest, reference: str, fact: str) -> HttpResponse:
    """Record that this was done."""
    about = opened(request, reference, "child steps")
    if fact in RECORDED_ELSEWHERE:
        return redirect(reverse(RECORDED_ELSEWHERE[fact], args=[about.child.reference]))
    step = step_of(about.child, fact)
    if step is None:
        raise NotFound("step", fact)
    form = StepForm(request.POST or None, at=about.at, initial={"at": about.at}, step=step)
    asking = Asking(
        title=_title(step),
        button="Record that this was done",
        form=form,
        action=lambda: steps.record(
            about.child,
            fact,
            by=request.actor,
            at=form.cleaned_data["at"],
            words=form.cleaned_data["words"],
            value=str(form.cleaned_data.get("value", "")),
            now=about.at,
        ),
        done="It has been recorded.",
        allowed=policies.can_record_step(request.actor, about.child, at=about.at),
        sentences=tuple(one for one in (step.meaning, step.help) if one),
    )
    return ask(request, about, asking)


def _title(step: FactDefinition) -> str:
    return step.question or step.did or wording.capital(step.words)


def _version(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
