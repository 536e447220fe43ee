"""The question pages, checking the answers, and sending them."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from lantern.core import clock
from lantern.core.errors import Conflict
from lantern.core.instants import LONDON
from lantern.episodes import queries as episodes
from lantern.episodes.actions import drafts, reports
from lantern.episodes.actions.reports import Companion
from lantern.placements.known import months_since
from lantern.web import wording
from lantern.web.asking import AboutChild, typed
from lantern.web.rendering import render_page
from lantern.web.report import steps
from lantern.web.report.answers import carried, check_page, in_the_way
from lantern.web.report.assembling import Assembled, assemble
from lantern.web.report.known import Known, known
from lantern.web.report.pages import AlreadyPage, Photo, QuestionPage
from lantern.web.requests import AuthenticatedRequest

OLD_PHOTOGRAPH = 12
"""Months after which a photograph is shown as old. SYS: no source gives an age."""


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: AuthenticatedRequest, reference: str, page: str) -> HttpResponse:
    """One page of questions. What is typed is kept, whole or not."""
    now = clock.now()
    about = known(request.actor, reference, now=now)
    if about.draft.sent_as_id is not None:
        return redirect("report:sent", reference)
    asked = steps.page_of(about, page)
    if request.method != "POST":
        return render_page(request, _question(about, asked, steps.answered(about, asked).form))
    given = typed(request.POST)
    form = steps.form_of(about, asked, data=given, at=now)
    kept = steps.kept(asked, given, now)
    draft = drafts.save(about.draft, by=request.actor, at=now, answers=kept)
    about.draft.answers = draft.answers
    if "later" in request.POST:
        return redirect("report")
    if not form.is_valid():
        return render_page(request, _question(about, asked, form))
    following = steps.after(about, asked)
    if "check" in request.POST or following is None:
        return redirect("report:check", reference)
    return redirect("report:page", reference, following.name)


def _question(about: Known, asked: steps.Page, form: AboutChild) -> QuestionPage:
    draft = about.draft.reference
    earlier = steps.before(about, asked)
    pages = [each.name for each in steps.asked(about)]
    so, not_so = carried(about) if asked.name == "risk" else ((), ())
    drawn = asked.name == "description"
    return QuestionPage(
        title=asked.title,
        name=about.name,
        form=form,
        draft=draft,
        page=asked.name,
        back=reverse("report:page", args=[draft, earlier.name]) if earlier else reverse("report"),
        place=f"Page {pages.index(asked.name) + 1} of {len(pages)}",
        known=so,
        known_no=not_so,
        known_title=_assessed(about),
        photo=_photo(about) if drawn else None,
        can_photograph=reverse("children:photograph", args=[about.child.reference])
        if drawn
        else "",
    )


def _assessed(about: Known) -> str:
    if about.assessment is None:
        return ""
    return f"Answered {wording.day(about.assessment.assessed_at.astimezone(LONDON).date())}"


def _photo(about: Known) -> Photo | None:
    if about.photograph is None:
        return None
    months = months_since(about.photograph.taken_on, about.now)
    return Photo(
        href=reverse("photographs:small", args=[about.photograph.reference]),
        taken=wording.day(about.photograph.taken_on),
        is_old=months >= OLD_PHOTOGRAPH,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Read it once more, and send it. A second sending finds the first."""
    now = clock.now()
    about = known(request.actor, reference, now=now)
    if about.draft.sent_as_id is not None:
        return redirect("report:sent", reference)
    found = steps.all_answered(about)
    whole = assemble(about, found, now)
    faults = in_the_way(about, found, whole, now)
    if request.method == "POST" and not faults:
        return _send(request, about, whole, now)
    return render_page(request, check_page(about, found, whole, faults))


def _send(
    request: AuthenticatedRequest, about: Known, whole: Assembled, now: datetime
) -> HttpResponse:
    try:
        reports.report(
            about.child,
            by=request.actor,
            at=now,
            report=whole.report,
            draft=about.draft,
            together_with=[Companion(child=child, report=said) for child, said in whole.others],
        )
    except Conflict as fault:
        return render_page(request, _already(request, about, fault), status=409)
    return redirect("report:sent", about.draft.reference)


def _already(request: AuthenticatedRequest, about: Known, fault: Conflict) -> AlreadyPage:
    theirs = str(fault.theirs["episode"])
    episode = episodes.visible_to(request.actor).filter(reference=theirs).first()
    first = episodes.latest(episode, "episode.reported") if episode else None
    return AlreadyPage(
        name=about.name,
        draft=about.draft.reference,
        sentence=fault.sentence,
        theirs=first.words if first else "",
        by=first.by_name if first else "",
        yours=str(fault.yours["words"]),
        episode=theirs if episode and episode.child_id == about.child.pk else "",
    )


@require_POST
def add_account(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Put what was written on the record that is open already."""
    now = clock.now()
    about = known(request.actor, reference, now=now)
    episode = episodes.open_of(request.actor, about.child, at=now)
    if about.draft.sent_as_id is None and episode is not None:
        report = assemble(about, steps.all_answered(about), now).report
        reports.add_account(episode, by=request.actor, at=now, report=report, draft=about.draft)
    return redirect("report:sent", reference)
