"""Read an interview, review it, record what followed, and decide whom to add to the contacts."""

from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lantern.access import looks
from lantern.access.actor import Actor
from lantern.core import clock
from lantern.core.errors import NotFound
from lantern.core.instants import day_in_london
from lantern.interviews import policies, queries, standing
from lantern.interviews.actions import outcomes, reviews, suggestions
from lantern.interviews.actions.reviews import Finding
from lantern.interviews.queries import Look
from lantern.interviews.sharing import expected
from lantern.plans import policies as plan_policies
from lantern.plans import queries as plan_queries
from lantern.plans.actions import plans
from lantern.plans.details import Agreed
from lantern.vocabulary.interviewing import InterviewState, SharedWith, Verdict, Voice
from lantern.vocabulary.placement import PersonRelation
from lantern.vocabulary.plan import PlanOrigin
from lantern.web import wording
from lantern.web.interviews import drafting, pages
from lantern.web.interviews.drafting import Opened
from lantern.web.interviews.forms import (
    ActionForm,
    OutcomeForm,
    ReviewForm,
    SuggestionForm,
    WithdrawForm,
)
from lantern.web.interviews.held_shown import held_rows, rules
from lantern.web.interviews.pages import DraftPage, InterviewPage, Task
from lantern.web.one_form import FormPage, ask
from lantern.web.panels import PanelLine
from lantern.web.plans.owners import owner_of, owners
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest
from lantern.web.taken_back import taken_back

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lantern.interviews.models import Interview

either = require_http_methods(["GET", "HEAD", "POST"])
LONGEST: Final = 50
"""Lines of a list. Those that wait longest come first."""


def name_of(interview: "Interview") -> str:
    """What the pages call the child."""
    return interview.child.given_name or "the child"


@require_safe
def waiting(request: AuthenticatedRequest) -> HttpResponse:
    """Interviews that this person is to review, the longest waiting first; and to write on."""
    actor, at = request.actor, clock.now()
    policies.works_on(actor).require()
    looks.look(actor, "interviews", page="interviews waiting", basis="list", at=at)

    def lines(rows: "QuerySet[Interview]") -> tuple[PanelLine, ...]:
        return tuple(pages.interview_line(one, standing.state(one)) for one in rows[:LONGEST])

    may_agree = bool(policies.can_agree(actor))
    registers = (
        PanelLine(text="Agreements on sharing", href=reverse("interviews:agreements")),
        PanelLine(text="Questions of the interview", href=reverse("interviews:question-sets")),
    )
    page = pages.ListPage(
        title="Interviews to review and to finish",
        to_review=lines(queries.waiting_for_review(actor, at=at)),
        to_write=lines(queries.being_written(actor, at=at)),
        registers=registers if may_agree else (),
    )
    return render_page(request, page)


