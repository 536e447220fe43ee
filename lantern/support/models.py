"""The directory of services, the words of letters, letters as sent, and work with a child."""

from typing import ClassVar

from django.db import models

from lantern.agencies.models import Agency
from lantern.core.models import Record
from lantern.core.privacy import Privacy
from lantern.core.references import new_reference
from lantern.episodes.models import Episode
from lantern.people.models import Child
from lantern.vocabulary.support import (
    Attendance,
    LetterKind,
    LetterMethod,
    ServiceKind,
    SupportAnswer,
    SupportKind,
)


def new_service_reference() -> str:
    """A public reference for a service of the directory."""
    return new_reference("H")


def new_letter_reference() -> str:
    """A public reference for a letter."""
    return new_reference("K")


def new_support_reference() -> str:
    """A public reference for an offer of support."""
    return new_reference("G")


class Service(Record):
    """Somebody to turn to, in one authority's directory (RF-117).

    What has not been checked by its review date is not printed until somebody confirms it.
    """

    reference = models.CharField(max_length=12, unique=True, default=new_service_reference)
    authority = models.ForeignKey(Agency, models.PROTECT, related_name="services")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=30, choices=ServiceKind.choices())
    # What it does, in words that a child of eleven can read.
    purpose = models.CharField(max_length=200)
    telephone = models.CharField(max_length=40, blank=True)
    # Another way to reach it: a text number, an address of mail or of a website.
    elsewhere = models.CharField(max_length=120, blank=True)
    hours = models.CharField(max_length=120)
    # Values of ServiceFor.
    audiences = models.JSONField(default=list)
    area = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=200)
    review_on = models.DateField()
    confirmed_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=160)
    ended_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "reference": Privacy.OPERATIONAL,
        "authority": Privacy.OPERATIONAL,
        "name": Privacy.OPERATIONAL,
        "kind": Privacy.OPERATIONAL,
        "purpose": Privacy.OPERATIONAL,
        "telephone": Privacy.OPERATIONAL,
        "elsewhere": Privacy.OPERATIONAL,
        "hours": Privacy.OPERATIONAL,
        "audiences": Privacy.OPERATIONAL,
        "area": Privacy.OPERATIONAL,
        "source": Privacy.OPERATIONAL,
        "review_on": Privacy.OPERATIONAL,
        "confirmed_at": Privacy.OPERATIONAL,
        "confirmed_by": Privacy.PERSONAL,
        "ended_at": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        indexes = (models.Index(fields=["authority", "ended_at"], name="services_of_authority"),)

    def __str__(self) -> str:
        return self.name


class Wording(Record):
    """An authority's own words for a kind of letter. Each version is kept; the latest is used."""

    authority = models.ForeignKey(Agency, models.PROTECT, related_name="wordings")
    kind = models.CharField(max_length=20, choices=LetterKind.choices())
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    words = models.TextField()
    agreed_at = models.DateTimeField()
    by = models.CharField(max_length=160)

    privacy: ClassVar = {
        "authority": Privacy.OPERATIONAL,
        "kind": Privacy.OPERATIONAL,
        "version": Privacy.OPERATIONAL,
        "title": Privacy.OPERATIONAL,
        "words": Privacy.OPERATIONAL,
        "agreed_at": Privacy.OPERATIONAL,
        "by": Privacy.PERSONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["authority", "kind", "version"], name="wordings_in_turn"
            ),
        )


