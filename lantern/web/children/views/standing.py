"""What holds for the child for a time: status, placement, concerns."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from lantern.access.sharing import Part
from lantern.agencies import queries as agencies
from lantern.core.decision import Decision
from lantern.core.errors import Invalid, NotFound
from lantern.people import policies
from lantern.people.actions import flags, statuses
from lantern.placements import policies as placing
from lantern.placements.actions import placements
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.placement import PlacementKind, StatusKind
from lantern.vocabulary.risk import FlagKind
from lantern.vocabulary.term import Term
from lantern.web.children.forms.standing import EndForm, FlagForm, PlacementForm, StatusForm
from lantern.web.children.opened import Opened, opened
from lantern.web.children.saving import Asking, ask
from lantern.web.forms import Form
from lantern.web.requests import AuthenticatedRequest

either = require_http_methods(["GET", "HEAD", "POST"])
Word = TypeVar("Word", bound=Term)
KEPT = "It stays in the history, marked as recorded in error."


@either
def begin_status(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """A legal or care status began."""
    about = opened(request, reference, "child status")
    about.sight.requires(Part.STATUS).require()
    form = StatusForm(request.POST or None, at=about.at)
    asking = Asking(
        title="Record a legal or care status",
        button="Save",
        form=form,
        action=lambda: statuses.begin(
            about.child,
            StatusKind(form.cleaned_data["kind"]),
            by=request.actor,
            at=form.cleaned_data["from_at"],
            now=about.at,
        ),
        done="The status has been saved.",
        allowed=policies.can_set_status(request.actor, about.child, at=about.at),
        sentences=("A new legal status for being looked after ends the one before it.",),
    )
    return ask(request, about, asking)


@either
def end_status(request: AuthenticatedRequest, reference: str, kind: str) -> HttpResponse:
    """A legal or care status ended."""
    about = opened(request, reference, "child status")
    about.sight.requires(Part.STATUS).require()
    status = _word(StatusKind, kind)
    return _end(
        request,
        about,
        title=f"End: {status.label}",
        allowed=policies.can_set_status(request.actor, about.child, at=about.at),
        end=lambda at: statuses.end(about.child, status, by=request.actor, at=at, now=about.at),
    )


@either
def withdraw_status(request: AuthenticatedRequest, reference: str, row: int) -> HttpResponse:
    """A status had been recorded in error."""
    about = opened(request, reference, "child status")
    return _withdraw(
        request,
        about,
        title="This status was recorded in error",
        allowed=policies.can_set_status(request.actor, about.child, at=about.at),
        action=lambda: statuses.withdraw(about.child, row, by=request.actor, at=about.at),
    )


@either
def place(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """The child came to a placement."""
    about = opened(request, reference, "child placement")
    actor = request.actor
    form = PlacementForm(
        request.POST or None,
        at=about.at,
        carers=agencies.agencies(actor, AgencyKind.CHILDRENS_HOME, AgencyKind.FOSTER_HOUSEHOLD),
        authorities=agencies.agencies(actor, AgencyKind.LOCAL_AUTHORITY),
    )
    asking = Asking(
        title="Record a placement",
        button="Save",
        form=form,
        action=lambda: _place(about, form),
        done="The placement has been saved.",
        allowed=placing.can_place(actor, about.child, at=about.at),
        sentences=(
            "The placement before it ends at the same time.",
            "The carer, the authority of the area and its police can see the record from now on.",
        ),
    )
    return ask(request, about, asking)


def _place(about: Opened, form: PlacementForm) -> None:
    given = form.cleaned_data
    carer = agencies.get(about.actor, given["carer"])
    host = (
        agencies.get(about.actor, given["host_authority"])
        if given["host_authority"]
        else carer.within
    )
    if host is None:
        raise Invalid({"host_authority": f"Select the authority in whose area {carer.name} is"})
    placements.place(
        about.child,
        kind=PlacementKind(given["kind"]),
        carer=carer,
        host_authority=host,
        by=about.actor,
        at=given["from_at"],
        now=about.at,
    )


@either
def end_placement(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """The child left the placement, and no other follows."""
    about = opened(request, reference, "child placement")
    return _end(
        request,
        about,
        title="End the placement",
        allowed=placing.can_place(request.actor, about.child, at=about.at),
        end=lambda at: placements.end(about.child, by=request.actor, at=at, now=about.at),
        sentences=("If the child moves to another placement, record that instead.",),
    )


@either
def withdraw_placement(request: AuthenticatedRequest, reference: str, row: int) -> HttpResponse:
    """A placement had been recorded in error."""
    about = opened(request, reference, "child placement")
    return _withdraw(
        request,
        about,
        title="This placement was recorded in error",
        allowed=placing.can_place(request.actor, about.child, at=about.at),
        action=lambda: placements.withdraw(about.child, row, by=request.actor, at=about.at),
    )


@either
def raise_flag(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """There is a concern about the child."""
    about = opened(request, reference, "child concerns")
    about.sight.requires(Part.CONCERNS).require()
    form = FlagForm(request.POST or None, at=about.at, initial={"from_at": about.at})
    asking = Asking(
        title="Record a concern",
        button="Save",
        form=form,
        action=lambda: flags.raise_(
            about.child,
            FlagKind(form.cleaned_data["kind"]),
            by=request.actor,
            at=form.cleaned_data["from_at"],
            said_by=form.cleaned_data["said_by"],
            note=form.cleaned_data["note"],
            now=about.at,
        ),
        done="The concern has been saved.",
        allowed=policies.can_flag(request.actor, about.child, at=about.at),
        sentences=("If the child is in danger now, call 999.",),
    )
    return ask(request, about, asking)


@either
def lower_flag(request: AuthenticatedRequest, reference: str, kind: str) -> HttpResponse:
    """A concern no longer stands."""
    about = opened(request, reference, "child concerns")
    about.sight.requires(Part.CONCERNS).require()
    concern = _word(FlagKind, kind)
    return _end(
        request,
        about,
        title=f"No longer a concern: {concern.label}",
        allowed=policies.can_lower_flag(request.actor, about.child, at=about.at),
        end=lambda at: flags.lower(about.child, concern, by=request.actor, at=at, now=about.at),
    )


@either
def withdraw_flag(request: AuthenticatedRequest, reference: str, row: int) -> HttpResponse:
    """A concern had been recorded in error."""
    about = opened(request, reference, "child concerns")
    return _withdraw(
        request,
        about,
        title="This concern was recorded in error",
        allowed=policies.can_lower_flag(request.actor, about.child, at=about.at),
        action=lambda: flags.withdraw(about.child, row, by=request.actor, at=about.at),
    )


def _end(
    request: AuthenticatedRequest,
    about: Opened,
    *,
    title: str,
    allowed: Decision,
    end: Callable[[datetime], object],
    sentences: tuple[str, ...] = (),
) -> HttpResponse:
    form = EndForm(request.POST or None, at=about.at, initial={"until_at": about.at})
    asking = Asking(
        title=title,
        button="Save",
        form=form,
        action=lambda: end(form.cleaned_data["until_at"]),
        done="The end has been saved.",
        allowed=allowed,
        sentences=sentences,
    )
    return ask(request, about, asking)


def _withdraw(
    request: AuthenticatedRequest,
    about: Opened,
    *,
    title: str,
    allowed: Decision,
    action: Callable[[], object],
) -> HttpResponse:
    asking = Asking(
        title=title,
        button="Mark as recorded in error",
        form=Form(request.POST or None),
        action=action,
        done="It has been marked as recorded in error.",
        allowed=allowed,
        sentences=("Use this where it was never so. If it was so and has ended, end it.", KEPT),
        is_grave=True,
    )
    return ask(request, about, asking)


def _word(words: type[Word], text: str) -> Word:
    try:
        return words(text)
    except ValueError:
        raise NotFound(words.__name__, text) from None
