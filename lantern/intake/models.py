"""What arrived, exactly as it was received, and what became of each row."""

from typing import ClassVar

from django.db import models

from lantern.accounts.models import User
from lantern.agencies.models import Agency
from lantern.core.models import Record
from lantern.core.privacy import Privacy
from lantern.core.references import new_reference
from lantern.people.models import Child
from lantern.vocabulary.arriving import (
    ArrivalKind,
    ArrivalState,
    DoubtDecision,
    DoubtReason,
    ErrandKind,
    RowOutcome,
)


def new_arrival_reference() -> str:
    """A public reference for an arrival."""
    return new_reference("A")


class Arrival(Record):
    """Files brought in together: what they are, whose, and how far they have come.

    The same files for the same purpose are one arrival, however often they are brought.
    """

    reference = models.CharField(max_length=12, unique=True, default=new_arrival_reference)
    kind = models.CharField(max_length=20, choices=ArrivalKind.choices())
    authority = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="arrivals"
    )
    # The year of a return, by the year in which it ends: 2026 is April 2025 to March 2026.
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    mapping = models.CharField(max_length=60, blank=True)
    # Of the purpose and of every file.
    digest = models.CharField(max_length=64, unique=True)
    state = models.CharField(
        max_length=20, choices=ArrivalState.choices(), default=ArrivalState.RECEIVED
    )
    # Where its rows begin among those of the year; set when the first is taken.
    first_position = models.PositiveIntegerField(null=True, blank=True)
    by = models.CharField(max_length=40)
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    # Rows by table and outcome, and faults by rule, when it was last looked through.
    counts = models.JSONField(default=dict)

    privacy: ClassVar = {
        "reference": Privacy.OPERATIONAL,
        "kind": Privacy.OPERATIONAL,
        "authority": Privacy.OPERATIONAL,
        "year": Privacy.OPERATIONAL,
        "mapping": Privacy.OPERATIONAL,
        "digest": Privacy.OPERATIONAL,
        "state": Privacy.OPERATIONAL,
        "first_position": Privacy.OPERATIONAL,
        "by": Privacy.OPERATIONAL,
        "by_name": Privacy.PERSONAL,
        "at": Privacy.OPERATIONAL,
        "finished_at": Privacy.OPERATIONAL,
        "counts": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        indexes = (models.Index(fields=["authority", "at"], name="arrival_of_authority"),)


class ArrivedFile(Record):
    """One file, byte for byte as it was received (compressed with zlib)."""

    arrival = models.ForeignKey(Arrival, models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    privacy: ClassVar = {
        "arrival": Privacy.OPERATIONAL,
        "name": Privacy.OPERATIONAL,
        "content": Privacy.SPECIAL,
        "size": Privacy.OPERATIONAL,
        "digest": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }


class ArrivedSheet(Record):
    """One table of an arrival, with its columns in the order in which they were received."""

    arrival = models.ForeignKey(Arrival, models.CASCADE, related_name="sheets")
    # The file, and the worksheet in a workbook, as reports name it.
    name = models.CharField(max_length=240)
    table = models.CharField(max_length=40)
    columns = models.JSONField()

    privacy: ClassVar = {
        "arrival": Privacy.OPERATIONAL,
        "name": Privacy.OPERATIONAL,
        "table": Privacy.OPERATIONAL,
        "columns": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }


class ArrivedRow(Record):
    """One row exactly as received, where it stood, and what became of it.

    A row brought again unchanged is not kept twice; one brought again changed replaces the earlier,
    which is kept and points to it. `position` orders the rows of a table over all of a year's
    arrivals, so that the return can be written again row for row.
    """

    sheet = models.ForeignKey(ArrivedSheet, models.CASCADE, related_name="rows")
    authority = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    table = models.CharField(max_length=40)
    line = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    # The number by which its source knows the person the row is about.
    about = models.CharField(max_length=60, blank=True)
    # The name under which what the row says is known: a row that replaces another keeps it.
    key = models.CharField(max_length=100, blank=True)
    # Aligned with the columns of its sheet.
    cells = models.JSONField()
    outcome = models.CharField(max_length=20, choices=RowOutcome.choices())
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="+")

    privacy: ClassVar = {
        "sheet": Privacy.OPERATIONAL,
        "authority": Privacy.OPERATIONAL,
        "year": Privacy.OPERATIONAL,
        "table": Privacy.OPERATIONAL,
        "line": Privacy.OPERATIONAL,
        "position": Privacy.OPERATIONAL,
        "about": Privacy.PERSONAL,
        "key": Privacy.PERSONAL,
        "cells": Privacy.SPECIAL,
        "outcome": Privacy.OPERATIONAL,
        "replaced_by": Privacy.OPERATIONAL,
        "child": Privacy.PERSONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        indexes = (models.Index(fields=["authority", "about"], name="arrived_row_about"),)


class Doubt(Record):
    """Possibly the same child: the rows about a person wait until somebody has decided.

    One doubt for each child whom the rows may be about. The rows are those of `arrived_row`'s
    authority with its `about`.
    """

    arrived_row = models.ForeignKey(ArrivedRow, models.PROTECT, related_name="doubts")
    candidate = models.ForeignKey(Child, models.PROTECT, related_name="+")
    why = models.CharField(max_length=30, choices=DoubtReason.choices())
    decision = models.CharField(max_length=20, choices=DoubtDecision.choices(), blank=True)
    decided_by = models.CharField(max_length=40, blank=True)
    decided_by_name = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = {
        "arrived_row": Privacy.PERSONAL,
        "candidate": Privacy.PERSONAL,
        "why": Privacy.PERSONAL,
        "decision": Privacy.PERSONAL,
        "decided_by": Privacy.OPERATIONAL,
        "decided_by_name": Privacy.PERSONAL,
        "decided_at": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["arrived_row", "candidate"], name="one_doubt_a_row_and_candidate"
            ),
            models.CheckConstraint(
                condition=models.Q(decided_at__isnull=True, decision="", decided_by="")
                | (
                    models.Q(decided_at__isnull=False)
                    & ~models.Q(decision="")
                    & ~models.Q(decided_by="")
                ),
                name="a_decision_on_a_doubt_is_whole",
            ),
        )


class Errand(Record):
    """What a worker is asked to do with an arrival, how far it has come, and what it found.

    An errand is leased to one worker at a time. One that a worker could not finish is taken up
    again by another; what was done before is found done.
    """

    arrival = models.ForeignKey(Arrival, models.CASCADE, related_name="errands")
    kind = models.CharField(max_length=20, choices=ErrandKind.choices())
    # On whose behalf: what they may not do, the worker may not do for them.
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_by = models.CharField(max_length=120, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    rows_done = models.PositiveIntegerField(default=0)
    rows_in_all = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    # Why it could not be done, in a sentence.
    fault = models.CharField(max_length=240, blank=True)
    # What was found, as the page shows it.
    found = models.JSONField(default=dict)

    privacy: ClassVar = {
        "arrival": Privacy.OPERATIONAL,
        "kind": Privacy.OPERATIONAL,
        "user": Privacy.OPERATIONAL,
        "agency": Privacy.OPERATIONAL,
        "asked_at": Privacy.OPERATIONAL,
        "attempts": Privacy.OPERATIONAL,
        "leased_by": Privacy.OPERATIONAL,
        "leased_until": Privacy.OPERATIONAL,
        "rows_done": Privacy.OPERATIONAL,
        "rows_in_all": Privacy.OPERATIONAL,
        "finished_at": Privacy.OPERATIONAL,
        "fault": Privacy.OPERATIONAL,
        "found": Privacy.SPECIAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["arrival"],
                condition=models.Q(finished_at__isnull=True),
                name="one_open_errand_an_arrival",
            ),
        )
        indexes = (
            models.Index(
                fields=["asked_at"],
                condition=models.Q(finished_at__isnull=True),
                name="errand_open",
            ),
        )


class HandedBack(Record):
    """A file for whoever brought the records: every fault, or the rows of one sheet to mend."""

    errand = models.ForeignKey(Errand, models.CASCADE, related_name="handed_back")
    # Of the file to mend; blank for the list of faults.
    name = models.CharField(max_length=240, blank=True)
    # Compressed with zlib.
    content = models.BinaryField()
    rows = models.PositiveIntegerField()

    privacy: ClassVar = {
        "errand": Privacy.OPERATIONAL,
        "name": Privacy.OPERATIONAL,
        "content": Privacy.SPECIAL,
        "rows": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }
