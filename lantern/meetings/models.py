"""Strategy meetings. One sitting may deal with several children; each has a record of their own."""

from typing import ClassVar

from django.db import models

from lantern.accounts.authorship import AUTHOR, Authored
from lantern.accounts.models import User
from lantern.agencies.models import Agency
from lantern.core.models import Record
from lantern.core.privacy import Privacy
from lantern.core.references import new_reference
from lantern.episodes.models import Episode
from lantern.vocabulary.meeting import HowHeld, MeetingKind, MemberCategory
from lantern.vocabulary.role import Role


def new_meeting_reference() -> str:
    """A public reference for one child's meeting."""
    return new_reference("M")


_AMENDED: dict[str, Privacy] = {
    "corrects": Privacy.OPERATIONAL,
    "withdrawn": Privacy.OPERATIONAL,
    "why": Privacy.SPECIAL,
}


class Sitting(Record):
    """People come together once. Children who went together may share it (SCP L1030)."""

    privacy: ClassVar = {"recorded_at": Privacy.OPERATIONAL}


class Arrangement(Authored):
    """When, where and under whom a sitting is held. Append-only: the latest holds."""

    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="arrangements")
    starts_at = models.DateTimeField()
    how = models.CharField(max_length=12, choices=HowHeld.choices())
    place = models.CharField(max_length=240, blank=True)
    chair_role = models.CharField(max_length=40, choices=Role.choices())
    chair = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    chair_name = models.CharField(max_length=120)
    # Why it was moved; empty of the first.
    reason = models.TextField(blank=True)

    privacy: ClassVar = {
        "sitting": Privacy.OPERATIONAL,
        "starts_at": Privacy.OPERATIONAL,
        "how": Privacy.OPERATIONAL,
        "place": Privacy.PERSONAL,
        "chair_role": Privacy.OPERATIONAL,
        "chair": Privacy.OPERATIONAL,
        "chair_name": Privacy.PERSONAL,
        "reason": Privacy.SPECIAL,
        **AUTHOR,
    }


class Meeting(Authored):
    """One child's strategy meeting: its own record, and its own plan (RF-208.21)."""

    reference = models.CharField(max_length=12, unique=True, default=new_meeting_reference)
    sitting = models.ForeignKey(Sitting, models.PROTECT, related_name="meetings")
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=20, choices=MeetingKind.choices())
    # Why now, where it is early.
    why = models.TextField(blank=True)
    # The entry of the absence that says it was arranged: its key.
    entry = models.CharField(max_length=12, blank=True)

    privacy: ClassVar = {
        "reference": Privacy.OPERATIONAL,
        "sitting": Privacy.PERSONAL,
        "episode": Privacy.PERSONAL,
        "kind": Privacy.SPECIAL,
        "why": Privacy.SPECIAL,
        "entry": Privacy.OPERATIONAL,
        **AUTHOR,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["sitting", "episode"], name="one_meeting_a_child_and_sitting"
            ),
        )


class Member(Authored):
    """Somebody proposed from the record or added, and whether they are invited.

    Append-only by `key`: a changed mind is another row of the same key, with its reason.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="members")
    key = models.CharField(max_length=60)
    category = models.CharField(max_length=20, choices=MemberCategory.choices())
    role = models.CharField(max_length=40, blank=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=160)
    why = models.TextField()
    is_invited = models.BooleanField(default=True)
    # Why this person is left out, or was added.
    reason = models.TextField(blank=True)
    # How somebody without an account was told, and by whom; empty while nobody has.
    told = models.CharField(max_length=240, blank=True)

    privacy: ClassVar = {
        "meeting": Privacy.PERSONAL,
        "key": Privacy.PERSONAL,
        "category": Privacy.OPERATIONAL,
        "role": Privacy.OPERATIONAL,
        "user": Privacy.OPERATIONAL,
        "agency": Privacy.OPERATIONAL,
        "name": Privacy.PERSONAL,
        "why": Privacy.SPECIAL,
        "is_invited": Privacy.OPERATIONAL,
        "reason": Privacy.SPECIAL,
        "told": Privacy.PERSONAL,
        **AUTHOR,
    }


class Notes(Record):
    """What was typed of a meeting and is not its record yet: saved as its author goes."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="notes")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    privacy: ClassVar = {
        "meeting": Privacy.PERSONAL,
        "author": Privacy.OPERATIONAL,
        "answers": Privacy.SPECIAL,
        "saved_at": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        verbose_name_plural = "notes"
        constraints = (
            models.UniqueConstraint(fields=["meeting", "author"], name="one_persons_notes"),
        )


class Minutes(Authored):
    """The chair's record of one child's meeting (SCP L1061). Append-only: the latest holds."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="minutes")
    version = models.PositiveIntegerField()
    held_at = models.DateTimeField()
    review_on = models.DateField()
    # Attendance, what was shared, each part of the record: `lantern.meetings.details`.
    details = models.JSONField(default=dict)
    # The entries of the absence by which this is a fact of it: their keys, by the fact.
    entries = models.JSONField(default=dict)
    # Why an earlier version was put right.
    reason = models.TextField(blank=True)

    privacy: ClassVar = {
        "meeting": Privacy.PERSONAL,
        "version": Privacy.OPERATIONAL,
        "held_at": Privacy.OPERATIONAL,
        "review_on": Privacy.OPERATIONAL,
        "details": Privacy.SPECIAL,
        "entries": Privacy.OPERATIONAL,
        "reason": Privacy.SPECIAL,
        **AUTHOR,
    }

    class Meta:
        verbose_name_plural = "minutes"
        constraints = (
            models.UniqueConstraint(fields=["meeting", "version"], name="minutes_in_turn"),
        )


class Cancellation(Authored):
    """The chair cancelled the meeting, with a reason (CF-17); or its record was made in error.

    Append-only: a further row puts it right, or takes it back.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="cancellations")
    at = models.DateTimeField()
    reason = models.TextField()
    # The whole record of the meeting was made in error and is taken back.
    in_error = models.BooleanField(default=False)
    # The entry of the absence that says it: its key.
    entry = models.CharField(max_length=12, blank=True)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    withdrawn = models.BooleanField(default=False)
    # Why it puts right or takes back another.
    why = models.TextField(blank=True)

    privacy: ClassVar = {
        "meeting": Privacy.PERSONAL,
        "at": Privacy.OPERATIONAL,
        "reason": Privacy.SPECIAL,
        "in_error": Privacy.OPERATIONAL,
        "entry": Privacy.OPERATIONAL,
        **_AMENDED,
        **AUTHOR,
    }


class MeetingReview(Authored):
    """The actions of the meeting were reviewed (CK-137). Append-only, as a cancellation is."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="reviews")
    at = models.DateTimeField()
    words = models.TextField()
    next_on = models.DateField(null=True, blank=True)
    entries = models.JSONField(default=dict)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    withdrawn = models.BooleanField(default=False)
    # Why it puts right or takes back another.
    why = models.TextField(blank=True)

    privacy: ClassVar = {
        **_AMENDED,
        "meeting": Privacy.PERSONAL,
        "at": Privacy.OPERATIONAL,
        "words": Privacy.SPECIAL,
        "next_on": Privacy.OPERATIONAL,
        "entries": Privacy.OPERATIONAL,
        **AUTHOR,
    }
