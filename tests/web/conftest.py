"""What tests of pages share."""

import pytest


@pytest.fixture
def faulty(settings, client):
    """A client of a site where things go wrong, answered as in production."""
    settings.ROOT_URLCONF = "tests.web.faulty"
    client.raise_request_exception = False
    return client


@pytest.fixture
def sign_in(cast, client):
    """The browser of a member of the cast, signed in."""

    def signed_in(key):
        client.force_login(cast.user(key))
        return client

    return signed_in
