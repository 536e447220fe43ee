"""A throw-away PostgreSQL: found, started in its own folder, and stopped, by the suite itself."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

PATIENCE = 30  # seconds for the server to answer
# Nothing here outlives the tests, so nothing need survive a power cut.
SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=",
    "max_connections=60",
)


class NoPostgres(Exception):
    """PostgreSQL's programs are nowhere to be found."""


def programs() -> Path:
    """The folder that holds `initdb` and `postgres`: the newest, where there are several."""
    places = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    if config := shutil.which("pg_config"):
        said = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        places.append(Path(said.stdout.strip()))
    versions = Path("/usr/lib/postgresql").glob("*/bin")
    places += sorted(versions, key=lambda place: float(place.parent.name), reverse=True)
    for place in places:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    raise NoPostgres("PostgreSQL's initdb is not on this machine. Run `make test`, or install it.")


@contextmanager
def running() -> Iterator[str]:
    """The address of a fresh server, reached through a socket and gone afterwards."""
    found = programs()
    # The path of a socket may hold about a hundred characters, so the folder's is short.
    home = Path(tempfile.mkdtemp(prefix="lpg", dir="/tmp"))
    keeper = _keeper()
    if keeper:
        os.chown(home, keeper.pw_uid, keeper.pw_gid)
    server = None
    try:
        _make(found, home, keeper)
        server = _start(found, home, keeper)
        _wait(home)
        yield f"postgres://lantern@{quote(str(home), safe='')}/postgres"
    finally:
        if server:
            server.terminate()
            server.wait(PATIENCE)
        shutil.rmtree(home, ignore_errors=True)


def _keeper() -> pwd.struct_passwd | None:
    """Whom the server runs as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def _as(keeper: pwd.struct_passwd | None) -> dict[str, object]:
    if keeper is None:
        return {}
    return {"user": keeper.pw_uid, "group": keeper.pw_gid, "extra_groups": []}


def _make(found: Path, home: Path, keeper: pwd.struct_passwd | None) -> None:
    line = [found / "initdb", "-D", home / "data", "-U", "lantern", "--auth=trust"]
    line += ["--encoding=UTF8", "--locale=C", "--no-sync"]
    made = subprocess.run(
        line, capture_output=True, text=True, cwd=home, check=False, **_as(keeper)
    )
    if made.returncode:
        raise NoPostgres(made.stderr)


def _start(found: Path, home: Path, keeper: pwd.struct_passwd | None) -> subprocess.Popen[bytes]:
    line = [str(found / "postgres"), "-D", str(home / "data")]
    for setting in (*SETTINGS, f"unix_socket_directories={home}"):
        line += ["-c", setting]
    with (home / "log").open("wb") as log:
        return subprocess.Popen(
            line, cwd=home, stdout=log, stderr=log, start_new_session=True, **_as(keeper)
        )


def _wait(home: Path) -> None:
    give_up = time.monotonic() + PATIENCE
    while True:
        try:
            psycopg.connect(host=str(home), user="lantern", dbname="postgres").close()
        except psycopg.OperationalError as fault:
            if time.monotonic() > give_up:
                raise NoPostgres((home / "log").read_text()) from fault
            time.sleep(0.1)
        else:
            return
