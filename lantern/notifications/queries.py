"""What somebody has been told, what is waiting to be taken, and what could not be sent."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, TypeVar

from django.db.models import Model, Q, QuerySet

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.core.decision import Decision
from lantern.core.errors import NotFound
from lantern.notifications import policies
from lantern.notifications.models import HANDED_OVER, Delivery, Handover, Message
from lantern.notifications.recipients import may_take
from lantern.vocabulary.role import Role

PAGE_SIZE: Final = 25
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, kw_only=True)
class HandoverState:
    """How one handover of a record stands, as a page shows it."""

    id: int
    key: str
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
    may_take: bool = False
    """Whether the person who looks may take it now."""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A message in somebody's inbox. `team` is empty where it is for the person."""

    id: int
    about: str
    subject: str
    body: str
    team: str
    at: datetime
    read_at: datetime | None
    read_by: str


@dataclass(frozen=True, kw_only=True)
class Unsent:
    """A message that could not be sent, without its words."""

    id: int
    subject: str
    to: str
    fault: str
    at: datetime
    attempts: int


def letters(actor: Actor, at: datetime, *, page: int = 1) -> tuple[tuple[Letter, ...], bool]:
    """One page of what this person and their teams have been told, newest first."""
    first = (max(page, 1) - 1) * PAGE_SIZE
    numbers = _newest(actor, at, first + PAGE_SIZE + 1)[first:]
    rows = Message.objects.filter(pk__in=numbers[:PAGE_SIZE])
    rows = rows.select_related("team", "read_by").order_by("-recorded_at", "-pk")
    found = tuple(
        Letter(
            id=row.pk,
            about=row.about,
            subject=row.subject,
            body=row.body,
            team=row.team.name if row.team else "",
            at=row.recorded_at,
            read_at=row.read_at,
            read_by=row.read_by.name if row.read_by else "",
        )
        for row in rows
    )
    return found, len(numbers) > PAGE_SIZE


def _newest(actor: Actor, at: datetime, count: int) -> list[int]:
    """The newest messages, each mailbox asked by itself: years of messages are never sorted."""
    waiting = _waiting_for(actor, at)
    found: list[tuple[datetime, int]] = []
    for mailbox in _mailboxes(actor):
        rows = _beside(Message.objects.filter(mailbox), waiting)
        rows = rows.order_by("-recorded_at", "-pk")
        found += rows.values_list("recorded_at", "pk")[:count]
    return [number for _, number in sorted(found, reverse=True)[:count]]


def _mailboxes(actor: Actor) -> list[Q]:
    """The person's own, and one for each of their teams."""
    return [Q(user_id=actor.user_id or 0), *(Q(team_id=one) for one in sorted(actor.team_ids))]


def _to(actor: Actor) -> QuerySet[Message]:
    return Message.objects.filter(Q(user_id=actor.user_id or 0) | Q(team_id__in=actor.team_ids))


def _told(actor: Actor, at: datetime) -> QuerySet[Message]:
    """What there is to read, without what waits to be taken: that is shown as waiting, once."""
    return _beside(_to(actor), _waiting_for(actor, at))


def _beside(messages: QuerySet[Message], waiting: QuerySet[Handover]) -> QuerySet[Message]:
    abouts = waiting.values("about")
    return messages.exclude(kind=HANDED_OVER, read_at__isnull=True, about__in=abouts)


def _page(rows: QuerySet[Row], number: int) -> tuple[list[Row], bool]:
    first = (max(number, 1) - 1) * PAGE_SIZE
    found = list(rows[first : first + PAGE_SIZE + 1])
    return found[:PAGE_SIZE], len(found) > PAGE_SIZE


def unread(actor: Actor, at: datetime) -> int:
    """How many messages nobody has read yet of those for this person and their teams."""
    return _told(actor, at).filter(read_at__isnull=True).count()


def handovers_to(actor: Actor, at: datetime) -> tuple[HandoverState, ...]:
    """What waits for this person, or for anyone who does the work that this person does."""
    rows = _waiting_for(actor, at).select_related("agency", "user", "acknowledged_by")
    return tuple(state_of(row) for row in rows.order_by("opened_at", "pk")[:PAGE_SIZE])


def unseen(actor: Actor, at: datetime) -> int:
    """How many messages nobody has read and handovers nobody has taken, for the navigation."""
    waiting = _waiting_for(actor, at)
    unread_here = _beside(_to(actor), waiting).filter(read_at__isnull=True)
    return unread_here.values("pk").union(waiting.values("pk"), all=True).count()


def _waiting_for(actor: Actor, at: datetime) -> QuerySet[Handover]:
    if actor.agency_id is None or not actor.holds(Permission.HANDOVER_ACKNOWLEDGE):
        return Handover.objects.none()
    return Handover.objects.filter(
        Q(user_id=actor.user_id or 0) | Q(role__in=may_take(actor, at)),
        agency_id=actor.agency_id,
        acknowledged_at__isnull=True,
    )


def handover(actor: Actor, number: int, at: datetime) -> tuple[HandoverState, Decision]:
    """One handover of the actor's agency, and whether the actor may take it."""
    row = (
        Handover.objects.filter(pk=number, agency_id=actor.agency_id or 0)
        .select_related("agency", "user", "acknowledged_by")
        .first()
    )
    if row is None:
        raise NotFound("handover", str(number))
    return state_of(row), policies.can_acknowledge(actor, row, at)


def handovers_of(
    actor: Actor, abouts: Iterable[str], at: datetime
) -> dict[str, list[HandoverState]]:
    """How the handovers of these records stand, which the caller may see.

    Of a handover that climbed, each rung is there: who was asked, and who was asked next.
    """
    rows = (
        Handover.objects.filter(about__in=list(abouts))
        .select_related("agency", "user", "acknowledged_by")
        .order_by("about", "opened_at", "id")
    )
    waits = {row for row in rows if row.agency_id == actor.agency_id and not row.acknowledged_at}
    takes = bool(waits) and bool(actor.holds(Permission.HANDOVER_ACKNOWLEDGE))
    roles = may_take(actor, at) if takes else frozenset()
    found: dict[str, list[HandoverState]] = {}
    for row in rows:
        able = row in waits and (row.user_id == actor.user_id or row.role in roles)
        found.setdefault(row.about, []).append(replace(state_of(row), may_take=able))
    return found


def state_of(row: Handover) -> HandoverState:
    """The handover as a page shows it."""
    return HandoverState(
        id=row.pk,
        key=row.key,
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


def unsent(actor: Actor, *, page: int = 1) -> tuple[tuple[Unsent, ...], bool]:
    """One page of what could not be sent, newest first, for those who look after it."""
    policies.can_see_deliveries(actor).require()
    dead = Delivery.objects.filter(state=Delivery.State.DEAD).order_by("-next_at", "-pk")
    rows, has_more = _page(dead.select_related("message__user", "message__team__agency"), page)
    return tuple(_unsent(row) for row in rows), has_more


def _unsent(row: Delivery) -> Unsent:
    user, team = row.message.user, row.message.team
    to = user.name if user else f"{team.name}, {team.agency.name}" if team else ""
    return Unsent(
        id=row.pk,
        subject=row.message.subject,
        to=f"{to} ({row.address})",
        fault=row.fault,
        at=row.message.recorded_at,
        attempts=row.attempts,
    )


def waiting(actor: Actor, at: datetime) -> int:
    """How many deliveries should have left by now and have not."""
    policies.can_see_deliveries(actor).require()
    return Delivery.objects.filter(state=Delivery.State.WAITING, next_at__lte=at).count()
