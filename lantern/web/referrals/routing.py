"""Who asks for a return interview, who carries it out, and which worker has it."""

from typing import Any

from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from lantern.accounts import queries as accounts
from lantern.agencies import queries as agencies
from lantern.core import clock
from lantern.core.instants import day_in_london
from lantern.episodes import queries as episodes
from lantern.referrals import policies, queries
from lantern.referrals.actions import allocating, referring
from lantern.referrals.actions.referring import Asking
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.interview import (
    ReferralCategory,
    ReferralSource,
)
from lantern.web.one_form import FormPage, ask
from lantern.web.referrals import forms
from lantern.web.referrals.opening import Opened, ask_about, both, deed, whole_name
from lantern.web.requests import AuthenticatedRequest

NOBODY = "nobody"
ME = "me"


@both
def refer(request: AuthenticatedRequest, reference: str) -> HttpResponse:
    """Ask for a return interview after an absence."""
    now = clock.now()
    episode = episodes.get(request.actor, reference, page="ask for a return interview", at=now)
    name = episode.child.given_name or episode.child.name
    about: dict[str, Any] = {"child": name, "at": now}
    form = (
        forms.ReferForm(request.POST, **about)
        if request.method == "POST"
        else forms.ReferForm(initial={"at": now}, **about)
    )

    def does() -> object:
        given = form.cleaned_data
        category = given["category"]
        asking = Asking(
            source=ReferralSource(given["source"]),
            category=ReferralCategory(category) if category else None,
            words=given["words"],
        )
        return referring.refer(episode, by=request.actor, at=given["at"], now=now, asking=asking)

    page = FormPage(
        title=f"Ask for a return interview for {name}",
        form=form,
        back=reverse("episodes:episode", args=[reference]),
        name=episode.child.name,
        button="Ask for it",
    )
    allowed = policies.can_refer(request.actor, episode, at=now)
    return ask(request, page, does, done="The return interview is asked for.", allowed=allowed)


@deed("allocate")
def allocate(opened: Opened) -> HttpResponse:
    """Who has the referral. One button takes it; the page gives it to somebody else."""
    request, referral = opened.request, opened.look.referral
    policies.can_work(request.actor, referral, at=opened.now).require()
    staff = queries.workers(request.actor, referral.provider, day_in_london(opened.now))
    workers = {one.reference: one for one in staff}
    if request.method == "POST" and request.POST.get("worker") == ME:
        me = accounts.myself(request.actor)
        allocating.allocate(referral, me, by=request.actor, at=opened.now)
        success(request, f"You have {opened.name}’s return interview.")
        return redirect(_next(request, opened.back))
    listed = [(one.reference, one.name) for one in staff]
    form = opened.form(
        forms.AllocateForm, workers=[*listed, (NOBODY, "Nobody: put it back into the queue")]
    )

    def does() -> object:
        given = form.cleaned_data
        return allocating.allocate(
            referral,
            workers.get(given["worker"]),
            by=request.actor,
            at=opened.now,
            reason=given["reason"],
        )

    title = f"Who has {opened.name}’s return interview?"
    return ask_about(opened, form, does, title=title, done="That is recorded.")


def _next(request: AuthenticatedRequest, otherwise: str) -> str:
    """Back into the queue, if that is where the button stands."""
    return reverse("referrals:queue") if request.POST.get("back") == "queue" else otherwise


@deed("provider")
def route(opened: Opened) -> HttpResponse:
    """Who carries the interview out: the responsible authority says."""
    request, referral = opened.request, opened.look.referral
    kinds = (AgencyKind.INTERVIEW_PROVIDER, AgencyKind.LOCAL_AUTHORITY)
    there = {one.slug: one for one in agencies.agencies(request.actor, *kinds)}
    form = opened.form(
        forms.RouteForm,
        providers=[(slug, one.name) for slug, one in there.items()],
        initial={
            "provider": referral.provider.slug,
            "is_spot_purchase": referral.is_spot_purchase,
        },
    )

    def does() -> object:
        given = form.cleaned_data
        return referring.route(
            referral,
            there[given["provider"]],
            by=request.actor,
            at=opened.now,
            is_spot_purchase=given["is_spot_purchase"],
        )

    page = FormPage(
        title=f"Who carries out {opened.name}’s return interview?",
        form=form,
        back=opened.back,
        name=whole_name(opened),
    )
    allowed = policies.can_route(request.actor, referral, at=opened.now)
    return ask(request, page, does, done="The provider is recorded.", allowed=allowed)