class Letter(Record):
    """One letter to one person, in the exact words in which it was made (RF-075)."""

    reference = models.CharField(max_length=12, unique=True, default=new_letter_reference)
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=20, choices=LetterKind.choices())
    addressee = models.CharField(max_length=160)
    # Which contact of the child, by number; empty for the child and for a carer.
    contact = models.PositiveBigIntegerField(null=True, blank=True)
    title = models.CharField(max_length=120)
    # The letter, part by part, as it was printed.
    parts = models.JSONField()
    # Which words were used: "shipped", or the version of the authority's own.
    wording = models.CharField(max_length=20)
    large_print = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    by_name = models.CharField(max_length=160)
    by_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    method = models.CharField(max_length=20, choices=LetterMethod.choices(), blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.CharField(max_length=160, blank=True)
    # The entry of the absence that says so, where its rulebook asks for one.
    entry = models.CharField(max_length=40, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    why_taken_back = models.TextField(blank=True)

    privacy: ClassVar = {
        "reference": Privacy.OPERATIONAL,
        "episode": Privacy.PERSONAL,
        "kind": Privacy.OPERATIONAL,
        "addressee": Privacy.PERSONAL,
        "contact": Privacy.PERSONAL,
        "title": Privacy.OPERATIONAL,
        "parts": Privacy.SPECIAL,
        "wording": Privacy.OPERATIONAL,
        "large_print": Privacy.OPERATIONAL,
        "made_at": Privacy.OPERATIONAL,
        "by_name": Privacy.PERSONAL,
        "by_agency": Privacy.OPERATIONAL,
        "method": Privacy.OPERATIONAL,
        "sent_at": Privacy.OPERATIONAL,
        "sent_by": Privacy.PERSONAL,
        "entry": Privacy.OPERATIONAL,
        "taken_back_at": Privacy.OPERATIONAL,
        "why_taken_back": Privacy.PERSONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True) | ~models.Q(method=""),
                name="a_letter_sent_says_how",
            ),
        )


class Support(Record):
    """Work offered to a child or family after an absence, and what became of it (RF-076)."""

    reference = models.CharField(max_length=12, unique=True, default=new_support_reference)
    child = models.ForeignKey(Child, models.PROTECT, related_name="support")
    episode = models.ForeignKey(
        Episode, models.PROTECT, null=True, blank=True, related_name="support"
    )
    kind = models.CharField(max_length=20, choices=SupportKind.choices())
    worker = models.CharField(max_length=160)
    aim = models.TextField()
    planned_sessions = models.PositiveSmallIntegerField(null=True, blank=True)
    offered_at = models.DateTimeField()
    by_name = models.CharField(max_length=160)
    by_agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    entry = models.CharField(max_length=40, blank=True)
    answer = models.CharField(max_length=20, choices=SupportAnswer.choices(), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    # What the child or family said to it.
    answer_words = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    why_taken_back = models.TextField(blank=True)

    privacy: ClassVar = {
        "reference": Privacy.OPERATIONAL,
        "child": Privacy.PERSONAL,
        "episode": Privacy.PERSONAL,
        "kind": Privacy.SPECIAL,
        "worker": Privacy.PERSONAL,
        "aim": Privacy.SPECIAL,
        "planned_sessions": Privacy.OPERATIONAL,
        "offered_at": Privacy.OPERATIONAL,
        "by_name": Privacy.PERSONAL,
        "by_agency": Privacy.OPERATIONAL,
        "entry": Privacy.OPERATIONAL,
        "answer": Privacy.PERSONAL,
        "answered_at": Privacy.OPERATIONAL,
        "answer_words": Privacy.SPECIAL,
        "ended_at": Privacy.OPERATIONAL,
        "outcome": Privacy.SPECIAL,
        "taken_back_at": Privacy.OPERATIONAL,
        "why_taken_back": Privacy.PERSONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        verbose_name_plural = "support"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(answer="accepted"),
                name="only_support_accepted_comes_to_an_end",
            ),
        )


class Session(Record):
    """One session of support: when, who, about what, and what came of it (RF-076)."""

    support = models.ForeignKey(Support, models.PROTECT, related_name="sessions")
    at = models.DateTimeField()
    worker = models.CharField(max_length=160)
    attendance = models.CharField(max_length=20, choices=Attendance.choices())
    # Values of SupportTopic.
    topics = models.JSONField(default=list)
    words = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    by_name = models.CharField(max_length=160)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.CharField(max_length=160, blank=True)
    why_taken_back = models.TextField(blank=True)

    privacy: ClassVar = {
        "support": Privacy.PERSONAL,
        "at": Privacy.OPERATIONAL,
        "worker": Privacy.PERSONAL,
        "attendance": Privacy.PERSONAL,
        "topics": Privacy.SPECIAL,
        "words": Privacy.SPECIAL,
        "next_step": Privacy.SPECIAL,
        "by_name": Privacy.PERSONAL,
        "taken_back_at": Privacy.OPERATIONAL,
        "taken_back_by": Privacy.PERSONAL,
        "why_taken_back": Privacy.PERSONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }
