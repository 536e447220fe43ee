"""A `lantern` command that keeps running, in a home of its own."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests import once

LANTERN = [sys.executable, "-c", "from lantern.commands.cli import main; main()"]
PATIENCE = 45  # seconds


def lantern(home: Path, *verb: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A command that ends by itself."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")}
    environment = kept | {"LANTERN_HOME": str(home)} | variables
    return subprocess.run(
        [*LANTERN, *verb], env=environment, capture_output=True, text=True, check=False
    )


def prepared(home: Path) -> Path:
    """This folder as `lantern prepare` leaves an empty one: made once in a run, and copied."""

    def prepare(place: Path) -> None:
        said = lantern(place, "prepare")
        assert said.returncode == 0, said.stderr

    return shutil.copytree(once.folder("prepared", prepare), home, dirs_exist_ok=True)


@contextmanager
def running(home: Path, verb: str, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process and its address. It is ended, with all that it started, afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {"PATH": os.environ["PATH"], "LANTERN_HOME": str(home)}
    line = [*LANTERN, verb, "--port", str(port), *options]
    with (home / "said").open("w") as said:
        process = subprocess.Popen(line, env=environment, stdout=said, stderr=said, text=True)
        try:
            yield process, f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


def page(address: str) -> tuple[int, str]:
    """The status and text of a page, once somebody answers."""

    def answered() -> tuple[int, str] | None:
        try:
            with urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310  our own
                return response.status, response.read().decode()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return None

    return eventually(answered)


def eventually(found: Callable[[], Any]) -> Any:
    """What is found, waiting for it if need be."""
    give_up = time.monotonic() + PATIENCE
    while (what := found()) is None:
        assert time.monotonic() < give_up, "waited in vain"
        time.sleep(0.2)
    return what


def children(process: subprocess.Popen[str]) -> dict[str, int]:
    """The commands that this one has started, each by its verb."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            words = (folder / "cmdline").read_text().split("\0")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if parent == str(process.pid):
            verb = next((word for word in ("web", "work") if word in words), "web")
            found[verb] = int(folder.name)
    return found
