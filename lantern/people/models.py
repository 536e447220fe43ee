"""Children and the people around them."""

from typing import ClassVar

from django.db import models

from lantern.accounts.models import User
from lantern.agencies.models import Agency
from lantern.core.models import Record
from lantern.core.privacy import Privacy
from lantern.core.references import new_reference
from lantern.vocabulary.agency import InvolvementBasis
from lantern.vocabulary.placement import IdentifierKind, PersonRelation, StatusKind
from lantern.vocabulary.risk import FlagKind
from lantern.vocabulary.role import Role


def new_child_reference() -> str:
    """A public reference for a child, which says nothing about the child."""
    return new_reference("C")


class Child(Record):
    """A person under eighteen, or a care leaver. May have a reference before a name (RF-001)."""

    reference = models.CharField(max_length=12, unique=True, default=new_child_reference)
    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80, blank=True)
    also_known_as = models.CharField(max_length=160, blank=True)
    # The names as a search compares them (names.key): no case, no accents. Written with the names.
    name_key = models.CharField(max_length=400, blank=True, editable=False)
    born_on = models.DateField(null=True, blank=True)
    gender = models.CharField(max_length=20, blank=True)
    ethnicity = models.CharField(max_length=10, blank=True)
    language = models.CharField(max_length=60, blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    home_address = models.TextField(blank=True)
    home_postcode = models.CharField(max_length=10, blank=True)
    address_is_protected = models.BooleanField(default=False)  # IS-001
    is_restricted = models.BooleanField(default=False)  # IS-003
    # The authority responsible for the child's care, or the one where the child lives.
    responsible_authority = models.ForeignKey(Agency, models.PROTECT, related_name="children")
    school = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="pupils")
    version = models.PositiveIntegerField(default=1)

    privacy: ClassVar = {
        "reference": Privacy.OPERATIONAL,
        "given_name": Privacy.PERSONAL,
        "family_name": Privacy.PERSONAL,
        "also_known_as": Privacy.PERSONAL,
        "name_key": Privacy.PERSONAL,
        "born_on": Privacy.PERSONAL,
        "gender": Privacy.PERSONAL,
        "ethnicity": Privacy.SPECIAL,
        "language": Privacy.PERSONAL,
        "telephone": Privacy.PERSONAL,
        "home_address": Privacy.PERSONAL,
        "home_postcode": Privacy.PERSONAL,
        "address_is_protected": Privacy.OPERATIONAL,
        "is_restricted": Privacy.OPERATIONAL,
        "responsible_authority": Privacy.PERSONAL,
        "school": Privacy.PERSONAL,
        "version": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        indexes = (
            models.Index(fields=["name_key"], name="child_by_name_key"),
            models.Index(fields=["born_on"], name="child_by_birth"),
        )

    @property
    def name(self) -> str:
        """The child's name, or the reference while nobody has added one."""
        return f"{self.given_name} {self.family_name}".strip() or self.reference


class NameKey(models.Model):  # noqa: DJ008  a row of an index; nobody prints it
    """One way to find a child by name: a word of a name, or how it sounds (names.keys).

    It follows from the names and is written with them.
    """

    child = models.ForeignKey(Child, models.CASCADE, related_name="name_keys")
    # Indexed for equality and, by the further index that Django makes, for how a word begins.
    key = models.CharField(max_length=64, db_index=True)

    privacy: ClassVar = {"child": Privacy.PERSONAL, "key": Privacy.PERSONAL}

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["child", "key"], name="a_name_key_of_a_child_once"),
        )


