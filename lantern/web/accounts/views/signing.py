"""Sign in, carry on, stay, sign out."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantern.access.permissions import Permission
from lantern.accounts import queries
from lantern.accounts.actions import sessions
from lantern.accounts.actors import actor_alone
from lantern.core import clock
from lantern.core.errors import Invalid
from lantern.core.instants import day_in_london
from lantern.web.accounts import held
from lantern.web.accounts.forms import SignInForm
from lantern.web.accounts.pages import CarryOnPage, LockedOutPage, StillHerePage
from lantern.web.accounts.turned_away import sign_in_page
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest
from lantern.web.sessions import AGENCY, idle_seconds

WRONG = "Enter the email address and password of your account: these do not belong together"
FIRST_PAGES = (
    (Permission.EPISODE_SEE, "missing-now"),
    (Permission.ACCOUNT_MANAGE, "accounts:list"),
    (Permission.AUDIT_SEE, "oversight:activity"),
    (Permission.CHILD_SEE, "children"),
    (Permission.RECORDS_BRING_IN, "arrivals:list"),
    (Permission.PROTOCOL_SEE, "protocol"),
)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show who you are, and go back to where you were."""
    if request.method != "POST":
        if getattr(request, "actor", None) is not None:
            return redirect(safe_next(request, request.GET.get("next", "")))
        form = SignInForm(initial={"next": request.GET.get("next", "")})
        return render_page(request, sign_in_page(request, form))
    form = SignInForm(request.POST)
    user: Any = None
    if form.is_valid():
        user = _authenticated(request, form)
        if getattr(request, "axes_locked_out", False):
            page = LockedOutPage(minutes=round(settings.AXES_COOLOFF_TIME * 60))
            return render_page(request, page, status=429)
    if user is None:
        return render_page(request, sign_in_page(request, form))
    return begin(request, user, form.cleaned_data)


def _authenticated(request: HttpRequest, form: SignInForm) -> Any:
    email = form.cleaned_data["email"].strip().lower()
    user = authenticate(request, email=email, password=form.cleaned_data["password"])
    if user is None:
        form.refuse(Invalid({"email": WRONG}))
    return user


def begin(request: HttpRequest, user: Any, answers: dict[str, str]) -> HttpResponse:
    """Start the session and go to where the person was going, with what they were sending."""
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    person = actor_alone(user)
    sessions.sign_in(user, by=person, at=clock.now())
    carried = held.release(answers.get("held", ""), str(user.pk))
    if carried is not None:
        request.session[AGENCY] = carried.agency
        return render_page(request, CarryOnPage(held=carried))
    target = safe_next(request, answers.get("next", ""))
    if len(queries.choices(person, on=day_in_london(clock.now()))) > 1:
        return redirect(reverse("choose-agency", query={"next": target}))
    return redirect(target)


@require_safe
def home(request: AuthenticatedRequest) -> HttpResponse:
    """The first page of whoever is signed in."""
    for permission, name in FIRST_PAGES:
        if request.actor.holds(permission) and (address := _address(name)):
            return redirect(address)
    return redirect("account")


@require_safe
def still_here(request: AuthenticatedRequest) -> HttpResponse:
    """Opened in another tab, this keeps the session alive and says until when."""
    until = clock.now() + timedelta(seconds=idle_seconds())
    return render_page(request, StillHerePage(until=until, idle_minutes=idle_seconds() // 60))


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    logout(request)
    return redirect("sign-in")


def locked_out(request: HttpRequest, response: HttpResponse, credentials: Any) -> HttpResponse:
    """Called by django-axes in place of its own page: ours has been made already."""
    return response


def safe_next(request: HttpRequest, wanted: str) -> str:
    """Where the person was going, if it is a page of ours; otherwise the first page."""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted.startswith("/") and safe else "/"


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
