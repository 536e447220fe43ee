"""Ask for a PDF: in a process of its own, a few at once on one machine, and within a time."""

import fcntl
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from lantern.printing.press import CANNOT

AT_ONCE: Final = 2
"""How many PDFs one machine makes at a time: each takes a core, and 60 MB for a letter."""
PATIENCE: Final = 20.0
"""Seconds from the asking to the PDF, waiting for a turn included."""
NOT_HERE: Final = (
    "This machine cannot make a PDF. Print the page instead. Whoever looks after the machine can"
    " put it right: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    " fonts-dejavu-core"
)
BUSY: Final = "Too many PDFs are being made at the moment. Wait a minute, then try again."
TOO_LONG: Final = "The PDF took too long to make. Print the page instead."
FAILED: Final = "The PDF could not be made. Print the page instead."


class CannotPrint(Exception):
    """There is no PDF; `sentence` says what to do instead."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def to_pdf(html: str, *, patience: float = PATIENCE) -> bytes:
    """The tagged PDF of this whole HTML document, which names its language and its title.

    Nothing that it links to is fetched, so styles stand in the document itself. The same HTML gives
    the same bytes. Raises CannotPrint within `patience` seconds.
    """
    until = time.monotonic() + patience
    with _turn(until):
        return _made(html, max(0.1, until - time.monotonic()))


def _made(html: str, seconds: float) -> bytes:
    # -I: neither the environment nor the folder it is called in decides what is loaded.
    line = [sys.executable, "-I", "-m", "lantern.printing.press"]
    try:
        made = subprocess.run(  # noqa: S603  our own module, and what is printed comes in by a pipe
            line, input=html.encode(), capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise CannotPrint(TOO_LONG) from None
    if made.returncode == CANNOT:
        raise CannotPrint(NOT_HERE)
    if made.returncode != 0 or not made.stdout.startswith(b"%PDF-"):
        raise CannotPrint(FAILED)
    return made.stdout


@contextmanager
def _turn(until: float) -> Iterator[None]:
    """Hold one of the few places, kept as locked files so that every process sees them.

    A lock goes with the process that holds it, however that ends.
    """
    places = [_place(number) for number in range(AT_ONCE)]
    try:
        held = _wait_for_one(places, until)
        try:
            yield
        finally:
            fcntl.flock(held, fcntl.LOCK_UN)
    finally:
        for place in places:
            place.close()


def _place(number: int) -> IO[bytes]:
    path = Path(tempfile.gettempdir()) / f"lantern-printing-{os.getuid()}-{number}"
    # Anybody may write to that folder: a link left there by somebody else is not followed.
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600), "r+b")


def _wait_for_one(places: list[IO[bytes]], until: float) -> IO[bytes]:
    while True:
        for place in places:
            try:
                fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            return place
        if time.monotonic() > until:
            raise CannotPrint(BUSY)
        time.sleep(0.05)
