"""The worker: what it does with a letter, with a fault, and with the schedule."""

import threading
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection

from lantern.accounts.actions import sessions
from lantern.core import clock
from lantern.core.errors import Refused
from lantern.jobs import schedule, worker
from lantern.jobs.schedule import Job
from lantern.notifications.models import Delivery, Handover, Message
from lantern.notifications.outbox import MOST_ATTEMPTS
from tests import builders
from tests.cast import make_cast


@pytest.fixture
def waiting(cast, mailbox):
    """A report's messages, waiting in the outbox."""
    builders.an_episode(cast, at=clock.now())
    return Delivery.objects.order_by("pk")


def test_everything_that_waits_is_sent_with_a_link_and_without_a_name(waiting, mailbox, settings):
    settings.LANTERN_ADDRESS = "https://lantern.example/"

    while worker.send_one("one"):
        pass

    assert {one.state for one in waiting.all()} == {"sent"}
    assert len(mailbox.letters) == waiting.count()
    for letter in mailbox.letters:
        assert "https://lantern.example/open/E-" in letter.body
        assert "Tamsin" not in letter.subject + letter.body


def test_a_refusal_for_good_is_a_dead_letter_and_the_message_stays_in_lantern(waiting, mailbox):
    mailbox.refuse_address = "550 No such mailbox"

    worker.send_one("one")

    assert waiting.filter(state="dead").get().fault == "The address was refused (550)."
    assert Message.objects.count() == waiting.count()


def test_a_refusal_for_now_is_tried_again_until_it_is_taken(waiting, mailbox):
    mailbox.refuse_address = "451 Later"
    worker.send_one("one")
    mailbox.refuse_address = None
    tried = waiting.get(attempts=1)
    Delivery.objects.filter(pk=tried.pk).update(next_at=clock.now())

    while worker.send_one("one"):
        pass

    tried.refresh_from_db()
    assert (tried.state, tried.attempts) == ("sent", 2)


def test_what_nobody_foresaw_is_tried_again_and_the_others_go_on(waiting, mailbox, settings):
    settings.EMAIL_BACKEND = "no.such.backend.EmailBackend"
    worker.send_one("one")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

    while worker.send_one("one"):
        pass

    failed = waiting.get(state="waiting")
    assert failed.fault == "Something went wrong (ModuleNotFoundError)."
    assert len(mailbox.letters) == waiting.count() - 1


def test_a_delivery_that_never_gets_through_is_a_dead_letter_in_the_end(waiting, mailbox):
    mailbox.refuse_letter = "452 Full"
    one = waiting[0]
    waiting.exclude(pk=one.pk).delete()
    for _ in range(MOST_ATTEMPTS):
        Delivery.objects.filter(pk=one.pk).update(next_at=clock.now())
        worker.send_one("one")

    one.refresh_from_db()
    assert (one.state, one.fault) == ("dead", "The message was refused (452).")


def test_each_job_runs_at_its_time_and_not_before(db):
    ran = []
    job = Job(name="count", every=timedelta(minutes=1), run=lambda by, at: ran.append((by, at)))
    now = clock.now()
    due = {job: now}
    stop = threading.Event()

    worker.run_due(due, now, stop)
    worker.run_due(due, now + timedelta(seconds=30), stop)
    worker.run_due(due, now + timedelta(seconds=73), stop)

    assert len(ran) == 2
    assert ran[0][0].is_system


def test_a_job_that_fails_stops_neither_the_others_nor_itself_next_time(db):
    ran = []

    def fail(by, at):
        ran.append("failed")
        raise KeyError("nothing")

    jobs = [
        Job(name="fails", every=timedelta(seconds=1), run=fail),
        Job(name="runs", every=timedelta(seconds=1), run=lambda by, at: ran.append("ran")),
    ]
    now = clock.now()
    due = dict.fromkeys(jobs, now)

    worker.run_due(due, now, threading.Event())
    worker.run_due(due, now + timedelta(seconds=2), threading.Event())

    assert ran == ["failed", "ran", "failed", "ran"]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="a file closes no connection")
@pytest.mark.django_db(transaction=True)
def test_a_worker_whose_database_went_away_goes_on_when_it_is_back(mailbox):
    cast = make_cast()
    stop = threading.Event()
    running = threading.Thread(target=worker.work, args=(stop,))
    running.start()
    try:
        builders.an_episode(cast, at=clock.now())
        assert mailbox.taken.wait(60)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        mailbox.taken.clear()
        builders.an_episode(cast, builders.a_looked_after_child(cast, "Ottilie"), at=clock.now())
        assert mailbox.taken.wait(60)
    finally:
        stop.set()
        running.join(60)


def test_the_schedule_hands_on_and_tells_when_time_has_passed(cast):
    builders.an_episode(cast)
    at = builders.REPORTED + timedelta(minutes=40)

    for job in schedule.JOBS:
        job.run(schedule.WORKER, at)

    assert Handover.objects.filter(role="duty_inspector").exists()
    assert Message.objects.filter(kind="duties overdue").exists()


def test_the_schedule_throws_away_sessions_that_have_ended_and_keeps_the_others(cast, client):
    client.force_login(cast.user("social_worker"))
    kept = Session.objects.get()
    SessionStore().save()
    Session.objects.exclude(pk=kept.pk).update(expire_date=clock.now() - timedelta(minutes=1))

    for job in schedule.JOBS:
        job.run(schedule.WORKER, clock.now())

    assert [one.pk for one in Session.objects.all()] == [kept.pk]


def test_nobody_but_the_worker_throws_sessions_away(cast):
    with pytest.raises(Refused):
        sessions.forget_ended(by=cast.administrator, at=clock.now())
