"""What somebody has been told, what is waiting to be taken, and what could not be sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from lantern.access.actor import Actor
from lantern.notifications import policies
from lantern.notifications.models import Delivery, Handover, Message
from lantern.notifications.recipients import may_take
from lantern.vocabulary.role import Role


@dataclass(frozen=True, kw_only=True)
class HandoverState:
    """How one handover of a record stands, as a page shows it."""

    id: int
    about: str
    what: str
    role: Role
    agency: str
    telephone: str
    person: str
    opened_at: datetime
    climbs_at: datetime | None
    acknowledged_at: datetime | None
    acknowledged_by: str
    climbed: bool
    """Whether the role before it did not take it in time."""


def messages(actor: Actor) -> QuerySet[Message]:
    """All that this person and their teams have been told, newest first."""
    return (
        Message.objects.filter(Q(user_id=actor.user_id) | Q(team_id__in=actor.team_ids))
        .select_related("team", "read_by")
        .order_by("-id")
    )


def unread(actor: Actor) -> int:
    """How many messages nobody has read yet of those for this person and their teams."""
    return (
        Message.objects.filter(Q(user_id=actor.user_id) | Q(team_id__in=actor.team_ids))
        .filter(read_at__isnull=True)
        .count()
    )


def handovers_to(actor: Actor, at: datetime) -> QuerySet[Handover]:
    """What waits for this person, or for anyone who does the work that this person does."""
    if actor.agency_id is None:
        return Handover.objects.none()
    return (
        Handover.objects.filter(agency_id=actor.agency_id, acknowledged_at__isnull=True)
        .filter(Q(user_id=actor.user_id) | Q(role__in=may_take(actor, at)))
        .select_related("agency", "user", "climbed_from")
        .order_by("opened_at", "id")
    )


def handovers_of(actor: Actor, abouts: Iterable[str]) -> dict[str, list[HandoverState]]:
    """How the handovers of these records stand, which the caller may see.

    Of a handover that climbed, each rung is there: who was asked, and who was asked next.
    """
    rows = (
        Handover.objects.filter(about__in=list(abouts))
        .select_related("agency", "user", "acknowledged_by")
        .order_by("about", "opened_at", "id")
    )
    found: dict[str, list[HandoverState]] = {}
    for row in rows:
        found.setdefault(row.about, []).append(state_of(row))
    return found


def state_of(row: Handover) -> HandoverState:
    """The handover as a page shows it."""
    return HandoverState(
        id=row.pk,
        about=row.about,
        what=row.what,
        role=Role(row.role),
        agency=row.agency.name,
        telephone=row.agency.telephone,
        person=row.user.name if row.user else "",
        opened_at=row.opened_at,
        climbs_at=row.climbs_at,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=row.acknowledged_by.name if row.acknowledged_by else "",
        climbed=row.climbed_from_id is not None,
    )


def dead_letters(actor: Actor) -> QuerySet[Delivery]:
    """What could not be sent, newest first. Refused to those who do not look after messages."""
    policies.can_see_deliveries(actor).require()
    return (
        Delivery.objects.filter(state=Delivery.State.DEAD)
        .select_related("message", "message__user", "message__team")
        .order_by("-id")
    )


def waiting(actor: Actor, at: datetime) -> int:
    """How many deliveries should have left by now and have not."""
    policies.can_see_deliveries(actor).require()
    return Delivery.objects.filter(state=Delivery.State.WAITING, next_at__lte=at).count()


def told(actor: Actor, about: str) -> Sequence[Message]:
    """Who has been told of a record, and when. The caller may see the record."""
    return list(
        Message.objects.filter(about=about).select_related("user", "team", "read_by").order_by("id")
    )
