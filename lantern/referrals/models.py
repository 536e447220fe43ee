"""A referral for a return interview, and what was done about it. Rows are added, never changed.

Whatever means a fact of the absence is an entry of the episode too, by `entry_key`: a row whose
entry is withdrawn no longer counts, and one whose entry is corrected counts at its corrected time.
"""

from typing import ClassVar

from django.db import models

from lantern.accounts.models import User
from lantern.agencies.models import Agency
from lantern.core.models import Record
from lantern.core.privacy import Privacy
from lantern.core.references import new_reference
from lantern.episodes.models import Episode
from lantern.people.models import Child
from lantern.vocabulary.interview import (
    FactorWeight,
    OfferResponse,
    ReferralCategory,
    ReferralSource,
    SayOutcome,
    TriageBand,
)
from lantern.vocabulary.returning import Answer
from lantern.vocabulary.telling import Method


def new_referral_reference() -> str:
    """A public reference for a referral."""
    return new_reference("Q")


class Referral(Record):
    """That a return interview is asked for after one absence (RF-065, RF-213)."""

    reference = models.CharField(max_length=12, unique=True, default=new_referral_reference)
    child = models.ForeignKey(Child, models.PROTECT, related_name="referrals")
    episode = models.OneToOneField(Episode, models.PROTECT, related_name="referral")
    source = models.CharField(max_length=20, choices=ReferralSource.choices())
    received_at = models.DateTimeField()
    # Who carries the interview out. Another may be asked to instead; the audit trail has both.
    provider = models.ForeignKey(Agency, models.PROTECT, related_name="referrals")
    category = models.CharField(max_length=20, choices=ReferralCategory.choices())
    # Bought for this one child, of a provider with whom there is no standing agreement (CF-10).
    is_spot_purchase = models.BooleanField(default=False)
    words = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=120)

    privacy: ClassVar = {
        "reference": Privacy.OPERATIONAL,
        "child": Privacy.PERSONAL,
        "episode": Privacy.PERSONAL,
        "source": Privacy.OPERATIONAL,
        "received_at": Privacy.OPERATIONAL,
        "provider": Privacy.PERSONAL,
        "category": Privacy.PERSONAL,
        "is_spot_purchase": Privacy.OPERATIONAL,
        "words": Privacy.SPECIAL,
        "by": Privacy.OPERATIONAL,
        "by_name": Privacy.PERSONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        indexes = (models.Index(fields=["provider", "received_at"], name="referral_of_provider"),)

    def __str__(self) -> str:
        return self.reference


class Triage(Record):
    """One rating of a referral, with what lay before whoever rated (RF-074, RF-215).

    `rulebook` is the one whose bands spoke: the provider's, or the authority's; empty where neither
    has bands. `preset` is the rating with which they began, `said` each sentence of theirs.
    """

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="triages")
    rating = models.CharField(max_length=10, choices=TriageBand.choices())
    factors = models.JSONField(default=list)
    other_factor = models.TextField(blank=True)
    weight = models.CharField(max_length=10, choices=FactorWeight.choices())
    # How often missing and how often absent, over all that the record holds.
    missing = models.PositiveIntegerField()
    absent = models.PositiveIntegerField()
    counted_since = models.DateTimeField(null=True, blank=True)
    absences_complete = models.CharField(max_length=10, choices=Answer.choices())
    reasons = models.TextField()
    rulebook = models.CharField(max_length=60, blank=True)
    is_authoritys = models.BooleanField(default=False)
    preset = models.CharField(max_length=10, blank=True, choices=TriageBand.choices())
    said = models.JSONField(default=list)
    # Why the rating is another than the bands begin with.
    changed_because = models.TextField(blank=True)
    at = models.DateTimeField()
    entry_key = models.CharField(max_length=12, db_index=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=120)

    privacy: ClassVar = {
        "referral": Privacy.PERSONAL,
        "rating": Privacy.SPECIAL,
        "factors": Privacy.SPECIAL,
        "other_factor": Privacy.SPECIAL,
        "weight": Privacy.SPECIAL,
        "missing": Privacy.PERSONAL,
        "absent": Privacy.PERSONAL,
        "counted_since": Privacy.OPERATIONAL,
        "absences_complete": Privacy.OPERATIONAL,
        "reasons": Privacy.SPECIAL,
        "rulebook": Privacy.OPERATIONAL,
        "is_authoritys": Privacy.OPERATIONAL,
        "preset": Privacy.SPECIAL,
        "said": Privacy.SPECIAL,
        "changed_because": Privacy.SPECIAL,
        "at": Privacy.OPERATIONAL,
        "entry_key": Privacy.OPERATIONAL,
        "by": Privacy.OPERATIONAL,
        "by_name": Privacy.PERSONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }


