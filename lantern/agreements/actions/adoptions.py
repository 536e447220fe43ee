"""Adopt a draft, and look at an adopted version again."""

from datetime import date, datetime
from typing import Final

from django.db import transaction

from lantern.access.actor import Actor
from lantern.agencies.events import AgencyChanged
from lantern.agencies.models import Agency
from lantern.agreements import library, policies
from lantern.agreements.actions.drafts import LONGEST_WORDS
from lantern.agreements.events import VersionAdopted, VersionLookedAtAgain
from lantern.agreements.models import Adoption, Draft, LedgerRound, PeriodicReview
from lantern.agreements.obstacles import obstacles
from lantern.agreements.texts import STATUTORY
from lantern.audit.record import announce
from lantern.core.calendar import midnight_of, same_day_months_after
from lantern.core.errors import Invalid
from lantern.core.instants import day_in_london, to_datetime
from lantern.vocabulary.agreement import DraftState

YEARS: Final = 3
"""How long a version may stand at most before it must be looked at again (DfE 2014 ¶20 says
“regularly”; the number is the product's own)."""


@transaction.atomic
def adopt(
    draft: Draft, *, by: Actor, at: datetime, review_on: date, reason: str, revision: int
) -> Adoption:
    """Let the draft bind from its first day. Refused with every reason that stands in its way.

    Duties that arose before that day stay under the version in which they arose.
    """
    same = Draft.objects.filter(rulebook=draft.rulebook).order_by("pk")
    # Two drafts of one rulebook are adopted one after the other: the second sees the first.
    held = {one.pk: one for one in same.select_for_update(of=("self",)).select_related("agency")}
    row = held[draft.pk]
    policies.can_adopt(by, row).require()
    _require_as_read(row, revision)
    _check(row.starts_on, review_on, reason)
    library.look()
    found = obstacles(row, at)
    if found:
        raise Invalid({f"obstacle {number}": one for number, one in enumerate(found)})
    adoption = _adopted(row, by, at, review_on, reason.strip())
    announce(
        VersionAdopted(
            about=row.reference,
            by=by.id,
            at=at,
            rulebook=row.rulebook,
            agency=row.agency.slug,
            starts_on=row.starts_on.isoformat(),
            review_on=review_on.isoformat(),
        )
    )
    transaction.on_commit(library.look)
    return adoption


@transaction.atomic
def look_again(
    adoption: Adoption, *, by: Actor, at: datetime, words: str, review_on: date
) -> PeriodicReview:
    """The version was looked at again and stays as it is, until this next day of review."""
    policies.can_look_again(by, adoption.agency).require()
    if not words.strip():
        raise Invalid({"words": "Say who looked at it and what they found"})
    if len(words) > LONGEST_WORDS:
        raise Invalid({"words": f"Say it in {LONGEST_WORDS:,} characters or fewer"})
    _check_review(day_in_london(at), review_on)
    made = PeriodicReview.objects.create(
        adoption=adoption, at=at, by_id=by.user_id or 0, words=words.strip(), review_on=review_on
    )
    announce(
        VersionLookedAtAgain(
            about=adoption.draft.reference,
            by=by.id,
            at=at,
            rulebook=adoption.rulebook,
            review_on=review_on.isoformat(),
        )
    )
    return made


@transaction.atomic
def work_to_own(adoption: Adoption, *, by: Actor, at: datetime) -> None:
    """An authority whose first own rulebook this is works to it from now on.

    Done by the worker once every process has noticed the adoption. Until its first day the
    rulebook asks what the one beneath it asks, so that nothing that arose is touched.
    """
    agency = Agency.objects.select_for_update(of=("self",)).get(pk=adoption.agency_id)
    layers = library.knowing(adoption.rulebook).protocol(adoption.rulebook).layers
    beneath = {one.id for one in layers} - {adoption.rulebook}
    if (agency.rulebook or STATUTORY) not in beneath:
        return
    agency.rulebook = adoption.rulebook
    agency.save(update_fields=["rulebook"])
    announce(AgencyChanged(about=agency.slug, by=by.id, at=at, fields="rulebook"))


def _adopted(row: Draft, by: Actor, at: datetime, review_on: date, reason: str) -> Adoption:
    row.state, row.changed_at = DraftState.ADOPTED, at
    row.save(update_fields=["state", "changed_at"])
    adoption = Adoption.objects.create(
        draft=row,
        agency=row.agency,
        rulebook=row.rulebook,
        adopted_at=at,
        adopted_by_id=by.user_id or 0,
        starts_on=row.starts_on,
        review_on=review_on,
        text=row.text,
        reason=reason,
    )
    occasions = {
        # By then every process has noticed it.
        LedgerRound.Occasion.ADOPTED: at + 2 * library.AGAIN_AFTER,
        LedgerRound.Occasion.STARTS: to_datetime(midnight_of(row.starts_on)),
    }
    LedgerRound.objects.bulk_create(
        LedgerRound(adoption=adoption, occasion=occasion, begins_at=begins_at)
        for occasion, begins_at in occasions.items()
    )
    return adoption


def _require_as_read(row: Draft, revision: int) -> None:
    if revision != row.revision:
        sentence = "The draft was changed while you had it open. Read it again before you adopt it"
        raise Invalid({"revision": sentence})


def _check(starts_on: date, review_on: date, reason: str) -> None:
    if not reason.strip():
        raise Invalid({"reason": "Say why it is adopted, and where that was decided"})
    if len(reason) > LONGEST_WORDS:
        raise Invalid({"reason": f"Say it in {LONGEST_WORDS:,} characters or fewer"})
    _check_review(starts_on, review_on)


def _check_review(after: date, review_on: date) -> None:
    if review_on <= after:
        raise Invalid({"review_on": "The day of review must come after the day it starts"})
    if review_on > same_day_months_after(after, 12 * YEARS):
        raise Invalid({"review_on": f"Choose a day of review within {YEARS} years"})
