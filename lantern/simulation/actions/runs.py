"""Asking for a simulation, and what workers do with one: each is one worker's at a time.

`ask` writes one down; the rest is the worker's. A lease is taken by a conditional update, so that
any number of workers may run on either database.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Final

from django.db import transaction
from django.db.models import F, Q, QuerySet

from lantern.access.actor import Actor
from lantern.agreements.models import Draft
from lantern.audit.record import announce
from lantern.core.bulk import insert_all
from lantern.core.errors import Invalid
from lantern.core.instants import day_in_london
from lantern.simulation import policies
from lantern.simulation.counting import Differing
from lantern.simulation.events import SimulationAsked
from lantern.simulation.kept import as_json
from lantern.simulation.models import SimulationRun, TreatedDifferently
from lantern.simulation.report import Report
from lantern.simulation.written import difference_as_json

LEASE: Final = timedelta(seconds=60)
"""How long one stays with a worker that is not heard of; a living one says how far it is."""
AFTER_A_FAULT: Final = timedelta(seconds=5)
MOST_ATTEMPTS: Final = 5
_GAVE_UP: Final = (
    f"Lantern tried {MOST_ATTEMPTS} times and stopped each time before it was done. "
    "Ask whoever runs Lantern to look at its log."
)
_chance = random.SystemRandom()


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody wants to know of a draft."""

    first_on: date
    last_on: date
    interviews_a_worker: int
    with_history: bool = False


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """A simulation leased to one worker."""

    run: SimulationRun
    lease: str


@transaction.atomic
def ask(draft: Draft, wanted: Wanted, *, by: Actor, at: datetime) -> SimulationRun:
    """Ask for a simulation of the draft as it stands. Asked twice while one waits, it is one."""
    policies.can_simulate(by, draft).require()
    _check(wanted, at)
    if by.user_id is None or by.agency_id is None:
        raise ValueError("a worker acts for a person in an agency")
    now = Draft.objects.select_for_update(of=("self",), no_key=True).get(pk=draft.pk)
    waiting = SimulationRun.objects.filter(draft=now, finished_at__isnull=True).first()
    if waiting is not None:
        return waiting
    run = SimulationRun.objects.create(
        draft=now,
        revision=now.revision,
        text=now.text,
        digest=sha256(now.text.encode()).hexdigest(),
        first_on=wanted.first_on,
        last_on=wanted.last_on,
        interviews_a_worker=wanted.interviews_a_worker,
        with_history=wanted.with_history,
        asked_by_id=by.user_id,
        agency_id=by.agency_id,
        asked_at=at,
        recorded_at=at,
    )
    announce(
        SimulationAsked(
            about=now.reference,
            by=by.id,
            at=at,
            simulation=run.reference,
            revision=run.revision,
            first_on=wanted.first_on.isoformat(),
            last_on=wanted.last_on.isoformat(),
        )
    )
    return run


def _check(wanted: Wanted, at: datetime) -> None:
    wrong = {}
    if wanted.first_on > day_in_london(at):
        wrong["first_on"] = "The first day must be today or in the past"
    elif wanted.last_on < wanted.first_on:
        wrong["last_on"] = "The last day must be the first day or after it"
    if wanted.interviews_a_worker < 1:
        wrong["interviews_a_worker"] = "Interviews that a worker holds in a week must be 1 or more"
    if wrong:
        raise Invalid(wrong)


def _free(at: datetime) -> QuerySet[SimulationRun]:
    return SimulationRun.objects.filter(
        Q(leased_until__isnull=True) | Q(leased_until__lte=at), finished_at__isnull=True
    )


def claim(worker: str, *, by: Actor, at: datetime) -> Claimed | None:
    """Lease the simulation that has waited longest, or None when nothing waits."""
    for pk, attempts in _free(at).order_by("asked_at", "pk").values_list("pk", "attempts")[:8]:
        if attempts >= MOST_ATTEMPTS:
            _free(at).filter(pk=pk).update(
                finished_at=at, fault=_GAVE_UP, leased_by="", leased_until=None
            )
            continue
        lease = f"{worker} {_chance.getrandbits(48):012x}"
        taken = (
            _free(at)
            .filter(pk=pk)
            .update(leased_by=lease, leased_until=at + LEASE, attempts=F("attempts") + 1)
        )
        if taken:
            run = SimulationRun.objects.select_related("draft").get(pk=pk)
            return Claimed(run=run, lease=lease)
    return None


def _mine(claimed: Claimed) -> QuerySet[SimulationRun]:
    return SimulationRun.objects.filter(
        pk=claimed.run.pk, leased_by=claimed.lease, finished_at__isnull=True
    )


def say_how_far(claimed: Claimed, done: int, in_all: int, *, by: Actor, at: datetime) -> bool:
    """So many parts of so many are done, and this worker is alive. False where the simulation has
    become another's meanwhile."""
    return bool(
        _mine(claimed).update(parts_done=done, parts_in_all=in_all, leased_until=at + LEASE)
    )


def put_back(claimed: Claimed, *, by: Actor) -> None:
    """This worker is asked to stop: the next may take it up at once."""
    _mine(claimed).update(leased_by="", leased_until=None, attempts=F("attempts") - 1)


def stumble(claimed: Claimed, *, by: Actor, at: datetime) -> None:
    """Something went wrong that nobody foresaw: soon again, and not for ever."""
    _mine(claimed).update(leased_by="", leased_until=at + AFTER_A_FAULT)


def fail(claimed: Claimed, fault: str, *, by: Actor, at: datetime) -> None:
    """It cannot be done; why, in a sentence for whoever asked."""
    _mine(claimed).update(finished_at=at, fault=fault, leased_by="", leased_until=None)


@transaction.atomic
def finish(
    claimed: Claimed, report: Report, children: Iterable[Differing], *, by: Actor, at: datetime
) -> bool:
    """It is done: the figures, and the children whom they are about. False where another did it."""
    done = _mine(claimed).update(
        finished_at=at, result=as_json(report), fault="", leased_by="", leased_until=None
    )
    if done:
        insert_all(
            TreatedDifferently(
                run=claimed.run,
                child_id=one.child,
                count=one.count,
                differences=[difference_as_json(each) for each in one.differences],
                recorded_at=at,
            )
            for one in children
        )
    return bool(done)
