"""Keeping accounts: ending a role, signing somebody out, closing an account and opening it."""

from collections.abc import Callable

from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lantern.accounts import queries
from lantern.accounts.actions import memberships, sessions
from lantern.accounts.actions import staff as people
from lantern.core import clock
from lantern.vocabulary.role import Role
from lantern.web.accounts.pages import ConfirmPage
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest

either = require_http_methods(["GET", "HEAD", "POST"])


@either
def end(request: AuthenticatedRequest, reference: str, post: int) -> HttpResponse:
    """Take a role away."""
    user = queries.get_kept(request.actor, reference)
    membership = queries.get_post(request.actor, user, post)
    label, agency = Role(membership.role).label, membership.agency.name
    page = ConfirmPage(
        title=f"End {user.name}’s role as {label}",
        sentences=(
            f"From now on {user.name} sees and does nothing as {label} of {agency}.",
            "What they have recorded stays in the records.",
        ),
        button="End this role",
        back=_person(reference),
        is_grave=True,
    )
    return _confirmed(
        request,
        page,
        lambda: memberships.end(membership, by=request.actor, at=clock.now()),
        f"{user.name} is no longer {label} of {agency}.",
    )


@either
def sign_out(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Sign somebody out everywhere, as when a telephone is lost."""
    user = queries.get_kept(request.actor, reference)
    page = ConfirmPage(
        title=f"Sign {user.name} out everywhere",
        sentences=("They can sign in again with their password.",),
        button="Sign out everywhere",
        back=_person(reference),
    )
    return _confirmed(
        request,
        page,
        lambda: sessions.sign_out_everywhere(user, by=request.actor, at=clock.now()),
        f"{user.name} is signed out on every device.",
    )


@either
def close(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Close somebody's account."""
    user = queries.get_kept(request.actor, reference)
    page = ConfirmPage(
        title=f"Close {user.name}’s account",
        sentences=(
            "They are signed out at once and cannot sign in.",
            "What they have recorded stays in the records. You can open the account again.",
        ),
        button="Close the account",
        back=_person(reference),
        is_grave=True,
    )
    return _confirmed(
        request,
        page,
        lambda: people.deactivate(user, by=request.actor, at=clock.now()),
        f"{user.name}’s account is closed.",
    )


@either
def reopen(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Open a closed account again."""
    user = queries.get_kept(request.actor, reference)
    page = ConfirmPage(
        title=f"Open {user.name}’s account again",
        sentences=("They can sign in, with the roles that have not ended.",),
        button="Open the account",
        back=_person(reference),
    )
    return _confirmed(
        request,
        page,
        lambda: people.reactivate(user, by=request.actor, at=clock.now()),
        f"{user.name}’s account is open.",
    )


def _confirmed(
    request: AuthenticatedRequest, page: ConfirmPage, deed: Callable[[], object], note: str
) -> HttpResponse:
    """Ask, then do it and go back."""
    if request.method != "POST":
        return render_page(request, page)
    deed()
    success(request, note)
    return redirect(page.back)


def _person(reference: str) -> str:
    return reverse("accounts:person", args=[reference])
