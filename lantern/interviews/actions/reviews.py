"""Review the quality of an interview: approve it or send it back. Nobody's words are changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.accounts.authorship import author_of
from lantern.audit.record import announce
from lantern.core.errors import Conflict, Invalid
from lantern.interviews import checklist, policies, standing
from lantern.interviews.events import InterviewReviewed
from lantern.interviews.models import Interview, Review
from lantern.vocabulary.interviewing import Verdict
from lantern.vocabulary.returning import Answer


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a reviewer found, item by item, and says. `seen` is the account read last."""

    verdict: Verdict
    checked: Mapping[str, str]
    seen: int
    words: str = ""


@transaction.atomic
def review(interview: Interview, finding: Finding, *, by: Actor, at: datetime) -> Review:
    """What a manager finds of its quality.

    Raises Conflict when its writer has put something right since it was opened.
    """
    row = (
        Interview.objects.select_for_update(of=("self",))
        .select_related("child")
        .get(pk=interview.pk)
    )
    policies.can_review(by, row, standing.state(row), at=at).require()
    last = standing.voices(row).last
    if last is None or last.pk != finding.seen:
        raise Conflict(
            "The interview was put right while you were reading. Read it again first.",
            theirs={"by": last.by_name if last is not None else ""},
            yours={"words": finding.words},
        )
    _check(finding.verdict, finding.checked, finding.words)
    given = finding.checked
    made = Review.objects.create(
        interview=row,
        verdict=finding.verdict,
        checked={one.id: {"ask": one.ask, "answer": given[one.id]} for one in checklist.items()},
        words=finding.words.strip(),
        at=at,
        of_account=last,
        **author_of(by, at),
    )
    announce(InterviewReviewed(about=row.reference, by=by.id, at=at, verdict=finding.verdict))
    return made


def _check(verdict: Verdict, checked: Mapping[str, str], words: str) -> None:
    found = {
        one.id: f"Answer: {one.ask}"
        for one in checklist.items()
        if checked.get(one.id) not in set(Answer)
    }
    if verdict is Verdict.SENT_BACK and not words.strip():
        found["words"] = "Say what its writer should look at again"
    amiss = any(value == Answer.NO for value in checked.values())
    if verdict is Verdict.APPROVED and amiss and not words.strip():
        found["words"] = "You answered no to something. Say why it is good enough, or send it back"
    if found:
        raise Invalid(found)
