"""Sessions: how long one lasts, and the keys under which it keeps things."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse

from lantern.core import clock
from lantern.web.middleware import TOUCHED, is_poll

AGENCY: Final = "agency"
"""The session's key for the agency that somebody with several acts for."""
LEFT: Final = "left"
"""The attribute of a request whose session has just ended: what `Left` says of it."""


@dataclass(frozen=True, kw_only=True)
class Left:
    """Whose session has ended, and the agency they had chosen."""

    owner: str
    agency: int | None


class IdleSessions:
    """Middleware: ends a session that its owner has left alone for too long.

    Comes before whatever marks the session as used.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        used_at = request.session.get(TOUCHED)
        if used_at is not None and clock.now().timestamp() - used_at > idle_seconds():
            owner = str(request.session.get(SESSION_KEY, ""))
            setattr(request, LEFT, Left(owner=owner, agency=request.session.get(AGENCY)))
            if not is_poll(request):
                request.session.flush()
        return self.get_response(request)


def idle_seconds() -> int:
    """How long a session lasts with nobody using it."""
    return int(settings.LANTERN_SESSION_MINUTES) * 60


def is_demonstration() -> bool:
    """Whether everybody here is invented."""
    return bool(settings.LANTERN_DEMO)
