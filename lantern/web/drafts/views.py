"""Drafts from their beginning to their adoption, and adopted versions looked at again."""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lantern.access.permissions import Permission
from lantern.agreements import library, policies, queries
from lantern.agreements.actions import adoptions, reviews
from lantern.agreements.actions import drafts as drawing
from lantern.agreements.obstacles import obstacles
from lantern.agreements.policies import is_open
from lantern.core import clock
from lantern.core.decision import Decision, refused
from lantern.core.errors import NotFound
from lantern.core.instants import day_in_london
from lantern.protocol.wording import joined
from lantern.vocabulary.agreement import Answer
from lantern.web import wording
from lantern.web.drafting.desk import Desk
from lantern.web.drafts import forms, pages, reading
from lantern.web.drafts.pages import FormPage
from lantern.web.forms import Form
from lantern.web.rehearsal.standing import standing
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest

if TYPE_CHECKING:
    from lantern.agreements.models import Draft

either = require_http_methods(["GET", "HEAD", "POST"])
BEGINS_ONE = (
    "For an authority without a rulebook of its own the draft begins one, which asks what binds "
    "today until you change it."
)
MOST = 50
"""Drafts in the list; the latest changed."""


@require_safe
def drafts(request: AuthenticatedRequest) -> HttpResponse:
    """Drafts on their way, and the versions that were adopted."""
    actor, at = request.actor, clock.now()
    actor.holds(Permission.PROTOCOL_SEE).require()
    rulebooks = queries.rulebooks(actor)
    due = queries.reviews_due(actor, rulebooks, at)
    theirs = {one.pk for one in queries.authorities(actor)}
    works, reviewed = bool(policies.works_on(actor)), queries.reviewed_by(actor)
    may = bool(actor.holds(Permission.PROTOCOL_ADOPT))
    page = pages.DraftsPage(
        waiting=tuple(pages.asked_row(one) for one in queries.waiting_for(actor)),
        drafts=tuple(pages.draft_row(one) for one in queries.drafts(actor)[:MOST]),
        sees_drafts=works,
        adopted=tuple(
            pages.adopted_row(
                one,
                due,
                may=may and one.agency_id in theirs,
                sees=(works and one.agency_id in theirs) or one.draft_id in reviewed,
            )
            for one in queries.adopted(actor, rulebooks)[:MOST]
        ),
        left_out=tuple(one for one in library.held().left_out if one.split(" ")[0] in rulebooks),
        start=reverse("drafts:start") if actor.holds(Permission.PROTOCOL_DRAFT) else "",
    )
    return render_page(request, page)


@either
def start(request: AuthenticatedRequest) -> HttpResponse:
    """Begin a draft from the version in force."""
    actor = request.actor
    actor.holds(Permission.PROTOCOL_DRAFT).require()
    theirs = list(queries.authorities(actor))
    shelf = library.library()
    able = {one.slug: one for one in theirs}
    form = forms.StartForm(request.POST or None, agencies=theirs)
    made: list[Draft] = []

    def begin() -> None:
        chosen = form.cleaned_data["agency"] or next(iter(able))
        agency, at, starts = able[chosen], clock.now(), form.cleaned_data["starts"]
        if policies.own(agency, agency.rulebook, shelf):
            row = drawing.draw_up(agency, agency.rulebook, by=actor, at=at, starts=starts)
        else:
            row = drawing.draw_up_own(agency, by=actor, at=at, starts=starts)
        made.append(row)

    if able and form.carries_out(begin):
        success(request, "The draft begins as the version in force. Change what must change.")
        return redirect("drafts:draft", made[0].reference)
    without = [not policies.own(one, one.rulebook, shelf) for one in theirs]
    page = FormPage(
        form=form if able else None,
        title="Start a draft",
        button="Start the draft",
        back=reverse("drafts:list"),
        said=(BEGINS_ONE,) if any(without) else (),
        why_not="" if able else "You act for no authority.",
    )
    return render_page(request, page)


