"""The agencies that share the record, their teams, and where and when each team covers."""

from datetime import date
from typing import ClassVar

from django.db import models

from lantern.core.models import Record
from lantern.core.privacy import Privacy
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.role import Role


class Agency(Record):
    """A body that takes part: a force, an authority, a home, a household, a provider."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=30, choices=AgencyKind.choices())
    code = models.CharField(max_length=12, blank=True)  # ONS code of an authority
    telephone = models.CharField(max_length=30, blank=True)
    # The force whose area it is in, for an authority; the authority it is in, for a home or school.
    within = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="inside")
    # The rulebook that an authority's episodes are under.
    rulebook = models.CharField(max_length=60, blank=True)
    # The first day on which it works to that rulebook; none where it always has.
    rulebook_from = models.DateField(null=True, blank=True)
    # To which it worked until then.
    rulebook_before = models.CharField(max_length=60, blank=True)
    # Its first day on Lantern: what was due before then is history, and alerts nobody.
    first_day_on = models.DateField(null=True, blank=True)

    privacy: ClassVar = {
        "slug": Privacy.OPERATIONAL,
        "name": Privacy.OPERATIONAL,
        "kind": Privacy.OPERATIONAL,
        "code": Privacy.OPERATIONAL,
        "telephone": Privacy.OPERATIONAL,
        "within": Privacy.OPERATIONAL,
        "rulebook": Privacy.OPERATIONAL,
        "rulebook_from": Privacy.OPERATIONAL,
        "rulebook_before": Privacy.OPERATIONAL,
        "first_day_on": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    def __str__(self) -> str:
        return self.name

    def rulebook_on(self, day: date) -> str:
        """The rulebook to which it works on a day; empty where it has none of its own."""
        is_new = self.rulebook_from is not None and day < self.rulebook_from
        return self.rulebook_before if is_new else self.rulebook


class Area(Record):
    """A part of an authority or force that a team may cover."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="areas")
    name = models.CharField(max_length=80)

    privacy: ClassVar = {
        "agency": Privacy.OPERATIONAL,
        "name": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }


class Team(Record):
    """People of one agency who share a desk, an address for messages and some roles' duties."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="teams")
    name = models.CharField(max_length=80)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    areas = models.ManyToManyField(Area, blank=True, related_name="teams")

    privacy: ClassVar = {
        "agency": Privacy.OPERATIONAL,
        "name": Privacy.OPERATIONAL,
        "email": Privacy.OPERATIONAL,
        "telephone": Privacy.OPERATIONAL,
        "areas": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }


class Cover(Record):
    """A team does what a role owes: always, in office hours only, or outside them."""

    class When(models.TextChoices):
        ALWAYS = "always", "at any hour"
        OFFICE_HOURS = "office_hours", "in office hours"
        OUT_OF_HOURS = "out_of_hours", "outside office hours"

    team = models.ForeignKey(Team, models.CASCADE, related_name="covers")
    role = models.CharField(max_length=40, choices=Role.choices())
    when = models.CharField(max_length=20, choices=When.choices, default=When.ALWAYS)

    privacy: ClassVar = {
        "team": Privacy.OPERATIONAL,
        "role": Privacy.OPERATIONAL,
        "when": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }


class OfficeHours(Record):
    """When an agency's offices are open on one day of the week, London civil time (0 is Monday)."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="office_hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    privacy: ClassVar = {
        "agency": Privacy.OPERATIONAL,
        "weekday": Privacy.OPERATIONAL,
        "opens": Privacy.OPERATIONAL,
        "closes": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["agency", "weekday"], name="one_opening_a_weekday"),
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="weekday_is_a_day"),
        )
