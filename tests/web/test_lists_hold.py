"""Lists of more than a page ask the database no more often than short ones: 30 times at most."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantern.core import clock
from lantern.duties import board, queries
from lantern.notifications import queries as notifications
from lantern.notifications.models import Message
from lantern.people import queries as people
from lantern.people.actions import children
from tests import builders

MOST = 30
"""How many queries the design allows a page (design section 6)."""
NOW = clock.now().replace(second=0, microsecond=0)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_that_time(monkeypatch):
    """The pages are asked for at the time the rows were made, however long the run before took."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


def asked(client, address, sent=None):
    """How many queries a page takes, once the parts of it that are kept are there."""
    ask = (lambda: client.get(address)) if sent is None else (lambda: client.post(address, sent))
    assert ask().status_code == 200
    with CaptureQueriesContext(connection) as captured:
        ask()
        return len(captured)


def add(cast, count, start=0):
    return [
        children.add(
            by=cast.social_worker,
            at=NOW,
            authority=cast.calderbrook,
            given_name="Sam",
            family_name=f"Ashdown{chr(97 + number // 26)}{chr(97 + number % 26)}",
        )
        for number in range(start, start + count)
    ]


def go_missing(cast, number):
    child = builders.a_looked_after_child(
        cast, f"Tam{chr(97 + number // 26)}{chr(97 + number % 26)}"
    )
    at = NOW - timedelta(minutes=30)
    return builders.an_episode(cast, child, by=cast.call_handler, at=at)


def test_the_list_of_children(cast, sign_in):
    client, address = sign_in("social_worker"), reverse("children")
    add(cast, 2)
    few = asked(client, address)
    add(cast, people.PAGE_SIZE + 5, start=2)

    many = asked(client, address)

    assert many <= few <= MOST


def test_a_search_by_name(cast, sign_in):
    client, address = sign_in("social_worker"), reverse("children:search")
    add(cast, 2)
    few = asked(client, address, {"text": "sam ash"})
    add(cast, people.PAGE_SIZE + 5, start=2)

    many = asked(client, address, {"text": "sam ash"})

    assert many <= few <= MOST


def test_the_messages_of_a_team(cast, sign_in):
    client, address = sign_in("social_worker"), reverse("messages")
    team = cast.team("calderbrook", "Children in care team")

    def tell(count, start):
        Message.objects.bulk_create(
            Message(
                key=f"told {number}",
                kind="told",
                about="E-2222-2222",
                team=team,
                subject="Lantern: told",
                body="Told.",
                recorded_at=NOW - timedelta(minutes=number),
            )
            for number in range(start, start + count)
        )

    tell(2, 0)
    few = asked(client, address)
    tell(notifications.PAGE_SIZE + 5, 2)

    many = asked(client, address)

    assert many <= few <= MOST


def test_the_newest_messages_come_first_from_every_mailbox(cast):
    team = cast.team("calderbrook", "Children in care team")
    for number in range(6):
        to = {"team": team} if number % 2 else {"user": cast.user("social_worker")}
        Message.objects.create(
            key=f"told {number}",
            kind="told",
            about="E-2222-2222",
            subject=str(number),
            body="Told.",
            recorded_at=NOW - timedelta(minutes=number),
            **to,
        )

    letters, has_more = notifications.letters(cast.social_worker, NOW)

    assert [letter.subject for letter in letters] == ["0", "1", "2", "3", "4", "5"]
    assert not has_more


def test_my_duties_and_missing_now(cast, sign_in):
    duties, missing = reverse("my-duties"), reverse("missing-now")
    worker = sign_in("home_manager")
    go_missing(cast, 0)
    few = asked(worker, duties)
    for number in range(1, board.PAGE_SIZE + 2):
        go_missing(cast, number)

    many = asked(worker, duties)
    on_board = asked(sign_in("duty_inspector"), missing)
    owed = queries.mine(cast.home_manager, NOW, whose=queries.Whose.TEAM)

    assert owed.count > queries.PAGE_SIZE
    assert many <= few <= MOST
    assert on_board <= MOST
