"""Keeping accounts: who has one, adding somebody, giving a role, making a link."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.messages import success
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lantern.access.permissions import Permission
from lantern.accounts import queries
from lantern.accounts.actions import memberships, passwords
from lantern.accounts.actions import staff as people
from lantern.accounts.details import ROLES, Post, StaffDetails
from lantern.agencies import queries as agencies
from lantern.core import clock
from lantern.core.instants import day_in_london
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.role import Role
from lantern.web.accounts import pages
from lantern.web.accounts.forms import AgencyForm, PostForm, StaffForm
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest

if TYPE_CHECKING:
    from lantern.agencies.models import Agency

PAGE_SIZE = 25
either = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def staff(request: AuthenticatedRequest) -> HttpResponse:
    """Everybody whose account I keep."""
    wanted = request.GET.get("name", "").strip()
    paginator = Paginator(queries.kept_by(request.actor, wanted), PAGE_SIZE)
    some = paginator.get_page(request.GET.get("page"))
    page = pages.staff_list(
        list(some),
        queries.posts(request.actor, some, on=today()),
        wanted=wanted,
        paging=pages.Paging(
            count=paginator.count,
            before=some.previous_page_number() if some.has_previous() else 0,
            after=some.next_page_number() if some.has_next() else 0,
        ),
    )
    return render_page(request, page)


@require_safe
def person(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """One account."""
    user = queries.get_kept(request.actor, reference)
    held = queries.posts(request.actor, [user], on=today())
    can_keep = queries.can_be_kept(request.actor, user, on=today())
    return render_page(request, pages.staff_page(user, held, can_keep))


@either
def choose(request: AuthenticatedRequest) -> HttpResponse:
    """Which agency to add somebody to."""
    title = "Which agency do they work for?"
    return _choose(request, title, lambda slug: reverse("accounts:add-to", args=[slug]))


@either
def choose_for(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Which agency to give somebody a role in."""
    user = queries.get_kept(request.actor, reference)
    title = f"Which agency will {user.name} work for?"
    return _choose(request, title, lambda slug: reverse("accounts:role-in", args=[reference, slug]))


@either
def add(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """Add somebody, with their first role; then the link with which they choose a password."""
    agency = agencies.get_administered(request.actor, slug)
    form = StaffForm(request.POST or None, **_offers(request, agency))

    def invite() -> None:
        answers = form.cleaned_data
        details = StaffDetails(
            email=answers["email"], name=answers["name"], telephone=answers["telephone"]
        )
        user = people.invite(
            details, _post(request, form, agency), by=request.actor, at=clock.now()
        )
        made.append(user.reference)

    made: list[str] = []
    if form.carries_out(invite):
        success(request, f"{form.cleaned_data['name']} has an account. Make their link here.")
        return redirect("accounts:link", made[0])
    page = pages.PostPage(
        form=form,
        title="Add somebody",
        agency=agency.name,
        button="Add",
        back=reverse("accounts:list"),
    )
    return render_page(request, page)


@either
def grant(request: AuthenticatedRequest, reference: str, slug: str) -> HttpResponse:
    """Give somebody a role."""
    user = queries.get_kept(request.actor, reference)
    agency = agencies.get_administered(request.actor, slug)
    form = PostForm(request.POST or None, **_offers(request, agency))
    if form.carries_out(
        lambda: memberships.grant(
            user, _post(request, form, agency), by=request.actor, at=clock.now()
        )
    ):
        success(request, f"{user.name} has a new role.")
        return redirect("accounts:person", reference)
    page = pages.PostPage(
        form=form,
        title=f"Give {user.name} a role",
        agency=agency.name,
        button="Give this role",
        back=reverse("accounts:person", args=[reference]),
    )
    return render_page(request, page)


@either
def link(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Make a one-time link with which somebody chooses their password. It is shown once."""
    user = queries.get_kept(request.actor, reference)
    back = reverse("accounts:person", args=[reference])
    if request.method == "POST":
        token = passwords.issue_link(user, by=request.actor, at=clock.now())
        made = pages.LinkPage(
            name=user.name,
            link=request.build_absolute_uri(reverse("choose-password", args=[reference, token])),
            days=settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60),
            person_href=back,
            title=f"A link for {user.name}",
        )
        return render_page(request, made)
    page = pages.ConfirmPage(
        title=f"Make a password link for {user.name}",
        sentences=(
            f"{user.name} can choose a password with it, once.",
            "It signs them out everywhere, and any earlier link stops working.",
        ),
        button="Make the link",
        back=back,
    )
    return render_page(request, page)


def _choose(
    request: AuthenticatedRequest, title: str, target: Callable[[str], str]
) -> HttpResponse:
    """Ask which agency, unless there is only one."""
    request.actor.holds(Permission.ACCOUNT_MANAGE).require()
    kept = agencies.administered(request.actor)
    if len(kept) == 1:
        return redirect(target(kept[0].slug))
    form = AgencyForm(request.POST or None, offered=[(one.slug, one.name) for one in kept])
    if form.is_valid():
        return redirect(target(form.cleaned_data["agency"]))
    return render_page(request, pages.ChooseAgencyPage(form=form, title=title, button="Continue"))


def _offers(request: AuthenticatedRequest, agency: "Agency") -> dict[str, list[tuple[str, str]]]:
    """The roles and teams that somebody can have in this agency."""
    roles = sorted(ROLES[AgencyKind(agency.kind)], key=lambda role: role.label)
    return {
        "roles": [(role.value, role.label.capitalize()) for role in roles],
        "teams": [(str(one.pk), one.name) for one in agencies.teams(request.actor, agency)],
    }


def _post(request: AuthenticatedRequest, form: PostForm, agency: "Agency") -> Post:
    wanted = form.cleaned_data["team"]
    teams = {str(one.pk): one for one in agencies.teams(request.actor, agency)}
    return Post(agency=agency, role=Role(form.cleaned_data["role"]), team=teams.get(wanted))


def today() -> date:
    """The day in London."""
    return day_in_london(clock.now())
