"""A process killed at any point between report and delivery loses nothing and doubles nothing."""

import random
import time
from collections import Counter

import pytest
from django.db import connection

from lantern.access.actor import system_actor
from lantern.audit.models import AuditEvent
from lantern.core import clock
from lantern.duties.actions import rebuilding
from lantern.duties.models import Duty
from lantern.episodes.models import Entry, Episode
from lantern.jobs import worker
from lantern.notifications.models import Delivery, Handover, Message
from tests import builders
from tests.cast import make_cast
from tests.jobs.bursting import start_worker
from tests.jobs.killing import in_a_process_killed_at, processes
from tests.jobs.posting import deliver_everything, expected_ids, surroundings

pytestmark = [pytest.mark.django_db(transaction=True)]
SYSTEM = system_actor("test")


def rows():
    """How many rows a report leaves in each table."""
    tables = (Episode, Entry, Duty, Handover, Message, Delivery)
    return {table.__name__: table.objects.count() for table in tables}


def test_a_report_killed_at_any_statement_is_whole_or_not_there_and_can_be_made_again(mailbox):
    cast = make_cast()
    child = builders.a_looked_after_child(cast)
    before = rows()
    whole = 0
    step, statement = random.SystemRandom().randint(2, 4), 1
    while in_a_process_killed_at(statement, lambda: builders.an_episode(cast, child)) is None:
        whole += rows() != before
        if Episode.objects.exists():
            break
        statement += step

    assert statement > 24
    assert whole <= 1
    assert Episode.objects.count() == 1
    assert AuditEvent.objects.filter(kind="EpisodeReported").count() == 1
    assert Handover.objects.count() == 2
    assert rebuilding.rebuild(by=SYSTEM, at=builders.REPORTED).total == 0


def test_a_worker_killed_at_any_statement_sends_each_message_once_or_knowably_twice(mailbox):
    cast = make_cast()
    builders.an_episode(cast)
    statement = 1
    while in_a_process_killed_at(statement, lambda: worker.send_one("killed")) is None:
        Delivery.objects.filter(leased_until__isnull=False).update(leased_until=clock.now())
        statement += 1
    deliver_everything()

    assert statement >= 4
    assert {letter.id for letter in mailbox.letters} == expected_ids()
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}
    copies = Counter(letter.id for letter in mailbox.letters)
    same = {(letter.id, letter.to, letter.subject, letter.body) for letter in mailbox.letters}
    assert max(copies.values()) <= 3
    assert len(same) == len(copies)


def test_workers_killed_at_random_lose_and_double_nothing(mailbox):
    cast = make_cast()
    chance = random.SystemRandom()
    connection.close()
    with processes(lambda: start_worker(surroundings(mailbox)), 3) as running:
        for number in range(12):
            child = builders.a_looked_after_child(cast, f"Child {number}")
            at = clock.now()
            builders.an_episode(cast, child, at=at)
            time.sleep(chance.random())
            victim = chance.randrange(len(running))
            running[victim].kill()
            running[victim].wait()
            running[victim] = start_worker(surroundings(mailbox))
    deliver_everything()

    assert Episode.objects.count() == 12
    assert {letter.id for letter in mailbox.letters} == expected_ids()
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}
    assert Delivery.objects.count() >= 36
    same = {(letter.id, letter.to, letter.subject, letter.body) for letter in mailbox.letters}
    assert len(same) == len(expected_ids())
    assert rebuilding.rebuild(by=SYSTEM, at=clock.now()).total == 0


def test_a_worker_asked_to_stop_finishes_what_it_is_sending(mailbox):
    cast = make_cast()
    builders.an_episode(cast)
    connection.close()
    with processes(lambda: start_worker(surroundings(mailbox)), 1) as (running,):
        assert mailbox.taken.wait(60)
        running.terminate()
        assert running.wait(30) == 0

    sent = Delivery.objects.filter(state="sent").count()
    assert sent == len(mailbox.letters)
    assert not Delivery.objects.filter(leased_until__isnull=False).exists()
