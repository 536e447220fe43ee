"""Whoever follows an interview that others carry out asks them how it stands."""

from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.audit.record import announce
from lantern.core.errors import Invalid
from lantern.episodes.actions import writing
from lantern.people.policies import sight_of
from lantern.referrals import policies, saying
from lantern.referrals.clocks import HELD
from lantern.referrals.events import InterviewChased
from lantern.referrals.models import Referral

LONGEST = 500


@transaction.atomic
def chase(referral: Referral, words: str, *, by: Actor, now: datetime) -> None:
    """Ask the provider. The question stands in the record of the absence; the worker who has the
    child is told that there is one, or the provider's desk where nobody has."""
    sight = sight_of(by, referral.child, at=now)
    policies.can_chase(by, referral, sight=sight).require()
    writing.lock(referral.episode)
    _check(referral, words)
    asked = f"Asked {referral.provider.name}: {words.strip()}"
    writing.add(referral.episode, [saying.note(now, asked)], by=by, now=now)
    announce(
        InterviewChased(
            about=referral.episode.reference, by=by.id, at=now, referral=referral.reference
        )
    )


def _check(referral: Referral, words: str) -> None:
    if not words.strip():
        raise Invalid({"words": "Say what you want to know"})
    if len(words) > LONGEST:
        raise Invalid({"words": f"Say it in {LONGEST} characters or fewer"})
    standing = referral.episode.entries.filter(fact=HELD, withdrawn=False, corrected_by=None)
    if standing.exists():
        raise Invalid({"words": "The interview was held. Read the record, or ask to be shown it"})
