"""Emergency access: a record opened for a while, with a reason, by somebody not involved."""

from datetime import datetime
from typing import ClassVar

from django.db import models

from lantern.core.models import Record
from lantern.core.privacy import Privacy
from lantern.core.references import new_reference
from lantern.vocabulary.access import EmergencyOutcome


def new_emergency_reference() -> str:
    """A public reference for an emergency access."""
    return new_reference("X")


class EmergencyAccess(Record):
    """Who opened whose record in an emergency, why, until when, and what a reviewer found (IS-069).

    Everything is kept by reference, as in the audit trail, so that nothing can take it away.
    """

    reference = models.CharField(max_length=12, unique=True, default=new_emergency_reference)
    child = models.CharField(max_length=12, db_index=True)
    by = models.CharField(max_length=12, db_index=True)
    agency = models.CharField(max_length=40)
    # The authority whose record it is: it is told, and reviews.
    authority = models.CharField(max_length=40)
    reason = models.TextField()
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.CharField(max_length=12, blank=True)
    outcome = models.CharField(max_length=20, choices=EmergencyOutcome.choices(), blank=True)
    finding = models.TextField(blank=True)

    privacy: ClassVar = {
        "reference": Privacy.OPERATIONAL,
        "child": Privacy.OPERATIONAL,
        "by": Privacy.OPERATIONAL,
        "agency": Privacy.OPERATIONAL,
        "authority": Privacy.OPERATIONAL,
        "reason": Privacy.SPECIAL,
        "opened_at": Privacy.OPERATIONAL,
        "ends_at": Privacy.OPERATIONAL,
        "reviewed_at": Privacy.OPERATIONAL,
        "reviewed_by": Privacy.OPERATIONAL,
        "outcome": Privacy.OPERATIONAL,
        "finding": Privacy.SPECIAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_at__gte=models.F("opened_at")),
                name="emergency_ends_after_it_opens",
            ),
            models.CheckConstraint(
                condition=models.Q(reviewed_at__isnull=True, reviewed_by="", outcome="")
                | (
                    models.Q(reviewed_at__isnull=False)
                    & ~models.Q(reviewed_by="")
                    & ~models.Q(outcome="")
                ),
                name="a_review_is_whole",
            ),
        )

    def is_open(self, at: datetime) -> bool:
        """Whether the record is open through it at this instant."""
        return self.opened_at <= at < self.ends_at
