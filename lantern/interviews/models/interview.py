"""A return interview, each voice of it apart, its reviews, and what followed from it."""

from typing import ClassVar

from django.db import models

from lantern.accounts.authorship import AUTHOR, Authored
from lantern.accounts.models import User
from lantern.agencies.models import Agency
from lantern.core.models import Record
from lantern.core.privacy import Privacy
from lantern.core.references import new_reference
from lantern.episodes.models import Episode
from lantern.interviews.models.agreements import ChosenSet
from lantern.people.models import Child
from lantern.vocabulary.absence import Precision
from lantern.vocabulary.interviewing import Ending, InterviewOutcome, Verdict, Voice


def new_interview_reference() -> str:
    """A public reference for an interview."""
    return new_reference("V")


class Interview(Record):
    """One talk with the child about one absence or several, with the child's agreement.

    While it is written, `typed` holds what was typed, part by part. What was said is in accounts.
    """

    reference = models.CharField(max_length=12, unique=True, default=new_interview_reference)
    child = models.ForeignKey(Child, models.PROTECT, related_name="interviews")
    episodes = models.ManyToManyField(Episode, related_name="interviews")
    # Of the child when it began; its agreements and questions apply.
    authority = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    provider = models.ForeignKey(Agency, models.PROTECT, related_name="interviews")
    set_name = models.CharField(max_length=40)
    chosen_set = models.ForeignKey(
        ChosenSet, models.PROTECT, null=True, blank=True, related_name="interviews"
    )
    writer = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    writer_name = models.CharField(max_length=120)
    begun_at = models.DateTimeField()
    typed = models.JSONField(default=dict)
    saved = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    # Copies of what the arrangements say, for lists.
    completed_at = models.DateTimeField(null=True, blank=True, db_index=True)
    held_at = models.DateTimeField(null=True, blank=True)
    held_precision = models.CharField(
        max_length=10, choices=Precision.choices(), default=Precision.MINUTE
    )
    ending = models.CharField(max_length=10, choices=Ending.choices(), blank=True)

    privacy: ClassVar = {
        "reference": Privacy.OPERATIONAL,
        "child": Privacy.PERSONAL,
        "episodes": Privacy.PERSONAL,
        "authority": Privacy.PERSONAL,
        "provider": Privacy.PERSONAL,
        "set_name": Privacy.OPERATIONAL,
        "chosen_set": Privacy.OPERATIONAL,
        "writer": Privacy.OPERATIONAL,
        "writer_name": Privacy.PERSONAL,
        "begun_at": Privacy.OPERATIONAL,
        "typed": Privacy.SPECIAL,
        "saved": Privacy.OPERATIONAL,
        "saved_at": Privacy.OPERATIONAL,
        "completed_at": Privacy.OPERATIONAL,
        "held_at": Privacy.PERSONAL,
        "held_precision": Privacy.OPERATIONAL,
        "ending": Privacy.PERSONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        indexes = (models.Index(fields=["provider", "completed_at"], name="interview_of_provider"),)

    def __str__(self) -> str:
        return self.reference


class Account(Authored):
    """What one voice says, in one version. Append-only: a correction is the next number.

    The child's words are a row of their own, which only the interview's writer adds.
    """

    interview = models.ForeignKey(Interview, models.PROTECT, related_name="accounts")
    voice = models.CharField(max_length=20, choices=Voice.choices())
    number = models.PositiveIntegerField()
    answers = models.JSONField(default=dict)
    at = models.DateTimeField()
    # Why it replaces the one before; empty for the first.
    reason = models.TextField(blank=True)

    privacy: ClassVar = AUTHOR | {
        "interview": Privacy.PERSONAL,
        "voice": Privacy.OPERATIONAL,
        "number": Privacy.OPERATIONAL,
        "answers": Privacy.SPECIAL,
        "at": Privacy.OPERATIONAL,
        "reason": Privacy.SPECIAL,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["interview", "voice", "number"], name="accounts_of_a_voice_in_turn"
            ),
        )


class Review(Authored):
    """What somebody other than its writer says of the quality of an interview (RF-214.38)."""

    interview = models.ForeignKey(Interview, models.PROTECT, related_name="reviews")
    verdict = models.CharField(max_length=20, choices=Verdict.choices())
    # The checklist's answers, and its text, by each item's id.
    checked = models.JSONField(default=dict)
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    # The latest account there was: what the reviewer read.
    of_account = models.ForeignKey(Account, models.PROTECT, related_name="+")

    privacy: ClassVar = AUTHOR | {
        "interview": Privacy.PERSONAL,
        "verdict": Privacy.OPERATIONAL,
        "checked": Privacy.SPECIAL,
        "words": Privacy.SPECIAL,
        "at": Privacy.OPERATIONAL,
        "of_account": Privacy.OPERATIONAL,
    }


class Outcome(Record):
    """One thing that followed from an interview (RF-069): what, who decided it and when."""

    interview = models.ForeignKey(Interview, models.PROTECT, related_name="outcomes")
    outcome = models.CharField(max_length=30, choices=InterviewOutcome.choices())
    decided_by = models.CharField(max_length=160)
    decided_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=120)

    privacy: ClassVar = {
        "interview": Privacy.PERSONAL,
        "outcome": Privacy.SPECIAL,
        "decided_by": Privacy.PERSONAL,
        "decided_on": Privacy.SPECIAL,
        "due_on": Privacy.OPERATIONAL,
        "words": Privacy.SPECIAL,
        "at": Privacy.OPERATIONAL,
        "withdrawn_at": Privacy.OPERATIONAL,
        "withdrawn_because": Privacy.SPECIAL,
        "by": Privacy.OPERATIONAL,
        "by_name": Privacy.PERSONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }


class Stated(Record):
    """A fact of an absence that an interview states: the entry that is corrected with it."""

    interview = models.ForeignKey(Interview, models.PROTECT, related_name="stated")
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="+")
    fact = models.CharField(max_length=80)
    entry_key = models.CharField(max_length=12, db_index=True)

    privacy: ClassVar = {
        "interview": Privacy.PERSONAL,
        "episode": Privacy.PERSONAL,
        "fact": Privacy.SPECIAL,
        "entry_key": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }
