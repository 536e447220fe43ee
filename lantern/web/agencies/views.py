"""Agencies join, and have teams, areas and office hours."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lantern.access.permissions import Permission
from lantern.accounts.details import ROLES
from lantern.agencies import policies, queries
from lantern.agencies.actions import agencies as bodies
from lantern.agencies.actions import areas, office_hours, teams
from lantern.agencies.details import AgencyChanges, AgencyDetails, Opening, TeamDetails, When
from lantern.agreements.library import library
from lantern.core import clock
from lantern.core.errors import NotFound
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.role import Role
from lantern.web.accounts.pages import ConfirmPage
from lantern.web.agencies import forms
from lantern.web.agencies.pages import FormPage, agencies_page, agency_page
from lantern.web.forms import Form
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest

if TYPE_CHECKING:
    from lantern.agencies.models import Agency

either = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def agencies(request: AuthenticatedRequest) -> HttpResponse:
    """Those whose teams and accounts I keep."""
    request.actor.holds(Permission.ACCOUNT_MANAGE).require()
    kept = queries.administered(request.actor)
    can_add = bool(policies.can_add_agency(request.actor))
    return render_page(request, agencies_page(kept, can_add=can_add))


@require_safe
def agency(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """One agency."""
    found = queries.get_administered(request.actor, slug)
    page = agency_page(
        found,
        queries.teams(request.actor, found),
        queries.openings(request.actor, found),
        queries.areas(request.actor, found),
    )
    return render_page(request, page)


@either
def add(request: AuthenticatedRequest) -> HttpResponse:
    """An agency joins the partnership."""
    policies.can_add_agency(request.actor).require()
    known = {one.slug: one for one in queries.agencies(request.actor)}
    form = forms.AgencyForm(
        request.POST or None,
        rulebooks=_rulebooks(),
        within=[(one.slug, one.name) for one in known.values()],
    )

    def join() -> None:
        answers = form.cleaned_data
        details = AgencyDetails(
            slug=answers["slug"].lower(),
            name=answers["name"],
            kind=AgencyKind(answers["kind"]),
            code=answers["code"],
            telephone=answers["telephone"],
            within=known.get(answers["within"]),
            rulebook=answers["rulebook"],
            rulebook_from=answers["rulebook_from"],
            first_day_on=answers["first_day_on"],
        )
        bodies.add(details, by=request.actor, at=clock.now())

    back = reverse("agencies:list")
    return _done(request, form, join, FormPage(
        form=form, title="Add an agency", agency="", button="Add", back=back
    ))  # fmt: skip


@either
def change(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """Say anew what is known of an agency."""
    found = queries.get_administered(request.actor, slug)
    names = ("name", "telephone", "rulebook", "rulebook_from", "first_day_on")
    form = forms.DetailsForm(
        request.POST or None,
        rulebooks=_rulebooks(),
        initial={name: getattr(found, name) for name in names},
    )

    def say() -> None:
        changes = AgencyChanges(**{name: form.cleaned_data[name] for name in names})
        bodies.change(found, changes, by=request.actor, at=clock.now())

    return _about(request, found, form, say, "Change the details")


@either
def add_team(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """A new team."""
    found = queries.get_administered(request.actor, slug)
    form = forms.TeamForm(request.POST or None)
    return _about(
        request,
        found,
        form,
        lambda: teams.add(
            found, TeamDetails(**form.cleaned_data), by=request.actor, at=clock.now()
        ),
        "Add a team",
    )


@either
def cover(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponse:
    """What a team does, and when."""
    found = queries.get_administered(request.actor, slug)
    team = queries.get_team(request.actor, found, number)
    roles = sorted(ROLES[AgencyKind(found.kind)], key=lambda role: role.label)
    form = forms.CoverForm(request.POST or None, roles=[(one.value, one.label) for one in roles])
    return _about(
        request,
        found,
        form,
        lambda: teams.cover(
            team,
            by=request.actor,
            at=clock.now(),
            role=Role(form.cleaned_data["role"]),
            when=When(form.cleaned_data["when"]),
        ),
        f"What {team.name} does",
    )


@either
def uncover(request: AuthenticatedRequest, slug: str, number: int, role: str) -> HttpResponse:
    """A team no longer does what a role owes."""
    found = queries.get_administered(request.actor, slug)
    team = queries.get_team(request.actor, found, number)
    covered = next((Role(one.role) for one in team.covers.all() if one.role == role), None)
    if covered is None:
        raise NotFound("cover", role)
    back = reverse("agencies:agency", args=[found.slug])
    if request.method == "POST":
        teams.uncover(team, by=request.actor, at=clock.now(), role=covered)
        success(request, "Saved.")
        return redirect(back)
    page = ConfirmPage(
        title=f"{team.name} is no longer to do what the {covered.label} owes",
        sentences=(
            f"What is for the {covered.label} then goes to whoever else there may take it.",
            "What was handed over before stays where it is.",
        ),
        button="Take it from the team",
        back=back,
        is_grave=True,
    )
    return render_page(request, page)


@either
def team_areas(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponse:
    """Which parts of the agency’s area a team covers."""
    found = queries.get_administered(request.actor, slug)
    team = queries.get_team(request.actor, found, number)
    known = {str(one.pk): one for one in queries.areas(request.actor, found)}
    form = forms.TeamAreasForm(
        request.POST or None,
        areas=[(number, one.name) for number, one in known.items()],
        initial={"areas": [str(one.pk) for one in team.areas.all()]},
    )

    def say() -> None:
        chosen = [known[each] for each in form.cleaned_data["areas"]]
        teams.set_areas(team, chosen, by=request.actor, at=clock.now())

    return _about(request, found, form, say, f"Areas of {team.name}")


@either
def hours(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """When the offices are open."""
    found = queries.get_administered(request.actor, slug)
    form = forms.HoursForm(request.POST or None, initial={"days": [str(day) for day in range(5)]})

    def say() -> None:
        answers = form.cleaned_data
        week = [
            Opening(weekday=int(day), opens=answers["opens"], closes=answers["closes"])
            for day in answers["days"]
        ]
        office_hours.set_week(found, week, by=request.actor, at=clock.now())

    return _about(request, found, form, say, "Office hours")


@either
def add_area(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """A part of the agency’s area."""
    found = queries.get_administered(request.actor, slug)
    form = forms.AreaForm(request.POST or None)
    return _about(
        request,
        found,
        form,
        lambda: areas.add(found, by=request.actor, at=clock.now(), name=form.cleaned_data["name"]),
        "Add an area",
    )


def _about(
    request: AuthenticatedRequest,
    found: "Agency",
    form: Form,
    deed: Callable[[], object],
    title: str,
) -> HttpResponse:
    back = reverse("agencies:agency", args=[found.slug])
    page = FormPage(form=form, title=title, agency=found.name, button="Save", back=back)
    return _done(request, form, deed, page)


def _done(
    request: AuthenticatedRequest, form: Form, deed: Callable[[], object], page: FormPage
) -> HttpResponse:
    """Do it and go back, or show the form with what is wrong."""
    if form.carries_out(deed):
        success(request, "Saved.")
        return redirect(page.back)
    return render_page(request, page)


def _rulebooks() -> list[tuple[str, str]]:
    """Every rulebook by its title, in the order of titles."""
    shelf = library()
    named = ((one, shelf.protocol(one).title) for one in shelf.ids)
    return sorted(named, key=lambda one: one[1])
