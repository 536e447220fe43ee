"""What is done for a referral: each deed a page of one form, back to the referral or the queue."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lantern.access.sharing import Part
from lantern.accounts import queries as accounts
from lantern.agencies import queries as agencies
from lantern.core import clock
from lantern.core.errors import Conflict, NotFound
from lantern.core.instants import day_in_london
from lantern.core.references import is_reference
from lantern.episodes import queries as episodes
from lantern.referrals import policies, queries
from lantern.referrals.actions import allocating, offering, rating, referring
from lantern.referrals.actions.offering import Offered, ParentsSaid, Tried
from lantern.referrals.actions.rating import Rating
from lantern.referrals.actions.referring import Asking
from lantern.referrals.bands import Bands, bands
from lantern.referrals.queries import Look
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.interview import (
    FactorWeight,
    OfferResponse,
    ReferralCategory,
    ReferralSource,
    SayOutcome,
    TriageBand,
    TriageFactor,
)
from lantern.vocabulary.returning import Answer
from lantern.vocabulary.telling import Method
from lantern.web.asking import AboutChild, retyped, typed
from lantern.web.one_form import FormPage, ask
from lantern.web.referrals import forms, sentences
from lantern.web.requests import AuthenticatedRequest

if TYPE_CHECKING:
    from lantern.referrals.models import Triage

both = require_http_methods(["GET", "HEAD", "POST"])
NOBODY = "nobody"
ME = "me"


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A referral that somebody has opened in order to do something."""

    request: AuthenticatedRequest
    look: Look
    now: datetime

    @property
    def name(self) -> str:
        """What the child is called in questions."""
        child = self.look.referral.child
        return child.given_name or child.name

    @property
    def back(self) -> str:
        """Where the deed leads back to."""
        return reverse("referrals:referral", args=[self.look.referral.reference])

    def form(self, kind: type[AboutChild], **more: Any) -> Any:
        """The form, as sent or to begin with."""
        initial = {"at": self.now} | more.pop("initial", {})
        about: dict[str, Any] = {"child": self.name, "at": self.now, **more}
        if self.request.method == "POST":
            return kind(self.request.POST, **about)
        return kind(initial=initial, **about)


def _deed(name: str) -> Callable[..., Callable[..., HttpResponse]]:
    """A view that opens the referral; where there is none yet, it is asked for first."""

    def around(view: Callable[[Opened], HttpResponse]) -> Callable[..., HttpResponse]:
        @both
        def opened(request: AuthenticatedRequest, reference: str) -> HttpResponse:
            now = clock.now()
            try:
                look = queries.look(request.actor, reference, page=f"{name} interview", at=now)
            except NotFound:
                if not is_reference(reference, "E"):
                    raise
                return redirect("referrals:refer", reference)
            policies.can_see(request.actor, look.referral, at=now).require()
            return view(Opened(request=request, look=look, now=now))

        return opened

    return around


def _ask(
    opened: Opened, form: Any, action: Callable[[], object], *, title: str, done: str, **more: Any
) -> HttpResponse:
    """The page of one form, for those who work on the referral."""
    allowed = policies.can_work(opened.request.actor, opened.look.referral, at=opened.now)
    page = FormPage(title=title, form=form, back=opened.back, name=_whole(opened), **more)
    return ask(opened.request, page, action, done=done, allowed=allowed)


def _whole(opened: Opened) -> str:
    """The child's whole name, above the heading."""
    return opened.look.referral.child.name


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


def _rated(latest: "Triage | None") -> dict[str, object]:
    """What the last rating said, with which the next begins."""
    return {
        "seen": latest.entry_key if latest else "",
        "factors": latest.factors if latest else [],
        "other_factor": latest.other_factor if latest else "",
        "weight": latest.weight if latest else "",
        "absences_complete": latest.absences_complete if latest else "",
    }


@_deed("rate")
def rate(opened: Opened) -> HttpResponse:
    """Rate the child: what the bands say, then what a person decides."""
    referral = opened.look.referral
    opened.look.sight.requires(Part.CONCERNS).require()
    policies.can_work(opened.request.actor, referral, at=opened.now).require()
    latest = queries.done(opened.request.actor, referral).triage
    weight = opened.request.POST.get("weight", latest.weight if latest else "")
    found = _bands(opened, weight)
    form = opened.form(forms.RateForm, initial={"rating": found.preset, **_rated(latest)})

    def does() -> object:
        try:
            return rating.rate(
                referral,
                _rating(form.cleaned_data),
                by=opened.request.actor,
                at=form.cleaned_data["at"],
                now=opened.now,
            )
        except Conflict as fault:
            seen = [str(fault.theirs.get("seen", ""))]
            form.data = retyped({**typed(form.data), "seen": seen})
            raise

    return _ask(
        opened,
        form,
        does,
        title=f"Rate {opened.name}",
        done="The rating is recorded.",
        button="Record the rating",
        sentences=sentences.of_bands(found, referral),
    )


