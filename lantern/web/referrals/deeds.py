"""What is done for a child who waits: each deed a page of one form, back to the referral."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect

from lantern.access.sharing import Part
from lantern.core.errors import Conflict
from lantern.referrals import policies, queries
from lantern.referrals.actions import chasing, offering, rating
from lantern.referrals.actions.offering import Offered, ParentsSaid, Tried
from lantern.referrals.actions.rating import Rating
from lantern.referrals.bands import Bands, bands
from lantern.vocabulary.interview import (
    FactorWeight,
    OfferResponse,
    SayOutcome,
    TriageBand,
    TriageFactor,
)
from lantern.vocabulary.returning import Answer
from lantern.vocabulary.telling import Method
from lantern.web.asking import retyped, typed
from lantern.web.one_form import FormPage, ask
from lantern.web.referrals import forms, sentences
from lantern.web.referrals.opening import Opened, ask_about, ask_ringing, deed, whole_name

if TYPE_CHECKING:
    from lantern.referrals.models import Triage


def _rated(latest: "Triage | None") -> dict[str, object]:
    """What the last rating said, with which the next begins."""
    return {
        "seen": latest.entry_key if latest else "",
        "factors": latest.factors if latest else [],
        "other_factor": latest.other_factor if latest else "",
        "weight": latest.weight if latest else "",
        "absences_complete": latest.absences_complete if latest else "",
    }


@deed("rate")
def rate(opened: Opened) -> HttpResponse:
    """Rate the child: what the bands say, then what a person decides."""
    referral = opened.look.referral
    opened.look.sight.requires(Part.CONCERNS).require()
    policies.can_work(opened.request.actor, referral, at=opened.now).require()
    latest = queries.done(opened.request.actor, referral).triage
    weight = opened.request.POST.get("weight", latest.weight if latest else "")
    found = _bands(opened, weight)
    form = opened.form(
        forms.RateForm, initial={"rating": found.preset, **_rated(latest)}, preset=found.preset
    )

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

    return ask_about(
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
        changed_because=given.get("changed_because", ""),
        seen=given["seen"] or "",
    )


@deed("contact")
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

    response = ask_ringing(
        opened, form, does, title=f"Reach {opened.name}", done="The contact is recorded."
    )
    if response.status_code == 302 and form.cleaned_data["reached"]:
        made = queries.done(opened.request.actor, opened.look.referral)
        if not made.offers:
            return redirect("referrals:offer", opened.look.referral.reference)
    return response


@deed("offer")
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

    return ask_ringing(
        opened,
        form,
        does,
        title=f"Offer {opened.name} a return interview",
        done="The offer is recorded.",
        sentences=sentences.OF_OFFER,
    )


@deed("answer")
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

    return ask_about(
        opened, form, does, title=f"What did {opened.name} say?", done="The answer is recorded."
    )


@deed("parents")
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

    return ask_ringing(
        opened,
        form,
        does,
        title="Offer the parents or carers a say",
        done="It is recorded that they were offered a say.",
    )


@deed("ask about")
def chase(opened: Opened) -> HttpResponse:
    """Whoever follows the interview asks the provider how it stands."""
    request, referral = opened.request, opened.look.referral
    form = opened.form(forms.ChaseForm)
    page = FormPage(
        title=f"Ask {referral.provider.name} how it stands",
        form=form,
        back=opened.back,
        name=whole_name(opened),
        button="Ask",
    )

    def does() -> object:
        words = form.cleaned_data["words"]
        return chasing.chase(referral, words, by=request.actor, now=opened.now)

    allowed = policies.can_chase(request.actor, referral, sight=opened.look.sight)
    return ask(request, page, does, done="They are told that you ask.", allowed=allowed)
