"""Put right what was recorded of a meeting, or take it back; its entries are put right with it."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lantern.meetings import policies, queries
from lantern.meetings.actions import amending
from lantern.meetings.actions.amending import Found
from lantern.web.asking import AboutChild
from lantern.web.meetings import opened
from lantern.web.meetings.amend_forms import CancelledForm, MistakeForm, ReviewedForm
from lantern.web.one_form import FormPage, ask
from lantern.web.requests import AuthenticatedRequest

if TYPE_CHECKING:
    from lantern.meetings.queries import Seen

either = require_http_methods(["GET", "HEAD", "POST"])


def _page(
    seen: "Seen",
    form: AboutChild,
    title: str,
    *sentences: str,
    button: str = "Put it right",
    is_grave: bool = False,
) -> FormPage:
    return FormPage(
        title=title,
        name=seen.line.child,
        form=form,
        back=reverse("meetings:meeting", args=[seen.meeting.reference]),
        button=button,
        sentences=sentences,
        is_grave=is_grave,
    )


def _name(seen: "Seen") -> str:
    return seen.meeting.episode.child.given_name or "the child"


@either
def taken_back(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """The whole meeting was recorded in error."""
    seen, at = opened.meeting(request, reference)
    form = MistakeForm(request.POST or None, child=_name(seen), at=at)
    page = _page(
        seen,
        form,
        "This meeting is a mistake",
        "It stays legible, and counts no more. What it met is owed again.",
        *(() if seen.minutes else ("If it is only not held, its chair cancels it instead.",)),
        button="Take it back",
        is_grave=True,
    )
    return ask(
        request,
        page,
        lambda: amending.take_back(
            seen.meeting, by=request.actor, at=at, reason=form.cleaned_data["reason"]
        ),
        done="The meeting is taken back.",
        allowed=policies.can_take_back(request.actor, seen.meeting, at=at),
    )


@either
def cancelled(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """The chair puts the cancellation right, or takes it back."""
    seen, at = opened.meeting(request, reference)
    initial = {"right": seen.line.cancelled_because}
    form = CancelledForm(request.POST or None, child=_name(seen), at=at, initial=initial)
    page = _page(
        seen,
        form,
        "Put the cancellation right",
        "If the meeting is held after all, everybody who was asked to come is told.",
    )

    def does() -> object:
        given = form.cleaned_data
        right = given["right"] if given["wrong"] == "words" else None
        return amending.amend_cancellation(
            seen.meeting, by=request.actor, at=at, right=right, reason=given["reason"]
        )

    may = policies.can_amend_cancellation(request.actor, seen.meeting, seen.arrangement, at=at)
    return ask(request, page, does, done="Put right.", allowed=may)


@either
def reviewed(request: AuthenticatedRequest, reference: str, number: int) -> HttpResponse:
    """A review is put right, or taken back."""
    seen, at = opened.meeting(request, reference)
    review = queries.review_of(request.actor, seen, number)
    initial = {"words": review.words, "next_on": review.next_on}
    form = ReviewedForm(request.POST or None, child=_name(seen), at=at, initial=initial)
    page = _page(seen, form, "Put the review right", "What it said before is kept.")

    def does() -> object:
        given = form.cleaned_data
        found = Found(words=given["words"], next_on=given["next_on"])
        right = found if given["wrong"] == "words" else None
        return amending.amend_review(
            review, by=request.actor, at=at, right=right, reason=given["reason"]
        )

    may = policies.can_review(request.actor, seen.meeting, at=at)
    return ask(request, page, does, done="Put right.", allowed=may)
