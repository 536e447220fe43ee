"""E-mail over a real SMTP server: what it takes, what it refuses for good, and what for now."""

import socket

import pytest

from lantern.notifications.channels import email
from lantern.notifications.letters import Letter, NotSent

LETTER = Letter(
    key="E-7K3P-9QX2 report to user 1",
    address="ruth.adeyemi@calderbrook.example",
    subject="Lantern: a child reported missing, E-7K3P-9QX2",
    body="A child was reported missing.\n\nOpen it in Lantern: http://localhost:8000/open/E-7K3P",
)


def test_a_letter_arrives_as_it_was_written(mailbox):
    email.send(LETTER)

    (arrived,) = mailbox.letters
    assert (arrived.to, arrived.subject) == (LETTER.address, LETTER.subject)
    assert arrived.body.strip().splitlines() == LETTER.body.splitlines()
    assert arrived.automatic == "auto-generated"


def test_a_second_copy_of_a_letter_can_be_known_by_its_message_id(mailbox):
    email.send(LETTER)
    email.send(LETTER)

    first, second = mailbox.letters
    assert first.id == second.id
    assert first.id == email.message_id(LETTER)


def test_two_letters_and_two_addresses_never_share_a_message_id():
    other = Letter(key=LETTER.key, address="duty@calderbrook.example", subject="", body=LETTER.body)
    later = Letter(key="another", address=LETTER.address, subject="", body=LETTER.body)

    assert len({email.message_id(one) for one in (LETTER, other, later)}) == 3


@pytest.mark.parametrize("answer", ["550 No such mailbox", "553 Not here", "521 Never"])
def test_an_address_that_is_refused_with_5xx_is_refused_for_good(mailbox, answer):
    mailbox.refuse_address = answer

    with pytest.raises(NotSent) as fault:
        email.send(LETTER)

    assert fault.value.permanent
    assert answer[:3] in fault.value.fault


@pytest.mark.parametrize("answer", ["450 Busy", "451 Greylisted", "452 Full"])
def test_an_address_that_is_refused_with_4xx_is_tried_again(mailbox, answer):
    mailbox.refuse_address = answer

    with pytest.raises(NotSent) as fault:
        email.send(LETTER)

    assert not fault.value.permanent


@pytest.mark.parametrize(
    ("answer", "permanent"), [("554 Not such words", True), ("452 Disk full", False)]
)
def test_a_letter_that_is_refused_is_judged_by_its_code(mailbox, answer, permanent):
    mailbox.refuse_letter = answer

    with pytest.raises(NotSent) as fault:
        email.send(LETTER)

    assert fault.value.permanent is permanent


def test_a_server_that_is_not_there_is_tried_again(mailbox, settings):
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = one.getsockname()[1]

    with pytest.raises(NotSent) as fault:
        email.send(LETTER)

    assert not fault.value.permanent


def test_our_own_wrong_settings_never_make_a_dead_letter(mailbox, settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "lantern", "wrong"

    with pytest.raises(NotSent) as fault:
        email.send(LETTER)

    assert not fault.value.permanent


@pytest.mark.parametrize("address", ["nobody", "new\nline@example.org"])
def test_an_address_that_is_none_is_refused_for_good(mailbox, address):
    mailbox.refuse_address = "501 Syntax" if address == "nobody" else None

    with pytest.raises(NotSent) as fault:
        email.send(Letter(key="k", address=address, subject="s", body="b"))

    assert fault.value.permanent


def test_the_fault_holds_neither_the_words_nor_the_address(mailbox):
    mailbox.refuse_address = "550 ruth.adeyemi@calderbrook.example is unknown"

    with pytest.raises(NotSent) as fault:
        email.send(LETTER)

    assert "ruth" not in fault.value.fault
