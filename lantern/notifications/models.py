"""Messages on their way, and handovers that stay open until a named person takes them."""

from typing import ClassVar, Final

from django.db import models

from lantern.accounts.models import User
from lantern.agencies.models import Agency, Team
from lantern.core.models import Record
from lantern.core.privacy import Privacy
from lantern.vocabulary.role import Role

HANDED_OVER: Final = "handover handed over"
"""The kind of the message that asks somebody to take a handover."""


class Message(Record):
    """Something to tell one person or one team. Written in the transaction of what it tells of."""

    # Says what this message is of; the same cause never makes a second message.
    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=12, db_index=True)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="messages")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="messages")
    subject = models.CharField(max_length=160)
    body = models.TextField()
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    privacy: ClassVar = {
        "key": Privacy.OPERATIONAL,
        "kind": Privacy.OPERATIONAL,
        "about": Privacy.OPERATIONAL,
        "user": Privacy.OPERATIONAL,
        "team": Privacy.OPERATIONAL,
        "subject": Privacy.OPERATIONAL,
        "body": Privacy.SPECIAL,
        "read_at": Privacy.OPERATIONAL,
        "read_by": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        indexes = (
            models.Index(fields=["user", "read_at"], name="message_of_user"),
            models.Index(fields=["team", "read_at"], name="message_of_team"),
            models.Index(fields=["user", "-recorded_at", "-id"], name="message_of_user_by_time"),
            models.Index(fields=["team", "-recorded_at", "-id"], name="message_of_team_by_time"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(user__isnull=False, team__isnull=True)
                | models.Q(user__isnull=True, team__isnull=False),
                name="a_message_is_for_a_person_or_a_team",
            ),
        )


class Delivery(Record):
    """The sending of a message by one channel: leased by one worker at a time, retried, or dead."""

    class State(models.TextChoices):
        WAITING = "waiting", "waiting to be sent"
        SENT = "sent", "sent"
        DEAD = "dead", "could not be sent"

    message = models.ForeignKey(Message, models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=20)
    address = models.CharField(max_length=254)
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    leased_by = models.CharField(max_length=60, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=240, blank=True)

    privacy: ClassVar = {
        "message": Privacy.OPERATIONAL,
        "channel": Privacy.OPERATIONAL,
        "address": Privacy.PERSONAL,
        "state": Privacy.OPERATIONAL,
        "attempts": Privacy.OPERATIONAL,
        "next_at": Privacy.OPERATIONAL,
        "leased_by": Privacy.OPERATIONAL,
        "leased_until": Privacy.OPERATIONAL,
        "sent_at": Privacy.OPERATIONAL,
        "fault": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        indexes = (models.Index(fields=["state", "next_at"], name="delivery_to_send"),)
        constraints = (
            models.UniqueConstraint(
                fields=["message", "channel", "address"], name="one_delivery_a_channel"
            ),
        )


class Handover(Record):
    """Something handed to a role of an agency. Open until a named person acknowledges it."""

    key = models.CharField(max_length=200, unique=True)
    about = models.CharField(max_length=12, db_index=True)
    what = models.CharField(max_length=160)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="handovers")
    role = models.CharField(max_length=40, choices=Role.choices())
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="handovers")
    opened_at = models.DateTimeField()
    # When it climbs to the next role, unless somebody has taken it.
    climbs_at = models.DateTimeField(null=True, blank=True)
    climbed_from = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="climbed_to"
    )
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )

    privacy: ClassVar = {
        "key": Privacy.OPERATIONAL,
        "about": Privacy.OPERATIONAL,
        "what": Privacy.OPERATIONAL,
        "agency": Privacy.OPERATIONAL,
        "role": Privacy.OPERATIONAL,
        "user": Privacy.OPERATIONAL,
        "opened_at": Privacy.OPERATIONAL,
        "climbs_at": Privacy.OPERATIONAL,
        "climbed_from": Privacy.OPERATIONAL,
        "acknowledged_at": Privacy.OPERATIONAL,
        "acknowledged_by": Privacy.OPERATIONAL,
        "recorded_at": Privacy.OPERATIONAL,
    }

    class Meta:
        indexes = (models.Index(fields=["acknowledged_at", "climbs_at"], name="handover_to_climb"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | models.Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="acknowledged_at_and_by_together",
            ),
        )
