"""One absence of one child, and everything recorded about it. Entries are added, never changed."""

from datetime import date, datetime
from typing import ClassVar

from django.db import models

from lantern.accounts.authorship import AUTHOR, Authored
from lantern.accounts.models import User
from lantern.agencies.models import Agency
from lantern.core.instants import day_in_london
from lantern.core.models import Record
from lantern.core.privacy import Privacy
from lantern.core.references import new_reference
from lantern.people.models import Child
from lantern.placements.models import Placement
from lantern.vocabulary.absence import EntryKind, Origin, Precision


def new_episode_reference() -> str:
    """A public reference for an episode."""
    return new_reference("E")


def new_draft_reference() -> str:
    """A public reference for a report being written."""
    return new_reference("D")


class Together(Record):
    """Children who went together. Each keeps an episode of their own (RF-037, SCP L1030)."""

    privacy: ClassVar = {"recorded_at": Privacy.OPERATIONAL}


class Episode(Record):
    """One period of absence, from last seen to return. Its state is derived from its entries."""

    reference = models.CharField(max_length=12, unique=True, default=new_episode_reference)
    child = models.ForeignKey(Child, models.PROTECT, related_name="episodes")
    together = models.ForeignKey(
        Together, models.PROTECT, null=True, blank=True, related_name="episodes"
    )
    origin = models.CharField(max_length=20, choices=Origin.choices())
    # As they were when the child went, since the child may move while away.
    placement = models.ForeignKey(
        Placement, models.PROTECT, null=True, blank=True, related_name="episodes"
    )
    responsible_authority = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    host_authority = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Nobody's where the absence was brought in from records that do not say.
    force = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    rulebook = models.CharField(max_length=60)
    reported_at = models.DateTimeField(null=True, blank=True, db_index=True)
    # Brought in from records kept elsewhere: it never raises an alert, and nothing is owed for it.
    is_history = models.BooleanField(default=False)
    # The name under which whoever kept it sends it again.
    origin_key = models.CharField(max_length=120, null=True, blank=True, unique=True)
    # Copies of what the entries say, for the board and for lists; rebuilt from the entries.
    last_seen_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, db_index=True)
    whereabouts = models.CharField(max_length=20, default="not_known")
    classification = models.CharField(max_length=40, blank=True)
    risk = models.CharField(max_length=20, blank=True)
    began_precision = models.CharField(
        max_length=10, choices=Precision.choices(), default=Precision.MINUTE
    )
    ended_precision = models.CharField(
        max_length=10, choices=Precision.choices(), default=Precision.MINUTE
    )

    privacy: ClassVar = {
        "reference": Privacy.OPERATIONAL,
        "child": Privacy.PERSONAL,
        "together": Privacy.PERSONAL,
        "origin": Privacy.PERSONAL,
        "placement": Privacy.PERSONAL,
        "responsible_authority": Privacy.PERSONAL,
        "host_authority": Privacy.PERSONAL,
        "force": Privacy.PERSONAL,
        "rulebook": Privacy.OPERATIONAL,
        "reported_at": Privacy.PERSONAL,
        "is_history": Privacy.OPERATIONAL,
        "origin_key": Privacy.PERSONAL,
        "last_seen_at": Privacy.PERSONAL,
        "ended_at": Privacy.PERSONAL,
        "whereabouts": Privacy.PERSONAL,
        "classification": Privacy.SPECIAL,
        "risk": Privacy.SPECIAL,
        "began_precision": Privacy.OPERATIONAL,
        "ended_precision": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["child"],
                condition=models.Q(ended_at__isnull=True, is_history=False),
                name="one_open_episode_a_child",
            ),
            models.CheckConstraint(
                condition=models.Q(is_history=True)
                | models.Q(reported_at__isnull=False, force__isnull=False),
                name="a_report_has_its_time_and_force",
            ),
            models.CheckConstraint(
                condition=models.Q(reported_at__isnull=False)
                | models.Q(last_seen_at__isnull=False),
                name="an_absence_has_a_beginning",
            ),
        )

    @property
    def judged_on(self) -> date:
        """The day whose rulebooks judge it, the authority's and all others': that of the report, or
        of the beginning of one brought in from other records."""
        return day_in_london(self.reported_at or self.away_since)

    @property
    def away_since(self) -> datetime:
        """From when the child has been away: last seen, or the report if nobody knows (CF-15)."""
        since = self.last_seen_at or self.reported_at
        if since is None:
            raise ValueError(f"{self.reference} has no beginning")
        return since


def new_entry_key() -> str:
    """The name under which an entry and its corrections are known."""
    return new_reference("N")


class Entry(Authored):
    """One dated, attributed fact of an episode. Append-only: a correction is another entry.

    `at` is when it happened and `recorded_at` when it was written down. `fact` is its name in the
    protocol's vocabulary, empty for words that the protocol does not ask for. A correction carries
    the `key` of what it corrects; a withdrawal does too, with `withdrawn` set.
    """

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="entries")
    key = models.CharField(max_length=12, default=new_entry_key)
    kind = models.CharField(max_length=20, choices=EntryKind.choices())
    fact = models.CharField(max_length=80, blank=True)
    value = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    precision = models.CharField(
        max_length=10, choices=Precision.choices(), default=Precision.MINUTE
    )
    words = models.TextField(blank=True)
    details = models.JSONField(default=dict)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    withdrawn = models.BooleanField(default=False)
    # Why it corrects or withdraws another.
    reason = models.TextField(blank=True)

    privacy: ClassVar = AUTHOR | {
        "episode": Privacy.PERSONAL,
        "key": Privacy.OPERATIONAL,
        "kind": Privacy.OPERATIONAL,
        "fact": Privacy.SPECIAL,
        "value": Privacy.SPECIAL,
        "at": Privacy.PERSONAL,
        "precision": Privacy.OPERATIONAL,
        "words": Privacy.SPECIAL,
        "details": Privacy.SPECIAL,
        "corrects": Privacy.OPERATIONAL,
        "withdrawn": Privacy.OPERATIONAL,
        "reason": Privacy.SPECIAL,
    }

    class Meta:
        indexes = (models.Index(fields=["episode", "at"], name="entry_of_episode"),)


class Draft(Record):
    """A report being written, saved as its author goes; its author's alone until it is sent."""

    reference = models.CharField(max_length=12, unique=True, default=new_draft_reference)
    author = models.ForeignKey(User, models.PROTECT, related_name="drafts")
    child = models.ForeignKey(Child, models.PROTECT, null=True, blank=True, related_name="+")
    answers = models.JSONField(default=dict)
    saved_at = models.DateTimeField()
    # What the draft became; a second sending finds it and makes no second episode.
    sent_as = models.ForeignKey(
        Episode, models.PROTECT, null=True, blank=True, related_name="drafts"
    )

    privacy: ClassVar = {
        "reference": Privacy.OPERATIONAL,
        "author": Privacy.OPERATIONAL,
        "child": Privacy.PERSONAL,
        "answers": Privacy.SPECIAL,
        "saved_at": Privacy.OPERATIONAL,
        "sent_as": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }
