"""Handovers: open until a named person acknowledges them, climbing from role to role meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from lantern.access.actor import Actor
from lantern.audit.record import announce, announce_all
from lantern.core.errors import NotFound
from lantern.notifications import outbox, policies, wording
from lantern.notifications.events import HandoverAcknowledged, HandoverClimbed, HandoverOpened
from lantern.notifications.models import HANDED_OVER, Handover, Message
from lantern.notifications.outbox import Outgoing
from lantern.notifications.recipients import Holders, Present, Rota
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
    known_to: str = ""
    """Whose deed it tells of, by reference. Where it would come to them, they have it already."""
    climbs_after: timedelta


@transaction.atomic
def begin(handing: Handing, *, by: Actor, at: datetime) -> Handover:
    """Hand something over and tell those who are to take it. The same key is handed over once."""
    outgoing = Outgoing(at)
    begin_all([handing], by=by, outgoing=outgoing)
    outgoing.write()
    return Handover.objects.get(key=handing.key)


def begin_all(
    handings: Sequence[Handing], *, by: Actor, outgoing: Outgoing, is_new: bool = False
) -> None:
    """The same for several, in the caller's transaction; the caller writes what goes out.

    The caller holds what they tell of, so that nobody hands over the same at this moment. Of what
    `is_new` in this transaction nothing was handed over before.
    """
    keys = [handing.key for handing in handings]
    known = Handover.objects.filter(key__in=keys).values_list("key", flat=True)
    before = set() if is_new else set(known)
    opening = [
        _opening(handing, outgoing.rota) for handing in handings if handing.key not in before
    ]
    Handover.objects.bulk_create(one.handover for one in opening)
    for one in opening:
        if one.taken_by is None:
            _tell(one.handover, one.to, one.said(outgoing.rota), outgoing)
    announce_all(_opened(one, by, outgoing.rota) for one in opening)
    for one in opening:
        if one.taken_by is not None:
            slug = outgoing.rota.agency(one.to.agency_id).slug
            _acknowledged(one.handover, slug, one.taken_by, outgoing.at)


@dataclass(frozen=True, kw_only=True)
class _Opening:
    """A handover about to begin: whom it goes to, and who of them has it already."""

    handover: Handover
    to: Holders
    taken_by: str | None

    def said(self, rota: Rota) -> Wording:
        """What is said to those who are to take it."""
        return wording.handed_over(
            self.handover.what,
            self.handover.about,
            role=self.to.role,
            agency=rota.agency(self.to.agency_id).name,
            instead_of=self.to.instead_of,
        )


def _opening(handing: Handing, rota: Rota) -> _Opening:
    to = rota.holders(handing.role, handing.agency_id, assigned=handing.assigned)
    knows = rota.present(handing.known_to) if handing.known_to else None
    has_it = knows is not None and _is_among(knows, to)
    handover = Handover(
        key=handing.key,
        about=handing.about,
        what=handing.what,
        agency_id=to.agency_id,
        role=to.role,
        user_id=to.user_ids[0] if len(to.user_ids) == 1 else None,
        opened_at=rota.at,
        climbs_at=rota.at + handing.climbs_after,
        acknowledged_at=rota.at if has_it else None,
        acknowledged_by_id=knows.user_id if knows is not None and has_it else None,
    )
    return _Opening(handover=handover, to=to, taken_by=handing.known_to if has_it else None)


def _opened(one: _Opening, by: Actor, rota: Rota) -> HandoverOpened:
    return HandoverOpened(
        about=one.handover.about,
        by=by.id,
        at=rota.at,
        key=one.handover.key,
        role=one.to.role,
        agency=rota.agency(one.to.agency_id).slug,
    )


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
    _acknowledged(handover, handover.agency.slug, by.id, at)
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


def _acknowledged(handover: Handover, agency: str, who: str, at: datetime) -> None:
    announce(
        HandoverAcknowledged(
            about=handover.about,
            by=who,
            at=at,
            key=root(handover.key),
            role=handover.role,
            agency=agency,
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
    outgoing = Outgoing(at)
    to = outgoing.rota.above(Role(handover.role), handover.agency_id)
    if to:
        _hand_on(handover, to, by, outgoing)
    else:
        _give_up(handover, outgoing)
    outgoing.write()
    return bool(to)


def _hand_on(handover: Handover, to: Holders, by: Actor, outgoing: Outgoing) -> None:
    at, agency = outgoing.at, outgoing.rota.agency(to.agency_id)
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
    said = wording.climbed(
        handover.what, handover.about, role=to.role, agency=agency.name, passed=Role(handover.role)
    )
    _tell(above, to, said, outgoing)
    announce(
        HandoverClimbed(
            about=handover.about, by=by.id, at=at, key=above.key, role=to.role, agency=agency.slug
        )
    )


def _give_up(handover: Handover, outgoing: Outgoing) -> None:
    """The top of the ladder: it stays open, and those who look after messages are told to ring."""
    Handover.objects.filter(pk=handover.pk).update(climbs_at=None)
    role = Role(handover.role)
    said = wording.unanswered(handover.what, handover.about, role=role, agency=handover.agency.name)
    to = outgoing.rota.last_resort(role, handover.agency_id)
    _tell(handover, to, said, outgoing, "unanswered")


def _tell(
    handover: Handover, to: Holders, said: Wording, outgoing: Outgoing, kind: str = "handed over"
) -> None:
    note = outbox.Note(
        key=f"handover {handover.key} {kind}",
        kind=f"handover {kind}",
        about=handover.about,
        subject=said.subject,
        body=said.body,
    )
    outgoing.put(note, user_ids=to.user_ids, team_ids=to.team_ids)


def _is_among(somebody: Present, to: Holders) -> bool:
    """Whether a handover to these people and teams would come to this person."""
    return somebody.user_id in to.user_ids or bool(somebody.team_ids & set(to.team_ids))


def root(key: str) -> str:
    """The key under which the handover began, before it climbed."""
    return key.partition(CLIMBED)[0]


def _chain(handover: Handover) -> QuerySet[Handover]:
    """The handover with all that it climbed to and from."""
    first = root(handover.key)
    return Handover.objects.filter(about=handover.about).filter(
        Q(key=first) | Q(key__startswith=f"{first}{CLIMBED}")
    )
