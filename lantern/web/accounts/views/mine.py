"""One's own account: roles, password, agency, and signing out everywhere."""

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods, require_safe

from lantern.accounts import links, queries
from lantern.accounts.actions import passwords, sessions
from lantern.core import clock
from lantern.core.errors import NotFound
from lantern.core.instants import day_in_london
from lantern.vocabulary.role import Role
from lantern.web.accounts.forms import AgencyForm, ChangePasswordForm, ChoosePasswordForm
from lantern.web.accounts.pages import (
    AccountPage,
    ChooseAgencyPage,
    ConfirmPage,
    DeadLinkPage,
    PasswordPage,
    RoleHeld,
)
from lantern.web.accounts.views.signing import safe_next
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest
from lantern.web.sessions import AGENCY, idle_seconds


@require_safe
def account(request: AuthenticatedRequest) -> HttpResponse:
    """Who I am here."""
    me = queries.myself(request.actor)
    choices = queries.choices(request.actor, on=day_in_london(clock.now()))
    here = [
        role for one in choices for role in one.roles if one.agency.pk == request.actor.agency_id
    ]
    page = AccountPage(
        name=me.name,
        email=me.email,
        agency=request.actor.agency_name,
        roles=tuple(
            RoleHeld(
                label=capfirst(Role(role).label),
                definition=Role(role).definition,
                agency=request.actor.agency_name,
            )
            for role in here
        ),
        has_other_agencies=len(choices) > 1,
        idle_minutes=idle_seconds() // 60,
    )
    return render_page(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
def choose_agency(request: AuthenticatedRequest) -> HttpResponse:
    """Which agency I act for until I choose again."""
    choices = queries.choices(request.actor, on=day_in_london(clock.now()))
    form = AgencyForm(
        request.POST or None,
        offered=[(one.agency.slug, one.agency.name) for one in choices],
        initial={"agency": request.actor.agency_slug},
    )
    form.fields["agency"].hints = {  # type: ignore[attr-defined]
        one.agency.slug: capfirst(", ".join(Role(role).label for role in one.roles))
        for one in choices
    }
    if form.is_valid():
        chosen = form.cleaned_data["agency"]
        request.session[AGENCY] = next(
            one.agency.pk for one in choices if one.agency.slug == chosen
        )
        return redirect(safe_next(request, request.GET.get("next", "")))
    page = ChooseAgencyPage(form=form, title="Which agency are you acting for?", button="Continue")
    return render_page(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: AuthenticatedRequest) -> HttpResponse:
    """A new password. Every other device is signed out."""
    form = ChangePasswordForm(request.POST or None)
    me = queries.myself(request.actor)

    def change() -> None:
        passwords.change(
            me,
            by=request.actor,
            at=clock.now(),
            present=form.cleaned_data["present_password"],
            new=form.cleaned_data["new_password"],
        )

    if form.carries_out(change):
        update_session_auth_hash(request, me)
        success(request, "Your password is changed. Your other devices are signed out.")
        return redirect("account")
    page = PasswordPage(form=form, title="Change your password", button="Change password")
    return render_page(request, page)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose_password(request: HttpRequest, reference: str, token: str) -> HttpResponse:
    """The first password, or a new one, by whoever has the one-time link."""
    name = links.name_of(reference, token)
    if name is None:
        return render_page(request, DeadLinkPage(), status=404)
    form = ChoosePasswordForm(request.POST or None)

    def choose() -> None:
        new = form.cleaned_data["new_password"]
        passwords.set_by_link(reference, token, at=clock.now(), new=new)

    try:
        if form.carries_out(choose):
            success(request, "Your password is set. Sign in with it.")
            return redirect("sign-in")
    except NotFound:  # used in another tab, a moment ago
        return render_page(request, DeadLinkPage(), status=404)
    page = PasswordPage(form=form, title="Choose your password", button="Set password", name=name)
    return render_page(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_out_everywhere(request: AuthenticatedRequest) -> HttpResponse:
    """End every session of mine, this one too."""
    if request.method == "POST":
        me = queries.myself(request.actor)
        sessions.sign_out_everywhere(me, by=request.actor, at=clock.now())
        request.session.flush()
        success(request, "You are signed out on every device.")
        return redirect("sign-in")
    page = ConfirmPage(
        title="Sign out on every device",
        sentences=(
            "Do this if you left Lantern open somewhere else, or lost a device.",
            "You will be signed out here too.",
        ),
        button="Sign out everywhere",
        back=reverse("account"),
    )
    return render_page(request, page)
