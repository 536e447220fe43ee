"""A simulation of a draft that somebody asked for, and the children whom it would have changed."""

from typing import ClassVar

from django.db import models

from lantern.accounts.models import User
from lantern.agencies.models import Agency
from lantern.agreements.models import Draft
from lantern.core.models import Record
from lantern.core.privacy import Privacy
from lantern.core.references import new_reference
from lantern.people.models import Child


def new_simulation_reference() -> str:
    """A public reference for a simulation."""
    return new_reference("S")


class SimulationRun(Record):
    """A draft, as it stood, over a period: how far a worker has come with it, and what came of it.

    It is leased to one worker at a time. One that a worker could not finish is begun anew by
    another; nothing is written before the end.
    """

    reference = models.CharField(max_length=12, unique=True, default=new_simulation_reference)
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="simulations")
    # The draft as it stood when this was asked for.
    revision = models.PositiveIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    first_on = models.DateField()
    last_on = models.DateField()
    interviews_a_worker = models.PositiveSmallIntegerField()
    with_history = models.BooleanField(default=False)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    # In which agency they asked.
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_by = models.CharField(max_length=120, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    parts_done = models.PositiveIntegerField(default=0)
    parts_in_all = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    # Why it could not be done, in a sentence.
    fault = models.TextField(blank=True)
    # The figures, as the page shows them.
    result = models.JSONField(default=dict)

    privacy: ClassVar = {
        "reference": Privacy.OPERATIONAL,
        "draft": Privacy.OPERATIONAL,
        "revision": Privacy.OPERATIONAL,
        "text": Privacy.OPERATIONAL,
        "digest": Privacy.OPERATIONAL,
        "first_on": Privacy.OPERATIONAL,
        "last_on": Privacy.OPERATIONAL,
        "interviews_a_worker": Privacy.OPERATIONAL,
        "with_history": Privacy.OPERATIONAL,
        "asked_by": Privacy.OPERATIONAL,
        "agency": Privacy.OPERATIONAL,
        "asked_at": Privacy.OPERATIONAL,
        "attempts": Privacy.OPERATIONAL,
        "leased_by": Privacy.OPERATIONAL,
        "leased_until": Privacy.OPERATIONAL,
        "parts_done": Privacy.OPERATIONAL,
        "parts_in_all": Privacy.OPERATIONAL,
        "finished_at": Privacy.OPERATIONAL,
        "fault": Privacy.OPERATIONAL,
        "result": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["draft"],
                condition=models.Q(finished_at__isnull=True),
                name="one_open_simulation_a_draft",
            ),
            models.CheckConstraint(
                condition=models.Q(last_on__gte=models.F("first_on")),
                name="a_simulation_ends_after_it_begins",
            ),
        )
        indexes = (
            models.Index(
                fields=["asked_at"],
                condition=models.Q(finished_at__isnull=True),
                name="simulation_open",
            ),
        )

    def __str__(self) -> str:
        return self.reference


class TreatedDifferently(Record):
    """One child whom the draft of a simulation would have had treated differently, and in what."""

    run = models.ForeignKey(SimulationRun, models.CASCADE, related_name="treated")
    child = models.ForeignKey(Child, models.PROTECT, related_name="+")
    # How many duties differ; of very many only the first are among the differences.
    count = models.PositiveIntegerField()
    differences = models.JSONField()

    privacy: ClassVar = {
        "run": Privacy.OPERATIONAL,
        "child": Privacy.PERSONAL,
        "count": Privacy.PERSONAL,
        "differences": Privacy.SPECIAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        verbose_name_plural = "treated differently"
        constraints = (
            models.UniqueConstraint(fields=["run", "child"], name="a_child_once_a_simulation"),
        )
        indexes = (models.Index(fields=["run", "count", "child"], name="treated_by_weight"),)
