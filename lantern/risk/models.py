"""The risk assessment made before any absence (RF-011). Each one is kept as it was."""

from typing import ClassVar

from django.db import models

from lantern.core.models import Record
from lantern.core.privacy import Privacy
from lantern.people.models import Child


class RiskAssessment(Record):
    """Why this child may go missing, what could happen, what would help (IFR L100, IAP L506)."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="risk_assessments")
    reasons = models.TextField()
    risks = models.TextField()
    triggers = models.TextField(blank=True)
    mitigations = models.TextField()
    distance = models.TextField(blank=True)
    # Answers to the sixteen questions of SCP section 8, by question id.
    answers = models.JSONField(default=dict)
    owner = models.CharField(max_length=160)
    assessed_at = models.DateTimeField()
    review_on = models.DateField()
    by = models.CharField(max_length=12)
    version = models.PositiveIntegerField()

    privacy: ClassVar = {
        "child": Privacy.PERSONAL,
        "reasons": Privacy.SPECIAL,
        "risks": Privacy.SPECIAL,
        "triggers": Privacy.SPECIAL,
        "mitigations": Privacy.SPECIAL,
        "distance": Privacy.PERSONAL,
        "answers": Privacy.SPECIAL,
        "owner": Privacy.PERSONAL,
        "assessed_at": Privacy.OPERATIONAL,
        "review_on": Privacy.OPERATIONAL,
        "by": Privacy.OPERATIONAL,
        "version": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["child", "version"], name="assessment_versions_in_turn"
            ),
        )
