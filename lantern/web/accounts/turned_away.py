"""The answers to somebody who is not signed in, or who holds no role."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lantern.web.accounts import held
from lantern.web.accounts.forms import SignInForm
from lantern.web.accounts.pages import NoRolePage, SignInPage
from lantern.web.rendering import render_page
from lantern.web.sessions import LEFT, idle_seconds, is_demonstration


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Sign in, then come back here. What was being sent comes too."""
    if request.method == "POST" and (carried := held.hold(request)):
        form = SignInForm(initial={"next": "", "held": carried})
        return render_page(request, sign_in_page(request, form), status=403)
    query = {"next": request.get_full_path() if request.method == "GET" else "/"}
    if hasattr(request, LEFT):
        query["ended"] = "1"
    return redirect(f"{reverse('sign-in')}?{urlencode(query)}")


def sign_in_page(request: HttpRequest, form: SignInForm) -> SignInPage:
    """The page, with the reason why somebody is asked to sign in again."""
    return SignInPage(
        form=form,
        idle_minutes=idle_seconds() // 60,
        has_timed_out=hasattr(request, LEFT) or "ended" in request.GET,
        is_holding=bool(form["held"].value()),
        is_demonstration=is_demonstration(),
    )


def no_role(request: HttpRequest) -> HttpResponse:
    """Signed in, but nobody has given this person a role, or the last has ended."""
    page = NoRolePage(name=str(request.user))
    return render_page(request, page, status=403)
