"""`lantern web`: the pages, without the worker."""

import os
import sys

import click

from lantern.commands.prepare import prepare


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8000, show_default=True, help="Port to listen at.")
@click.option("--workers", default=2, show_default=True, help="Processes that answer requests.")
def command(host: str, port: int, workers: int) -> None:
    """Answer requests for pages. Run as many of these as you need beside one database."""
    prepare()
    from django.conf import settings
    from django.db import connections

    connections.close_all()
    arguments = [
        *("--bind", f"{host}:{port}"),
        *("--workers", str(workers)),
        *("--forwarded-allow-ips", "*" if settings.LANTERN_TRUST_PROXY else "127.0.0.1"),
        "--preload",
        "--no-control-socket",
        *("--log-level", "warning"),
        *("--logger-class", "config.server.Logger"),
        "config.wsgi",
    ]
    # The program is our own interpreter, and no part of the line comes from anybody else.
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *arguments])  # noqa: S606