class Allocation(Record):
    """Who has the referral from this instant; nobody, where it was put back into the queue."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="allocations")
    worker = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=120)

    privacy: ClassVar = {
        "referral": Privacy.PERSONAL,
        "worker": Privacy.OPERATIONAL,
        "reason": Privacy.SPECIAL,
        "at": Privacy.OPERATIONAL,
        "by": Privacy.OPERATIONAL,
        "by_name": Privacy.PERSONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }


class Attempt(Record):
    """One attempt to reach the child to arrange the interview (RF-213.08)."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="attempts")
    method = models.CharField(max_length=20, choices=Method.choices())
    reached = models.BooleanField()
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    entry_key = models.CharField(max_length=12, db_index=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=120)

    privacy: ClassVar = {
        "referral": Privacy.PERSONAL,
        "method": Privacy.PERSONAL,
        "reached": Privacy.PERSONAL,
        "words": Privacy.SPECIAL,
        "at": Privacy.PERSONAL,
        "entry_key": Privacy.OPERATIONAL,
        "by": Privacy.OPERATIONAL,
        "by_name": Privacy.PERSONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }


class Offer(Record):
    """That the interview was offered, with the child's choices (RF-066, RF-213.10 to .12)."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="offers")
    method = models.CharField(max_length=20, choices=Method.choices())
    advocate_offered = models.BooleanField()
    # What the child would like, in the child's words where they gave any.
    chosen_person = models.TextField(blank=True)
    chosen_place = models.TextField(blank=True)
    chosen_time = models.TextField(blank=True)
    before_return = models.CharField(max_length=10, choices=Answer.choices())
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    entry_key = models.CharField(max_length=12, db_index=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=120)

    privacy: ClassVar = {
        "referral": Privacy.PERSONAL,
        "method": Privacy.PERSONAL,
        "advocate_offered": Privacy.OPERATIONAL,
        "chosen_person": Privacy.SPECIAL,
        "chosen_place": Privacy.SPECIAL,
        "chosen_time": Privacy.PERSONAL,
        "before_return": Privacy.OPERATIONAL,
        "words": Privacy.SPECIAL,
        "at": Privacy.PERSONAL,
        "entry_key": Privacy.OPERATIONAL,
        "by": Privacy.OPERATIONAL,
        "by_name": Privacy.PERSONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }


class Response(Record):
    """What the child answered, or why there is no answer or no offer (RF-213.13)."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="responses")
    response = models.CharField(max_length=20, choices=OfferResponse.choices())
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    entry_key = models.CharField(max_length=12, db_index=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=120)

    privacy: ClassVar = {
        "referral": Privacy.PERSONAL,
        "response": Privacy.PERSONAL,
        "words": Privacy.SPECIAL,
        "at": Privacy.PERSONAL,
        "entry_key": Privacy.OPERATIONAL,
        "by": Privacy.OPERATIONAL,
        "by_name": Privacy.PERSONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }


class ParentsSay(Record):
    """Parents or carers were offered a say after the child declined; what they said is theirs."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="says")
    who = models.CharField(max_length=160)
    outcome = models.CharField(max_length=20, choices=SayOutcome.choices())
    # Their words. Never part of what the child said.
    said = models.TextField(blank=True)
    at = models.DateTimeField()
    entry_key = models.CharField(max_length=12, db_index=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=120)

    privacy: ClassVar = {
        "referral": Privacy.PERSONAL,
        "who": Privacy.PERSONAL,
        "outcome": Privacy.OPERATIONAL,
        "said": Privacy.SPECIAL,
        "at": Privacy.PERSONAL,
        "entry_key": Privacy.OPERATIONAL,
        "by": Privacy.OPERATIONAL,
        "by_name": Privacy.PERSONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        verbose_name_plural = "says of parents"


class Capacity(Record):
    """How many interviews a provider's workers hold in a week between them, from this instant."""

    provider = models.ForeignKey(Agency, models.PROTECT, related_name="capacities")
    interviews_a_week = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=120)

    privacy: ClassVar = {
        "provider": Privacy.OPERATIONAL,
        "interviews_a_week": Privacy.OPERATIONAL,
        "at": Privacy.OPERATIONAL,
        "by": Privacy.OPERATIONAL,
        "by_name": Privacy.PERSONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        verbose_name_plural = "capacities"
