"""The outbox: written once with its cause, sent by one worker at a time, retried, or dead."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from lantern.core.errors import NotFound, Refused
from lantern.notifications import outbox, queries
from lantern.notifications.actions import deliveries, messages
from lantern.notifications.models import Delivery, Message
from lantern.notifications.outbox import LEASE, MOST_ATTEMPTS, Note

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
NOTE = Note(
    key="E-7K3P-9QX2 report",
    kind="report",
    about="E-7K3P-9QX2",
    subject="Lantern: a child reported missing, E-7K3P-9QX2",
    body="A child was reported missing.",
)


def put(*, at=NOON, note=NOTE, **to):
    with transaction.atomic():
        outbox.put(note, at=at, **to)


def state(delivery_id):
    return Delivery.objects.get(pk=delivery_id).state


def test_a_message_is_written_for_each_person_and_team_with_one_delivery_each(cast):
    team = cast.team("calderbrook", "Emergency duty team")

    put(user_ids=[cast.social_worker.user_id], team_ids=[team.pk])

    assert Message.objects.count() == 2
    assert set(Delivery.objects.values_list("address", flat=True)) == {
        cast.user("social_worker").email,
        team.email,
    }


def test_a_team_without_an_address_is_reached_at_the_address_of_each_member(cast):
    team = cast.team("calderbrook", "Emergency duty team")
    team.email = ""
    team.save()

    put(team_ids=[team.pk])

    assert [one.address for one in Delivery.objects.all()] == [cast.user("duty_worker").email]


def test_the_same_cause_never_makes_a_second_message(cast):
    put(user_ids=[cast.social_worker.user_id])
    put(user_ids=[cast.social_worker.user_id, cast.team_manager.user_id])

    assert Message.objects.count() == 2
    assert Delivery.objects.count() == 2


def test_a_message_written_outside_a_transaction_is_refused(transactional_db):
    with pytest.raises(RuntimeError, match="transaction"):
        outbox.put(NOTE, user_ids=[1], at=NOON)


def test_a_message_is_taken_back_with_the_deed_it_tells_of(cast):
    with transaction.atomic():
        outbox.put(NOTE, user_ids=[cast.social_worker.user_id], at=NOON)
        transaction.set_rollback(True)

    assert not Message.objects.exists()


def test_an_account_that_is_closed_gets_the_message_in_lantern_and_no_e_mail(cast):
    user = cast.user("social_worker")
    user.is_active = False
    user.save()

    put(user_ids=[user.pk])

    assert Message.objects.count() == 1
    assert not Delivery.objects.exists()


def test_a_delivery_is_leased_to_one_worker_until_the_lease_runs_out(cast):
    put(user_ids=[cast.social_worker.user_id])

    first = outbox.claim("one", NOON)

    assert first is not None
    assert outbox.claim("two", NOON) is None
    assert outbox.claim("two", NOON + LEASE - timedelta(seconds=1)) is None
    again = outbox.claim("two", NOON + LEASE)
    assert again is not None
    assert again.id == first.id
    assert again.attempts == 2


def test_what_was_sent_is_never_claimed_again(cast):
    put(user_ids=[cast.social_worker.user_id])
    claimed = outbox.claim("one", NOON)

    outbox.sent(claimed, NOON)

    assert state(claimed.id) == "sent"
    assert outbox.claim("one", NOON + timedelta(days=1)) is None


def test_what_was_sent_after_its_lease_ran_out_counts_as_sent(cast):
    put(user_ids=[cast.social_worker.user_id])
    slow = outbox.claim("slow", NOON)
    outbox.claim("quick", NOON + LEASE)

    outbox.sent(slow, NOON + LEASE)

    assert state(slow.id) == "sent"


def test_a_worker_that_lost_its_lease_cannot_put_off_what_another_is_sending(cast):
    put(user_ids=[cast.social_worker.user_id])
    slow = outbox.claim("slow", NOON)
    quick = outbox.claim("quick", NOON + LEASE)

    outbox.failed(slow, NOON + LEASE, fault="Too slow.", permanent=True)

    assert state(slow.id) == "waiting"
    outbox.sent(quick, NOON + LEASE)
    assert state(quick.id) == "sent"


def test_a_temporary_fault_is_tried_again_later_and_later(cast):
    put(user_ids=[cast.social_worker.user_id])
    claimed = outbox.claim("one", NOON)

    outbox.failed(claimed, NOON, fault="The server is full (452).", permanent=False)

    assert outbox.claim("one", NOON) is None
    assert outbox.claim("one", NOON + timedelta(seconds=30)).attempts == 2


@pytest.mark.parametrize(
    ("attempts", "chance", "seconds"),
    [(1, 0, 30), (1, 1, 15), (2, 0, 60), (3, 0.5, 90), (7, 0, 1920), (8, 0, 3600), (90, 1, 1800)],
)
def test_the_wait_doubles_from_half_a_minute_to_an_hour_less_up_to_half(attempts, chance, seconds):
    assert outbox.delay(attempts, chance) == timedelta(seconds=seconds)


def test_a_permanent_refusal_is_a_dead_letter_at_once(cast):
    put(user_ids=[cast.social_worker.user_id])
    claimed = outbox.claim("one", NOON)

    outbox.failed(claimed, NOON, fault="The address was refused (550).", permanent=True)

    assert state(claimed.id) == "dead"


def test_the_last_attempt_makes_a_dead_letter(cast):
    put(user_ids=[cast.social_worker.user_id])
    at = NOON
    for _ in range(MOST_ATTEMPTS):
        claimed = outbox.claim("one", at)
        outbox.failed(claimed, at, fault="Out of reach.", permanent=False)
        at += timedelta(hours=1)

    assert state(claimed.id) == "dead"
    assert outbox.claim("one", at) is None


def test_a_delivery_that_ends_its_worker_every_time_is_buried(cast):
    put(user_ids=[cast.social_worker.user_id])
    at = NOON
    for _ in range(MOST_ATTEMPTS):
        claimed = outbox.claim("one", at)
        at += LEASE

    assert outbox.claim("one", at) is None
    assert outbox.bury(at) == 1
    assert state(claimed.id) == "dead"


def a_dead_letter(cast):
    put(user_ids=[cast.social_worker.user_id])
    claimed = outbox.claim("one", NOON)
    outbox.failed(claimed, NOON, fault="The address was refused (550).", permanent=True)
    return claimed.id


def test_those_who_look_after_messages_see_dead_letters_and_send_them_again(cast):
    number = a_dead_letter(cast)

    ((letter,), has_more) = queries.unsent(cast.coordinator)
    deliveries.send_again(number, by=cast.coordinator, at=NOON)
    deliveries.send_again(number, by=cast.coordinator, at=NOON)

    assert (letter.id, letter.fault, has_more) == (number, "The address was refused (550).", False)
    assert outbox.claim("one", NOON).attempts == 1
    assert queries.unsent(cast.coordinator) == ((), False)


def test_nobody_else_sees_dead_letters_or_sends_them(cast):
    number = a_dead_letter(cast)

    with pytest.raises(Refused):
        queries.unsent(cast.social_worker)
    with pytest.raises(Refused):
        deliveries.send_again(number, by=cast.social_worker, at=NOON)
    with pytest.raises(NotFound):
        deliveries.send_again(0, by=cast.coordinator, at=NOON)

    assert state(number) == "dead"


def test_a_message_is_read_by_whom_it_is_for_and_by_nobody_else(cast):
    put(user_ids=[cast.social_worker.user_id])
    message = Message.objects.get()

    with pytest.raises(NotFound):
        messages.mark_read(message.pk, by=cast.team_manager, at=NOON)
    messages.mark_read(message.pk, by=cast.social_worker, at=NOON)

    assert queries.unread(cast.social_worker, NOON) == 0
    assert queries.letters(cast.team_manager, NOON) == ((), False)


def test_a_message_to_a_team_is_read_by_the_first_of_them_and_shows_who(cast):
    put(team_ids=[cast.team("calderbrook", "Children in care team").pk])
    message = Message.objects.get()

    messages.mark_read(message.pk, by=cast.team_manager, at=NOON)
    messages.mark_read(message.pk, by=cast.social_worker, at=NOON + timedelta(hours=1))

    ((letter,), _) = queries.letters(cast.social_worker, NOON)
    assert (letter.read_by, letter.read_at) == ("Helen Marsh", NOON)


def test_everything_can_be_marked_as_read_at_once(cast):
    put(user_ids=[cast.social_worker.user_id], team_ids=[next(iter(cast.social_worker.team_ids))])
    assert queries.unread(cast.social_worker, NOON) == 2

    assert messages.mark_all_read(by=cast.social_worker, at=NOON) == 2
    assert queries.unread(cast.social_worker, NOON) == 0
