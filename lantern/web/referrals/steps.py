"""Where the next right thing is done: one click away."""

from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from lantern.interviews.after import After
from lantern.referrals.rows import Row
from lantern.vocabulary.interview import NextStep
from lantern.vocabulary.interviewing import InterviewState

_PAGES: Final = {
    NextStep.RATE: "rate",
    NextStep.RATE_AGAIN: "rate",
    NextStep.CONTACT: "contact",
    NextStep.OFFER: "offer",
    NextStep.ANSWER: "answer",
    NextStep.ASK_PARENTS: "parents",
}


@dataclass(frozen=True, kw_only=True)
class Way:
    """What to do next, and where; with `takes`, a button that gives the child to this worker.
    `quiet` where nothing has to be done."""

    text: str
    href: str
    takes: bool = False
    quiet: bool = False


def way_of(row: Row, written: After | None = None) -> Way:
    """The next right thing for one child, as a link or a button; with how far the record of the
    interview has come, if it is begun."""
    if written is not None and (further := onward(written)):
        return further
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


def onward(written: After) -> Way | None:
    """What the record of the interview waits for."""
    one = [written.reference]
    if written.state is InterviewState.DRAFT:
        return Way(text="Go on writing", href=reverse("interviews:interview", args=one))
    if written.state is InterviewState.WAITING and written.may_review:
        return Way(text=NextStep.REVIEW.label, href=reverse("interviews:review", args=one))
    if written.state is InterviewState.SENT_BACK:
        return Way(text="Look again", href=reverse("interviews:interview", args=one))
    if written.state is InterviewState.APPROVED and written.may_share and not written.is_shared:
        return Way(text=NextStep.SHARE.label, href=reverse("interviews:share", args=one))
    return None


def _rest(row: Row) -> Way:
    """When nothing of the interview waits: what else the provider owes, or the referral."""
    if row.owed:
        first = row.owed[0]
        return Way(text="Do this", href=reverse("duties:duty", args=[first.duty]))
    return Way(text="Open", href=reverse("referrals:referral", args=[row.referral.reference]))


def hold(episode: str) -> str:
    """Where the interview is written down."""
    return reverse("interviews:begin", args=[episode])
