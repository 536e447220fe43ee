"""`lantern serve`: pages and worker together, for one machine."""

import signal
import socket
import subprocess
import sys
import time
from types import FrameType

import click

from lantern.commands.prepare import prepare

PATIENCE = 20  # seconds for a part to finish what it is doing
SOON = 10  # seconds; a part that stops sooner after its start is not well
LIMIT = 5  # such stops in a row before giving up


class Part:
    """One of the processes, started again when it stops."""

    def __init__(self, *verb: str) -> None:
        self.verb = verb
        self.early_stops = 0
        self.start()

    def start(self) -> None:
        """Start it. Its own session, so that Ctrl-C reaches us first and it stops in order."""
        self.began = time.monotonic()
        line = [sys.executable, "-c", "from lantern.commands.cli import main; main()", *self.verb]
        self.process = subprocess.Popen(line, start_new_session=True)  # noqa: S603  our own verbs

    def keep_going(self) -> None:
        """Start it again if it has stopped. Raises ClickException when that does not help."""
        code = self.process.poll()
        if code is None:
            return
        self.early_stops = self.early_stops + 1 if time.monotonic() - self.began < SOON else 0
        if self.early_stops >= LIMIT:
            raise click.ClickException(f"`lantern {self.verb[0]}` stops as soon as it starts.")
        click.echo(f"`lantern {self.verb[0]}` stopped ({code}); starting it again.", err=True)
        time.sleep(1)
        self.start()

    def stop(self) -> None:
        """Ask it to stop, wait, and insist."""
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8000, show_default=True, help="Port to listen at.")
def command(host: str, port: int) -> None:
    """Run everything on this machine: pages, and the worker that tells people."""
    serve(host, port)


def serve(host: str, port: int) -> None:
    """Run both parts until told to stop. The demonstration does the same."""
    require_free(host, port)
    prepare()
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    parts = [Part("web", "--host", host, "--port", str(port)), Part("work")]
    said = False
    try:
        while True:
            time.sleep(0.5)
            for part in parts:
                part.keep_going()
            if not said and _answers(host, port):
                click.echo(f"Lantern is at http://{host}:{port}/ (Ctrl-C stops it).")
                said = True
    finally:
        for part in parts:
            part.stop()


def require_free(host: str, port: int) -> None:
    """Raises ClickException where another program listens at this port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            raise click.ClickException(
                f"Lantern cannot listen at {host}, port {port}: {fault.strerror}. "
                "If another program is there, choose a port with --port 8001."
            ) from None


def _answers(host: str, port: int) -> bool:
    """Whether somebody who opens the address now finds a page there."""
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)
