"""How far the record of the interview after each of some absences has come, for the queue."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.interviews import standing
from lantern.interviews.models import Interview, Share
from lantern.vocabulary.interviewing import InterviewState


@dataclass(frozen=True, kw_only=True)
class After:
    """The latest interview about an absence: its reference, its state, whether it was shared."""

    reference: str
    state: InterviewState
    is_shared: bool
    may_review: bool
    """Whether this person's role reviews, and somebody else wrote it."""
    may_share: bool


def after(actor: Actor, episode_ids: Collection[int]) -> Mapping[int, After]:
    """The same of each of these absences, which the actor was given. One query."""
    rows = standing.with_state(Interview.objects.filter(episodes__in=list(episode_ids)))
    shared = Exists(Share.objects.filter(interview=OuterRef("pk")))
    reviews = bool(actor.holds(Permission.INTERVIEW_REVIEW))
    shares = bool(actor.holds(Permission.INTERVIEW_SHARE))
    found = {}
    columns = rows.annotate(is_shared=shared, about=F("episodes"))
    for one in columns.order_by("pk"):
        found[one.about] = After(
            reference=one.reference,
            state=standing.state(one),
            is_shared=one.is_shared,
            may_review=reviews and one.writer_id != actor.user_id,
            may_share=shares,
        )
    return found
