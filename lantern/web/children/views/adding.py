"""Add a child, after looking for the record that the child may have already."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.messages import success
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.agencies import queries as agencies
from lantern.core import clock
from lantern.core.errors import Invalid
from lantern.people import queries
from lantern.people.actions import children, identifiers
from lantern.people.actions.identifiers import Taken
from lantern.people.queries import Found
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.placement import IdentifierKind
from lantern.web.children.forms.identity import NEW, AddForm
from lantern.web.children.pages import AlikePage, FormPage
from lantern.web.children.views.finding import rows_of
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest

if TYPE_CHECKING:
    from lantern.agencies.models import Agency
    from lantern.people.models import Child

SENTENCES = (
    "Search first: the child may have a record already, under another spelling.",
    "If you cannot find a child who is missing, call 101, or 999 if there is danger.",
)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: AuthenticatedRequest) -> HttpResponse:
    """Who the child is; then, if somebody like that is known, whether it is the same child."""
    actor, at = request.actor, clock.now()
    actor.holds(Permission.CHILD_ADD).require()
    form = AddForm(request.POST or None, at=at, authorities=_authorities(actor))
    other: Child | None = None
    if form.is_valid():
        alike = _alike(actor, form, at)
        if alike and form.cleaned_data["is_new"] != NEW:
            return _ask_whether_new(request, form, alike, at)
        try:
            child = _add(actor, form, at)
        except Taken as fault:
            form.refuse(Invalid({"nhs_number": fault.messages["value"]}))
            other = fault.other if queries.is_visible(actor, fault.other, at=at) else None
        except Invalid as fault:
            form.refuse(fault)
        else:
            success(request, "The record has been added. Add what else is known.")
            return redirect("children:page", child.reference)
    return render_page(request, _page(form, other))


def _authorities(actor: Actor) -> Iterable["Agency"]:
    """The police add children of any authority; an authority its own."""
    found = agencies.agencies(actor, AgencyKind.LOCAL_AUTHORITY)
    if actor.agency_kind == AgencyKind.POLICE_FORCE:
        return found
    return found.filter(slug=actor.agency_slug)


def _alike(actor: Actor, form: AddForm, at: datetime) -> tuple["Child", ...]:
    given = form.cleaned_data
    name = f"{given['given_name']} {given['family_name']}"
    return queries.alike(actor, name, given["born_on"], at=at)


@transaction.atomic
def _add(actor: Actor, form: AddForm, at: datetime) -> "Child":
    given = form.cleaned_data
    child = children.add(
        by=actor,
        at=at,
        authority=agencies.get(actor, given["authority"]),
        given_name=given["given_name"],
        family_name=given["family_name"],
        born_on=given["born_on"],
    )
    if given["nhs_number"]:
        kind = IdentifierKind.NHS_NUMBER
        identifiers.add(child, kind, given["nhs_number"], by=actor, at=at)
    return child


def _ask_whether_new(
    request: AuthenticatedRequest, form: AddForm, alike: tuple["Child", ...], at: datetime
) -> HttpResponse:
    found = Found(children=alike, has_more=False, by="name")
    typed = tuple(
        (name, str(value))
        for name, value in request.POST.items()
        if name not in ("csrfmiddlewaretoken", "is_new")
    )
    page = AlikePage(rows=rows_of(request.actor, found, at), typed=typed)
    return render_page(request, page)


def _page(form: AddForm, other: "Child | None") -> FormPage:
    return FormPage(
        title="Add a child",
        back=reverse("children"),
        button="Continue",
        form=form,
        sentences=SENTENCES,
        other_href=reverse("children:page", args=[other.reference]) if other else "",
        other=f"Open the record of {other.name}, which has this number" if other else "",
    )
