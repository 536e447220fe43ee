"""The worker: sends what waits in the outbox and runs the schedule, until it is told to stop.

Any number may run. One that is killed loses nothing: its lease runs out and another takes over.
"""

import os
import random
import secrets
import socket
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

import structlog
from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connection

from lantern.core import clock
from lantern.jobs import errands
from lantern.jobs.schedule import JOBS, WORKER, Job
from lantern.notifications import outbox
from lantern.notifications.channels import email
from lantern.notifications.letters import Letter, NotSent
from lantern.notifications.outbox import Claimed

log = structlog.get_logger("lantern.worker")

IDLE = timedelta(milliseconds=500)
AFTER_A_FAULT = timedelta(seconds=2)
AT_THE_END = timedelta(seconds=15)  # for an errand to come to the end of what it is doing
RECORDS: Final = ("E-", "C-", "R-")
"""How the references of records begin that `/open/` opens."""
CHANNELS: Final[Mapping[str, Callable[[Letter], None]]] = {"email": email.send}


def work(stop: threading.Event) -> None:
    """Send and run until `stop` is set. The delivery in hand is finished first."""
    name = f"{socket.gethostname()[:20]} {os.getpid()} {secrets.token_hex(3)}"
    due = dict.fromkeys(JOBS, clock.now())
    log.info("worker began", worker=name)
    beside = errands.begin(name, stop)
    while not stop.is_set():
        try:
            run_due(due, clock.now(), stop)
            idle = not send_one(name)
        except (DatabaseError, InterfaceError) as fault:
            # The database may be restarting: nothing is lost by waiting for it.
            log.warning("worker waits for the database", worker=name, fault=type(fault).__name__)
            close_old_connections()
            stop.wait(AFTER_A_FAULT.total_seconds())
            continue
        if idle:
            close_old_connections()
            stop.wait(IDLE.total_seconds())
    connection.close()
    beside.join(AT_THE_END.total_seconds())
    log.info("worker ended", worker=name)


def run_due(due: dict[Job, datetime], at: datetime, stop: threading.Event) -> None:
    """Run each job whose time has come. One that fails is logged and tried at its next time."""
    for job, when in due.items():
        if when > at or stop.is_set():
            continue
        # Workers that began together drift apart, so that they do not all do the same work.
        due[job] = at + job.every * random.SystemRandom().uniform(0.8, 1.2)
        try:
            job.run(WORKER, clock.now())
        except (DatabaseError, InterfaceError):
            raise
        except Exception:
            log.exception("job failed", job=job.name)


def send_one(worker: str) -> bool:
    """Send one delivery; whether there was one."""
    claimed = outbox.claim(worker, clock.now())
    if claimed is None:
        return False
    deliver(claimed)
    return True


def deliver(claimed: Claimed) -> None:
    """Hand one delivery to its channel and write down how it went."""
    try:
        CHANNELS[claimed.channel](_letter(claimed))
    except NotSent as refusal:
        _failed(claimed, refusal.fault, permanent=refusal.permanent)
    except Exception as fault:
        # Whatever went wrong with one letter must not stop the others.
        log.exception("delivery failed", delivery=claimed.id)
        _failed(claimed, f"Something went wrong ({type(fault).__name__}).", permanent=False)
    else:
        outbox.sent(claimed, clock.now())
        log.info("delivery sent", delivery=claimed.id, attempts=claimed.attempts)


def _failed(claimed: Claimed, fault: str, *, permanent: bool) -> None:
    outbox.failed(claimed, clock.now(), fault=fault, permanent=permanent)
    log.warning(
        "delivery not sent", delivery=claimed.id, attempts=claimed.attempts, permanent=permanent
    )


def _letter(claimed: Claimed) -> Letter:
    link = f"{settings.LANTERN_ADDRESS.rstrip('/')}/messages"
    if claimed.about.startswith(RECORDS):
        link = f"{settings.LANTERN_ADDRESS.rstrip('/')}/open/{claimed.about}"
    return Letter(
        key=claimed.key,
        address=claimed.address,
        subject=claimed.subject,
        body=f"{claimed.body}\n\nOpen it in Lantern: {link}\n",
    )
