"""What the police found when they saw a child who is back, and how often they agreed to look."""

from datetime import datetime
from typing import ClassVar

from django.db import models

from lantern.agencies.models import Agency
from lantern.core.models import Record
from lantern.core.privacy import Privacy
from lantern.core.references import new_reference
from lantern.episodes.models import Episode
from lantern.people.models import Child
from lantern.vocabulary.returning import AgreedFor, Answer, NotChecked


def new_agreement_reference() -> str:
    """A public reference for an agreement on how often."""
    return new_reference("F")


def new_check_reference() -> str:
    """A public reference for a safe and well check."""
    return new_reference("W")


class FrequencyAgreement(Record):
    """How often a child who goes missing often is checked or interviewed (RF-064, RF-212).

    Never changed: a review or an ending closes this one and, where it goes on, begins the next.
    """

    reference = models.CharField(max_length=12, unique=True, default=new_agreement_reference)
    child = models.ForeignKey(Child, models.PROTECT, related_name="frequency_agreements")
    applies_to = models.CharField(max_length=20, choices=AgreedFor.choices())
    frequency = models.TextField()
    # At least once in so many days, however often the child comes back meanwhile.
    every_days = models.PositiveSmallIntegerField()
    # Who agreed, by the kind of party (AgreementParty).
    parties = models.JSONField(default=dict)
    # What was answered about each harm that going missing often may point to (HarmLink: Answer).
    harm_links = models.JSONField(default=dict)
    harm_words = models.TextField(blank=True)
    reasons = models.TextField()
    agreed_at = models.DateTimeField()
    review_on = models.DateField()
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    by = models.CharField(max_length=12)
    by_name = models.CharField(max_length=120)
    by_agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_recorded_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.TextField(blank=True)
    ended_by_name = models.CharField(max_length=120, blank=True)
    is_reviewed = models.BooleanField(default=False)

    privacy: ClassVar = {
        "reference": Privacy.OPERATIONAL,
        "child": Privacy.PERSONAL,
        "applies_to": Privacy.SPECIAL,
        "frequency": Privacy.SPECIAL,
        "every_days": Privacy.SPECIAL,
        "parties": Privacy.PERSONAL,
        "harm_links": Privacy.SPECIAL,
        "harm_words": Privacy.SPECIAL,
        "reasons": Privacy.SPECIAL,
        "agreed_at": Privacy.PERSONAL,
        "review_on": Privacy.OPERATIONAL,
        "replaces": Privacy.OPERATIONAL,
        "by": Privacy.OPERATIONAL,
        "by_name": Privacy.PERSONAL,
        "by_agency": Privacy.OPERATIONAL,
        "ended_at": Privacy.PERSONAL,
        "ended_recorded_at": Privacy.OPERATIONAL,
        "ended_why": Privacy.SPECIAL,
        "ended_by_name": Privacy.PERSONAL,
        "is_reviewed": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["child", "applies_to"],
                condition=models.Q(ended_at__isnull=True),
                name="one_agreement_in_force",
            ),
        )

    def is_in_force(self, at: datetime) -> bool:
        """Whether it had been made by this instant and had not ended."""
        return self.agreed_at <= at and (self.ended_at is None or self.ended_at > at)


class SafeAndWellCheck(Record):
    """What an officer saw and heard of a child who is back; or why nobody went (RF-063, RF-211).

    When it was is said by the entries of the absence that state its facts, which have these keys.
    Never changed: a correction is a further version, which `replaces` this one.
    """

    reference = models.CharField(max_length=12, unique=True, default=new_check_reference)
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="safe_and_well_checks")
    was_held = models.BooleanField()
    key = models.CharField(max_length=12)
    harm_key = models.CharField(max_length=12, blank=True)
    officer = models.CharField(max_length=120)
    whereabouts = models.TextField(blank=True)
    with_whom = models.TextField(blank=True)
    signs_of_harm = models.CharField(max_length=10, choices=Answer.choices(), blank=True)
    harm_words = models.TextField(blank=True)
    offending_by = models.CharField(max_length=10, choices=Answer.choices(), blank=True)
    offending_by_words = models.TextField(blank=True)
    offending_against = models.CharField(max_length=10, choices=Answer.choices(), blank=True)
    offending_against_words = models.TextField(blank=True)
    said = models.TextField(blank=True)
    themes = models.JSONField(default=list)
    is_significant_harm = models.BooleanField(default=False)
    not_done = models.CharField(max_length=20, choices=NotChecked.choices(), blank=True)
    not_done_words = models.TextField(blank=True)
    agreement = models.ForeignKey(
        FrequencyAgreement, models.PROTECT, null=True, blank=True, related_name="checks_not_done"
    )
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    # Why it replaces another.
    reason = models.TextField(blank=True)
    by = models.CharField(max_length=12)
    by_name = models.CharField(max_length=120)
    by_role = models.CharField(max_length=40)
    by_agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")

    privacy: ClassVar = {
        "reference": Privacy.OPERATIONAL,
        "episode": Privacy.PERSONAL,
        "was_held": Privacy.SPECIAL,
        "key": Privacy.OPERATIONAL,
        "harm_key": Privacy.OPERATIONAL,
        "officer": Privacy.PERSONAL,
        "whereabouts": Privacy.SPECIAL,
        "with_whom": Privacy.SPECIAL,
        "signs_of_harm": Privacy.SPECIAL,
        "harm_words": Privacy.SPECIAL,
        "offending_by": Privacy.SPECIAL,
        "offending_by_words": Privacy.SPECIAL,
        "offending_against": Privacy.SPECIAL,
        "offending_against_words": Privacy.SPECIAL,
        "said": Privacy.SPECIAL,
        "themes": Privacy.SPECIAL,
        "is_significant_harm": Privacy.SPECIAL,
        "not_done": Privacy.SPECIAL,
        "not_done_words": Privacy.SPECIAL,
        "agreement": Privacy.PERSONAL,
        "replaces": Privacy.OPERATIONAL,
        "reason": Privacy.SPECIAL,
        "by": Privacy.OPERATIONAL,
        "by_name": Privacy.PERSONAL,
        "by_role": Privacy.OPERATIONAL,
        "by_agency": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        indexes = (models.Index(fields=["key"], name="check_by_entry"),)
