"""The contents of a live region, as the server sends them."""

import pytest

POLL = {"Lantern-Poll": "1"}


@pytest.fixture(autouse=True)
def _gallery(settings):
    settings.LANTERN_DEMO = True


def test_a_fragment_says_when_it_was_made(client):
    response = client.get("/components/minute", headers=POLL)

    assert response.status_code == 200
    assert len(response["Lantern-Updated"]) == 5
    assert b"<html" not in response.content


def test_an_unchanged_fragment_is_not_sent_again(client):
    first = client.get("/components/minute", headers=POLL)
    again = client.get("/components/minute", headers=POLL | {"If-None-Match": first["ETag"]})

    # The minute may turn between the two requests: then it did change.
    assert again.status_code == 304 or again["ETag"] != first["ETag"]
    assert again["Lantern-Updated"]
