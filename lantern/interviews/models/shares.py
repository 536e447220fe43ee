"""Who was given what of an interview, on what basis; and whom it suggests for the contacts."""

from typing import ClassVar

from django.db import models

from lantern.accounts.authorship import AUTHOR, Authored
from lantern.accounts.models import User
from lantern.agencies.models import Agency
from lantern.core.models import Record
from lantern.core.privacy import Privacy
from lantern.core.references import new_reference
from lantern.interviews.models.agreements import SharingAgreement
from lantern.interviews.models.interview import Interview
from lantern.people.models import Contact
from lantern.vocabulary.interviewing import ChildTold, ShareContent, SharedWith
from lantern.vocabulary.telling import Method


def new_share_reference() -> str:
    """A public reference for a share."""
    return new_reference("B")


class Share(Authored):
    """One time that somebody was given an interview, or a part, or told that it took place.

    `names` are the answers given, out of the accounts numbered in `numbers`, and no others.
    """

    reference = models.CharField(max_length=12, unique=True, default=new_share_reference)
    interview = models.ForeignKey(Interview, models.PROTECT, related_name="shares")
    recipient = models.CharField(max_length=30, choices=SharedWith.choices())
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.CharField(max_length=160, blank=True)
    content = models.CharField(max_length=20, choices=ShareContent.choices())
    parts = models.JSONField(default=list)
    names = models.JSONField(default=list)
    numbers = models.JSONField(default=dict)
    summary = models.TextField(blank=True)
    agreement = models.ForeignKey(
        SharingAgreement, models.PROTECT, null=True, blank=True, related_name="shares"
    )
    basis = models.CharField(max_length=300)
    # Why it is other than the agreement says, or against what the child asked.
    reason = models.TextField(blank=True)
    method = models.CharField(max_length=20, choices=Method.choices())
    at = models.DateTimeField()
    child_told = models.CharField(max_length=20, choices=ChildTold.choices())
    child_told_words = models.TextField(blank=True)

    privacy: ClassVar = AUTHOR | {
        "reference": Privacy.OPERATIONAL,
        "interview": Privacy.PERSONAL,
        "recipient": Privacy.OPERATIONAL,
        "agency": Privacy.OPERATIONAL,
        "person": Privacy.PERSONAL,
        "content": Privacy.OPERATIONAL,
        "parts": Privacy.OPERATIONAL,
        "names": Privacy.OPERATIONAL,
        "numbers": Privacy.OPERATIONAL,
        "summary": Privacy.SPECIAL,
        "agreement": Privacy.OPERATIONAL,
        "basis": Privacy.OPERATIONAL,
        "reason": Privacy.SPECIAL,
        "method": Privacy.OPERATIONAL,
        "at": Privacy.OPERATIONAL,
        "child_told": Privacy.OPERATIONAL,
        "child_told_words": Privacy.SPECIAL,
    }

    def __str__(self) -> str:
        return self.reference


class Acknowledgement(Record):
    """Who has taken what was shared, and when. Told means acknowledged."""

    share = models.OneToOneField(Share, models.PROTECT, related_name="acknowledgement")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # Of somebody without an account, as whoever told them wrote it down.
    by_name = models.CharField(max_length=160)

    privacy: ClassVar = {
        "share": Privacy.PERSONAL,
        "at": Privacy.OPERATIONAL,
        "by": Privacy.OPERATIONAL,
        "by_name": Privacy.PERSONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }


class Suggestion(Record):
    """Somebody named in an interview, for the child's contacts: a person says yes or no."""

    interview = models.ForeignKey(Interview, models.PROTECT, related_name="suggestions")
    name = models.CharField(max_length=120)
    words = models.TextField(blank=True)
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="suggestions"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=120, blank=True)
    why_not = models.TextField(blank=True)

    privacy: ClassVar = {
        "interview": Privacy.PERSONAL,
        "name": Privacy.PERSONAL,
        "words": Privacy.SPECIAL,
        "contact": Privacy.PERSONAL,
        "decided_at": Privacy.OPERATIONAL,
        "decided_by": Privacy.PERSONAL,
        "why_not": Privacy.SPECIAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["interview", "name"], name="suggested_once"),
        )
