"""The next right thing to do for a referral, from what was done. Pure."""

from dataclasses import dataclass
from typing import Final

from lantern.vocabulary.interview import NextStep, OfferResponse


@dataclass(frozen=True, kw_only=True)
class How:
    """How a referral stands."""

    is_rated: bool = False
    was_away_since: bool = False
    """Whether the child was missing or absent again since the rating (RF-215.18)."""
    has_worker: bool = False
    was_reached: bool = False
    was_offered: bool = False
    response: OfferResponse | None = None
    """The last answer that still stands."""
    parents_asked: bool = False
    is_held: bool = False


_SAID_YES: Final = frozenset({OfferResponse.ACCEPTED, OfferResponse.WAITING_LIST})
UNREACHED: Final = frozenset({OfferResponse.NO_CONTACT, OfferResponse.MISSING_AGAIN})


def next_step(how: How) -> NextStep:
    """What to do next. An interview held or declined leaves the offer met; nothing else does."""
    if how.is_held:
        return NextStep.NOTHING
    if how.response is OfferResponse.DECLINED:
        return NextStep.NOTHING if how.parents_asked else NextStep.ASK_PARENTS
    if not how.is_rated:
        return NextStep.RATE
    if how.was_away_since:
        return NextStep.RATE_AGAIN
    if not how.has_worker:
        return NextStep.ALLOCATE
    return _with_the_child(how)


def _with_the_child(how: How) -> NextStep:
    if how.response in _SAID_YES:
        return NextStep.HOLD
    if how.response in UNREACHED:
        return NextStep.CONTACT
    if how.was_offered:
        return NextStep.ANSWER
    return NextStep.OFFER if how.was_reached else NextStep.CONTACT
