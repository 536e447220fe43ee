"""What happens around every request: a reference, a line in the log, headers, and the session."""

import secrets
import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from lantern.core import clock

log = structlog.get_logger("lantern.request")

Answer = Callable[[HttpRequest], HttpResponse]

# How often somebody's activity is written down, in seconds: a session lasts this much less.
TOUCH_EVERY = 60
TOUCHED = "touched"
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def requests_logged(get_response: Answer) -> Answer:
    """One line a request. It holds no address, no query, no form and no name: only the view's."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.reference = secrets.token_hex(8)  # type: ignore[attr-defined]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=request.reference)  # type: ignore[attr-defined]
        began = time.perf_counter()
        response = get_response(request)
        match = request.resolver_match
        log.info(
            "request",
            view=match.view_name if match else None,
            method=request.method,
            status=response.status_code,
            user=getattr(getattr(request, "actor", None), "id", None),
            poll=is_poll(request),
            milliseconds=round((time.perf_counter() - began) * 1000),
        )
        response["Lantern-Request"] = request.reference  # type: ignore[attr-defined]
        return response

    return middleware


def private_pages(get_response: Answer) -> Answer:
    """No page is stored by a browser or a proxy, indexed, or given a device to use."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Cache-Control", "no-store")
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.setdefault("X-Robots-Tag", "noindex, nofollow")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware


def session_lasts_while_used(get_response: Answer) -> Answer:
    """A person's request keeps the session alive. A page updating itself does not."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not is_poll(request) and not request.session.is_empty():
            now = int(clock.now().timestamp())
            if now - request.session.get(TOUCHED, 0) >= TOUCH_EVERY:
                request.session[TOUCHED] = now
        return get_response(request)

    return middleware


def is_poll(request: HttpRequest) -> bool:
    """Whether a page sent this by itself, with nobody touching anything."""
    return request.headers.get("Lantern-Poll") == "1"
