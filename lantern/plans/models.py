"""A child's plan: who does what by when. What is agreed is added to it, and never changed."""

from typing import ClassVar

from django.db import models

from lantern.accounts.authorship import AUTHOR, Authored
from lantern.accounts.models import User
from lantern.agencies.models import Agency
from lantern.core.models import Record
from lantern.core.privacy import Privacy
from lantern.core.references import new_reference
from lantern.episodes.models import Episode
from lantern.people.models import Child
from lantern.vocabulary.plan import PlanOrigin, StepKind
from lantern.vocabulary.role import Role


def new_plan_reference() -> str:
    """A public reference for a plan."""
    return new_reference("L")


def new_action_reference() -> str:
    """A public reference for a planned action."""
    return new_reference("T")


class Plan(Record):
    """The child's plan: one at a time, to which every meeting and conversation adds (CF-55)."""

    reference = models.CharField(max_length=12, unique=True, default=new_plan_reference)
    child = models.ForeignKey(Child, models.PROTECT, related_name="plans")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.TextField(blank=True)
    ended_by = models.CharField(max_length=120, blank=True)

    privacy: ClassVar = {
        "reference": Privacy.OPERATIONAL,
        "child": Privacy.PERSONAL,
        "began_at": Privacy.OPERATIONAL,
        "ended_at": Privacy.OPERATIONAL,
        "ended_why": Privacy.SPECIAL,
        "ended_by": Privacy.PERSONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["child"],
                condition=models.Q(ended_at__isnull=True),
                name="one_plan_a_child",
            ),
        )


class Addition(Authored):
    """What was agreed on one occasion and added to the plan: where, by whom, for review when.

    `source` is the public reference of the record that agreed it, such as a meeting.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="additions")
    episode = models.ForeignKey(
        Episode, models.PROTECT, null=True, blank=True, related_name="plan_additions"
    )
    origin = models.CharField(max_length=30, choices=PlanOrigin.choices())
    source = models.CharField(max_length=12, blank=True, db_index=True)
    agreed_at = models.DateTimeField()
    review_on = models.DateField(null=True, blank=True)

    privacy: ClassVar = AUTHOR | {
        "plan": Privacy.PERSONAL,
        "episode": Privacy.PERSONAL,
        "origin": Privacy.OPERATIONAL,
        "source": Privacy.OPERATIONAL,
        "agreed_at": Privacy.OPERATIONAL,
        "review_on": Privacy.OPERATIONAL,
    }


class PlannedAction(Record):
    """One thing that somebody said they would do, by the end of a day in London.

    The columns are what was agreed. What became of it, and what was changed since, are its steps.
    """

    reference = models.CharField(max_length=12, unique=True, default=new_action_reference)
    addition = models.ForeignKey(Addition, models.PROTECT, related_name="actions")
    what = models.TextField()
    role = models.CharField(max_length=40, choices=Role.choices())
    # None: whichever agency the role means for this child.
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField()

    privacy: ClassVar = {
        "reference": Privacy.OPERATIONAL,
        "addition": Privacy.PERSONAL,
        "what": Privacy.SPECIAL,
        "role": Privacy.OPERATIONAL,
        "agency": Privacy.OPERATIONAL,
        "person": Privacy.OPERATIONAL,
        "due_on": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }


class Step(Authored):
    """What became of a planned action at an instant. Append-only: the latest says how it stands.

    Of a change, the columns of who and by when say how it is from then on.
    """

    action = models.ForeignKey(PlannedAction, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=StepKind.choices())
    at = models.DateTimeField()
    words = models.TextField(blank=True)
    role = models.CharField(max_length=40, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)

    privacy: ClassVar = AUTHOR | {
        "action": Privacy.PERSONAL,
        "kind": Privacy.OPERATIONAL,
        "at": Privacy.OPERATIONAL,
        "words": Privacy.SPECIAL,
        "role": Privacy.OPERATIONAL,
        "agency": Privacy.OPERATIONAL,
        "person": Privacy.OPERATIONAL,
        "due_on": Privacy.OPERATIONAL,
    }
