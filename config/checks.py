"""Lantern refuses to start with settings that would put children's records at risk."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

ENOUGH_KEY = 50
ENOUGH_VARIETY = 12


@register()
def safe_to_start(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every unsafe setting, each with the variable that mends it."""
    return [*_about_the_key(), *_about_the_hosts(), *_about_the_world()]


def _about_the_key() -> Iterator[CheckMessage]:
    key = settings.SECRET_KEY
    if len(key) < ENOUGH_KEY or len(set(key)) < ENOUGH_VARIETY or "insecure" in key:
        yield Error(
            "The secret key is too easy to guess.",
            hint="Unset LANTERN_SECRET_KEY, and Lantern makes a good one in LANTERN_HOME.",
            id="lantern.E001",
        )


def _about_the_hosts() -> Iterator[CheckMessage]:
    if not settings.ALLOWED_HOSTS:
        yield Error(
            "No host name is allowed.",
            hint="Set LANTERN_ALLOWED_HOSTS to the names people type.",
            id="lantern.E002",
        )
    if any("*" in host for host in settings.ALLOWED_HOSTS):
        yield Error(
            "Any host name is allowed.",
            hint="Set LANTERN_ALLOWED_HOSTS to the names people type, without *.",
            id="lantern.E003",
        )


def _about_the_world() -> Iterator[CheckMessage]:
    if _only_this_machine():
        return
    if settings.LANTERN_DEMO:
        yield Error(
            "The demonstration lets anybody sign in as anybody, so only this machine may reach it.",
            hint="Unset LANTERN_DEMO, or unset LANTERN_ALLOWED_HOSTS.",
            id="lantern.E004",
        )
    if settings.DEBUG:
        yield Error(
            "Debugging shows records in its error pages, so only this machine may reach it.",
            hint="Unset LANTERN_DEBUG, or unset LANTERN_ALLOWED_HOSTS.",
            id="lantern.E005",
        )
    if not settings.LANTERN_HTTPS:
        yield Error(
            "Other machines would reach Lantern without encryption.",
            hint="Unset LANTERN_HTTPS, and put Lantern behind a proxy that speaks TLS.",
            id="lantern.E006",
        )


def _only_this_machine() -> bool:
    return set(settings.ALLOWED_HOSTS) <= set(settings.LOOPBACK_HOSTS)
