"""Every page answers each person as the matrix says; who may not open it may not send it."""

import pytest
from django.db import transaction
from django.test import Client

from tests.access_matrix import MATRIX
from tests.actions.test_audited import everything
from tests.addresses import SENT, address
from tests.world import world

__all__ = ["world"]
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def sessions(world):
    """The cookie of each person's session."""
    found = {"nobody": None}
    for key, _ in world.cast:
        client = Client()
        client.force_login(world.cast.user(key))
        found[key] = client.cookies["lantern_session"].value
    return found


@pytest.fixture(scope="module")
def ask(sessions):
    """Ask for an address as one of the cast; what the request did is undone."""
    client = Client(raise_request_exception=False)

    def answer(who, method, url):
        client.cookies.clear()
        if sessions[who] is not None:
            client.cookies["lantern_session"] = sessions[who]
        with transaction.atomic():
            given = getattr(client, method)(url)
            if given.streaming:
                given.getvalue()
            transaction.set_rollback(True)
        return given.status_code

    return answer


@pytest.mark.one_database
@pytest.mark.requirement("IS-060", "IS-061", "IS-062", "IS-063", "IS-064", "IS-065", "IS-067")
@pytest.mark.parametrize("name", sorted(MATRIX))
def test_each_page_answers_each_person_as_the_matrix_says(world, ask, name):
    url = address(world, name)
    method = "post" if name in SENT else "get"

    answers = {who: ask(who, method, url) for who in MATRIX[name]}

    assert answers == MATRIX[name]


@pytest.mark.one_database
@pytest.mark.parametrize("name", sorted(set(MATRIX) - SENT))
def test_whoever_may_not_open_a_page_may_not_send_it_either(world, ask, name, tmp_path):
    url = address(world, name)
    refused = [who for who, status in MATRIX[name].items() if status in (403, 404)]

    answers = {who: ask(who, "post", url) for who in refused}

    assert set(answers.values()) <= {403, 404, 405}


@pytest.mark.parametrize("name", ["children:details", "episodes:note", "episodes:classification"])
def test_a_form_sent_by_somebody_refused_changes_nothing(world, sessions, name, tmp_path):
    client = Client()
    client.cookies["lantern_session"] = sessions["stranger"]
    before = everything(tmp_path)

    with transaction.atomic():
        client.post(address(world, name), {"words": "I was here", "given_name": "Changed"})
        after = everything(tmp_path)
        transaction.set_rollback(True)

    # A session is marked as used; nothing else may differ.
    assert {table for table in after if after[table] != before[table]} <= {"django_session"}
