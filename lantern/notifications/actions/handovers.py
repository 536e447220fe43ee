"""Handovers: open until a named person acknowledges them, climbing from role to role meanwhile."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from lantern.access.actor import Actor
from lantern.agencies.models import Agency
from lantern.audit.record import announce
from lantern.core.errors import NotFound
from lantern.notifications import outbox, policies, wording
from lantern.notifications.events import HandoverAcknowledged, HandoverClimbed, HandoverOpened
from lantern.notifications.models import HANDED_OVER, Handover, Message
from lantern.notifications.recipients import Holders, Rota, held_on
from lantern.notifications.wording import Wording
from lantern.vocabulary.role import Role

CLIMBED = " > "
"""Joins the key of a handover to the role it climbed to."""


@dataclass(frozen=True, kw_only=True)
class Handing:
    """What is handed over, and to which role of which agency. `key` names its cause."""

    key: str
    about: str
    what: str
    role: Role
    agency_id: int
    assigned: tuple[int, ...] = ()
    """The child's own workers in that role, who are asked first."""
    known_to: int | None = None
    """The person whose deed it tells of. Where it would come to them, they have it already."""
    climbs_after: timedelta


@transaction.atomic
def begin(handing: Handing, *, by: Actor, at: datetime) -> Handover:
    """Hand something over and tell those who are to take it. The same key is handed over once."""
    before = Handover.objects.filter(key=handing.key).first()
    if before is not None:
        return before
    to = Rota(at).holders(handing.role, handing.agency_id, assigned=handing.assigned)
    known_to = handing.known_to if _is_among(handing.known_to, to, at) else None
    handover, made = Handover.objects.get_or_create(
        key=handing.key,
        defaults={
            "about": handing.about,
            "what": handing.what,
            "agency_id": to.agency_id,
            "role": to.role,
            "user_id": to.user_ids[0] if len(to.user_ids) == 1 else None,
            "opened_at": at,
            "climbs_at": at + handing.climbs_after,
            "acknowledged_at": None if known_to is None else at,
            "acknowledged_by_id": known_to,
        },
    )
    if made:
        _opened(handover, to, by, at)
    return handover


def _opened(handover: Handover, to: Holders, by: Actor, at: datetime) -> None:
    """Tell those who are to take it, unless the only one to take it knows it already."""
    agency = handover.agency
    if handover.acknowledged_at is None:
        said = wording.handed_over(
            handover.what,
            handover.about,
            role=to.role,
            agency=agency.name,
            instead_of=to.instead_of,
        )
        _tell(handover, to, said, at)
    announce(
        HandoverOpened(
            about=handover.about,
            by=by.id,
            at=at,
            key=handover.key,
            role=to.role,
            agency=agency.slug,
        )
    )
    if handover.acknowledged_by is not None:
        _acknowledged(handover, handover.acknowledged_by.reference, at)


@transaction.atomic
def acknowledge(number: int, *, by: Actor, at: datetime) -> Handover:
    """Take what was handed over. Everything it climbed to is taken with it.

    Where somebody has taken it already, theirs is the name that stays: nothing changes.
    """
    handover = (
        Handover.objects.select_for_update(of=("self",))
        .select_related("agency")
        .filter(pk=number)
        .first()
    )
    if handover is None:
        raise NotFound("handover", str(number))
    policies.can_acknowledge(by, handover, at).require()
    taken = _chain(handover).filter(acknowledged_at__isnull=True).order_by("id")
    if not taken.update(acknowledged_at=at, acknowledged_by_id=by.user_id):
        return handover
    _mark_read(handover, by, at)
    _acknowledged(handover, by.id, at)
    handover.refresh_from_db()
    return handover


def _mark_read(handover: Handover, by: Actor, at: datetime) -> None:
    """Whoever takes it has read the messages that asked for that."""
    asked = Message.objects.filter(
        Q(user_id=by.user_id) | Q(team_id__in=by.team_ids),
        about=handover.about,
        kind=HANDED_OVER,
        key__startswith=f"handover {root(handover.key)}",
        read_at__isnull=True,
    )
    asked.update(read_at=at, read_by_id=by.user_id)


