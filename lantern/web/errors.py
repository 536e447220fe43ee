"""The domain's exceptions become pages here, and nowhere else.

What somebody typed is never thrown away: a page that cannot accept it shows it again, and where
the request surely came from one of our own pages, offers to send it again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import structlog
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.backends.utils import csrf_input
from django.template.loader import render_to_string

from lantern.core.errors import Conflict, Invalid, NotFound, Refused
from lantern.web.rendering import render_page

log = structlog.get_logger(__name__)

CALL: Final = (
    "If a child is missing and you could not report it here, call 101 now,"
    " or 999 if the child may be in danger."
)
NOT_TO_REPEAT = ("csrfmiddlewaretoken", "password", "code")


@dataclass(frozen=True, kw_only=True)
class Typed:
    """One thing that was typed into the form that could not be accepted."""

    name: str
    value: str

    @property
    def label(self) -> str:
        """The name of the input as words."""
        return self.name.replace("-", " ").replace("_", " ").capitalize()


@dataclass(frozen=True, kw_only=True)
class ErrorPage:
    """What went wrong, in sentences, and what to do."""

    title: str
    sentences: tuple[str, ...]
    kept: tuple[Typed, ...] = ()
    can_send_again: bool = False
    address: str = ""
    is_missing: bool = False
    template: str = "errors/error.jinja"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing that two people recorded differently."""

    label: str
    theirs: str
    yours: str


@dataclass(frozen=True, kw_only=True)
class ConflictPage:
    """Both versions, side by side, so that nobody's words are lost."""

    sentence: str
    differences: tuple[Difference, ...]
    address: str
    title: str = "Somebody else changed this while you were writing"
    template: str = field(default="errors/conflict.jinja")


class DomainErrors:
    """Middleware: answers with a page when a view raises one of the domain's exceptions."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """The page for a domain exception. Anything else is a fault of ours, left to Django."""
        match fault:
            case Refused():
                return refused(request, fault)
            case NotFound():
                return not_found(request)
            case Conflict():
                return conflict(request, fault)
            case Invalid():
                return invalid(request, fault)
            case OperationalError():
                return unavailable(request, fault)
        return None


def refused(request: HttpRequest, fault: Refused) -> HttpResponse:
    """The actor may not do this, and here is why."""
    page = ErrorPage(
        title="You cannot do this", sentences=(fault.reason,), kept=typed(request.POST)
    )
    return render_page(request, page, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such page or record, or none that this person may know of: the words are the same."""
    page = ErrorPage(
        title="Page not found",
        is_missing=True,
        sentences=(
            "If you typed the web address, check that it is correct.",
            (
                "If you followed a link to a record, it may not exist, or it may not be shared"
                " with your agency. Ask the person who sent you the link."
            ),
        ),
    )
    return render_page(request, page, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Refused by Django itself and not by one of our own decisions."""
    return refused(request, Refused("Your account does not allow this."))


def conflict(request: HttpRequest, fault: Conflict) -> HttpResponse:
    """Somebody got there first: both versions."""
    names = list(fault.yours) + [name for name in fault.theirs if name not in fault.yours]
    page = ConflictPage(
        sentence=fault.sentence,
        differences=tuple(
            Difference(
                label=Typed(name=name, value="").label,
                theirs=_words(fault.theirs, name),
                yours=_words(fault.yours, name),
            )
            for name in names
        ),
        address=request.get_full_path(),
    )
    return render_page(request, page, status=409)


def invalid(request: HttpRequest, fault: Invalid) -> HttpResponse:
    """What was given does not hold together, on a page that did not expect it."""
    page = ErrorPage(
        title="There is a problem",
        sentences=tuple(fault.messages.values()),
        kept=typed(request.POST),
    )
    return render_page(request, page, status=400)


def unavailable(request: HttpRequest, fault: OperationalError) -> HttpResponse:
    """The database did not answer, or not in time. Nothing was saved; what was typed is kept.

    The page itself needs no database.
    """
    log.error("the database did not answer", fault=type(fault).__name__)
    again = may_send_again(request)
    page = ErrorPage(
        title="Lantern is too busy, so nothing was saved",
        sentences=(
            "What you typed is below. Wait a moment, then send it again."
            if again
            else "Wait a moment, go back and try again.",
            CALL,
        ),
        kept=typed(request.POST) if came_from_us(request) else (),
        can_send_again=again,
        address=request.get_full_path(),
    )
    context = bare(page) | {"csrf_input": csrf_input(request) if again else ""}
    response = HttpResponse(render_to_string(page.template, context), status=503)
    response["Retry-After"] = "5"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that no page of ours makes."""
    page = ErrorPage(
        title="Lantern could not read that request",
        sentences=("Go back, reload the page and try again.",),
    )
    return HttpResponse(render_to_string(page.template, bare(page)), status=400)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is older than the session (CSRF). Nothing was saved, and nothing is lost."""
    ours = came_from_us(request)
    page = ErrorPage(
        title="Your page was out of date, so nothing was saved",
        sentences=(
            "This happens when you have signed in again, or the page has been open a long time.",
            "What you typed is below. Check it and send it again."
            if ours
            else "Go back, reload the page and try again.",
        ),
        kept=typed(request.POST) if ours else (),
        can_send_again=may_send_again(request),
        address=request.get_full_path(),
    )
    return render_page(request, page, status=403)


def server_fault(request: HttpRequest) -> HttpResponse:
    """A fault of ours. It says nothing of its cause, and needs neither session nor database."""
    page = ErrorPage(
        title="Sorry, there is a problem with Lantern",
        sentences=(
            "What you sent may not have been saved. Go back: your browser may still hold it.",
            CALL,
            f"If you ask for help, give this reference: {getattr(request, 'reference', 'none')}",
        ),
    )
    return HttpResponse(render_to_string(page.template, bare(page)), status=500)


def bare(page: ErrorPage) -> dict[str, Any]:
    """What a template needs where nobody can be asked who is signed in."""
    return {"page": page, "shell": None, "notes": [], "csrf_input": ""}


def came_from_us(request: HttpRequest) -> bool:
    """Whether the browser itself vouches that one of our own pages sent this form.

    Only then may the page offer to send it again: otherwise another site could have written it.
    """
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


def may_send_again(request: HttpRequest) -> bool:
    """Whether a page may offer to send again what was sent: ours, without files or secrets."""
    return (
        request.method == "POST"
        and came_from_us(request)
        and not request.FILES
        and not _has_secrets(request)
    )


def typed(posted: Mapping[str, Any]) -> tuple[Typed, ...]:
    """What was typed, without passwords or codes."""
    lists = posted.lists() if hasattr(posted, "lists") else posted.items()
    return tuple(
        Typed(name=name, value=value)
        for name, values in lists
        for value in values
        if not _is_secret(name)
    )


def _has_secrets(request: HttpRequest) -> bool:
    return any(_is_secret(name) for name in request.POST if name != NOT_TO_REPEAT[0])


def _is_secret(name: str) -> bool:
    """Whether what was typed here is never sent back. A postcode is not a code."""
    return name.lower() in NOT_TO_REPEAT or "password" in name.lower()


def _words(version: Mapping[str, Any], name: str) -> str:
    return str(version.get(name, "")) or "Nothing recorded"
