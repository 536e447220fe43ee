"""Errands of the worker: one worker’s at a time, another’s when it dies, and never half done."""

import random
import threading
from datetime import timedelta

import pytest
from django.db import connection

from lantern.access.actor import system_actor
from lantern.audit.models import AuditEvent
from lantern.core import clock
from lantern.episodes.models import Episode
from lantern.intake.actions import arrivals, carrying, errands
from lantern.intake.actions.errands import LEASE, MOST_ATTEMPTS
from lantern.intake.actions.receiving import Purpose
from lantern.intake.models import ArrivedRow, Errand
from lantern.intake.sent import SentFile
from lantern.jobs import errands as worker
from lantern.jobs.errands import do_one
from lantern.people.models import CareEpisode, Child
from lantern.vocabulary.arriving import ArrivalKind, ErrandKind
from tests.cast import make_cast
from tests.jobs.killing import in_a_process_killed_at
from tests.ssda903 import returns

WORKER = system_actor("worker")
ONE, OTHER = "one", "other"


def sent(children=3):
    """The files of an invented return."""
    tables = returns.invented(children)
    return [SentFile(name, content) for name, content in returns.files(tables).items()]


def posted(cast, files=None):
    """An arrival that waits to be looked through."""
    purpose = Purpose(kind=ArrivalKind.SSDA903, authority=cast.calderbrook, year=2026)
    return arrivals.post(purpose, files or sent(), by=cast.data_officer, at=clock.now())


def approved(cast, files=None):
    """An arrival that waits to be brought in."""
    arrival = posted(cast, files)
    do_one(ONE, threading.Event())
    arrivals.approve(arrival, by=cast.data_officer, at=clock.now())
    return arrival


def claim(name=ONE, at=None):
    return errands.claim(name, by=WORKER, at=at or clock.now())


def latest(arrival):
    return arrival.errands.latest("pk")


def brought():
    """What stands in the record, by table."""
    return {
        model.__name__: model.objects.count() for model in (Child, CareEpisode, Episode, ArrivedRow)
    }


def test_nothing_to_do_is_said(cast):
    assert do_one(ONE, threading.Event()) is False


def test_an_errand_is_one_workers_until_its_lease_is_over(cast):
    posted(cast)
    now = clock.now()

    assert claim(ONE, now) is not None
    assert claim(OTHER, now + LEASE - timedelta(seconds=1)) is None
    assert claim(OTHER, now + LEASE) is not None


def test_a_living_worker_keeps_its_lease(cast):
    posted(cast)
    now = clock.now()
    mine = claim(ONE, now)

    assert errands.keep(mine, by=WORKER, at=now + timedelta(seconds=50))

    assert claim(OTHER, now + LEASE + timedelta(seconds=1)) is None


def test_a_worker_whose_errand_is_anothers_can_neither_keep_nor_finish_it(cast):
    arrival = posted(cast)
    now = clock.now()
    mine = claim(ONE, now)
    claim(OTHER, now + LEASE)

    assert not errands.keep(mine, by=WORKER, at=now + LEASE)
    assert not errands.finish(mine, {}, (), by=WORKER, at=now + LEASE)
    assert latest(arrival).finished_at is None


def test_asked_twice_it_is_one_errand_and_another_waits_its_turn(cast):
    arrival = posted(cast)

    again = errands.ask(arrival, ErrandKind.LOOK_THROUGH, by=cast.data_officer, at=clock.now())

    assert again.pk == Errand.objects.get().pk


def test_a_worker_asked_to_stop_puts_its_errand_back_for_the_next(cast):
    arrival = approved(cast)
    stop = threading.Event()
    stop.set()

    do_one(ONE, stop)

    errand = latest(arrival)
    assert (errand.finished_at, errand.leased_by, errand.attempts) == (None, "", 0)
    do_one(OTHER, threading.Event())
    assert Child.objects.count() == 3


def test_what_nobody_foresaw_is_tried_again_and_given_up_in_the_end(cast):
    arrival = posted(cast)
    arrival.files.update(content=b"not what was kept")
    at = clock.now()
    for _ in range(MOST_ATTEMPTS):
        do_one(ONE, threading.Event())
        Errand.objects.update(leased_until=None)
    assert latest(arrival).attempts == MOST_ATTEMPTS

    assert claim(ONE, at + timedelta(hours=1)) is None

    assert latest(arrival).fault.startswith("Lantern tried 5 times")


def test_a_failed_errand_does_not_come_back_at_once(cast):
    arrival = posted(cast)
    arrival.files.update(content=b"not what was kept")

    do_one(ONE, threading.Event())

    assert do_one(ONE, threading.Event()) is False
    assert latest(arrival).finished_at is None


def test_progress_is_told_while_the_rows_are_brought_in(cast):
    arrival = approved(cast)
    claimed = claim()

    carrying.carry_out(
        claimed,
        by=WORKER,
        at=clock.now(),
        progress=lambda done, every: errands.say_how_far(claimed, done, every, by=WORKER),
    )

    errand = latest(arrival)
    assert errand.rows_done == errand.rows_in_all == ArrivedRow.objects.count()


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_at_any_statement_leaves_what_another_finishes_and_doubles_nothing():
    cast = make_cast()
    arrival = approved(cast)
    chance = random.SystemRandom()
    statement, kills = chance.randint(3, 12), 0
    while in_a_process_killed_at(statement, lambda: do_one("killed", threading.Event())) is None:
        Errand.objects.update(leased_until=clock.now() - timedelta(seconds=1), attempts=0)
        kills += 1
        statement += chance.randint(5, 15)
    counts = brought()

    assert kills > 3
    assert latest(arrival).finished_at is not None
    assert counts["Child"] == 3
    assert AuditEvent.objects.filter(kind="RecordsArrived").count() == 1
    tables = returns.invented(3)
    assert counts["ArrivedRow"] == sum(len(rows) for rows in tables.values())
    # The page says what came of all the attempts together.
    found = latest(arrival).found
    assert {one["table"]: one["taken"] for one in found["tables"]} == {
        table: len(rows) for table, rows in tables.items()
    }
    assert found["children"] == {"added": 3, "known": 0}
    assert found["absences"] == {"added": Episode.objects.count()}


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_an_errand_once():
    cast = make_cast()
    arrival = posted(cast)
    if connection.vendor == "sqlite" and "mode=memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("a database in memory is one connection’s")
    found = []
    go = threading.Barrier(4)

    def claiming(name):
        go.wait()
        found.append(claim(name))
        connection.close()

    threads = [threading.Thread(target=claiming, args=(f"worker {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len([one for one in found if one is not None]) == 1
    assert latest(arrival).attempts == 1


@pytest.mark.django_db(transaction=True)
def test_beside_the_outbox_a_thread_does_what_waits_and_ends_when_asked():
    cast = make_cast()
    arrival = posted(cast)
    stop = threading.Event()
    thread = worker.begin(ONE, stop)
    for _ in range(200):
        if latest(arrival).finished_at:
            break
        stop.wait(0.1)
    stop.set()
    thread.join(10)

    assert not thread.is_alive()
    assert latest(arrival).found["tables"]
