"""`lantern work`: sends messages, tells of duties, hands on what nobody has taken."""

import signal
import threading
from types import FrameType

import click

from lantern.commands.prepare import prepare


@click.command()
def command() -> None:
    """Tell people: run as many of these as you like beside one database.

    Stops when asked to (Ctrl-C or SIGTERM), once what it is sending has been sent.
    """
    prepare()
    from lantern.jobs.worker import work

    stop = threading.Event()

    def ask_to_stop(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    work(stop)
