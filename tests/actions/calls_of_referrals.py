"""A call of each action on a referral for a return interview."""

from datetime import timedelta

from lantern.referrals import queries
from lantern.referrals.actions import allocating, chasing, offering, rating, referring
from lantern.referrals.actions.offering import Offered, ParentsSaid, Tried
from lantern.referrals.actions.rating import Rating
from lantern.referrals.actions.referring import Asking
from lantern.referrals.models import Referral
from lantern.vocabulary.interview import (
    FactorWeight,
    OfferResponse,
    ReferralSource,
    SayOutcome,
    TriageBand,
)
from lantern.vocabulary.returning import Answer
from lantern.vocabulary.telling import Method
from tests.actions.audited import audited
from tests.builders import LATER, a_returned_episode, an_episode

NOW = LATER + timedelta(hours=1)
GREEN = Rating(
    rating=TriageBand.GREEN,
    weight=FactorWeight.NONE,
    absences_complete=Answer.YES,
    reasons="Nothing else is known.",
)
OFFERED = Offered(
    method=Method.TELEPHONE,
    advocate_offered=True,
    before_return=Answer.NO,
    chosen_place="The park",
    response=OfferResponse.ACCEPTED,
)
THEIRS = ParentsSaid(who="Her aunt", outcome=SayOutcome.SAID, said="She is frightened of school.")


def a_referral(cast, episode=None):
    """The referral of a child who is back."""
    episode = episode or a_returned_episode(cast)
    return Referral.objects.select_related(*queries.WITH).get(episode=episode)


def told(by):
    """Who does it, and when."""
    return {"by": by, "at": NOW, "now": NOW}


@audited("lantern.referrals.actions.referring.refer")
def _(cast):
    episode, asking = an_episode(cast), Asking(source=ReferralSource.POLICE)
    return lambda: referring.refer(episode, asking=asking, **told(cast.call_handler))


@audited("lantern.referrals.actions.referring.route")
def _(cast):
    referral = a_referral(cast)
    return lambda: referring.route(
        referral, cast.calderbrook, by=cast.social_worker, at=NOW, is_spot_purchase=True
    )


@audited("lantern.referrals.actions.chasing.chase")
def _(cast):
    referral = a_referral(cast)
    return lambda: chasing.chase(referral, "Offered yet?", by=cast.social_worker, now=NOW)


@audited("lantern.referrals.actions.rating.rate")
def _(cast):
    referral = a_referral(cast)
    return lambda: rating.rate(referral, GREEN, **told(cast.interviewer))


@audited("lantern.referrals.actions.allocating.allocate")
def _(cast):
    referral, kezia = a_referral(cast), cast.user("interviewer")
    return lambda: allocating.allocate(referral, kezia, by=cast.interviewer, at=NOW)


@audited("lantern.referrals.actions.allocating.set_capacity")
def _(cast):
    return lambda: allocating.set_capacity(cast.open_door, 8, by=cast.interviewer, at=NOW)


@audited("lantern.referrals.actions.offering.try_contact")
def _(cast):
    referral, tried = a_referral(cast), Tried(method=Method.TEXT, reached=False)
    return lambda: offering.try_contact(referral, tried, **told(cast.interviewer))


@audited("lantern.referrals.actions.offering.offer")
def _(cast):
    referral = a_referral(cast)
    return lambda: offering.offer(referral, OFFERED, **told(cast.interviewer))


@audited("lantern.referrals.actions.offering.answer")
def _(cast):
    referral = a_referral(cast)
    return lambda: offering.answer(referral, OfferResponse.DECLINED, **told(cast.interviewer))


@audited("lantern.referrals.actions.offering.offer_parents_say")
def _(cast):
    referral = a_referral(cast)
    return lambda: offering.offer_parents_say(referral, THEIRS, **told(cast.interviewer))
