"""Several at once: writers on one absence, and workers on one outbox."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from lantern.access.actor import system_actor
from lantern.core import clock
from lantern.duties.actions import ledger, rebuilding, sweeping
from lantern.duties.models import Duty, Told
from lantern.episodes.actions import entries
from lantern.notifications import outbox
from lantern.notifications.actions import handovers
from lantern.notifications.models import Delivery, Handover, Message
from lantern.notifications.outbox import Note
from lantern.people.actions import flags
from lantern.vocabulary.risk import FlagKind
from lantern.vocabulary.telling import Method, Recipient
from tests import builders
from tests.builders import REPORTED
from tests.cast import make_cast

pytestmark = [pytest.mark.django_db(transaction=True)]
SYSTEM = system_actor("test")
AT = REPORTED + timedelta(minutes=40)


def at_once(*deeds):
    """Each deed in a thread and a connection of its own, begun together."""
    faults, start = [], threading.Barrier(len(deeds))

    def run(deed):
        try:
            start.wait(30)
            deed()
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []


def tell(cast, episode, recipient):
    entries.record_notification(
        type(episode).objects.get(pk=episode.pk),
        by=cast.home_manager,
        recipient=recipient,
        at=AT,
        now=AT,
        person="Jo",
        method=Method.TELEPHONE,
    )


def test_two_who_record_on_one_absence_lose_no_duty_and_double_none():
    cast = make_cast()
    episode = builders.an_episode(cast)
    recipients = [Recipient.POLICE, Recipient.EDT, Recipient.IRO, Recipient.PARENTS]

    at_once(*(lambda one=one: tell(cast, episode, one) for one in recipients))

    met = Duty.objects.filter(episode=episode, met_at=AT).values_list("rule", flat=True)
    assert {"tell-police", "tell-iro", "tell-parents", "tell-emergency-duty-team"} <= set(met)
    assert rebuilding.rebuild(by=SYSTEM, at=AT).total == 0


def test_a_fact_of_the_child_and_one_of_the_absence_at_once_both_count():
    cast = make_cast()
    child = builders.a_looked_after_child(cast)
    episode = builders.an_episode(cast, child)

    at_once(
        lambda: tell(cast, episode, Recipient.POLICE),
        lambda: flags.raise_(
            type(child).objects.get(pk=child.pk),
            FlagKind.CHILD_SEXUAL_EXPLOITATION,
            by=cast.social_worker,
            at=AT,
            said_by="The police",
        ),
        lambda: ledger.refresh_child(child.reference, by=SYSTEM, at=AT),
    )

    assert rebuilding.rebuild(by=SYSTEM, at=AT).total == 0


def test_sweeps_at_once_tell_each_duty_once():
    cast = make_cast()
    builders.an_episode(cast)

    at_once(*[lambda: sweeping.sweep(by=SYSTEM, at=AT)] * 3)

    overdue = Message.objects.filter(kind="duties overdue", body__contains="Tell the police")
    assert overdue.filter(team=cast.team("alder-house", "Staff")).count() == 1
    assert Told.objects.filter(rule="tell-police", occasion="overdue").count() == 1


def test_climbing_at_once_climbs_once():
    cast = make_cast()
    builders.an_episode(cast)

    at_once(*[lambda: handovers.climb(by=SYSTEM, at=AT)] * 3)

    assert Handover.objects.filter(role="duty_inspector").count() == 1


def test_two_who_acknowledge_at_once_are_one_name():
    cast = make_cast()
    builders.an_episode(cast)
    number = Handover.objects.get(role="call_handler").pk

    at_once(
        lambda: handovers.acknowledge(number, by=cast.call_handler, at=AT),
        lambda: handovers.acknowledge(number, by=cast.duty_inspector, at=AT),
    )

    assert Handover.objects.get(pk=number).acknowledged_by is not None


def test_the_same_message_written_at_once_is_one():
    cast = make_cast()
    note = Note(key="one", kind="k", about="E-7K3P-9QX2", subject="s", body="b")

    def put():
        with transaction.atomic():
            outbox.put(note, user_ids=[cast.social_worker.user_id], at=AT)

    at_once(*[put] * 4)

    assert Message.objects.count() == 1
    assert Delivery.objects.count() == 1


def test_workers_at_once_claim_each_delivery_once():
    cast = make_cast()
    with transaction.atomic():
        for number in range(60):
            note = Note(key=str(number), kind="k", about="E", subject="s", body="b")
            outbox.put(note, user_ids=[cast.social_worker.user_id], at=AT)
    claimed = []

    def take():
        while (one := outbox.claim("worker", clock.now())) is not None:
            claimed.append(one.id)

    at_once(*[take] * 4)

    assert sorted(claimed) == sorted(Delivery.objects.values_list("pk", flat=True))
    assert len(set(claimed)) == 60
