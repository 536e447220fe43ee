"""Who is around the child: family and friends, and the professionals."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lantern.access.sharing import Part
from lantern.agencies import queries as agencies
from lantern.core.errors import NotFound
from lantern.people import known, policies
from lantern.people.actions import assignments, contacts
from lantern.people.actions.contacts import ContactFields
from lantern.vocabulary.placement import PersonRelation
from lantern.vocabulary.role import Role
from lantern.web.children import seen
from lantern.web.children.forms.around import AssignForm, ContactForm, RoleForm, UnlistedForm
from lantern.web.children.forms.standing import EndForm
from lantern.web.children.opened import Opened, opened
from lantern.web.children.pages import FormPage
from lantern.web.children.saving import Asking, ask
from lantern.web.forms import Form
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest

if TYPE_CHECKING:
    from lantern.people.models import Contact

either = require_http_methods(["GET", "HEAD", "POST"])
ALIKE = (
    "name",
    "telephone",
    "address",
    "has_parental_responsibility",
    "may_be_told",
    "why_not_told",
    "note",
)


@either
def add_contact(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Somebody around the child."""
    about = opened(request, reference, "child contacts")
    about.sight.requires(Part.CONTACTS).require()
    form = ContactForm(request.POST or None, initial={"may_be_told": True}, decides=_decides(about))
    asking = Asking(
        title="Add family, a friend or an associate",
        button="Add",
        form=form,
        action=lambda: contacts.add(
            about.child, by=request.actor, at=about.at, **_contact_fields(form)
        ),
        done="The contact has been added.",
        allowed=policies.can_change_contacts(request.actor, about.child, at=about.at),
    )
    return ask(request, about, asking)


@either
def change_contact(request: AuthenticatedRequest, reference: str, contact: int) -> HttpResponse:
    """Change what is known of somebody around the child."""
    about = opened(request, reference, "child contacts")
    about.sight.requires(Part.CONTACTS).require()
    policies.can_see_address(about.sight, about.child).require()
    row = known.contact(about.child, contact)
    before = _contact_values(row)
    form = ContactForm(
        request.POST or None,
        initial=before | {"seen": seen.on_screen(before)},
        decides=_decides(about),
    )
    asking = Asking(
        title=f"Change what is known of {row.name}",
        button="Save",
        form=form,
        action=lambda: contacts.change(
            row,
            by=request.actor,
            at=about.at,
            seen=cast("ContactFields", seen.read(form.cleaned_data["seen"])),
            **_contact_fields(form),
        ),
        done="The contact has been saved.",
        allowed=policies.can_change_contacts(request.actor, about.child, at=about.at),
    )
    return ask(request, about, asking)


@either
def end_contact(request: AuthenticatedRequest, reference: str, contact: int) -> HttpResponse:
    """Somebody is no longer around the child."""
    about = opened(request, reference, "child contacts")
    about.sight.requires(Part.CONTACTS).require()
    row = known.contact(about.child, contact)
    asking = Asking(
        title=f"Take {row.name} off the list",
        button="Take off the list",
        form=Form(request.POST or None),
        action=lambda: contacts.end(row, by=request.actor, at=about.at),
        done=f"{row.name} is no longer listed.",
        allowed=policies.can_change_contacts(request.actor, about.child, at=about.at),
        sentences=("What was recorded of this person is kept.",),
        is_grave=True,
    )
    return ask(request, about, asking)


def _contact_values(row: "Contact") -> dict[str, object]:
    present: dict[str, object] = {name: getattr(row, name) for name in ALIKE}
    return present | {"relation": row.relation}


def _contact_fields(form: ContactForm) -> ContactFields:
    given = form.cleaned_data
    fields: ContactFields = {
        "name": given["name"],
        "relation": PersonRelation(given["relation"]),
        "telephone": given["telephone"],
        "address": given["address"],
        "has_parental_responsibility": bool(given["has_parental_responsibility"]),
        "note": given["note"],
    }
    if "may_be_told" in given:
        fields["may_be_told"] = bool(given["may_be_told"])
        fields["why_not_told"] = given["why_not_told"] or ""
    return fields