class Identifier(Record):
    """A number by which an agency knows the child."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=30, choices=IdentifierKind.choices())
    value = models.CharField(max_length=40)
    issuer = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")

    privacy: ClassVar = {
        "child": Privacy.PERSONAL,
        "kind": Privacy.OPERATIONAL,
        "value": Privacy.PERSONAL,
        "issuer": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        # A search does not know of which kind a number is.
        indexes = (models.Index(fields=["value"], name="identifier_by_value"),)
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "value", "issuer"],
                condition=models.Q(issuer__isnull=False),
                name="an_issued_number_names_one_child",
            ),
            # Two constraints, because SQLite lets nulls differ.
            models.UniqueConstraint(
                fields=["kind", "value"],
                condition=models.Q(issuer__isnull=True),
                name="a_national_number_names_one_child",
            ),
        )


class Contact(Record):
    """Somebody around the child: family, friend, associate; whether they may be told (RF-003)."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=120)
    relation = models.CharField(max_length=20, choices=PersonRelation.choices())
    telephone = models.CharField(max_length=30, blank=True)
    address = models.TextField(blank=True)
    has_parental_responsibility = models.BooleanField(default=False)
    may_be_told = models.BooleanField(default=True)  # CF-64
    why_not_told = models.TextField(blank=True)
    note = models.TextField(blank=True)
    until_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "child": Privacy.PERSONAL,
        "name": Privacy.PERSONAL,
        "relation": Privacy.PERSONAL,
        "telephone": Privacy.PERSONAL,
        "address": Privacy.PERSONAL,
        "has_parental_responsibility": Privacy.PERSONAL,
        "may_be_told": Privacy.SPECIAL,
        "why_not_told": Privacy.SPECIAL,
        "note": Privacy.SPECIAL,
        "until_at": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(may_be_told=True) | ~models.Q(why_not_told=""),
                name="not_telling_has_a_reason",
            ),
        )


class Assignment(Record):
    """A professional who acts for the child in a role, from one instant until another (RF-005)."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=40, choices=Role.choices())
    user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="assignments"
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    # For somebody without an account.
    name = models.CharField(max_length=120, blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    # When the end was written down, so that what was known earlier can be told.
    end_recorded_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "child": Privacy.PERSONAL,
        "role": Privacy.OPERATIONAL,
        "user": Privacy.OPERATIONAL,
        "agency": Privacy.OPERATIONAL,
        "name": Privacy.PERSONAL,
        "telephone": Privacy.PERSONAL,
        "from_at": Privacy.OPERATIONAL,
        "until_at": Privacy.OPERATIONAL,
        "end_recorded_at": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        indexes = (
            models.Index(fields=["user", "until_at"], name="assignment_of_user"),
            models.Index(fields=["child", "role"], name="assignment_of_child"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(user__isnull=False) | ~models.Q(name=""),
                name="an_assignment_names_somebody",
            ),
        )


class StatusPeriod(Record):
    """A legal or care status the child had, from one instant until another (RF-002)."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="statuses")
    kind = models.CharField(max_length=30, choices=StatusKind.choices())
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    # When the end was written down, so that what was known earlier can be told.
    end_recorded_at = models.DateTimeField(null=True, blank=True)
    # Recorded in error: kept, and no longer said to have been so.
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "child": Privacy.PERSONAL,
        "kind": Privacy.SPECIAL,
        "from_at": Privacy.SPECIAL,
        "until_at": Privacy.SPECIAL,
        "end_recorded_at": Privacy.OPERATIONAL,
        "withdrawn_at": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until_at__isnull=True)
                | models.Q(until_at__gt=models.F("from_at")),
                name="a_status_ends_after_it_began",
            ),
        )