def _acknowledged(handover: Handover, who: str, at: datetime) -> None:
    announce(
        HandoverAcknowledged(
            about=handover.about,
            by=who,
            at=at,
            key=root(handover.key),
            role=handover.role,
            agency=handover.agency.slug,
        )
    )


@transaction.atomic
def rest(about: str, *, by: Actor, at: datetime) -> None:
    """What this tells of is over: whatever is still open waits for somebody, and climbs no more."""
    still = Handover.objects.filter(about=about, acknowledged_at__isnull=True)
    # One that somebody is taking at this moment climbs no more anyway, and is not waited for.
    numbers = list(still.select_for_update(skip_locked=True).values_list("pk", flat=True))
    Handover.objects.filter(pk__in=numbers).update(climbs_at=None)


def climb(*, by: Actor, at: datetime) -> int:
    """Hand to the next role whatever nobody has taken in time; how many climbed."""
    late = Handover.objects.filter(
        acknowledged_at__isnull=True, climbs_at__lte=at, climbed_to__isnull=True
    )
    return sum(_climb_one(number, by, at) for number in late.values_list("pk", flat=True))


@transaction.atomic
def _climb_one(number: int, by: Actor, at: datetime) -> bool:
    handover = (
        Handover.objects.select_for_update(of=("self",)).select_related("agency").get(pk=number)
    )
    # Somebody may have taken it, or another worker may have handed it on, while we waited.
    if handover.acknowledged_at or not handover.climbs_at or hasattr(handover, "climbed_to"):
        return False
    to = Rota(at).above(Role(handover.role), handover.agency_id)
    if not to:
        _give_up(handover, at)
        return False
    _hand_on(handover, to, by, at)
    return True


def _hand_on(handover: Handover, to: Holders, by: Actor, at: datetime) -> None:
    patience = (handover.climbs_at or at) - handover.opened_at
    above = Handover.objects.create(
        key=f"{root(handover.key)}{CLIMBED}{to.agency_id} {to.role}",
        about=handover.about,
        what=handover.what,
        agency_id=to.agency_id,
        role=to.role,
        user_id=to.user_ids[0] if len(to.user_ids) == 1 else None,
        opened_at=at,
        climbs_at=at + patience,
        climbed_from=handover,
    )
    agency = Agency.objects.get(pk=to.agency_id)
    said = wording.climbed(
        handover.what, handover.about, role=to.role, agency=agency.name, passed=Role(handover.role)
    )
    _tell(above, to, said, at)
    announce(
        HandoverClimbed(
            about=handover.about, by=by.id, at=at, key=above.key, role=to.role, agency=agency.slug
        )
    )


def _give_up(handover: Handover, at: datetime) -> None:
    """The top of the ladder: it stays open, and those who look after messages are told to ring."""
    Handover.objects.filter(pk=handover.pk).update(climbs_at=None)
    role = Role(handover.role)
    said = wording.unanswered(handover.what, handover.about, role=role, agency=handover.agency.name)
    _tell(handover, Rota(at).last_resort(role, handover.agency_id), said, at, "unanswered")


def _tell(
    handover: Handover, to: Holders, said: Wording, at: datetime, kind: str = "handed over"
) -> None:
    note = outbox.Note(
        key=f"handover {handover.key} {kind}",
        kind=f"handover {kind}",
        about=handover.about,
        subject=said.subject,
        body=said.body,
    )
    outbox.put(note, user_ids=to.user_ids, team_ids=to.team_ids, at=at)


def _is_among(user_id: int | None, to: Holders, at: datetime) -> bool:
    """Whether a handover to these people and teams would come to this person."""
    if user_id is None:
        return False
    if user_id in to.user_ids:
        return True
    return held_on(at).filter(user_id=user_id, team_id__in=to.team_ids).exists()


def root(key: str) -> str:
    """The key under which the handover began, before it climbed."""
    return key.partition(CLIMBED)[0]


def _chain(handover: Handover) -> QuerySet[Handover]:
    """The handover with all that it climbed to and from."""
    first = root(handover.key)
    return Handover.objects.filter(about=handover.about).filter(
        Q(key=first) | Q(key__startswith=f"{first}{CLIMBED}")
    )
