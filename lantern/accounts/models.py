"""Staff with accounts, and the roles they hold in agencies. Children and parents have none."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from lantern.agencies.models import Agency, Team
from lantern.core.models import Record
from lantern.core.privacy import Privacy
from lantern.core.references import new_reference
from lantern.vocabulary.role import Role


def new_staff_reference() -> str:
    """A public reference for a member of staff."""
    return new_reference("S")


class User(AbstractBaseUser):
    """A member of staff."""

    reference = models.CharField(max_length=12, unique=True, default=new_staff_reference)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    telephone = models.CharField(max_length=30, blank=True)
    is_active = models.BooleanField(default=True)
    # Part of the session's key: raising it signs this person out everywhere.
    session_epoch = models.PositiveIntegerField(default=0)
    recorded_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[BaseUserManager[Any]] = BaseUserManager()

    privacy: ClassVar = {
        "reference": Privacy.OPERATIONAL,
        "email": Privacy.PERSONAL,
        "name": Privacy.PERSONAL,
        "telephone": Privacy.PERSONAL,
        "is_active": Privacy.OPERATIONAL,
        "session_epoch": Privacy.OPERATIONAL,
        "password": Privacy.OPERATIONAL,
        "last_login": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        constraints = (models.UniqueConstraint(Lower("email"), name="one_account_an_address"),)

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """The session's key changes with the password and with every sign-out everywhere."""
        return f"{super().get_session_auth_hash()}.{self.session_epoch}"


class Membership(Record):
    """A role that somebody holds in an agency, from one day until another."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="memberships")
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    role = models.CharField(max_length=40, choices=Role.choices())
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    privacy: ClassVar = {
        "user": Privacy.OPERATIONAL,
        "agency": Privacy.OPERATIONAL,
        "team": Privacy.OPERATIONAL,
        "role": Privacy.OPERATIONAL,
        "from_on": Privacy.OPERATIONAL,
        "until_on": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        indexes = (models.Index(fields=["agency", "role"], name="membership_agency_role"),)