def _bands(opened: Opened, weight: str) -> Bands:
    known = FactorWeight(weight) if weight in set(FactorWeight) else None
    return bands(
        opened.look.referral, by=opened.request.actor, at=opened.now, now=opened.now, weight=known
    )


def _rating(given: dict[str, Any]) -> Rating:
    return Rating(
        rating=TriageBand(given["rating"]),
        weight=FactorWeight(given["weight"]),
        absences_complete=Answer(given["absences_complete"]),
        reasons=given["reasons"],
        factors=tuple(TriageFactor(one) for one in given["factors"]),
        other_factor=given["other_factor"] or "",
        changed_because=given["changed_because"],
        seen=given["seen"] or "",
    )


@_deed("allocate")
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
    return _ask(opened, form, does, title=title, done="That is recorded.")


def _next(request: AuthenticatedRequest, otherwise: str) -> str:
    """Back into the queue, if that is where the button stands."""
    return reverse("referrals:queue") if request.POST.get("back") == "queue" else otherwise


@_deed("contact")
def contact(opened: Opened) -> HttpResponse:
    """An attempt to reach the child; once reached, on to the offer."""
    form = opened.form(forms.ContactForm)

    def does() -> object:
        given = form.cleaned_data
        tried = Tried(
            method=Method(given["method"]), reached=given["reached"], words=given["words"]
        )
        return offering.try_contact(
            opened.look.referral, tried, by=opened.request.actor, at=given["at"], now=opened.now
        )

    response = _ask(
        opened, form, does, title=f"Reach {opened.name}", done="The contact is recorded."
    )
    if response.status_code == 302 and form.cleaned_data["reached"]:
        made = queries.done(opened.request.actor, opened.look.referral)
        if not made.offers:
            return redirect("referrals:offer", opened.look.referral.reference)
    return response


@_deed("offer")
def offer(opened: Opened) -> HttpResponse:
    """The offer, with the child's choice of person, place and time."""
    form = opened.form(forms.OfferForm)

    def does() -> object:
        given = form.cleaned_data
        said = given["response"]
        offered = Offered(
            method=Method(given["method"]),
            advocate_offered=given["advocate_offered"],
            before_return=Answer(given["before_return"]),
            chosen_person=given["chosen_person"],
            chosen_place=given["chosen_place"],
            chosen_time=given["chosen_time"],
            words=given["words"],
            response=OfferResponse(said) if said != "none" else None,
        )
        return offering.offer(
            opened.look.referral, offered, by=opened.request.actor, at=given["at"], now=opened.now
        )

    return _ask(
        opened,
        form,
        does,
        title=f"Offer {opened.name} a return interview",
        done="The offer is recorded.",
        sentences=sentences.OF_OFFER,
    )


@_deed("answer")
def answer(opened: Opened) -> HttpResponse:
    """What came of the offer, or why none was made."""
    form = opened.form(forms.AnswerForm)

    def does() -> object:
        given = form.cleaned_data
        return offering.answer(
            opened.look.referral,
            OfferResponse(given["response"]),
            by=opened.request.actor,
            at=given["at"],
            now=opened.now,
            words=given["words"],
        )

    return _ask(
        opened, form, does, title=f"What did {opened.name} say?", done="The answer is recorded."
    )


@_deed("parents")
def parents(opened: Opened) -> HttpResponse:
    """Parents or carers are offered a say, and what they said is kept as theirs."""
    form = opened.form(forms.ParentsForm)

    def does() -> object:
        given = form.cleaned_data
        said = ParentsSaid(
            who=given["who"], outcome=SayOutcome(given["outcome"]), said=given["said"] or ""
        )
        return offering.offer_parents_say(
            opened.look.referral, said, by=opened.request.actor, at=given["at"], now=opened.now
        )

    return _ask(
        opened,
        form,
        does,
        title="Offer the parents or carers a say",
        done="It is recorded that they were offered a say.",
    )


@_deed("provider")
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
        name=_whole(opened),
    )
    allowed = policies.can_route(request.actor, referral, at=opened.now)
    return ask(request, page, does, done="The provider is recorded.", allowed=allowed)
