"""`lantern prepare`: make, or bring up to date, all that Lantern needs before it can run."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

import click

from lantern.commands.cli import setup_django

# Any number will do, if nothing else in the database uses it.
LOCK = 20_151_014


@click.command()
def command() -> None:
    """Create the database tables and put the assets in place.

    Other commands do this themselves. Run it alone before a release starts many processes.
    """
    prepare()
    require_adopted()
    click.echo("Lantern is ready.")


def require_adopted() -> None:
    """Every version of a protocol that was adopted can be read by this release."""
    from lantern.agreements import library

    left_out = library.look().left_out
    if left_out:
        raise click.ClickException(
            f"This release cannot read what was adopted: {', '.join(left_out)}. It would not "
            "bind. Go back to the release before, and tell whoever makes Lantern."
        )


def prepare() -> None:
    """Start Django with everything in place. Several commands may do this at the same moment."""
    setup_django()
    from django.core.management import call_command
    from django.core.management.base import BaseCommand, SystemCheckError

    try:
        BaseCommand().check()
    except SystemCheckError as unsafe:
        raise click.ClickException(str(unsafe)) from None
    prepare_database()
    with _one_at_a_time():
        if _assets_are_old():
            call_command("collectstatic", verbosity=0, interactive=False)


def prepare_database() -> None:
    """Start Django with its tables in place: enough for a command that shows no page and lets
    nobody in. Checking the pages and the settings takes as long as reading the rulebooks."""
    setup_django()
    from django.core.management import call_command

    with _one_at_a_time():
        call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Hold a lock on this machine's folder and, where the database is shared, on the database."""
    from django.conf import settings
    from django.db import connection

    with (settings.LANTERN_HOME / "prepare.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _assets_are_old() -> bool:
    from django.conf import settings

    manifest = settings.STATIC_ROOT / "staticfiles.json"
    built = [file for folder in settings.STATICFILES_DIRS for file in folder.rglob("*")]
    if not built:
        raise click.ClickException("The front end is not compiled. Run `make setup`.")
    if not manifest.exists():
        return True
    return max(file.stat().st_mtime for file in built) > manifest.stat().st_mtime
