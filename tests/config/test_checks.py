"""Lantern refuses to start with settings that would put records at risk."""

import pytest

from config.checks import safe_to_start

ELSEWHERE = ["lantern.example.org"]


@pytest.fixture(autouse=True)
def _as_installed(settings):
    """Without the host name that Django adds for its own test client."""
    settings.ALLOWED_HOSTS = list(settings.LOOPBACK_HOSTS)


def faults():
    return {each.id for each in safe_to_start(None)}


def test_the_defaults_are_safe():
    assert faults() == set()


@pytest.mark.parametrize("key", ["short", "a" * 60, "django-insecure-" + "0123456789abc" * 5])
def test_a_key_that_can_be_guessed_is_refused(settings, key):
    settings.SECRET_KEY = key

    assert faults() == {"lantern.E001"}


def test_no_host_is_refused(settings):
    settings.ALLOWED_HOSTS = []

    assert "lantern.E002" in faults()


@pytest.mark.parametrize("host", ["*", "*.example.org"])
def test_any_host_is_refused(settings, host):
    settings.ALLOWED_HOSTS = [host]
    settings.LANTERN_HTTPS = True

    assert "lantern.E003" in faults()


@pytest.mark.parametrize(
    ("name", "fault"), [("LANTERN_DEMO", "lantern.E004"), ("DEBUG", "lantern.E005")]
)
def test_what_is_for_one_machine_is_refused_where_others_can_reach_it(settings, name, fault):
    setattr(settings, name, True)
    assert faults() == set()

    settings.ALLOWED_HOSTS, settings.LANTERN_HTTPS = ELSEWHERE, True
    assert faults() == {fault}


def test_others_may_reach_it_over_tls_only(settings):
    settings.ALLOWED_HOSTS, settings.LANTERN_HTTPS = ELSEWHERE, False

    assert faults() == {"lantern.E006"}
