"""What tests of pages share."""

import pytest


@pytest.fixture
def faulty(settings, client):
    """A client of a site where things go wrong, answered as in production."""
    settings.ROOT_URLCONF = "tests.web.faulty"
    client.raise_request_exception = False
    return client
