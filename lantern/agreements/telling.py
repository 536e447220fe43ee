"""Who is told of a draft, an adoption and a review that is due; each thing once."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from lantern.accounts.models import Membership
from lantern.accounts.policies import held
from lantern.agencies.models import Agency
from lantern.agreements.events import (
    DraftReviewAnswered,
    DraftReviewAsked,
    DraftWithdrawn,
    VersionAdopted,
)
from lantern.agreements.models import Draft, Review
from lantern.agreements.queries import ReviewDue
from lantern.core.instants import day_in_london, day_in_words
from lantern.notifications import outbox, wording
from lantern.notifications.recipients import Holders, holders
from lantern.notifications.wording import Wording
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.agreement import Answer
from lantern.vocabulary.role import Role


def tell_reviewer(event: DraftReviewAsked) -> None:
    """Whoever is asked to review a draft."""
    review = _reviews(event.about).get(
        reviewer__reference=event.reviewer, of_revision=event.revision
    )
    said = wording.review_asked(
        event.about, title=review.draft.title, asked_by=review.asked_by.name
    )
    _put(f"review {event.revision}", event.about, said, [review.reviewer_id], event.at)


def tell_of_answer(event: DraftReviewAnswered) -> None:
    """Whoever asked, and whoever drew the draft up."""
    review = _reviews(event.about).get(reviewer__reference=event.by, of_revision=event.revision)
    said = wording.review_answered(
        event.about,
        title=review.draft.title,
        reviewer=review.reviewer.name,
        agrees=event.answer == Answer.AGREES,
    )
    told = {review.asked_by_id, review.draft.drawn_up_by_id}
    _put(f"answer {event.by} {event.revision}", event.about, said, told, event.at)


def tell_withdrawn(event: DraftWithdrawn) -> None:
    """Whoever was asked about the draft."""
    draft = Draft.objects.get(reference=event.about)
    said = wording.draft_withdrawn(event.about, title=draft.title)
    _put("withdrawn", event.about, said, _asked(draft), event.at)


def tell_adopted(event: VersionAdopted) -> None:
    """Whoever drew it up, and whoever was asked about it."""
    draft = Draft.objects.get(reference=event.about)
    said = wording.version_adopted(
        event.about, title=draft.title, starts_on=day_in_words(draft.starts_on)
    )
    _put("adopted", event.about, said, {draft.drawn_up_by_id, *_asked(draft)}, event.at)


def tell_review_due(due: ReviewDue, at: datetime) -> None:
    """Whoever keeps the authority's protocol, again each week until it was looked at."""
    adoption = due.adoption
    weeks = (day_in_london(at) - due.review_on).days // 7
    said = wording.review_due(
        adoption.draft.reference,
        title=adoption.draft.title,
        review_on=day_in_words(due.review_on),
    )
    keepers = _keepers(adoption.agency, at)
    what = f"review due {due.review_on} week {weeks}"
    _put(what, adoption.draft.reference, said, keepers.user_ids, at, keepers.team_ids)


def _keepers(agency: Agency, at: datetime) -> Holders:
    """Who keeps an authority's protocol: its protocol owner, or its board's; else its senior
    manager for missing children, or whoever stands in for them."""
    owners = Membership.objects.filter(
        held(day_in_london(at)),
        user__is_active=True,
        role=Role.PROTOCOL_OWNER,
        agency__in=[agency.pk, *_boards(agency)],
    )
    users = tuple(sorted(set(owners.values_list("user_id", flat=True))))
    if users:
        return Holders(role=Role.PROTOCOL_OWNER, agency_id=agency.pk, user_ids=users)
    return holders(Role.SENIOR_MANAGER, agency.pk, at)


def _boards(agency: Agency) -> list[int]:
    boards = Agency.objects.filter(kind=AgencyKind.SAFEGUARDING_BOARD)
    area = {None, agency.pk, agency.within_id}
    return [one.pk for one in boards if one.within_id in area]


def _asked(draft: Draft) -> set[int]:
    return set(draft.reviews.values_list("reviewer_id", flat=True))


def _reviews(reference: str) -> QuerySet[Review]:
    return Review.objects.filter(draft__reference=reference).select_related(
        "draft", "reviewer", "asked_by"
    )


def _put(
    what: str,
    about: str,
    said: Wording,
    users: Iterable[int],
    at: datetime,
    teams: Iterable[int] = (),
) -> None:
    note = outbox.Note(
        key=f"{about} {what}",
        kind="protocol",
        about=about,
        subject=said.subject,
        body=said.body,
    )
    outbox.put(note, user_ids=set(users), team_ids=set(teams), at=at)
