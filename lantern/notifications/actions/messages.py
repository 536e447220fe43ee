"""Messages: marked as read by the person, or by one of the team, they are for."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from lantern.access.actor import Actor
from lantern.core.errors import NotFound
from lantern.notifications import policies
from lantern.notifications.models import Message


@transaction.atomic
def mark_read(number: int, *, by: Actor, at: datetime) -> None:
    """The message has been read. The first to read a team's message is the one named."""
    message = Message.objects.filter(pk=number).first()
    if message is None or not policies.can_read(by, message):
        raise NotFound("message", str(number))
    Message.objects.filter(pk=number, read_at__isnull=True).update(
        read_at=at, read_by_id=by.user_id
    )


@transaction.atomic
def mark_all_read(*, by: Actor, at: datetime) -> int:
    """Everything there is for this person and their teams has been read; how many were not."""
    return Message.objects.filter(
        Q(user_id=by.user_id or 0) | Q(team_id__in=by.team_ids), read_at__isnull=True
    ).update(read_at=at, read_by_id=by.user_id)
