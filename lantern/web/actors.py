"""Who is asking: each request gets its actor, or is sent to sign in.

Every page is for staff who are signed in, unless its view is marked `login_not_required`.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from lantern.access.actor import Actor
from lantern.accounts.actors import actor_of
from lantern.core import clock
from lantern.core.instants import day_in_london
from lantern.web.accounts.turned_away import no_role, sign_in_first
from lantern.web.middleware import is_poll
from lantern.web.sessions import AGENCY, LEFT


class Actors:
    """Middleware: `request.actor` is the signed-in person in their agency, or None."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.is_poll = is_poll(request)  # type: ignore[attr-defined]
        if hasattr(request, LEFT):
            request.user = AnonymousUser()
        request.actor = actor_for(request)  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Let the page be made, or answer in its place."""
        if not getattr(view, "login_required", True):
            return None
        if getattr(request, "actor", None) is not None:
            return None
        if is_poll(request):
            return HttpResponse(status=401)
        return no_role(request) if request.user.is_authenticated else sign_in_first(request)


def actor_for(request: HttpRequest) -> Actor | None:
    """The person in the agency that they chose, or in their first where that choice has gone."""
    if not request.user.is_authenticated:
        return None
    on = day_in_london(clock.now())
    chosen = request.session.get(AGENCY)
    actor = actor_of(request.user, on=on, agency_id=chosen)
    if actor is None and chosen is not None:
        actor = actor_of(request.user, on=on)
    if actor is not None and is_poll(request):
        return replace(actor, is_polling=True)
    return actor
