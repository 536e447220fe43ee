"""How long the main pages take, on SQLite and on PostgreSQL, as the record grows.

Run: python -m bench.pages. For each database and size a force area's invented history is made
(bench.history, and bench.multiplying beyond ten thousand absences), in a folder of its own that is
gone afterwards; its pages are timed (bench.looking) and the memory of a web process is read
(bench.memory). LANTERN_BENCH_SIZES names other sizes, such as “1000,10000”.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.looking import Timing

ROOT = Path(__file__).resolve().parent.parent
LANTERN = ROOT / ".venv" / "bin" / "lantern"
SIZES = (1_000, 10_000, 100_000)
DRAWN = 10_000
"""So many absences are drawn one by one; a larger history repeats them."""
HALF_UNDER = 100
MOST_UNDER = 300
MOST_QUERIES = 30
MOST_MEMORY = 200
"""What the design holds: milliseconds for half of the requests and for 95 in 100, queries, and
megabytes of a web process."""


def main() -> bool:
    """Print a table for each database; whether every page holds."""
    sizes = [int(one) for one in os.environ.get("LANTERN_BENCH_SIZES", "").split(",") if one]
    held = True
    for database, place in databases():
        environment = {"DATABASE_URL": f"sqlite:///{place['LANTERN_HOME']}/pages.sqlite3"} | place
        found: dict[int, list[Timing]] = {}
        for size in sizes or SIZES:
            with emptied(environment):
                make(environment, size)
                found[size] = timings(environment)
                memory = _said("bench.memory", environment).split()
            print(f"\n{database}, {size:,} absences: a web process {memory[1]} MB", flush=True)
            held = held and float(memory[1]) <= MOST_MEMORY
        print(f"\nPages on {database}:\n\n{table(found)}", flush=True)
        held = held and all(holds(one) for some in found.values() for one in some)
    return held


def holds(one: Timing) -> bool:
    """Whether a page keeps to the numbers that the design holds. A report is no page."""
    is_page = not one.page.startswith("Report ") or one.page == "Report a child missing"
    few = one.queries <= MOST_QUERIES or not is_page
    return one.median <= HALF_UNDER and one.most <= MOST_UNDER and few


def table(found: dict[int, Sequence[Timing]]) -> str:
    """The timings of several sizes side by side, as the documentation can hold them."""
    sizes = " | ".join(f"{size:,}: half, 95%, fastest, database" for size in found)
    rows = [f"| page | queries | only rendered | {sizes} |"]
    rows.append("| --- | ---: | ---: |" + " ---: |" * len(found))
    for at, first in enumerate(next(iter(found.values()))):
        each = [some[at] for some in found.values()]
        cells = " | ".join(
            f"{one.median:.0f}, {one.most:.0f}, {one.least:.0f}, {one.database:.1f}" for one in each
        )
        bare = f"{each[-1].bare:.0f}" if each[-1].bare else ""
        rows.append(f"| {first.page} | {each[-1].queries} | {bare} | {cells} |")
    return "\n".join(rows)


def make(environment: dict[str, str], size: int) -> None:
    """Fill the database with a force area's history of so many absences."""
    drawn = min(size, DRAWN)
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
    subprocess.run(collect, env=environment, check=True, cwd=ROOT)  # noqa: S603
    address = ["--database", environment["DATABASE_URL"]]
    _said("bench.history", environment, "--episodes", str(drawn), *address)
    if size > drawn:
        _said("bench.multiplying", environment, "--copies", str(size // drawn - 1), *address)


def timings(environment: dict[str, str]) -> list[Timing]:
    """Time the pages of the database, in a process of its own."""
    return [Timing(**one) for one in json.loads(_said("bench.looking", environment))]


def _said(module: str, environment: dict[str, str], *arguments: str) -> str:
    line = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(  # noqa: S603
        line, env=environment, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    return done.stdout


@contextmanager
def emptied(environment: dict[str, str]) -> Iterator[None]:
    """The database is begun anew for another size, in the same place."""
    import psycopg

    address = environment["DATABASE_URL"]
    if address.startswith("sqlite"):
        yield
        for leftover in Path(environment["LANTERN_HOME"]).glob("*.sqlite3*"):
            leftover.unlink()
        return
    yield
    with psycopg.connect(address.replace("postgres://", "postgresql://"), autocommit=True) as link:
        link.execute("DROP SCHEMA public CASCADE")
        link.execute("CREATE SCHEMA public")


def databases() -> Iterator[tuple[str, dict[str, str]]]:
    """Each database with the environment in which it is the one in use."""
    from tests import postgres

    with folder() as home:
        yield "SQLite", home
    try:
        with postgres.running() as address, folder() as home:
            yield "PostgreSQL", home | {"DATABASE_URL": address}
    except postgres.NoPostgres as missing:
        print(f"\nNot measured on PostgreSQL: {missing}")


@contextmanager
def folder() -> Iterator[dict[str, str]]:
    """An environment with a place of its own in which everything is kept."""
    with tempfile.TemporaryDirectory(prefix="lantern-bench-") as place:
        kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        yield kept | {
            "LANTERN_HOME": place,
            "LANTERN_DEMO": "true",
            "LANTERN_BENCH": "yes",
            "LANTERN_LOG_LEVEL": "WARNING",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
