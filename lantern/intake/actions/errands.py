"""What workers do with arrivals: each errand is one worker's at a time, and another's if it dies.

`ask` writes one down; `claim`, `keep`, `say_how_far`, `finish` and `fail` are the worker's. A lease
is taken by a conditional update, so that any number of workers may run on either database.
"""

import csv
import io
import random
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import F, Q, QuerySet

from lantern.access.actor import Actor
from lantern.accounts.actors import actor_of
from lantern.core.errors import Invalid
from lantern.core.instants import day_in_london
from lantern.intake.models import Arrival, Errand, HandedBack
from lantern.intake.report import Mend
from lantern.vocabulary.arriving import ErrandKind

LEASE: Final = timedelta(seconds=60)
"""How long an errand stays with a worker that is not heard of; a living one keeps its lease."""
AFTER_A_FAULT: Final = timedelta(seconds=5)
MOST_ATTEMPTS: Final = 5
_GAVE_UP: Final = (
    f"Lantern tried {MOST_ATTEMPTS} times and stopped each time before it was done. "
    "Nothing is lost. Ask whoever runs Lantern to look at its log"
)
_chance = random.SystemRandom()


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """An errand leased to one worker. `asker` is None where they may do nothing here any more."""

    id: int
    lease: str
    kind: ErrandKind
    arrival: Arrival
    asked_at: datetime
    asker: Actor | None


@transaction.atomic
def ask(arrival: Arrival, kind: ErrandKind, *, by: Actor, at: datetime) -> Errand:
    """Ask for this to be done by a worker. Asked twice while it waits, it is done once.

    Raises Invalid while something else is being done with the arrival.
    """
    if by.user_id is None or by.agency_id is None:
        raise ValueError("a worker acts for a person in an agency")
    Arrival.objects.select_for_update(of=("self",), no_key=True).get(pk=arrival.pk)
    open_now = arrival.errands.filter(finished_at__isnull=True).first()
    if open_now is not None:
        if open_now.kind != kind:
            raise Invalid({"": "Lantern is still looking through these files. Wait for the end."})
        return open_now
    return Errand.objects.create(
        arrival=arrival,
        kind=kind,
        user_id=by.user_id,
        agency_id=by.agency_id,
        asked_at=at,
        recorded_at=at,
    )


def _free(at: datetime) -> QuerySet[Errand]:
    return Errand.objects.filter(
        Q(leased_until__isnull=True) | Q(leased_until__lte=at), finished_at__isnull=True
    )


def claim(worker: str, *, by: Actor, at: datetime) -> Claimed | None:
    """Lease the errand that has waited longest, or None when nothing waits."""
    for errand in _free(at).order_by("asked_at", "pk")[:8]:
        if errand.attempts >= MOST_ATTEMPTS:
            _free(at).filter(pk=errand.pk).update(
                finished_at=at, fault=_GAVE_UP, leased_by="", leased_until=None
            )
            continue
        lease = f"{worker} {_chance.getrandbits(48):012x}"
        taken = (
            _free(at)
            .filter(pk=errand.pk)
            .update(leased_by=lease, leased_until=at + LEASE, attempts=F("attempts") + 1)
        )
        if taken:
            return _claimed(errand.pk, lease, at)
    return None


def _claimed(pk: int, lease: str, at: datetime) -> Claimed:
    errand = Errand.objects.select_related("arrival__authority", "user").get(pk=pk)
    asker = None
    if errand.user.is_active:
        # A role that has ended since is not held any more when the worker comes to it.
        asker = actor_of(errand.user, on=day_in_london(at), agency_id=errand.agency_id)
    return Claimed(
        id=pk,
        lease=lease,
        kind=ErrandKind(errand.kind),
        arrival=errand.arrival,
        asked_at=errand.asked_at,
        asker=asker,
    )


def _mine(claimed: Claimed) -> QuerySet[Errand]:
    return Errand.objects.filter(pk=claimed.id, leased_by=claimed.lease, finished_at__isnull=True)


def keep(claimed: Claimed, *, by: Actor, at: datetime) -> bool:
    """Say that this worker is alive. False where the errand has become another's meanwhile."""
    return bool(_mine(claimed).update(leased_until=at + LEASE))


def put_back(claimed: Claimed, *, by: Actor) -> None:
    """This worker is asked to stop: the next may take the errand up at once."""
    _mine(claimed).update(leased_by="", leased_until=None, attempts=F("attempts") - 1)


def stumble(claimed: Claimed, *, by: Actor, at: datetime) -> None:
    """Something went wrong that nobody foresaw: soon again, and not for ever."""
    _mine(claimed).update(leased_by="", leased_until=at + AFTER_A_FAULT)


def say_how_far(claimed: Claimed, done: int, in_all: int, *, by: Actor) -> None:
    """So many rows of so many are done, for whoever waits at the page."""
    _mine(claimed).update(rows_done=done, rows_in_all=in_all)


@transaction.atomic
def finish(
    claimed: Claimed,
    found: Mapping[str, Any],
    handed_back: Iterable[Mend],
    *,
    by: Actor,
    at: datetime,
) -> bool:
    """It is done: what was found, and the files for whoever asked. False where another did it."""
    done = _mine(claimed).update(
        finished_at=at, found=dict(found), fault="", leased_by="", leased_until=None
    )
    if done:
        # What an earlier look found is out of date now.
        HandedBack.objects.filter(errand__arrival=claimed.arrival).delete()
        for one in handed_back:
            HandedBack.objects.create(
                errand_id=claimed.id,
                name=one.name,
                content=zlib.compress(one.content),
                rows=_rows(one.content),
                recorded_at=at,
            )
    return bool(done)


def fail(claimed: Claimed, fault: str, *, by: Actor, at: datetime) -> None:
    """It cannot be done; why, in a sentence for whoever asked."""
    _mine(claimed).update(finished_at=at, fault=fault[:240], leased_by="", leased_until=None)


def _rows(content: bytes) -> int:
    """How many rows a file has under its heading."""
    return sum(1 for _ in csv.reader(io.StringIO(content.decode("utf-8"), newline=""))) - 1
