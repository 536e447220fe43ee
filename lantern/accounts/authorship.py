"""Who wrote a row: the columns that say so, and what goes into them."""

from datetime import datetime
from typing import Final

from django.db import models

from lantern.access.actor import Actor
from lantern.accounts.models import User
from lantern.agencies.models import Agency
from lantern.core.models import Record
from lantern.core.privacy import Privacy

AUTHOR: Final[dict[str, Privacy]] = {
    "by": Privacy.OPERATIONAL,
    "by_name": Privacy.PERSONAL,
    "by_role": Privacy.OPERATIONAL,
    "by_agency": Privacy.OPERATIONAL,
    "recorded_at": Privacy.OPERATIONAL,
}
"""How sensitive these columns are."""


class Authored(Record):
    """A row that says who wrote it, as they were then. Abstract; nobody is there for the system."""

    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=120)
    by_role = models.CharField(max_length=40, blank=True)
    by_agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True


def author_of(by: Actor, now: datetime) -> dict[str, object]:
    """The columns that say who recorded it, in which role and agency, and when."""
    return {
        "recorded_at": now,
        "by_id": by.user_id,
        "by_name": by.name,
        "by_role": min(by.roles, default=""),
        "by_agency_id": by.agency_id,
    }
