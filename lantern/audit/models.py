"""Who did what and who saw what: append-only, and with no foreign keys to hold them to anything."""

from typing import ClassVar

from django.db import models

from lantern.core.models import Record
from lantern.core.privacy import Privacy


class AuditEvent(Record):
    """Something that was done, by whom, to what."""

    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=40, db_index=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40, db_index=True)
    details = models.JSONField(default=dict)

    privacy: ClassVar = {
        "kind": Privacy.OPERATIONAL,
        "about": Privacy.OPERATIONAL,
        "at": Privacy.OPERATIONAL,
        "by": Privacy.OPERATIONAL,
        "details": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }


class AccessEvent(Record):
    """Somebody looked at a record."""

    about = models.CharField(max_length=40)
    by = models.CharField(max_length=40)
    agency = models.CharField(max_length=40)
    page = models.CharField(max_length=80)
    basis = models.CharField(max_length=40)
    at = models.DateTimeField()

    privacy: ClassVar = {
        "about": Privacy.OPERATIONAL,
        "by": Privacy.OPERATIONAL,
        "agency": Privacy.OPERATIONAL,
        "page": Privacy.OPERATIONAL,
        "basis": Privacy.OPERATIONAL,
        "at": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        indexes = (
            models.Index(fields=["about", "at"], name="access_about_at"),
            models.Index(fields=["by", "at"], name="access_by_at"),
        )