@require_safe
def interview(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """The interview: its parts while it is written, and all of it once it is finished."""
    actor, at = request.actor, clock.now()
    look = queries.look(actor, reference, page="interview", at=at)
    if look.state is InterviewState.DRAFT:
        return render_page(request, _draft(actor, look, at))
    return render_page(request, _whole(actor, look, at))


def _draft(actor: Actor, look: Look, at: datetime) -> DraftPage:
    opened, one = Opened(actor=actor, look=look, at=at), look.interview
    may = bool(policies.can_write(actor, one, at=at))
    tasks = tuple(
        Task(
            title=part.title,
            href=reverse("interviews:part", args=[one.reference, part.name]) if may else "",
            voice=part.voice.label,
            is_kept=part.name in one.typed,
        )
        for part in drafting.parts(opened)
    )
    return DraftPage(
        title="Return interview",
        name=name_of(one),
        absences=pages.absences(queries.episodes_of(actor, one)),
        writer=one.writer_name,
        saved=wording.moment(one.saved_at) if one.saved_at else "",
        tasks=tasks,
        finish=reverse("interviews:finish", args=[one.reference]) if may else "",
    )


def _whole(actor: Actor, look: Look, at: datetime) -> InterviewPage:
    one, name = look.interview, name_of(look.interview)
    held = look.voices.held
    may_write = bool(policies.can_write(actor, one, at=at))
    spoken = (
        pages.spoken(look, voice, name, may_write=may_write)
        for voice in (Voice.CHILD, Voice.PARENTS, Voice.INTERVIEWER)
    )
    deeds = _deeds(actor, look, at)
    return InterviewPage(
        title="Return interview",
        name=name,
        reference=one.reference,
        state=pages.STATES[look.state],
        when=pages.when(one),
        absences=pages.absences(queries.episodes_of(actor, one)),
        next=deeds[0] if deeds else None,
        voices=tuple(each for each in spoken if each is not None),
        held=() if held is None else held_rows(held),
        held_href=reverse("interviews:part", args=[one.reference, drafting.ARRANGEMENTS])
        if may_write
        else "",
        unsaid=pages.unsaid(look, name) if may_write else (),
        held_former=pages.former_held(look, name),
        rules=() if held is None else rules(held),
        reviews=tuple(pages.review_line(each) for each in queries.reviews(one)),
        outcomes=tuple(pages.outcome_line(each) for each in queries.outcomes(one)),
        actions=pages.action_rows(
            plan_queries.of_source(actor, one.child, one.reference, at=at), at
        ),
        shares=_shares(actor, look, at),
        taken_back=taken_back(actor, queries.entries_of(actor, look.interview)),
        suggestions=tuple(
            pages.suggestion_line(each, one.reference) for each in queries.suggestions(one)
        ),
        deeds=deeds,
        printed=reverse("interviews:printed", args=[one.reference]),
    )


def _deeds(actor: Actor, look: Look, at: datetime) -> tuple[PanelLine, ...]:
    """What this person may do, the next right thing first."""
    one, found = look.interview, []

    def add(text: str, page: str) -> None:
        found.append(PanelLine(text=text, href=reverse(f"interviews:{page}", args=[one.reference])))

    if look.state is InterviewState.WAITING and policies.can_review(actor, one, look.state, at=at):
        add("Review this interview", "review")
    if look.state is InterviewState.SENT_BACK and policies.can_write(actor, one, at=at):
        found.append(
            PanelLine(
                text="Answer the review",
                href=reverse("interviews:part", args=[one.reference, drafting.ARRANGEMENTS]),
            )
        )
    if policies.can_share(actor, one, at=at):
        add("Share it", "share")
        add("Record what follows", "outcome")
    if plan_policies.can_agree(actor, one.child, at=at):
        add("Add an action", "action")
    return tuple(found)


def _shares(actor: Actor, look: Look, at: datetime) -> tuple[PanelLine, ...]:
    """Who was given what; and who is still to be given something, by the agreement in force."""
    one = look.interview
    given = queries.shares(one)
    lines = [pages.share_line(each) for each in given]
    if not policies.can_share(actor, one, at=at):
        return tuple(lines)
    terms = queries.terms(actor, one, on=day_in_london(at))
    done = {SharedWith(each.recipient) for each in given}
    waiting = [
        pages.to_share(one.reference, each, terms.gives(each))
        for each in expected(queries.circumstances(actor, look, at=at))
        if each not in done
    ]
    return (*waiting, *lines)


@either
def review(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """The checklist; then approve it or send it back."""
    actor, at = request.actor, clock.now()
    look = queries.look(actor, reference, page="review of an interview", at=at)
    last = look.voices.last
    read = {"seen": str(last.pk) if last is not None else ""}
    data = request.POST if request.method == "POST" else None
    form = ReviewForm(data, child=name_of(look.interview), at=at, initial=read)
    page = _page(
        look,
        "Review the interview",
        form,
        "Record the review",
        "You change nobody’s words. What you write goes to whoever wrote the interview.",
    )

    def does() -> None:
        seen = str(form.cleaned_data["seen"])
        finding = Finding(
            verdict=Verdict(form.cleaned_data["verdict"]),
            checked=form.checked,
            seen=int(seen) if seen.isascii() and seen.isdigit() else 0,
            words=form.cleaned_data["words"],
        )
        reviews.review(look.interview, finding, by=actor, at=at)

    may = policies.can_review(actor, look.interview, look.state, at=at)
    return ask(request, page, does, done="Your review is recorded.", allowed=may)


def _page(look: Look, title: str, form: object, button: str, *sentences: str) -> FormPage:
    return FormPage(
        title=title,
        name=name_of(look.interview),
        form=form,  # type: ignore[arg-type]
        back=reverse("interviews:interview", args=[look.interview.reference]),
        button=button,
        sentences=sentences,
    )


@either
def outcome(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """One thing that followed."""
    actor, at = request.actor, clock.now()
    look = queries.look(actor, reference, page="outcome of an interview", at=at)
    data = request.POST if request.method == "POST" else None
    form = OutcomeForm(data, child=name_of(look.interview), at=at)
    page = _page(look, "What follows from the interview", form, "Record this")
    return ask(
        request,
        page,
        lambda: outcomes.record(look.interview, form.followed, by=actor, at=at),
        done="Recorded.",
        allowed=policies.can_follow(actor, look.interview, at=at),
    )


@either
def outcome_error(request: AuthenticatedRequest, reference: str, number: int) -> HttpResponse:
    """Take back what was recorded in error."""
    actor, at = request.actor, clock.now()
    look = queries.look(actor, reference, page="outcome of an interview", at=at)
    found = next((one for one in queries.outcomes(look.interview) if one.pk == number), None)
    if found is None:
        raise NotFound("outcome", str(number))
    form = WithdrawForm(request.POST if request.method == "POST" else None, at=at)
    page = _page(look, "Take back an outcome", form, "Take it back", pages.outcome_line(found).text)
    return ask(
        request,
        page,
        lambda: outcomes.withdraw(found, by=actor, at=at, reason=form.cleaned_data["reason"]),
        done="Taken back. It stays legible.",
        allowed=policies.can_follow(actor, look.interview, at=at),
    )


@either
def action(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """One thing to be done, in the child’s plan, with an owner and a day (RF-214.30)."""
    actor, at = request.actor, clock.now()
    look = queries.look(actor, reference, page="action of an interview", at=at)
    one = look.interview
    data = request.POST if request.method == "POST" else None
    form = ActionForm(data, child=name_of(one), at=at, owners=owners(one.child, at))
    page = _page(
        look, "Add an action", form, "Add it to the plan", "Whoever does it is told, and owes it."
    )

    def does() -> None:
        given = form.cleaned_data
        who: dict[str, object] = owner_of(given["owner"])
        plans.agree(
            one.child,
            origin=PlanOrigin.RETURN_INTERVIEW,
            items=[Agreed(what=given["what"], due_on=given["due_on"], **who)],  # type: ignore[arg-type]
            by=actor,
            at=at,
            source=one.reference,
            episode=queries.episodes_of(actor, one)[-1],
        )

    may = plan_policies.can_agree(actor, one.child, at=at)
    return ask(request, page, does, done="It is in the plan.", allowed=may)


@either
def suggestion(request: AuthenticatedRequest, reference: str, number: int) -> HttpResponse:
    """Add somebody named to the child’s contacts, or not."""
    actor, at = request.actor, clock.now()
    look = queries.look(actor, reference, page="somebody named in an interview", at=at)
    found = next((one for one in queries.suggestions(look.interview) if one.pk == number), None)
    if found is None:
        raise NotFound("suggestion", str(number))
    data = request.POST if request.method == "POST" else None
    form = SuggestionForm(data, child=name_of(look.interview), at=at)
    page = _page(look, found.name, form, "Record this", *(found.words,) if found.words else ())

    def does() -> None:
        given = form.cleaned_data
        if given["decision"] == "yes":
            relation = PersonRelation(given["relation"])
            suggestions.accept(found, by=actor, at=at, relation=relation)
        else:
            suggestions.decline(found, by=actor, at=at, reason=given["reason"])

    return ask(request, page, does, done="Recorded.")
