"""What must change after a return. Rows are added, never changed: a correction is another row."""

from typing import ClassVar

from django.db import models

from lantern.accounts.authorship import AUTHOR, Authored
from lantern.core.privacy import Privacy
from lantern.core.references import new_reference
from lantern.episodes.models import Episode
from lantern.people.models import Child
from lantern.vocabulary.follow_up import FollowUpKind, PlanJudgement, ReportKind, Verdict


def new_follow_up_reference() -> str:
    """A public reference for a record."""
    return new_reference("F")


def new_behaviour_plan_reference() -> str:
    """A public reference for a plan to change behaviour."""
    return new_reference("Y")


class FollowUp(Authored):
    """One review, plan, discussion, assessment or decision, as it was recorded.

    A correction carries the `key` of what it corrects. `entries` are the keys of the entries of the
    absence that say the same, by fact.
    """

    reference = models.CharField(max_length=12, unique=True, default=new_follow_up_reference)
    key = models.CharField(max_length=12, db_index=True)
    kind = models.CharField(max_length=30, choices=FollowUpKind.choices())
    child = models.ForeignKey(Child, models.PROTECT, related_name="follow_ups")
    episode = models.ForeignKey(
        Episode, models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    at = models.DateTimeField()
    details = models.JSONField()
    entries = models.JSONField(default=dict)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    # Why it corrects another.
    reason = models.TextField(blank=True)

    privacy: ClassVar = AUTHOR | {
        "reference": Privacy.OPERATIONAL,
        "key": Privacy.OPERATIONAL,
        "kind": Privacy.SPECIAL,
        "child": Privacy.PERSONAL,
        "episode": Privacy.PERSONAL,
        "at": Privacy.PERSONAL,
        "details": Privacy.SPECIAL,
        "entries": Privacy.OPERATIONAL,
        "corrects": Privacy.OPERATIONAL,
        "reason": Privacy.SPECIAL,
    }

    class Meta:
        indexes = (models.Index(fields=["child", "kind"], name="follow_up_of_child"),)


class BehaviourPlan(Authored):
    """A plan to change what leads a child to go, and who manages it (RF-079, 004 L19)."""

    reference = models.CharField(max_length=12, unique=True, default=new_behaviour_plan_reference)
    child = models.ForeignKey(Child, models.PROTECT, related_name="behaviour_plans")
    agreed_at = models.DateTimeField()
    # One of Forum, or another that the rulebook of the child names, in its words then.
    forum = models.CharField(max_length=60)
    forum_words = models.CharField(max_length=240, blank=True)
    leads = models.TextField()
    changes = models.TextField()
    child_words = models.TextField(blank=True)
    review_on = models.DateField()

    privacy: ClassVar = AUTHOR | {
        "reference": Privacy.OPERATIONAL,
        "child": Privacy.PERSONAL,
        "agreed_at": Privacy.PERSONAL,
        "forum": Privacy.SPECIAL,
        "forum_words": Privacy.SPECIAL,
        "leads": Privacy.SPECIAL,
        "changes": Privacy.SPECIAL,
        "child_words": Privacy.SPECIAL,
        "review_on": Privacy.PERSONAL,
    }


class PlanReview(Authored):
    """A person's judgement of a plan, with the counts that stood beside it. The last may end it."""

    plan = models.ForeignKey(BehaviourPlan, models.PROTECT, related_name="reviews")
    at = models.DateTimeField()
    judgement = models.CharField(max_length=12, choices=PlanJudgement.choices())
    reasons = models.TextField()
    counts = models.JSONField()
    # None: the plan ends with this review.
    next_on = models.DateField(null=True, blank=True)

    privacy: ClassVar = AUTHOR | {
        "plan": Privacy.PERSONAL,
        "at": Privacy.PERSONAL,
        "judgement": Privacy.SPECIAL,
        "reasons": Privacy.SPECIAL,
        "counts": Privacy.SPECIAL,
        "next_on": Privacy.PERSONAL,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["plan"],
                condition=models.Q(next_on__isnull=True),
                name="a_behaviour_plan_ends_once",
            ),
        )


class InternalReport(Authored):
    """One version of a Schedule 7 or Regulation 40 report of an absence (RF-222).

    A report that is sent back is completed again, as the next version.
    """

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="internal_reports")
    kind = models.CharField(max_length=20, choices=ReportKind.choices())
    version = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    themes = models.TextField()
    patterns = models.TextField(blank=True)
    worker_told_at = models.DateTimeField(null=True, blank=True)
    risk_updated_on = models.DateField(null=True, blank=True)
    # The entry of the absence that says the report was completed.
    entry = models.CharField(max_length=12)

    privacy: ClassVar = AUTHOR | {
        "episode": Privacy.PERSONAL,
        "kind": Privacy.OPERATIONAL,
        "version": Privacy.OPERATIONAL,
        "at": Privacy.PERSONAL,
        "themes": Privacy.SPECIAL,
        "patterns": Privacy.SPECIAL,
        "worker_told_at": Privacy.PERSONAL,
        "risk_updated_on": Privacy.PERSONAL,
        "entry": Privacy.OPERATIONAL,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["episode", "kind", "version"], name="report_versions_in_turn"
            ),
        )


class Signature(Authored):
    """What a named person did with a version of a report: signed it, or sent it back (DA-059)."""

    report = models.ForeignKey(InternalReport, models.PROTECT, related_name="signatures")
    # Which of the chain, from 0.
    place = models.PositiveSmallIntegerField()
    verdict = models.CharField(max_length=10, choices=Verdict.choices())
    at = models.DateTimeField()
    # Why it was sent back.
    reason = models.TextField(blank=True)
    # The entry of the absence that says that it was signed.
    entry = models.CharField(max_length=12, blank=True)

    privacy: ClassVar = AUTHOR | {
        "report": Privacy.PERSONAL,
        "place": Privacy.OPERATIONAL,
        "verdict": Privacy.SPECIAL,
        "at": Privacy.PERSONAL,
        "reason": Privacy.SPECIAL,
        "entry": Privacy.OPERATIONAL,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["report", "place"], name="one_signature_a_place"),
            models.UniqueConstraint(fields=["report", "by"], name="nobody_signs_twice"),
        )
