"""Ask named people whether they agree to a draft, and answer."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from lantern.access.actor import Actor
from lantern.agreements import policies, queries
from lantern.agreements.actions.drafts import LONGEST_WORDS
from lantern.agreements.events import DraftReviewAnswered, DraftReviewAsked
from lantern.agreements.models import Draft, Review
from lantern.audit.record import announce_all
from lantern.core.errors import Invalid
from lantern.vocabulary.agreement import Answer, DraftState

if TYPE_CHECKING:
    from lantern.agreements.queries import Askable


@transaction.atomic
def ask(
    draft: Draft, *, by: Actor, at: datetime, reviewers: Sequence[str], revision: int
) -> list[Review]:
    """Ask these people, by their references, whether they agree to the draft as it stands.

    Whoever was asked about this revision already is not asked twice.
    """
    row = Draft.objects.select_for_update(of=("self",)).select_related("agency").get(pk=draft.pk)
    policies.can_ask(by, row).require()
    _require_as_read(row, revision)
    able: dict[str, Askable] = {}
    for one in queries.askable(by, row, at):
        able.setdefault(one.reference, one)
    unknown = [one for one in reviewers if one not in able]
    if unknown or not reviewers:
        raise Invalid({"reviewers": "Choose at least one person from the list"})
    asked = set(row.reviews.filter(of_revision=row.revision).values_list("reviewer_id", flat=True))
    chosen = [able[one] for one in dict.fromkeys(reviewers) if able[one].user_id not in asked]
    if not chosen:
        raise Invalid({"reviewers": "Everybody you chose was asked about this draft already"})
    made = Review.objects.bulk_create(
        Review(
            draft=row,
            reviewer_id=one.user_id,
            agency_id=one.agency_id,
            asked_at=at,
            asked_by_id=by.user_id or 0,
            of_revision=row.revision,
        )
        for one in chosen
    )
    if row.state != DraftState.IN_REVIEW:
        row.state = DraftState.IN_REVIEW
        row.save(update_fields=["state"])
    announce_all(
        DraftReviewAsked(
            about=row.reference, by=by.id, at=at, reviewer=one.reference, revision=row.revision
        )
        for one in chosen
    )
    return made


@transaction.atomic
def answer(
    draft: Draft, *, by: Actor, at: datetime, revision: int, said: Answer | None, words: str = ""
) -> Review:
    """Say whether one agrees to the draft at this revision. Changes are asked for in words."""
    row = Draft.objects.select_for_update(of=("self",)).select_related("agency").get(pk=draft.pk)
    review = queries.my_review(by, row)
    if review is None:
        raise Invalid({"said": "You have not been asked to review this draft"})
    review.draft = row
    policies.can_answer(by, review).require()
    _require_as_read(row, revision)
    if said is None:
        raise Invalid({"said": "Choose whether you agree"})
    if said == Answer.ASKS_FOR_CHANGES and not words.strip():
        raise Invalid({"words": "Say what must change"})
    if len(words) > LONGEST_WORDS:
        raise Invalid({"words": f"Say it in {LONGEST_WORDS:,} characters or fewer"})
    review.answer, review.words, review.answered_at = said, words.strip(), at
    review.save(update_fields=["answer", "words", "answered_at"])
    announce_all(
        [
            DraftReviewAnswered(
                about=row.reference, by=by.id, at=at, answer=said.value, revision=revision
            )
        ]
    )
    return review


def _require_as_read(row: Draft, revision: int) -> None:
    if revision != row.revision:
        sentence = "The draft was changed while you had it open. Read it again before you go on"
        raise Invalid({"revision": sentence})
