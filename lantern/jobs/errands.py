"""The errands of a worker: looking through what people brought, bringing it in, simulations.

They run beside the outbox, in a thread of their own, because one takes seconds or minutes and no
message may wait for it. One whose worker is killed is taken up by another when its lease runs out.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

import structlog
from django.db import DatabaseError, InterfaceError, close_old_connections, connection

from lantern.core import clock
from lantern.core.errors import Invalid, Refused
from lantern.intake.actions import carrying, errands
from lantern.intake.actions.errands import Claimed
from lantern.intake.findings import as_json, findings, handed_back
from lantern.jobs import simulations
from lantern.jobs.schedule import WORKER

log = structlog.get_logger("lantern.worker")

IDLE: Final = timedelta(seconds=1)
AFTER_A_FAULT: Final = timedelta(seconds=2)
BEAT: Final = timedelta(seconds=15)


class Interrupted(Exception):
    """The worker was asked to stop, or another has the errand: whoever is next goes on with it."""


def begin(worker: str, stop: threading.Event) -> threading.Thread:
    """Do errands in a thread of its own until `stop` is set."""
    # A daemon: what it does at the end of its patience is taken back by the database.
    thread = threading.Thread(target=_go_on, args=(worker, stop), name="errands", daemon=True)
    thread.start()
    return thread


def _go_on(worker: str, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            idle = not (do_one(worker, stop) or simulations.do_one(worker, stop))
        except (DatabaseError, InterfaceError) as fault:
            log.warning("errands wait for the database", worker=worker, fault=type(fault).__name__)
            close_old_connections()
            stop.wait(AFTER_A_FAULT.total_seconds())
            continue
        if idle:
            close_old_connections()
            stop.wait(IDLE.total_seconds())
    connection.close()


def do_one(worker: str, stop: threading.Event) -> bool:
    """Do the errand that has waited longest; whether there was one."""
    claimed = errands.claim(worker, by=WORKER, at=clock.now())
    if claimed is None:
        return False
    log.info("errand begun", errand=claimed.id, kind=claimed.kind)
    with _kept(claimed) as lost:
        _do(claimed, stop, lost)
    return True


def _do(claimed: Claimed, stop: threading.Event, lost: threading.Event) -> None:
    def progress(done: int, in_all: int) -> None:
        if stop.is_set() or lost.is_set():
            raise Interrupted
        errands.say_how_far(claimed, done, in_all, by=WORKER)

    try:
        carried = carrying.carry_out(claimed, by=WORKER, at=clock.now(), progress=progress)
    except Interrupted:
        errands.put_back(claimed, by=WORKER)
        log.info("errand interrupted", errand=claimed.id)
    except Refused as refusal:
        errands.fail(claimed, refusal.reason, by=WORKER, at=clock.now())
    except Invalid as fault:
        errands.fail(claimed, " ".join(fault.messages.values()), by=WORKER, at=clock.now())
    except Exception:
        # It is tried again, a few times; in the end the page says that it could not be done.
        log.exception("errand failed", errand=claimed.id)
        errands.stumble(claimed, by=WORKER, at=clock.now())
    else:
        found = as_json(findings(carried.report, carried.thoughts))
        papers = handed_back(carried.report)
        errands.finish(claimed, found, papers, by=WORKER, at=clock.now())
        log.info("errand done", errand=claimed.id)


@contextmanager
def _kept(claimed: Claimed) -> Iterator[threading.Event]:
    """Keep the lease while the errand is done; the event is set when another has taken it."""
    over, lost = threading.Event(), threading.Event()

    def beat() -> None:
        while not over.wait(BEAT.total_seconds()):
            try:
                if not errands.keep(claimed, by=WORKER, at=clock.now()):
                    lost.set()
            except (DatabaseError, InterfaceError):
                # The next beat comes before the lease is over.
                close_old_connections()
        connection.close()

    thread = threading.Thread(target=beat, name="lease", daemon=True)
    thread.start()
    try:
        yield lost
    finally:
        over.set()
        thread.join()
