"""Where the next right thing is done: one click away."""

from dataclasses import dataclass
from typing import Final

from django.urls import NoReverseMatch, reverse

from lantern.referrals.queue import Row
from lantern.vocabulary.interview import NextStep

_PAGES: Final = {
    NextStep.RATE: "rate",
    NextStep.RATE_AGAIN: "rate",
    NextStep.CONTACT: "contact",
    NextStep.OFFER: "offer",
    NextStep.ANSWER: "answer",
    NextStep.ASK_PARENTS: "parents",
}
_HOLD: Final = "return_interview.held"


@dataclass(frozen=True, kw_only=True)
class Way:
    """What to do next, and where; with `takes`, a button that gives the child to this worker."""

    text: str
    href: str
    takes: bool = False


def way_of(row: Row) -> Way:
    """The next right thing for one child, as a link or a button."""
    reference = row.referral.reference
    if row.step is NextStep.ALLOCATE:
        return Way(
            text=row.step.label, href=reverse("referrals:allocate", args=[reference]), takes=True
        )
    if row.step is NextStep.HOLD:
        return Way(text=row.step.label, href=hold(row.referral.episode.reference))
    if row.step in _PAGES:
        return Way(
            text=row.step.label, href=reverse(f"referrals:{_PAGES[row.step]}", args=[reference])
        )
    return _rest(row)


def _rest(row: Row) -> Way:
    """When nothing of the interview waits: what else the provider owes, or the referral."""
    if row.owed:
        first = row.owed[0]
        return Way(text="Do this", href=reverse("duties:duty", args=[first.duty]))
    return Way(text="Open", href=reverse("referrals:referral", args=[row.referral.reference]))


def hold(episode: str) -> str:
    """Where the interview is written down."""
    try:
        return reverse("interviews:begin", args=[episode])
    except NoReverseMatch:
        return reverse("episodes:step", args=[episode, _HOLD])
