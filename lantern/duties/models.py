"""The ledger: what is owed, by whom, by when. It follows from the facts and can be rebuilt."""

from typing import ClassVar

from django.db import models

from lantern.accounts.models import User
from lantern.agencies.models import Agency
from lantern.core.models import Record
from lantern.core.privacy import Privacy
from lantern.episodes.models import Episode
from lantern.people.models import Child
from lantern.vocabulary.role import Role


class Duty(models.Model):  # noqa: DJ008  a row of a projection; nobody prints it
    """One thing one agency must do by one time, under one rule.

    Its identity is its rule, its subject and the cause that raised it; every other column follows
    from the facts. Nothing here is typed in or counts down: states are read from instants.
    """

    subject = models.CharField(max_length=12)
    rule = models.CharField(max_length=80)
    cause = models.CharField(max_length=120)
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="duties")
    episode = models.ForeignKey(
        Episode, models.PROTECT, null=True, blank=True, related_name="duties"
    )
    rulebook = models.CharField(max_length=60)
    # The rulebooks that ask for it, in order; with a rule’s id where it is another one’s.
    under = models.CharField(max_length=600, blank=True)
    words = models.CharField(max_length=240)
    stage = models.CharField(max_length=20)
    role = models.CharField(max_length=40, choices=Role.choices())
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="duties")
    # Whoever is named to do it, of a planned action; other duties follow the role.
    person = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    arose_at = models.DateTimeField()
    due_soon_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    met_at = models.DateTimeField(null=True, blank=True)
    excused_at = models.DateTimeField(null=True, blank=True)
    excused_why = models.TextField(blank=True)
    # When it stopped being owed: met, excused, or its turn passed. Open duties have none.
    ended_at = models.DateTimeField(null=True, blank=True)
    # Why it is owed, and under which document and paragraph, as sentences.
    because = models.TextField(blank=True)
    source = models.CharField(max_length=240, blank=True)
    # Whether anybody is told when it arises, falls due soon, is overdue.
    tells_arising = models.BooleanField(default=False)
    tells_due_soon = models.BooleanField(default=False)
    tells_overdue = models.BooleanField(default=False)

    privacy: ClassVar = {
        "subject": Privacy.OPERATIONAL,
        "rule": Privacy.OPERATIONAL,
        "cause": Privacy.OPERATIONAL,
        "child": Privacy.PERSONAL,
        "episode": Privacy.PERSONAL,
        "rulebook": Privacy.OPERATIONAL,
        "under": Privacy.OPERATIONAL,
        "words": Privacy.OPERATIONAL,
        "stage": Privacy.OPERATIONAL,
        "role": Privacy.OPERATIONAL,
        "agency": Privacy.OPERATIONAL,
        "person": Privacy.OPERATIONAL,
        "arose_at": Privacy.OPERATIONAL,
        "due_soon_at": Privacy.OPERATIONAL,
        "due_at": Privacy.OPERATIONAL,
        "met_at": Privacy.OPERATIONAL,
        "excused_at": Privacy.OPERATIONAL,
        "excused_why": Privacy.SPECIAL,
        "ended_at": Privacy.OPERATIONAL,
        "because": Privacy.SPECIAL,
        "source": Privacy.OPERATIONAL,
        "tells_arising": Privacy.OPERATIONAL,
        "tells_due_soon": Privacy.OPERATIONAL,
        "tells_overdue": Privacy.OPERATIONAL,
    }

    class Meta:
        verbose_name_plural = "duties"
        constraints = (
            models.UniqueConstraint(
                fields=["subject", "rule", "cause"], name="a_duty_is_its_identity"
            ),
        )
        indexes = (
            models.Index(fields=["agency", "role", "ended_at", "due_at"], name="duty_of_role"),
            models.Index(fields=["child", "ended_at"], name="duty_of_child"),
            models.Index(fields=["ended_at", "due_at"], name="duty_by_time"),
        )


class Excuse(Record):
    """Somebody who may, excused a duty, and said why. A fact: the ledger is rebuilt with it."""

    subject = models.CharField(max_length=12, db_index=True)
    rule = models.CharField(max_length=80)
    cause = models.CharField(max_length=120)
    at = models.DateTimeField()
    reason = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by_role = models.CharField(max_length=40)

    privacy: ClassVar = {
        "subject": Privacy.OPERATIONAL,
        "rule": Privacy.OPERATIONAL,
        "cause": Privacy.OPERATIONAL,
        "at": Privacy.OPERATIONAL,
        "reason": Privacy.SPECIAL,
        "by": Privacy.OPERATIONAL,
        "by_role": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }


class Told(Record):
    """That those whom a rule names were told of a duty once. Kept when the ledger is rebuilt."""

    class Occasion(models.TextChoices):
        ARISES = "arises", "it arose"
        DUE_SOON = "due_soon", "it falls due soon"
        OVERDUE = "overdue", "it is overdue"

    subject = models.CharField(max_length=12)
    rule = models.CharField(max_length=80)
    cause = models.CharField(max_length=120)
    occasion = models.CharField(max_length=10, choices=Occasion.choices)
    at = models.DateTimeField()

    privacy: ClassVar = {
        "subject": Privacy.OPERATIONAL,
        "rule": Privacy.OPERATIONAL,
        "cause": Privacy.OPERATIONAL,
        "occasion": Privacy.OPERATIONAL,
        "at": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        verbose_name_plural = "told"
        constraints = (
            models.UniqueConstraint(
                fields=["subject", "rule", "cause", "occasion"], name="told_once_an_occasion"
            ),
        )
