"""Change who the child is said to be; add a number; restrict the record."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lantern.access.permissions import Permission
from lantern.access.sharing import Part
from lantern.agencies import queries as agencies
from lantern.core.errors import Conflict, Invalid
from lantern.people import policies, queries
from lantern.people.actions import children, identifiers
from lantern.people.actions.children import ChildFields
from lantern.people.actions.identifiers import Taken
from lantern.people.days import read_day
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.placement import IdentifierKind
from lantern.web.children import seen
from lantern.web.children.forms.identity import AuthorityForm, DetailsForm, NumberForm
from lantern.web.children.opened import Opened, opened
from lantern.web.children.pages import FormPage
from lantern.web.children.saving import Asking, ask
from lantern.web.forms import Form
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest

if TYPE_CHECKING:
    from lantern.people.models import Child

either = require_http_methods(["GET", "HEAD", "POST"])
FIELDS = (
    "given_name",
    "family_name",
    "also_known_as",
    "born_on",
    "gender",
    "ethnicity",
    "language",
    "telephone",
    "home_address",
    "home_postcode",
    "address_is_protected",
)


@either
def details(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Change details. The second of two people is shown both versions."""
    about = opened(request, reference, "child details")
    policies.can_change(request.actor, about.child, at=about.at).require()
    policies.can_see_address(about.sight, about.child).require()
    form = DetailsForm(
        request.POST or None,
        at=about.at,
        initial=_details(about.child),
        schools=agencies.agencies(request.actor, AgencyKind.SCHOOL),
    )
    asking = Asking(
        title="Change details",
        button="Save",
        form=form,
        action=lambda: _change(about, form),
        done="The details have been saved.",
        allowed=policies.can_change(request.actor, about.child, at=about.at),
    )
    return ask(request, about, asking)


def _change(about: Opened, form: DetailsForm) -> None:
    given = form.cleaned_data
    try:
        children.change(
            about.child,
            by=about.actor,
            at=about.at,
            version=_version(given["version"]),
            seen=_fields(about, seen.read(given["seen"])),
            **_fields(about, given),
        )
    except Conflict as fault:
        # A school is chosen by its short name.
        raise Conflict(
            fault.sentence, theirs=_named(fault.theirs), yours=_named(fault.yours)
        ) from None


def _details(child: "Child") -> dict[str, object]:
    present: dict[str, object] = {name: getattr(child, name) for name in FIELDS}
    present["school"] = child.school.slug if child.school else ""
    return present | {"version": child.version, "seen": seen.on_screen(present)}


def _fields(about: Opened, given: Mapping[str, Any]) -> ChildFields:
    """The details among these values, a day and a school being what they stand for."""
    found: dict[str, Any] = {name: given[name] for name in FIELDS if name in given}
    if isinstance(found.get("born_on"), str):
        found["born_on"] = read_day(found["born_on"])
    if "school" in given:
        found["school"] = agencies.get(about.actor, given["school"]) if given["school"] else None
    return cast("ChildFields", found)


def _named(version: Mapping[str, Any]) -> dict[str, Any]:
    school = version.get("school")
    return dict(version) | (
        {"school": school.slug if school else ""} if "school" in version else {}
    )


def _version(text: str) -> int:
    """The version the form began from; one that was tampered with is as old as can be."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


@either
def number(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Add a number by which an agency knows the child."""
    about = opened(request, reference, "child numbers")
    policies.may(request.actor, Permission.CHILD_ADD, about.child, at=about.at).require()
    about.sight.requires(Part.IDENTIFIERS).require()
    issuers = agencies.agencies(request.actor, AgencyKind.LOCAL_AUTHORITY, AgencyKind.POLICE_FORCE)
    form = NumberForm(request.POST or None, issuers=issuers)
    other: Child | None = None
    if form.is_valid():
        try:
            _add_number(about, form)
        except Taken as fault:
            form.refuse(fault)
            seen = queries.is_visible(request.actor, fault.other, at=about.at)
            other = fault.other if seen else None
        except Invalid as fault:
            form.refuse(fault)
        else:
            success(request, "The number has been added.")
            return redirect(about.href)
    return render_page(request, _number_page(about, form, other))


def _add_number(about: Opened, form: NumberForm) -> None:
    given = form.cleaned_data
    issuer = agencies.get(about.actor, given["issuer"]) if given["issuer"] else None
    identifiers.add(
        about.child,
        IdentifierKind(given["kind"]),
        given["value"],
        by=about.actor,
        at=about.at,
        issuer=issuer,
    )


def _number_page(about: Opened, form: NumberForm, other: "Child | None") -> FormPage:
    return FormPage(
        title="Add a number",
        name=about.child.name,
        back=about.href,
        button="Add",
        form=form,
        other_href=reverse("children:page", args=[other.reference]) if other else "",
        other=f"Open the record of {other.name}, which has this number" if other else "",
    )


@either
def restrict(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Close the record to all but named people, or open it again (IS-003)."""
    about = opened(request, reference, "child restriction")
    child = about.child
    change = children.lift_restriction if child.is_restricted else children.restrict
    asking = Asking(
        title="Lift the restriction" if child.is_restricted else "Restrict this record",
        button="Lift the restriction" if child.is_restricted else "Restrict this record",
        form=Form(request.POST or None),
        action=lambda: change(child, by=request.actor, at=about.at),
        done="Everybody involved sees the record again."
        if child.is_restricted
        else "Only people named for the child see this record now.",
        allowed=policies.can_restrict(request.actor, child, at=about.at),
        sentences=_what_follows(child.is_restricted),
        is_grave=not child.is_restricted,
    )
    return ask(request, about, asking)


@either
def move(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Another authority is responsible from now on; the former sees the record no more."""
    about = opened(request, reference, "child authority")
    child, former = about.child, about.child.responsible_authority
    policies.can_assign(request.actor, child, at=about.at).require()
    others = agencies.agencies(request.actor, AgencyKind.LOCAL_AUTHORITY).exclude(pk=former.pk)
    form = AuthorityForm(request.POST or None, authorities=others)

    def hand_over() -> None:
        to = agencies.get(request.actor, form.cleaned_data["authority"])
        children.move_to_authority(child, by=request.actor, at=about.at, authority=to)

    if form.carries_out(hand_over):
        success(request, f"The record of {child.name} is the new authority’s.")
        return redirect("children")
    page = FormPage(
        title="Move to another authority",
        name=child.name,
        back=about.href,
        button="Move the record",
        form=form,
        sentences=(
            f"{former.name} no longer sees the record, unless it is involved in another way.",
            "Only the new authority can give it back.",
            "Speak with the new authority first: what is owed falls to it at once.",
        ),
        is_grave=True,
    )
    return render_page(request, page)


def _what_follows(is_restricted: bool) -> tuple[str, ...]:
    if is_restricted:
        return ("Every agency that is involved with the child will see the record again.",)
    return (
        "Only people named for the child under “Who is who” will see the record, you among them.",
        "Do this for honour-based violence, forced marriage, or another reason to keep it close.",
    )
