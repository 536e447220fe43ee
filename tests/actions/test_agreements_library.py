"""Each process holds the rulebooks that bind, and notices what another one adopts."""

import time
from datetime import date, timedelta

import pytest
from click import ClickException
from django.core.signals import request_started
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantern.agreements import library, parameters
from lantern.agreements.models import Adoption
from lantern.commands.prepare import require_adopted
from lantern.protocol.load import SHIPPED
from tests.agreeing import APRIL, JUNE, RULEBOOK, a_draft, adopted, agreed

DAY = date(2026, 6, 1)
LONGER = ("value: 10 minutes", "value: 12 minutes")


@pytest.fixture
def elsewhere(cast, django_capture_on_commit_callbacks):
    """A version that was adopted by another process."""
    with django_capture_on_commit_callbacks():
        return adopted(cast, agreed(cast, a_draft(cast, edit=LONGER)))


def spans():
    return [(one.starts_on, one.ends_on) for one in library.library().versions[RULEBOOK]]


def waits(at):
    return parameters.length(
        RULEBOOK, "police_acknowledgement", at, otherwise=timedelta(minutes=15)
    )


def test_whoever_adopts_a_version_holds_it_when_the_transaction_is_over(
    cast, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        adopted(cast)
        assert spans() == [(date(2026, 1, 1), None)]

    assert spans() == [(date(2026, 1, 1), DAY), (DAY, None)]


def test_what_is_held_costs_no_query_and_a_look_costs_one(elsewhere):
    with CaptureQueriesContext(connection) as asked:
        library.library().protocol(RULEBOOK)
    assert len(asked) == 0

    library.look()
    with CaptureQueriesContext(connection) as asked:
        library.look()
    assert len(asked) == 1


def test_a_process_looks_again_when_what_it_holds_is_old(elsewhere):
    library.look_again(time.monotonic() + 50)
    assert spans() == [(date(2026, 1, 1), None)]

    library.look_again(time.monotonic() + 61)
    assert spans() == [(date(2026, 1, 1), DAY), (DAY, None)]


def test_a_web_server_looks_before_it_answers(elsewhere, monkeypatch, client):
    monkeypatch.setattr(library, "AGAIN_AFTER", timedelta(0))
    library.look_before_requests()
    try:
        client.get("/accessibility")
    finally:
        assert request_started.disconnect(dispatch_uid="lantern.agreements")

    assert spans() == [(date(2026, 1, 1), DAY), (DAY, None)]


def test_a_number_of_the_protocol_is_that_of_its_day_once_it_is_noticed(elsewhere):
    before, after = APRIL, APRIL.replace(month=6)
    assert [waits(one).seconds // 60 for one in (before, after)] == [10, 10]

    library.look()

    assert [waits(one).seconds // 60 for one in (before, after)] == [10, 12]


def test_the_text_of_a_version_is_as_it_was_shipped_or_adopted(elsewhere):
    library.look()
    first, second = library.library().versions[RULEBOOK]

    assert library.text_of(first) == (SHIPPED / f"{RULEBOOK}.yaml").read_text()
    assert library.text_of(second) == elsewhere.text
    assert library.in_force(RULEBOOK, date(2026, 5, 31)) is first
    assert library.in_force(RULEBOOK, JUNE) is second
    assert library.in_force(RULEBOOK, date(2025, 12, 31)) is None
    assert library.in_force("nobody-2026", JUNE) is None


def test_a_version_that_this_release_cannot_read_is_left_out_and_named(cast, elsewhere):
    again = agreed(cast, a_draft(cast, edit=None, starts=date(2026, 7, 1)))
    Adoption.objects.create(
        draft=again,
        agency=cast.calderbrook,
        rulebook=RULEBOOK,
        adopted_at=APRIL,
        adopted_by_id=cast.senior_manager.user_id,
        starts_on=date(2026, 7, 1),
        review_on=date(2027, 7, 1),
        text=again.text.replace("immediately", "at no time"),
    )

    held = library.look()

    assert held.left_out == (f"{RULEBOOK} from 2026-07-01",)
    assert spans() == [(date(2026, 1, 1), DAY), (DAY, None)]
    with pytest.raises(ClickException, match=f"cannot read .*{RULEBOOK} from 2026-07-01"):
        require_adopted()
