"""Drafts of a protocol, who said what of them, and the versions that were adopted."""

from typing import ClassVar

from django.db import models

from lantern.accounts.models import User
from lantern.agencies.models import Agency
from lantern.core.models import Record
from lantern.core.privacy import Privacy
from lantern.core.references import new_reference
from lantern.vocabulary.agreement import Answer, DraftState


def new_draft_reference() -> str:
    """A public reference for a draft of a protocol."""
    return new_reference("R")


class Draft(Record):
    """A version of a rulebook that somebody proposes. Its text is the whole of the rulebook."""

    reference = models.CharField(max_length=12, unique=True, default=new_draft_reference)
    # The authority whose protocol it is.
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="drafts")
    rulebook = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    text = models.TextField()
    # The text of the version in force when it was drawn up.
    base_text = models.TextField()
    # The first day on which it is to bind.
    starts_on = models.DateField()
    drawn_up_by = models.ForeignKey(User, models.PROTECT, related_name="drafts_drawn_up")
    state = models.CharField(
        max_length=20, choices=DraftState.choices(), default=DraftState.DRAFTING
    )
    # The number of the last change. A form made from an earlier one is refused.
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    privacy: ClassVar = {
        "reference": Privacy.OPERATIONAL,
        "agency": Privacy.OPERATIONAL,
        "rulebook": Privacy.OPERATIONAL,
        "title": Privacy.OPERATIONAL,
        "text": Privacy.OPERATIONAL,
        "base_text": Privacy.OPERATIONAL,
        "starts_on": Privacy.OPERATIONAL,
        "drawn_up_by": Privacy.OPERATIONAL,
        "state": Privacy.OPERATIONAL,
        "revision": Privacy.OPERATIONAL,
        "created_at": Privacy.OPERATIONAL,
        "changed_at": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        indexes = (models.Index(fields=["agency", "state"], name="draft_of_agency"),)

    def __str__(self) -> str:
        return self.reference


class Change(Record):
    """One change of a draft's text, said in a sentence. The first is that it was drawn up."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="changes")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    words = models.TextField()
    text_after = models.TextField()
    # The draft's revision that this change made.
    revision = models.PositiveIntegerField()

    privacy: ClassVar = {
        "draft": Privacy.OPERATIONAL,
        "at": Privacy.OPERATIONAL,
        "by": Privacy.OPERATIONAL,
        "words": Privacy.OPERATIONAL,
        "text_after": Privacy.OPERATIONAL,
        "revision": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["draft", "revision"], name="changes_of_a_draft_in_turn"
            ),
        )


class Review(Record):
    """A named person was asked whether they agree to a draft as it then stood."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(User, models.PROTECT, related_name="reviews")
    # For which agency the reviewer was asked.
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    of_revision = models.PositiveIntegerField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=20, choices=Answer.choices(), blank=True)
    words = models.TextField(blank=True)

    privacy: ClassVar = {
        "draft": Privacy.OPERATIONAL,
        "reviewer": Privacy.OPERATIONAL,
        "agency": Privacy.OPERATIONAL,
        "asked_at": Privacy.OPERATIONAL,
        "asked_by": Privacy.OPERATIONAL,
        "of_revision": Privacy.OPERATIONAL,
        "answered_at": Privacy.OPERATIONAL,
        "answer": Privacy.OPERATIONAL,
        "words": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["draft", "reviewer", "of_revision"], name="asked_once_a_revision"
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True, answer="")
                | (models.Q(answered_at__isnull=False) & ~models.Q(answer="")),
                name="answered_at_and_answer_together",
            ),
        )


class Adoption(Record):
    """A version that was adopted: what binds from its day. The database lets no row change."""

    draft = models.OneToOneField(Draft, models.PROTECT, related_name="adoption")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="adoptions")
    rulebook = models.CharField(max_length=60)
    adopted_at = models.DateTimeField()
    adopted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    starts_on = models.DateField()
    # By when the version must be looked at again (DfE 2014 ¶20; CK-016).
    review_on = models.DateField()
    text = models.TextField()
    reason = models.TextField()

    privacy: ClassVar = {
        "draft": Privacy.OPERATIONAL,
        "agency": Privacy.OPERATIONAL,
        "rulebook": Privacy.OPERATIONAL,
        "adopted_at": Privacy.OPERATIONAL,
        "adopted_by": Privacy.OPERATIONAL,
        "starts_on": Privacy.OPERATIONAL,
        "review_on": Privacy.OPERATIONAL,
        "text": Privacy.OPERATIONAL,
        "reason": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        indexes = (models.Index(fields=["rulebook", "starts_on"], name="adoption_of_rulebook"),)

    def __str__(self) -> str:
        return f"{self.rulebook} from {self.starts_on}"


class PeriodicReview(Record):
    """An adopted version was looked at again and stays, until the next day of review."""

    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="periodic_reviews")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    words = models.TextField()
    review_on = models.DateField()

    privacy: ClassVar = {
        "adoption": Privacy.OPERATIONAL,
        "at": Privacy.OPERATIONAL,
        "by": Privacy.OPERATIONAL,
        "words": Privacy.OPERATIONAL,
        "review_on": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }


class LedgerRound(Record):
    """The ledger is derived anew with an adopted version, when it is adopted and when it starts;
    and for those around an agency that works to another rulebook than before."""

    class Occasion(models.TextChoices):
        ADOPTED = "adopted", "it was adopted"
        STARTS = "starts", "it starts"
        CHOSEN = "chosen", "an agency works to another"

    adoption = models.ForeignKey(
        Adoption, models.PROTECT, null=True, blank=True, related_name="ledger_rounds"
    )
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    occasion = models.CharField(max_length=10, choices=Occasion.choices)
    begins_at = models.DateTimeField()
    # The last child whose duties have been derived; a worker goes on after it.
    child_reached = models.PositiveBigIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "adoption": Privacy.OPERATIONAL,
        "agency": Privacy.OPERATIONAL,
        "occasion": Privacy.OPERATIONAL,
        "begins_at": Privacy.OPERATIONAL,
        "child_reached": Privacy.OPERATIONAL,
        "done_at": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["adoption", "occasion"], name="one_round_an_occasion"),
        )
        indexes = (models.Index(fields=["done_at", "begins_at"], name="ledger_round_to_do"),)


class AcceptanceStory(Record):
    """A story that each new version of a rulebook must come out of as its people expect."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="acceptance_stories")
    rulebook = models.CharField(max_length=60)
    # The story's own id, in letters, digits and hyphens.
    name = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    text = models.TextField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    # Taken out of the set: kept, and no longer asked of a draft.
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "agency": Privacy.OPERATIONAL,
        "rulebook": Privacy.OPERATIONAL,
        "name": Privacy.OPERATIONAL,
        "title": Privacy.OPERATIONAL,
        "text": Privacy.OPERATIONAL,
        "added_by": Privacy.OPERATIONAL,
        "added_at": Privacy.OPERATIONAL,
        "withdrawn_at": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        verbose_name_plural = "acceptance stories"
        constraints = (
            models.UniqueConstraint(
                fields=["agency", "rulebook", "name"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_acceptance_story_a_name",
            ),
        )

    def __str__(self) -> str:
        return self.name