@require_safe
def draft(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """One draft: what was changed, who was asked, what can be done."""
    found = _seen(request, reference)
    adoption = queries.adoption_of(found)
    known = pages.Known(
        draft=found,
        changes=queries.changes(found),
        reviews=queries.reviews(found),
        adoption=adoption,
        may_change=policies.can_change(request.actor, found),
        may_answer=_may_answer(request, found),
        may_adopt=policies.can_adopt(request.actor, found),
        may_look_again=policies.can_look_again(request.actor, found.agency),
        today=day_in_london(clock.now()),
        cases=standing(Desk(actor=request.actor, row=found)) if is_open(found) else None,
    )
    return render_page(request, pages.draft_page(known))


@require_safe
def read(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """What the draft changes, in words, and its whole text."""
    return render_page(request, reading.page(request.actor, _seen(request, reference)))


@either
def day(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Let the draft bind from another day."""
    found = _opened(request, reference)
    form = forms.DayForm(
        request.POST or None,
        initial={"revision": found.revision, "starts": found.starts_on},
    )
    page = FormPage(form=form, title="From which day does it bind?", button="Change the day")

    def change() -> None:
        starts = form.cleaned_data["starts"]
        drawing.change_day(
            found, by=request.actor, at=clock.now(), starts=starts, revision=form.read
        )

    if form.carries_out(change):
        return _back(request, found, "The draft has another first day.")
    return _asked(request, found, page)


@either
def ask(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Ask named people to review the draft as it stands."""
    found, at = _opened(request, reference), clock.now()
    askable = list(queries.askable(request.actor, found, at))
    form = forms.AskForm(
        request.POST or None,
        askable=askable,
        initial={"revision": found.revision, "reviewers": _asked_before(found)},
    )
    page = FormPage(
        form=form,
        title="Ask people to review the draft",
        button="Ask them",
        said=_asking(found, {one.agency for one in askable}),
    )

    def put() -> None:
        reviewers = form.cleaned_data["reviewers"]
        reviews.ask(found, by=request.actor, at=at, reviewers=reviewers, revision=form.read)

    if form.carries_out(put):
        return _back(request, found, "They are asked, and told by e-mail.")
    return _asked(request, found, page)


@either
def answer(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Agree to the draft, or ask for changes."""
    found = _seen(request, reference)
    _may_answer(request, found).require()
    form = forms.AnswerForm(request.POST or None, initial={"revision": found.revision})
    page = FormPage(form=form, title="Your review", button="Answer")

    def say() -> None:
        reviews.answer(
            found,
            by=request.actor,
            at=clock.now(),
            revision=form.read,
            said=Answer(form.cleaned_data["said"]),
            words=form.cleaned_data["words"],
        )

    if form.carries_out(say):
        return _back(request, found, "Your answer is recorded.")
    return _asked(request, found, page)


@either
def adopt(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """What stands in the way of adopting the draft; with nothing, adopt it."""
    found, at = _seen(request, reference), clock.now()
    may = policies.can_adopt(request.actor, found)
    if not may:
        policies.can_change(request.actor, found).require()
    form = forms.AdoptForm(request.POST or None, initial={"revision": found.revision})

    def put() -> None:
        adoptions.adopt(
            found,
            by=request.actor,
            at=at,
            review_on=form.cleaned_data["review_on"],
            reason=form.cleaned_data["reason"],
            revision=form.read,
        )

    if request.method == "POST":
        may.require()
    if form.carries_out(put):
        starts = wording.day(found.starts_on)
        return _back(request, found, f"It is adopted, and binds from {starts}.")
    against = obstacles(found, at)
    others = [one.name for one in queries.sharing(found)]
    page = FormPage(
        form=form if form.is_bound or (may and not against) else None,
        title="Adopt the draft",
        button="Adopt it",
        obstacles=against,
        said=_adopting(found, others),
        why_not="" if against else may.reason,
    )
    return _asked(request, found, page)


@either
def withdraw(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Give the draft up."""
    found = _opened(request, reference)
    if request.method == "POST":
        drawing.withdraw(found, by=request.actor, at=clock.now())
        return _back(request, found, "The draft is withdrawn.")
    page = FormPage(
        form=Form(),
        title="Withdraw the draft?",
        button="Withdraw it",
        said=("It is kept with its history and can never be changed or adopted.",),
        is_grave=True,
    )
    return _asked(request, found, page)


@either
def again(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """An adopted version was looked at again and stays."""
    found = _seen(request, reference)
    policies.can_look_again(request.actor, found.agency).require()
    adoption = queries.adoption_of(found)
    if adoption is None:
        raise NotFound("adopted version", reference)
    form = forms.AgainForm(request.POST or None)
    page = FormPage(
        form=form,
        title="The version was looked at and stays",
        button="Record the review",
        said=("If something must change, draw up a draft instead.",),
    )

    def keep() -> None:
        adoptions.look_again(adoption, by=request.actor, at=clock.now(), **form.cleaned_data)

    if form.carries_out(keep):
        return _back(request, found, "The review is recorded.")
    return _asked(request, found, page)


def _seen(request: AuthenticatedRequest, reference: str) -> "Draft":
    return queries.get(request.actor, reference)


def _opened(request: AuthenticatedRequest, reference: str) -> "Draft":
    found = _seen(request, reference)
    policies.can_change(request.actor, found).require()
    return found


def _may_answer(request: AuthenticatedRequest, found: "Draft") -> Decision:
    review = queries.my_review(request.actor, found)
    if review is None:
        return refused("You have not been asked to review this draft.")
    review.draft = found
    return policies.can_answer(request.actor, review)


def _asked_before(found: "Draft") -> list[str]:
    """Those who were asked about an earlier text, to be asked again."""
    asked = [one for one in queries.reviews(found) if one.of_revision != found.revision]
    return sorted({one.reviewer.reference for one in asked})


def _asking(found: "Draft", able: set[str]) -> tuple[str, ...]:
    """The other authorities that have to agree, where they have anybody to ask."""
    others = [one.name for one in queries.sharing(found) if one.name in able]
    if not others:
        return ()
    works = "works" if len(others) == 1 else "work"
    return (f"{joined(others)} {works} to this rulebook too. Ask somebody there as well.",)


def _adopting(found: "Draft", others: list[str]) -> tuple[str, ...]:
    starts = wording.day(found.starts_on)
    said = [f"It binds from {starts}. Duties that arose before then stay as they are."]
    if others:
        works = "works" if len(others) == 1 else "work"
        said.append(f"{joined(others)} {works} to this rulebook too.")
    return tuple(said)


def _back(request: AuthenticatedRequest, found: "Draft", said: str) -> HttpResponse:
    success(request, said)
    return redirect("drafts:draft", found.reference)


def _asked(request: AuthenticatedRequest, found: "Draft", page: FormPage) -> HttpResponse:
    """The question about a draft. Whoever read an earlier text reads again and goes on."""
    if isinstance(page.form, forms.RevisionForm):
        page.form.go_on_from(queries.get(request.actor, found.reference).revision)
    whole = replace(
        page,
        caption=found.title,
        back=pages.href(found),
        read=reverse("drafts:read", args=[found.reference]),
    )
    return render_page(request, whole)
