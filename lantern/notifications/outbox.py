"""The outbox: a message is written in the transaction of what it tells of, and sent by a worker.

`put` writes, or `Outgoing` does when a deed tells of several things; `claim`, `sent` and `failed`
are the worker's. A delivery is leased to one worker at a time by a conditional update, so that any
number of workers may run on either database.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from lantern.notifications.models import Delivery, Message
from lantern.notifications.recipients import Rota, held_on

MOST_ATTEMPTS = 12
FIRST_DELAY = timedelta(seconds=30)
LONGEST_DELAY = timedelta(hours=1)
# A conversation with a mail server has seven steps at most, each with its own time limit; a lease
# outlives all of them, so that a slow server is not mistaken for a dead worker.
LEASE = timedelta(seconds=8 * settings.EMAIL_TIMEOUT + 10)
_chance = random.SystemRandom()


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """A delivery leased to one worker, with all that the channel needs to send it."""

    id: int
    lease: str
    channel: str
    address: str
    key: str
    about: str
    subject: str
    body: str
    attempts: int


@dataclass(frozen=True, kw_only=True)
class Note:
    """What to tell. `key` names its cause: the same cause never makes a second message."""

    key: str
    kind: str
    about: str
    subject: str
    body: str


def put(
    note: Note, *, user_ids: Iterable[int] = (), team_ids: Iterable[int] = (), at: datetime
) -> None:
    """Write a message for each of these people and teams, in the caller's transaction, once.

    Raises RuntimeError outside a transaction: a deed and its telling stand or fall together.
    """
    outgoing = Outgoing(at)
    outgoing.put(note, user_ids=user_ids, team_ids=team_ids)
    outgoing.write()


class Outgoing:
    """What one deed tells of at one instant: gathered, and written together in its transaction.

    Whoever makes one writes it. `rota` says who holds which role at that instant.
    """

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.rota = Rota(at)
        self._messages: list[Message] = []

    def put(
        self, note: Note, *, user_ids: Iterable[int] = (), team_ids: Iterable[int] = ()
    ) -> None:
        """Add a message for each of these people and teams."""
        self._messages += [
            *(_message(note, self.at, f"user {one}", user_id=one) for one in sorted(set(user_ids))),
            *(_message(note, self.at, f"team {one}", team_id=one) for one in sorted(set(team_ids))),
        ]

    def write(self) -> None:
        """Write what was added, each cause once, with a delivery for each address.

        Raises RuntimeError outside a transaction: a deed and its telling stand or fall together.
        """
        if not transaction.get_connection().in_atomic_block:
            raise RuntimeError("messages belong inside the action's transaction")
        if self._messages:
            # What was told before, or is being written elsewhere at this moment, stays as it is.
            Message.objects.bulk_create(self._messages, ignore_conflicts=True)
            _address([message.key for message in self._messages], self.at)
            self._messages = []


def _message(
    note: Note, at: datetime, to: str, *, user_id: int | None = None, team_id: int | None = None
) -> Message:
    return Message(
        key=f"{note.key} to {to}",
        recorded_at=at,
        kind=note.kind,
        about=note.about,
        subject=note.subject,
        body=note.body,
        user_id=user_id,
        team_id=team_id,
    )


def _address(keys: list[str], at: datetime) -> None:
    """A delivery by email for each message that has none yet."""
    rows = (
        Message.objects.filter(key__in=keys, deliveries__isnull=True)
        .order_by("id")
        .values_list("id", "user__email", "user__is_active", "team_id", "team__email")
    )
    # The address of a person, or of a team; empty where a team has none of its own.
    to = [
        (message, team, user or own or "")
        for message, user, is_active, team, own in rows
        if user is None or is_active
    ]
    members = _members({team for _, team, address in to if team and not address}, at)
    Delivery.objects.bulk_create(
        (
            Delivery(message_id=message, channel="email", address=each, next_at=at)
            for message, team, address in to
            for each in ([address] if address else members.get(team or 0, []))
        ),
        ignore_conflicts=True,
    )


def _members(team_ids: set[int], at: datetime) -> dict[int, list[str]]:
    """The addresses of the members of teams that have no address of their own."""
    if not team_ids:
        return {}
    found: dict[int, list[str]] = {}
    rows = held_on(at).filter(team_id__in=team_ids).values_list("team_id", "user__email")
    for team_id, address in rows.order_by("team_id", "user__email").distinct():
        if team_id is not None:
            found.setdefault(team_id, []).append(address)
    return found


def _free(at: datetime) -> QuerySet[Delivery]:
    """Deliveries whose time has come and that no worker holds."""
    return Delivery.objects.filter(
        Q(leased_until__isnull=True) | Q(leased_until__lte=at),
        state=Delivery.State.WAITING,
        next_at__lte=at,
    )


def claim(worker: str, at: datetime) -> Claimed | None:
    """Lease one waiting delivery to this worker, or None when there is nothing to send now."""
    while True:
        waiting = list(
            _free(at)
            .filter(attempts__lt=MOST_ATTEMPTS)
            .order_by("next_at", "id")
            .values_list("pk", flat=True)[:16]
        )
        # Workers that look at the same moment see the same rows: each starts at another one.
        _chance.shuffle(waiting)
        for pk in waiting:
            lease = f"{worker} {_chance.getrandbits(48):012x}"
            taken = (
                _free(at)
                .filter(pk=pk)
                .update(leased_by=lease, leased_until=at + LEASE, attempts=F("attempts") + 1)
            )
            if taken:
                return _claimed(pk, lease)
        if not waiting:
            return None


def _claimed(pk: int, lease: str) -> Claimed:
    delivery = Delivery.objects.select_related("message").get(pk=pk)
    return Claimed(
        id=pk,
        lease=lease,
        channel=delivery.channel,
        address=delivery.address,
        key=delivery.message.key,
        about=delivery.message.about,
        subject=delivery.message.subject,
        body=delivery.message.body,
        attempts=delivery.attempts,
    )


def sent(claimed: Claimed, at: datetime) -> None:
    """The channel has accepted it. True even where the lease has run out meanwhile."""
    Delivery.objects.filter(pk=claimed.id).exclude(state=Delivery.State.SENT).update(
        state=Delivery.State.SENT, sent_at=at, leased_by="", leased_until=None, fault=""
    )


def failed(claimed: Claimed, at: datetime, *, fault: str, permanent: bool) -> None:
    """The channel has not accepted it: later again, or a dead letter that somebody must see to."""
    mine = Delivery.objects.filter(
        pk=claimed.id, state=Delivery.State.WAITING, leased_by=claimed.lease
    )
    if permanent or claimed.attempts >= MOST_ATTEMPTS:
        mine.update(state=Delivery.State.DEAD, leased_by="", leased_until=None, fault=fault[:240])
        return
    again_at = at + delay(claimed.attempts, _chance.random())
    mine.update(next_at=again_at, leased_by="", leased_until=None, fault=fault[:240])


def delay(attempts: int, chance: float) -> timedelta:
    """How long to wait after so many attempts: doubling from 30 seconds to an hour.

    `chance`, from 0 to 1, takes up to half of it away, so that what failed together does not come
    back together.
    """
    whole = min(FIRST_DELAY * int(2 ** min(attempts - 1, 20)), LONGEST_DELAY)
    return whole * (1 - chance / 2)


def bury(at: datetime) -> int:
    """Make dead letters of deliveries whose every attempt ended with the worker; how many."""
    return (
        _free(at)
        .filter(attempts__gte=MOST_ATTEMPTS)
        .update(
            state=Delivery.State.DEAD,
            leased_by="",
            leased_until=None,
            fault="Each attempt stopped before it finished.",
        )
    )
