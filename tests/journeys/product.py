"""The whole product, as a partnership would run it: web, worker, its own folder, and a mail server.

Nothing of it runs in the tests' own process, so that a journey sees what a person would.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message
from email.parser import BytesParser
from email.policy import default
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests import once
from tests.commands.running import prepared

PATIENCE = 60  # seconds for the product to answer
PROJECT = Path(__file__).resolve().parents[2]
COMMAND = ("-c", "from lantern.commands.cli import main; main()")


@dataclass
class Letterbox:
    """A mail server's handler: keeps all that it accepts."""

    received: list[Message] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the message. The name is the mail server's own."""
        self.received.append(BytesParser(policy=default).parsebytes(envelope.content))
        return "250 kept"

    def to(self, address: str) -> list[Message]:
        """All that came for this address."""
        return [message for message in self.received if address in message["To"]]


@dataclass(frozen=True, kw_only=True)
class Product:
    """Where the running product is, and the mail it has sent."""

    url: str
    home: Path
    environment: dict[str, str]
    letterbox: Letterbox

    def set_clock(self, at: datetime) -> None:
        """From now on it is this instant for the product."""
        clock = self.home / "clock"
        fresh = clock.with_suffix(".new")
        fresh.write_text(at.isoformat())
        fresh.replace(clock)

    def run(self, *verb: str) -> str:
        """What a `lantern` command prints. Raises CalledProcessError when it fails."""
        return _lantern(self.environment, *verb)


@contextmanager
def running() -> Iterator[Product]:
    """A product with a partnership's agencies and people, and no child."""
    letterbox = Letterbox()
    mail = Controller(letterbox, hostname="127.0.0.1", port=_free_port())
    mail.start()
    with tempfile.TemporaryDirectory(prefix="lantern-product-") as folder:
        home = Path(folder) / "home"
        shutil.copytree(once.folder("partnership", _fill), home)
        environment = _environment(home, mail.port)
        port = _free_port()
        server = subprocess.Popen(
            [sys.executable, *COMMAND, "serve", "--port", str(port)],
            cwd=PROJECT,
            env=environment,
            start_new_session=True,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            _wait(url)
            yield Product(url=url, home=home, environment=environment, letterbox=letterbox)
        finally:
            server.terminate()
            server.wait(PATIENCE)
            mail.stop()


def _fill(home: Path) -> None:
    prepared(home)
    _python(_environment(home, mail_port=25), "-m", "tests.journeys.people")


def _environment(home: Path, mail_port: int) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LANTERN_", "DATABASE_", "DJANGO_"))
    }
    return kept | {
        "LANTERN_HOME": str(home),
        "LANTERN_DEMO": "true",
        "LANTERN_EMAIL_HOST": "127.0.0.1",
        "LANTERN_EMAIL_PORT": str(mail_port),
        "LANTERN_LOG_LEVEL": "WARNING",
    }


def _lantern(environment: dict[str, str], *verb: str) -> str:
    return _python(environment, *COMMAND, *verb)


def _python(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str) -> None:
    give_up = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310  our own address
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if time.monotonic() > give_up:
                raise
            time.sleep(0.2)
        else:
            return