class Flag(Record):
    """A standing concern, with who says so (RF-001, QS-041 to QS-056)."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="flags")
    kind = models.CharField(max_length=30, choices=FlagKind.choices())
    said_by = models.CharField(max_length=160)
    note = models.TextField(blank=True)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    # When the end was written down, so that what was known earlier can be told.
    end_recorded_at = models.DateTimeField(null=True, blank=True)
    # Recorded in error: kept, and no longer said to have been so.
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "child": Privacy.PERSONAL,
        "kind": Privacy.SPECIAL,
        "said_by": Privacy.PERSONAL,
        "note": Privacy.SPECIAL,
        "from_at": Privacy.SPECIAL,
        "until_at": Privacy.SPECIAL,
        "end_recorded_at": Privacy.OPERATIONAL,
        "withdrawn_at": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }


class Involvement(Record):
    """An agency may see this child's record, for this reason, from one instant until another."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="involvements")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="involvements")
    basis = models.CharField(max_length=30, choices=InvolvementBasis.choices())
    # What calls for it, such as a placement or an episode: one may end while another goes on.
    because = models.CharField(max_length=20, blank=True)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "child": Privacy.PERSONAL,
        "agency": Privacy.OPERATIONAL,
        "basis": Privacy.OPERATIONAL,
        "because": Privacy.OPERATIONAL,
        "from_at": Privacy.OPERATIONAL,
        "until_at": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        # Holds all that says whether a record is open, so that no row need be fetched to know it.
        indexes = (
            models.Index(
                fields=["agency", "child", "basis", "from_at", "until_at"],
                name="involvement_opens",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["child", "agency", "basis", "because"],
                condition=models.Q(until_at__isnull=True),
                name="one_open_involvement_a_basis",
            ),
        )


class Step(Record):
    """Something done for a child that the protocol asks for outside an absence: a review, say."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="steps")
    fact = models.CharField(max_length=80)
    value = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    words = models.TextField(blank=True)
    by = models.CharField(max_length=12)
    by_name = models.CharField(max_length=120)
    by_role = models.CharField(max_length=40)

    privacy: ClassVar = {
        "child": Privacy.PERSONAL,
        "fact": Privacy.SPECIAL,
        "value": Privacy.SPECIAL,
        "at": Privacy.PERSONAL,
        "words": Privacy.SPECIAL,
        "by": Privacy.OPERATIONAL,
        "by_name": Privacy.PERSONAL,
        "by_role": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }


class CareEpisode(Record):
    """What the statutory return calls an episode of care: one legal status in one placement.

    Derived from a row of the return, which is kept as it came: a corrected row derives it anew.
    """

    child = models.ForeignKey(Child, models.PROTECT, related_name="care_episodes")
    # Which authority returned it.
    authority = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    # The latest year in whose return it stood, by the year in which it ends.
    year = models.PositiveSmallIntegerField()
    began_on = models.DateField()
    # The return's codes (standards section 5).
    reason_began = models.CharField(max_length=4, blank=True)
    legal_status = models.CharField(max_length=4, blank=True)
    category_of_need = models.CharField(max_length=4, blank=True)
    placement_type = models.CharField(max_length=4, blank=True)
    placement_provider = models.CharField(max_length=4, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    reason_ended = models.CharField(max_length=4, blank=True)
    reason_placement_changed = models.CharField(max_length=10, blank=True)
    home_postcode = models.CharField(max_length=10, blank=True)
    placement_postcode = models.CharField(max_length=10, blank=True)
    urn = models.CharField(max_length=10, blank=True)
    # When the end was written down, so that what was known earlier can be told.
    end_recorded_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "child": Privacy.PERSONAL,
        "authority": Privacy.PERSONAL,
        "year": Privacy.OPERATIONAL,
        "began_on": Privacy.SPECIAL,
        "reason_began": Privacy.SPECIAL,
        "legal_status": Privacy.SPECIAL,
        "category_of_need": Privacy.SPECIAL,
        "placement_type": Privacy.SPECIAL,
        "placement_provider": Privacy.SPECIAL,
        "ended_on": Privacy.SPECIAL,
        "reason_ended": Privacy.SPECIAL,
        "reason_placement_changed": Privacy.SPECIAL,
        "home_postcode": Privacy.PERSONAL,
        "placement_postcode": Privacy.PERSONAL,
        "urn": Privacy.PERSONAL,
        "end_recorded_at": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["child", "authority", "began_on"], name="one_care_episode_begins_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True)
                | models.Q(ended_on__gte=models.F("began_on")),
                name="a_care_episode_ends_after_it_began",
            ),
        )
