"""Simulations that somebody asked for on a page, done by a worker among its errands."""

import threading
from typing import Final

import structlog

from lantern.core import clock
from lantern.jobs.schedule import WORKER
from lantern.protocol.faults import Faulty
from lantern.protocol.layers import UnknownRulebook
from lantern.simulation.actions import runs
from lantern.simulation.actions.runs import Claimed
from lantern.simulation.queries import KEPT
from lantern.simulation.reading import Nobody, Proposal
from lantern.simulation.report import report
from lantern.simulation.running import simulate

log = structlog.get_logger("lantern.worker")

PART: Final = 50
"""Children that are counted before a worker says how far it is: a second or two."""


class Interrupted(Exception):
    """The worker was asked to stop, or another has the simulation: whoever is next begins anew."""


def do_one(worker: str, stop: threading.Event) -> bool:
    """Do the simulation that has waited longest; whether there was one."""
    claimed = runs.claim(worker, by=WORKER, at=clock.now())
    if claimed is None:
        return False
    log.info("simulation begun", simulation=claimed.run.reference)
    try:
        _do(claimed, stop)
    except Interrupted:
        runs.put_back(claimed, by=WORKER)
        log.info("simulation interrupted", simulation=claimed.run.reference)
    except Faulty as fault:
        runs.fail(claimed, _faults(fault), by=WORKER, at=clock.now())
    except (UnknownRulebook, Nobody) as fault:
        runs.fail(claimed, f"No such rulebook binds today: {fault}.", by=WORKER, at=clock.now())
    except Exception:
        # It is tried again, a few times; in the end the page says that it could not be done.
        log.exception("simulation failed", simulation=claimed.run.reference)
        runs.stumble(claimed, by=WORKER, at=clock.now())
    else:
        log.info("simulation done", simulation=claimed.run.reference)
    return True


def _faults(fault: Faulty) -> str:
    """The first faults of the draft, as sentences; its own page names them all."""
    first = [f"line {one.line}: {one.message}" for one in fault.faults[:3]]
    return f"The draft has faults and cannot be simulated: {'; '.join(first)}."


def _do(claimed: Claimed, stop: threading.Event) -> None:
    run = claimed.run

    def progress(done: int, in_all: int) -> None:
        is_ours = runs.say_how_far(claimed, done, in_all, by=WORKER, at=clock.now())
        if stop.is_set() or not is_ours:
            raise Interrupted

    proposal = Proposal(
        name=run.draft.reference,
        text=run.text,
        first=run.first_on,
        last=run.last_on,
        seen_at=run.asked_at,
        authorities=(run.draft.agency_id,),
        with_history=run.with_history,
        most=KEPT,
    )
    found = simulate(proposal, size=PART, progress=progress)
    said = report(found, interviews_a_worker=run.interviews_a_worker)
    runs.finish(claimed, said, found.figures.foremost, by=WORKER, at=clock.now())
