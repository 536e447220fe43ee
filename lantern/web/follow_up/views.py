"""What must change after a return: recorded, read, put right; reports signed; plans judged."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from lantern.core import clock
from lantern.core.errors import NotFound, Refused
from lantern.core.instants import day_in_london
from lantern.follow_up import known, policies, prevention, queries
from lantern.follow_up.actions import plans, records, reports
from lantern.follow_up.forums import forums_of
from lantern.follow_up.queries import Subject
from lantern.risk import known as risk
from lantern.vocabulary.follow_up import FollowUpKind, PlanJudgement, ReportKind
from lantern.web.asking import AboutChild
from lantern.web.fields import LongTextField
from lantern.web.follow_up import forms, pages
from lantern.web.follow_up.asked import (
    ASKED,
    agreed,
    answers_of,
    details_of,
    events_for,
    offer,
    sentences,
)
from lantern.web.follow_up.patterns import as_before
from lantern.web.follow_up.prevention_page import prevention_page
from lantern.web.follow_up.report_page import report_page
from lantern.web.forms import Form
from lantern.web.one_form import FormPage, ask
from lantern.web.plans.owners import owners
from lantern.web.rendering import render_page
from lantern.web.requests import AuthenticatedRequest, page_number
from lantern.web.wording import capital

both = require_http_methods(["GET", "HEAD", "POST"])
FIRST_REVIEW = timedelta(days=42)
"""When a plan is first judged, until somebody chooses another day."""


def recorder(kind: FollowUpKind) -> Callable[..., HttpResponse]:
    """The view that records this."""
    asked = ASKED[kind]

    @both
    def view(request: AuthenticatedRequest, reference: str) -> HttpResponse:
        subject = _subject(request, reference, asked.slug)
        allowed = policies.can_record(
            request.actor, kind, subject.child, subject.episode, at=subject.at
        )
        allowed.require()
        form = _form(request, subject, kind)
        page = FormPage(
            title=_named(asked.title, subject),
            name=subject.child.name,
            form=form,
            back=pages.home(subject),
            sentences=sentences(subject, kind),
        )
        return ask(request, page, lambda: _record(subject, kind, form), done="Recorded.")

    return view


def _record(subject: Subject, kind: FollowUpKind, form: AboutChild) -> object:
    given = form.cleaned_data
    return records.record(
        subject.child,
        details_of(kind, given),
        by=subject.actor,
        at=given["at"],
        now=subject.at,
        episode=subject.episode,
        agreed=agreed(given),
    )


def _form(request: AuthenticatedRequest, subject: Subject, kind: FollowUpKind) -> AboutChild:
    asked = ASKED[kind]
    initial: dict[str, Any] = {"at": subject.at}
    last = known.latest([subject.child.pk], kind).get(subject.child.pk) if asked.goes_on else None
    if last is not None:
        initial = answers_of(last) | {"early_review": "", "early_review_why": ""} | initial
    more = forms.action_fields(owners(subject.child, subject.at)) if asked.with_action else None
    form = asked.form(
        request.POST or None,
        at=subject.at,
        child=pages.name_of(subject),
        initial=initial,
        more=more,
    )
    placed = policies.is_placed(subject.episode) if subject.episode is not None else None
    offer(form, kind, events_for(placed))
    return form


@require_safe
def record(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """One record."""
    seen = queries.record(request.actor, reference, page="follow-up", at=clock.now())
    return render_page(request, pages.record_page(seen))


@require_safe
def for_the_child(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """A safety plan as the child keeps it: on one sheet, in the child's words."""
    seen = queries.record(request.actor, reference, page="safety plan", at=clock.now())
    if seen.row.kind != FollowUpKind.SAFETY_PLAN:
        raise NotFound("safety plan", reference)
    return render_page(request, pages.sheet_page(seen))