def _decides(about: Opened) -> bool:
    """Whether this person decides who may be told (DA-063)."""
    return bool(policies.can_decide_who_is_told(about.actor, about.child, at=about.at))


@either
def choose_role(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """For which role somebody is to be named."""
    about = opened(request, reference, "child professionals")
    policies.can_assign(request.actor, about.child, at=about.at).require()
    form = RoleForm(request.POST or None)
    if form.is_valid():
        return redirect("children:assign", about.child.reference, form.cleaned_data["role"])
    page = FormPage(
        title="What will this person do for the child?",
        name=about.child.name,
        back=about.href,
        button="Continue",
        form=form,
    )
    return render_page(request, page)


@either
def assign(request: AuthenticatedRequest, reference: str, role: str) -> HttpResponse:
    """Name who acts for the child in a role, of those who have an account."""
    about = opened(request, reference, "child professionals")
    post = _role(role)
    candidates = known.candidates(about.child, post, at=about.at)
    if not candidates:
        return redirect("children:assign-unlisted", about.child.reference, post)
    form = AssignForm(
        request.POST or None, at=about.at, initial={"from_at": about.at}, candidates=candidates
    )

    def carry_out() -> None:
        who = form.cleaned_data["who"]
        chosen = next(each for each in candidates if each.user.reference == who)
        assignments.assign(
            about.child,
            role=post,
            by=request.actor,
            at=form.cleaned_data["from_at"],
            agency=chosen.agency,
            user=chosen.user,
            now=about.at,
        )

    unlisted = reverse("children:assign-unlisted", args=[about.child.reference, post])
    return ask(request, about, _naming(about, post, form, carry_out, unlisted))


@either
def assign_unlisted(request: AuthenticatedRequest, reference: str, role: str) -> HttpResponse:
    """Name somebody without an account who acts for the child in a role."""
    about = opened(request, reference, "child professionals")
    post = _role(role)
    form = UnlistedForm(
        request.POST or None,
        at=about.at,
        initial={"from_at": about.at},
        agencies=agencies.agencies(request.actor),
    )
    return ask(
        request,
        about,
        _naming(
            about,
            post,
            form,
            lambda: assignments.assign(
                about.child,
                role=post,
                by=request.actor,
                at=form.cleaned_data["from_at"],
                agency=agencies.get(request.actor, form.cleaned_data["agency"]),
                name=form.cleaned_data["name"],
                telephone=form.cleaned_data["telephone"],
                now=about.at,
            ),
        ),
    )


def _naming(
    about: Opened, post: Role, form: Form, action: Callable[[], object], unlisted: str = ""
) -> Asking:
    return Asking(
        title=f"Name the child’s {post.label}",
        button="Save",
        form=form,
        action=action,
        done=f"The {post.label} has been named.",
        allowed=policies.can_assign(about.actor, about.child, at=about.at),
        sentences=_follows(about, post),
        other_href=unlisted,
        other="Name somebody who is not listed" if unlisted else "",
    )


@either
def end_role(request: AuthenticatedRequest, reference: str, role: str) -> HttpResponse:
    """Nobody acts for the child in this role any longer."""
    about = opened(request, reference, "child professionals")
    post = _role(role)
    form = EndForm(request.POST or None, at=about.at, initial={"until_at": about.at})
    asking = Asking(
        title=f"End the {post.label}’s part",
        button="End it",
        form=form,
        action=lambda: assignments.end(
            about.child,
            role=post,
            by=request.actor,
            at=form.cleaned_data["until_at"],
            now=about.at,
        ),
        done=f"The child has no {post.label} now.",
        allowed=policies.can_assign(request.actor, about.child, at=about.at),
        sentences=_follows(about, post),
        is_grave=True,
    )
    return ask(request, about, asking)


def _follows(about: Opened, role: Role) -> tuple[str, ...]:
    held = known.assigned([about.child.pk], role, about.at).get(about.child.pk, ())
    return tuple(f"At present: {each.name}, {each.agency}." for each in held)


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError:
        raise NotFound("role", text) from None
