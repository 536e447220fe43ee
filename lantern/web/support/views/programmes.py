"""Support for a child or family: offered, answered, session by session, ended."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lantern.core import clock
from lantern.core.errors import NotFound
from lantern.episodes import queries as episodes
from lantern.episodes.policies import is_kept_here
from lantern.people import queries as people
from lantern.support import policies, queries
from lantern.support.actions import programmes
from lantern.vocabulary.support import Attendance, SupportAnswer, SupportKind, SupportTopic
from lantern.web import wording
from lantern.web.asking import AboutChild
from lantern.web.one_form import FormPage, ask
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest
from lantern.web.support.forms import AnswerForm, EndForm, OfferForm, SessionForm, WhyForm
from lantern.web.support.pages.programmes import support_page

if TYPE_CHECKING:
    from lantern.episodes.models import Episode
    from lantern.people.models import Child
    from lantern.support.models import Support

either: Final = require_http_methods(["GET", "HEAD", "POST"])


@either
def offer(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Support is offered to the child or family."""
    actor, at = request.actor, clock.now()
    child = people.get(actor, reference, page="offer support", at=at)
    kept = (one for one in episodes.of_child(actor, child) if not one.is_history)
    return _offer(request, child, next(kept, None), at)


@either
def offer_after(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """The same, after this absence."""
    at = clock.now()
    episode = episodes.get(request.actor, reference, page="offer support", at=at)
    is_kept_here(episode).require()
    return _offer(request, episode.child, episode, at)


def _offer(
    request: AuthenticatedRequest, child: "Child", episode: "Episode | None", at: datetime
) -> HttpResponse:
    actor = request.actor
    may = policies.can_support(actor, child, at=at)
    form = OfferForm(
        request.POST or None,
        child=_name(child),
        at=at,
        initial={"at": at, "worker": actor.name, "kind": SupportKind.INTENSIVE},
    )
    page = FormPage(
        title="Offer support",
        name=_name(child),
        form=form,
        back=reverse("children:page", args=[child.reference]),
        button="Record the offer",
    )

    made: list[Support] = []

    def action() -> None:
        given = form.cleaned_data
        offered = programmes.offer(
            child,
            by=actor,
            at=given["at"],
            now=at,
            kind=SupportKind(given["kind"]),
            worker=given["worker"],
            aim=given["aim"],
            planned_sessions=given["planned_sessions"],
            episode=episode,
        )
        made.append(offered)

    response = ask(request, page, action, done="The offer is recorded.", allowed=may)
    return redirect("support:support", made[0].reference) if made else response


@dataclass(frozen=True, kw_only=True)
class Next:
    """What comes next with an offer of support: a form and what it does."""

    title: str
    button: str
    form: AboutChild
    action: Callable[[], object]
    done: str


@either
def programme(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """One offer of support, with the form for what comes next: the answer, or a session."""
    actor, at = request.actor, clock.now()
    seen = queries.support(actor, reference, at=at)
    one = seen.support
    may = policies.may_go_on(actor, one, at=at)
    if request.method == "POST":
        may.require()
    following = _next(request, one, at) if may else None
    if following is not None and following.form.carries_out(following.action):
        success(request, following.done)
        return redirect("support:support", reference)
    page = support_page(
        seen,
        following.form if following else None,
        form_title=following.title if following else "",
        button=following.button if following else "",
        may_go_on=bool(may) and one.taken_back_at is None,
    )
    return render_page(request, page)


def _next(request: AuthenticatedRequest, one: "Support", at: datetime) -> Next | None:
    if one.ended_at is not None or one.answer == SupportAnswer.DECLINED or one.taken_back_at:
        return None
    return _answer(request, one, at) if not one.answer else _session(request, one, at)


def _answer(request: AuthenticatedRequest, one: "Support", at: datetime) -> Next:
    form = AnswerForm(request.POST or None, child=_name(one.child), at=at, initial={"at": at})

    def action() -> object:
        given = form.cleaned_data
        return programmes.answer(
            one,
            by=request.actor,
            at=given["at"],
            now=at,
            answered=SupportAnswer(given["answered"]),
            words=given["words"],
        )

    return Next(
        title="What was the answer?",
        button="Record the answer",
        form=form,
        action=action,
        done="The answer is recorded.",
    )


def _session(request: AuthenticatedRequest, one: "Support", at: datetime) -> Next:
    initial = {"at": at, "worker": one.worker}
    form = SessionForm(request.POST or None, child=_name(one.child), at=at, initial=initial)

    def action() -> object:
        given = form.cleaned_data
        return programmes.record_session(
            one,
            by=request.actor,
            at=given["at"],
            now=at,
            worker=given["worker"],
            attendance=Attendance(given["attendance"]),
            topics=[SupportTopic(each) for each in given["topics"]],
            words=given["words"],
            next_step=given["next_step"],
        )

    return Next(
        title="Record a session",
        button="Record the session",
        form=form,
        action=action,
        done="The session is recorded.",
    )


@either
def end(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """It has come to its end."""
    actor, at = request.actor, clock.now()
    one = queries.support(actor, reference, at=at).support
    form = EndForm(request.POST or None, child=_name(one.child), at=at, initial={"at": at})
    page = _page(one, form, "End this support", "Record the end")
    return ask(
        request,
        page,
        lambda: programmes.end(
            one,
            by=actor,
            at=form.cleaned_data["at"],
            now=at,
            outcome=form.cleaned_data["outcome"],
        ),
        done="The end is recorded.",
        allowed=policies.may_go_on(actor, one, at=at),
    )


@either
def take_back(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """It was recorded in error."""
    actor, at = request.actor, clock.now()
    one = queries.support(actor, reference, at=at).support
    form = WhyForm(request.POST or None, child=_name(one.child), at=at)
    page = _page(one, form, "Take this offer back", "Take it back", is_grave=True)
    return ask(
        request,
        page,
        lambda: programmes.take_back(one, by=actor, now=at, reason=form.cleaned_data["reason"]),
        done="The offer is taken back.",
        allowed=policies.may_go_on(actor, one, at=at),
    )


@either
def take_session_back(request: AuthenticatedRequest, reference: str, number: int) -> HttpResponse:
    """A session was recorded in error."""
    actor, at = request.actor, clock.now()
    seen = queries.support(actor, reference, at=at)
    session = next((each for each in seen.sessions if each.pk == number), None)
    if session is None:
        raise NotFound("session", str(number))
    form = WhyForm(request.POST or None, child=_name(seen.support.child), at=at)
    title = f"Take back the session of {wording.moment(session.at)}"
    page = _page(seen.support, form, title, "Take it back", is_grave=True)
    return ask(
        request,
        page,
        lambda: programmes.take_session_back(
            session, by=actor, now=at, reason=form.cleaned_data["reason"]
        ),
        done="The session is taken back. It stays legible.",
        allowed=policies.may_go_on(actor, seen.support, at=at),
    )


def _page(
    one: "Support", form: AboutChild, title: str, button: str, *, is_grave: bool = False
) -> FormPage:
    return FormPage(
        title=title,
        name=_name(one.child),
        form=form,
        back=reverse("support:support", args=[one.reference]),
        button=button,
        is_grave=is_grave,
    )


def _name(child: "Child") -> str:
    return child.given_name or "the child"