@both
def correct(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Put a record right; what it said stays legible."""
    at = clock.now()
    seen = queries.record(request.actor, reference, page="correct follow-up", at=at)
    row, subject = seen.row, seen.subject
    allowed = policies.can_correct(request.actor, row, at=at)
    allowed.require()
    kind = FollowUpKind(row.kind)
    reason = LongTextField(label="Why is this put right?", missing="Say why", rows=2)
    form = ASKED[kind].form(
        request.POST or None,
        at=at,
        child=pages.name_of(subject),
        initial=answers_of(row),
        more={"reason": reason},
    )
    del form.fields["at"]
    placed = policies.is_placed(subject.episode) if subject.episode is not None else None
    offer(form, kind, events_for(placed))
    regulation = sentences(subject, kind) if kind is FollowUpKind.REGULATOR else ()
    page = FormPage(
        title="Put right: " + kind.label,
        name=subject.child.name,
        form=form,
        back=pages.home(subject),
        button="Put this right",
        sentences=("What it said before is kept.", *regulation),
    )
    return ask(request, page, lambda: _correct(request, seen, form), done="Put right.")


def _correct(request: AuthenticatedRequest, seen: queries.SeenRecord, form: AboutChild) -> object:
    given = form.cleaned_data
    details = details_of(FollowUpKind(seen.row.kind), given)
    return records.correct(
        seen.row, details, by=request.actor, now=seen.subject.at, reason=given["reason"]
    )


@both
def agree_plan(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Record a plan to change what leads the child to go."""
    subject = _subject(request, reference, "behaviour-change plan")
    if subject.episode is not None:
        raise NotFound("child", reference)
    policies.can_agree_plan(request.actor, subject.child, at=subject.at).require()
    form = forms.BehaviourPlanForm(
        request.POST or None,
        at=subject.at,
        child=pages.name_of(subject),
        initial={
            "at": subject.at,
            "review_on": day_in_london(subject.at) + FIRST_REVIEW,
        },
        more=forms.action_fields(owners(subject.child, subject.at)),
    )
    form.offer(forums_of(subject.child, by=request.actor, at=subject.at))
    page = FormPage(
        title="Behaviour-change plan",
        name=subject.child.name,
        form=form,
        back=pages.home(subject),
        button="Record this plan",
    )
    return ask(request, page, lambda: _agree_plan(subject, form), done="The plan is recorded.")


@require_safe
def latest_plan(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """The plan that is in force, or was last; where there is none, the page to record one."""
    subject = _subject(request, reference, "behaviour-change plan")
    if subject.episode is not None:
        raise NotFound("child", reference)
    policies.can_agree_plan(request.actor, subject.child, at=subject.at).require()
    latest = next(iter(known.plans(subject.child)), None)
    if latest is None:
        return redirect("follow_up:behaviour-plan", reference)
    return redirect("follow_up:plan", latest.reference)


def _agree_plan(subject: Subject, form: AboutChild) -> object:
    given = form.cleaned_data
    return plans.agree(
        subject.child,
        by=subject.actor,
        at=given["at"],
        now=subject.at,
        forum=given["forum"],
        leads=given["leads"],
        changes=given["changes"],
        child_words=given["child_words"],
        review_on=given["review_on"],
        agreed=agreed(given),
    )


@both
def plan(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """A plan, what followed it, and a person's judgement of it."""
    seen = queries.plan(request.actor, reference, page="behaviour-change plan", at=clock.now())
    may = policies.can_review_plan(request.actor, seen.plan, at=seen.subject.at)
    form = None
    if may:
        form = forms.PlanReviewForm(request.POST or None, at=seen.subject.at, initial={})
    if request.method == "POST":
        may.require()
        if form is not None and form.carries_out(lambda: _judge(seen, form)):
            success(request, "Your judgement is recorded.")
            return redirect("follow_up:plan", reference)
    return render_page(request, pages.plan_page(seen, form))


def _judge(seen: queries.SeenPlan, form: Form) -> object:
    given = form.cleaned_data
    return plans.review(
        seen.plan,
        by=seen.subject.actor,
        now=seen.subject.at,
        judgement=PlanJudgement(given["judgement"]),
        reasons=given["reasons"],
        next_on=given["next_on"] if given["goes_on"] == "yes" else None,
    )


@dataclass(frozen=True, kw_only=True)
class _Turn:
    """What this person may do with a report now, and why not more."""

    form: Form | None = None
    button: str = ""
    does: Callable[[], object] | None = None
    done: str = ""
    why_not: str = ""


def reporter(kind: ReportKind) -> Callable[..., HttpResponse]:
    """The page of this report: completed, signed or sent back on it."""

    @both
    def view(request: AuthenticatedRequest, reference: str) -> HttpResponse:
        subject = _subject(request, reference, kind.label)
        if subject.episode is None:
            raise NotFound("episode", reference)
        policies.can_see_reports(request.actor, subject.sight).require()
        versions = tuple(one for one in known.reports(subject.episode) if one.kind == kind)
        turn = _turn(request, subject, kind)
        if request.method == "POST":
            if turn.form is None or turn.does is None:
                raise Refused(turn.why_not)
            if turn.form.carries_out(turn.does):
                success(request, turn.done)
                return redirect(request.path)
        page = report_page(
            subject, kind, versions, form=turn.form, button=turn.button, why_not=turn.why_not
        )
        return render_page(request, page)

    return view


def _turn(request: AuthenticatedRequest, subject: Subject, kind: ReportKind) -> _Turn:
    episode = subject.episode
    assert episode is not None  # noqa: S101  the view has asked
    latest = known.report(episode, kind)
    given = policies.given(latest) if latest is not None else []
    writes = policies.can_complete(request.actor, kind, episode, at=subject.at)
    again = policies.can_complete_again(latest, given)
    if writes and again:
        return _completing(request, subject, kind)
    if latest is None:
        return _Turn(why_not=writes.reason)
    signs = policies.can_sign(request.actor, latest, given, at=subject.at)
    if not signs:
        return _Turn(why_not=(again if writes else signs).reason)
    form = forms.SignForm(request.POST or None, at=subject.at)

    def decide() -> object:
        answers = form.cleaned_data
        if answers["verdict"] == "signed":
            return reports.sign(latest, by=request.actor, now=subject.at)
        return reports.send_back(latest, by=request.actor, now=subject.at, reason=answers["reason"])

    return _Turn(form=form, button="Record this", does=decide, done="Recorded.")


def _completing(request: AuthenticatedRequest, subject: Subject, kind: ReportKind) -> _Turn:
    episode = subject.episode
    assert episode is not None  # noqa: S101  the view has asked
    latest = known.report(episode, kind)
    assessed = risk.latest(subject.child)
    renewed = assessed is not None and assessed.assessed_at > episode.away_since
    form = forms.ReportForm(
        request.POST or None,
        at=subject.at,
        child=pages.name_of(subject),
        initial={
            "themes": latest.themes if latest is not None else "",
            "patterns": latest.patterns
            if latest is not None
            else as_before(known.absences(subject.child), episode.reference),
            "worker_told_at": known.worker_told_at(episode),
            "risk_updated_on": day_in_london(assessed.assessed_at)
            if assessed is not None and renewed
            else None,
        },
    )
    return _Turn(
        form=form,
        button="Complete the report",
        does=lambda: reports.complete(
            episode, kind, by=request.actor, now=subject.at, **form.cleaned_data
        ),
        done="The report is completed and waits for its signatures.",
    )


@require_safe
def at_risk(request: AuthenticatedRequest) -> HttpResponse:
    """Children at risk of going missing who have not gone."""
    at = clock.now()
    policies.can_list(request.actor).require()
    found = prevention.at_risk(request.actor, at=at, page=page_number(request))
    return render_page(request, prevention_page(found, day_in_london(at)))


def _subject(request: AuthenticatedRequest, reference: str, page: str) -> Subject:
    return queries.subject(request.actor, reference, page=f"follow-up {page}", at=clock.now())


def _named(text: str, subject: Subject) -> str:
    return capital(text.replace("{child}", pages.name_of(subject)))
