"""What runs by itself, and how often. A missed run costs nothing: the next derives the same answer.

Every job may run in several workers at the same moment and leaves the same rows behind.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from lantern.access.actor import Actor, system_actor
from lantern.accounts.actions import sessions
from lantern.agreements import library
from lantern.agreements.actions import reminding
from lantern.duties.actions import rounds, sweeping
from lantern.notifications import outbox
from lantern.notifications.actions import handovers

WORKER: Final = system_actor("worker")


@dataclass(frozen=True, kw_only=True)
class Job:
    """Something to do again and again."""

    name: str
    every: timedelta
    run: Callable[[Actor, datetime], object]


JOBS: Final = (
    Job(
        name="hand on what nobody has taken",
        every=timedelta(seconds=10),
        run=lambda by, at: handovers.climb(by=by, at=at),
    ),
    Job(
        name="tell of duties that arose, fall due soon or are overdue",
        every=timedelta(seconds=20),
        run=lambda by, at: sweeping.sweep(by=by, at=at),
    ),
    Job(
        name="notice which versions of a protocol were adopted",
        every=library.AGAIN_AFTER / 2,
        run=lambda _, at: library.look(),
    ),
    Job(
        name="derive duties anew under a version that was adopted",
        every=timedelta(seconds=5),
        run=lambda by, at: rounds.go_on(by=by, at=at),
    ),
    Job(
        name="tell whose protocol is due for review",
        every=timedelta(hours=1),
        run=lambda by, at: reminding.remind(by=by, at=at),
    ),
    Job(
        name="make dead letters of what no worker could finish",
        every=timedelta(minutes=1),
        run=lambda _, at: outbox.bury(at),
    ),
    Job(
        name="throw away sessions that have ended",
        every=timedelta(hours=1),
        run=lambda by, at: sessions.forget_ended(by=by, at=at),
    ),
)
