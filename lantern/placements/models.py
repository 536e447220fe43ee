"""Homes, placements, and what is kept ready in case a child goes missing."""

from typing import ClassVar

from django.db import models

from lantern.agencies.models import Agency
from lantern.core.models import Record
from lantern.core.privacy import Privacy
from lantern.core.references import new_reference
from lantern.people.models import Child
from lantern.vocabulary.placement import PlacementKind


class Home(Record):
    """What is known of a children's home or foster household beyond its agency."""

    agency = models.OneToOneField(Agency, models.PROTECT, related_name="home")
    address = models.TextField()
    postcode = models.CharField(max_length=10)
    provider = models.CharField(max_length=120, blank=True)
    # The authority whose own home it is; nobody's when an independent provider runs it.
    run_by = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="homes_run"
    )

    privacy: ClassVar = {
        "agency": Privacy.OPERATIONAL,
        "address": Privacy.PERSONAL,
        "postcode": Privacy.PERSONAL,
        "provider": Privacy.OPERATIONAL,
        "run_by": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }


class Placement(Record):
    """Where a looked-after child is placed, from one instant until another."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="placements")
    kind = models.CharField(max_length=30, choices=PlacementKind.choices())
    carer = models.ForeignKey(Agency, models.PROTECT, related_name="placements")
    responsible_authority = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    # The authority in whose area the placement is; the responsible authority itself when in area.
    host_authority = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    # When the end was written down, so that what was known earlier can be told.
    end_recorded_at = models.DateTimeField(null=True, blank=True)
    # Recorded in error: kept, and no longer said to have been so.
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "child": Privacy.PERSONAL,
        "kind": Privacy.PERSONAL,
        "carer": Privacy.PERSONAL,
        "responsible_authority": Privacy.PERSONAL,
        "host_authority": Privacy.PERSONAL,
        "from_at": Privacy.PERSONAL,
        "until_at": Privacy.PERSONAL,
        "end_recorded_at": Privacy.OPERATIONAL,
        "withdrawn_at": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["child"],
                condition=models.Q(until_at__isnull=True, withdrawn_at__isnull=True),
                name="one_present_placement",
            ),
        )

    @property
    def is_out_of_area(self) -> bool:
        """Whether the child is placed in another authority's area (DfE 2014 ¶10)."""
        return self.host_authority_id != self.responsible_authority_id


class Profile(Record):
    """The profile kept ready in case of absence; each version is kept (RF-010, SCP L981-L988).

    The source's own name for it is the vulnerable person's pen picture.
    """

    child = models.ForeignKey(Child, models.PROTECT, related_name="profiles")
    placement = models.ForeignKey(
        Placement, models.PROTECT, null=True, blank=True, related_name="profiles"
    )
    description = models.TextField()
    risks = models.TextField()
    tracing = models.TextField()
    medical = models.TextField(blank=True)
    routines = models.TextField(blank=True)
    wishes = models.TextField(blank=True)
    drawn_up_by = models.CharField(max_length=240)
    drawn_up_at = models.DateTimeField()
    by = models.CharField(max_length=40)  # a person, or a part of the system
    version = models.PositiveIntegerField()

    privacy: ClassVar = {
        "child": Privacy.PERSONAL,
        "placement": Privacy.PERSONAL,
        "description": Privacy.PERSONAL,
        "risks": Privacy.SPECIAL,
        "tracing": Privacy.PERSONAL,
        "medical": Privacy.SPECIAL,
        "routines": Privacy.PERSONAL,
        "wishes": Privacy.PERSONAL,
        "drawn_up_by": Privacy.PERSONAL,
        "drawn_up_at": Privacy.OPERATIONAL,
        "by": Privacy.OPERATIONAL,
        "version": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["child", "version"], name="profile_versions_in_turn"),
        )


def new_photograph_reference() -> str:
    """A public reference for a photograph."""
    return new_reference("P")


class Photograph(Record):
    """A photograph of the child, encoded anew and shown only through a view that asks."""

    reference = models.CharField(max_length=12, unique=True, default=new_photograph_reference)
    child = models.ForeignKey(Child, models.PROTECT, related_name="photographs")
    image = models.ImageField(upload_to="photographs")
    taken_on = models.DateField()
    by = models.CharField(max_length=12)

    privacy: ClassVar = {
        "reference": Privacy.OPERATIONAL,
        "child": Privacy.PERSONAL,
        "image": Privacy.PERSONAL,
        "taken_on": Privacy.PERSONAL,
        "by": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }
