"""What an authority has agreed for return interviews: which questions, and what is shared."""

from typing import ClassVar

from django.db import models

from lantern.accounts.models import User
from lantern.agencies.models import Agency
from lantern.core.models import Record
from lantern.core.privacy import Privacy
from lantern.core.references import new_reference
from lantern.vocabulary.interviewing import AgreementKind, SharingMode
from lantern.vocabulary.returning import Answer


def new_agreement_reference() -> str:
    """A public reference for a sharing agreement."""
    return new_reference("Z")


class ChosenSet(Record):
    """The question set an authority uses from this day. `text` is its own; else one shipped."""

    authority = models.ForeignKey(Agency, models.PROTECT, related_name="question_sets")
    name = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    starts_on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=120)

    privacy: ClassVar = {
        "authority": Privacy.OPERATIONAL,
        "name": Privacy.OPERATIONAL,
        "title": Privacy.OPERATIONAL,
        "text": Privacy.OPERATIONAL,
        "starts_on": Privacy.OPERATIONAL,
        "by": Privacy.OPERATIONAL,
        "by_name": Privacy.PERSONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }


class SharingAgreement(Record):
    """An agreement in the register: whose, over what, in force from when, who gets what (IS-009).

    `contents` has how much each recipient gets. Rows are added: a later one takes over.
    """

    reference = models.CharField(max_length=12, unique=True, default=new_agreement_reference)
    authority = models.ForeignKey(Agency, models.PROTECT, related_name="sharing_agreements")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=AgreementKind.choices())
    parties = models.TextField()
    scope = models.TextField(blank=True)
    mode = models.CharField(max_length=30, choices=SharingMode.choices())
    contents = models.JSONField(default=dict)
    # Whether the provider's contract says that interviews go to intelligence and record (IS-007).
    contract_says_so = models.CharField(max_length=10, choices=Answer.choices())
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    review_on = models.DateField()
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=120)

    privacy: ClassVar = {
        "reference": Privacy.OPERATIONAL,
        "authority": Privacy.OPERATIONAL,
        "title": Privacy.OPERATIONAL,
        "kind": Privacy.OPERATIONAL,
        "parties": Privacy.OPERATIONAL,
        "scope": Privacy.OPERATIONAL,
        "mode": Privacy.OPERATIONAL,
        "contents": Privacy.OPERATIONAL,
        "contract_says_so": Privacy.OPERATIONAL,
        "starts_on": Privacy.OPERATIONAL,
        "ends_on": Privacy.OPERATIONAL,
        "review_on": Privacy.OPERATIONAL,
        "by": Privacy.OPERATIONAL,
        "by_name": Privacy.PERSONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }
