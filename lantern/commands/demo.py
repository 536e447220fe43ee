"""`lantern demo`: an invented partnership with invented children, to see and to try."""

import os
import shutil
from pathlib import Path

import click

from lantern.commands.cli import setup_django
from lantern.commands.prepare import prepare
from lantern.commands.serve import require_free, serve

HOST = "127.0.0.1"


@click.command()
@click.option("--port", default=8000, show_default=True, help="Port to listen at.")
@click.option("--serve/--no-serve", "serves", default=True, help="Run the pages, or only fill.")
@click.option("--fresh", is_flag=True, help="Throw the demonstration away and make it anew.")
def command(port: int, serves: bool, fresh: bool) -> None:
    """Fill an empty database with invented children, and run Lantern.

    Run again, it keeps what you did. Nothing else is ever touched: a database that holds anything
    but the demonstration is refused.
    """
    _take_for_a_demonstration(port)
    if serves:
        require_free(HOST, port)
    _fill(fresh=fresh)
    if not serves:
        return
    click.echo(_welcome(port))
    serve(HOST, port)


def _take_for_a_demonstration(port: int) -> None:
    """The command is enough for this machine's own database; any other has to say so itself."""
    if "DATABASE_URL" not in os.environ and "LANTERN_ALLOWED_HOSTS" not in os.environ:
        os.environ.setdefault("LANTERN_DEMO", "true")
    os.environ.setdefault("LANTERN_ADDRESS", f"http://{HOST}:{port}")
    # What a newcomer reads is the welcome, not a line for each message sent.
    os.environ.setdefault("LANTERN_LOG_LEVEL", "WARNING")


def _fill(*, fresh: bool) -> None:
    setup_django()
    from lantern.core import clock
    from lantern.core.errors import Refused
    from lantern.demo import filling

    try:
        filling.require_demonstration()
        prepare()
        if filling.is_there():
            if not fresh:
                click.echo("The demonstration is there. `lantern demo --fresh` makes it anew.")
                return
            _throw_away()
        click.echo("Making an invented partnership and six months of its history (half a minute).")
        began = clock.now()
        filled = filling.fill(now=began)
    except Refused as refusal:
        raise click.ClickException(refusal.reason) from None
    seconds = (clock.now() - began).total_seconds()
    click.echo(
        f"Made {filled.children} children, {filled.absences} absences gone by and {filled.live} "
        f"that are going on now, in {seconds:.0f} seconds."
    )


def _throw_away() -> None:
    """Remove the demonstration's own file of records, its pictures and messages, and begin anew.

    The record of who did what can never be emptied, so a server's database has to be dropped whole.
    """
    from django.conf import settings
    from django.db import connection

    if connection.vendor != "sqlite":
        raise click.ClickException(
            "Drop this database and create it anew yourself: its audit trail cannot be emptied."
        )
    file = Path(settings.DATABASES["default"]["NAME"])
    connection.close()
    for leftover in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        leftover.unlink(missing_ok=True)
    for folder in (settings.MEDIA_ROOT, settings.LANTERN_HOME / "mail"):
        shutil.rmtree(folder, ignore_errors=True)
    prepare()


def _welcome(port: int) -> str:
    from django.conf import settings

    return f"""
Everybody and everything in this demonstration is invented.

  Open http://{HOST}:{port}/demo and choose who to be. Try first:

    1. Dean Whitlock, manager of Alder House: report Tyrese Palmerstone missing.
    2. Saira Khalid, duty inspector: take the report on Missing now, and classify it.
    3. Ruth Adeyemi, social worker: My duties says what is owed, by when and why.
       (Out of hours it is owed by Tomasz Zielny, of the emergency duty team.)

  Messages that would be emailed are in {settings.LANTERN_HOME / "mail"}.
"""
