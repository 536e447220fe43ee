"""How long the main pages of the demonstration take, on SQLite and on PostgreSQL.

Run: python -m bench.pages. Each database is filled by `lantern demo`, in a folder of its own that
is gone afterwards. A page is asked for by somebody who works with it, through the whole
application: middleware, queries, rendering. Beside them stands a page that only renders, which is
what the frame of every page costs.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

LANTERN = Path(__file__).resolve().parent.parent / ".venv" / "bin" / "lantern"
WARM_UP = 3
TIMES = 40
HALF_UNDER = 100
MOST_UNDER = 300
MOST_QUERIES = 30
"""What the design holds: milliseconds for half of the requests and for 95 in 100, queries."""


@dataclass(frozen=True, kw_only=True)
class Timing:
    """What a page took: milliseconds, median and 95th percentile; and its queries."""

    page: str
    asked_by: str
    median: float
    most: float
    queries: int

    @property
    def holds(self) -> bool:
        """Whether the page keeps to the numbers that the design holds."""
        return (
            self.median <= HALF_UNDER and self.most <= MOST_UNDER and self.queries <= MOST_QUERIES
        )


def main() -> bool:
    """Print both tables; whether every page holds."""
    held = True
    for database, environment in databases():
        timings = measured(environment)
        print(f"\nPages of the demonstration on {database}, {TIMES} requests each:\n")
        print(table(timings))
        held = held and all(timing.holds for timing in timings)
    return held


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
            "LANTERN_LOG_LEVEL": "WARNING",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }


def measured(environment: dict[str, str]) -> list[Timing]:
    """Fill the database and time its pages, in a process of its own."""
    subprocess.run([LANTERN, "demo", "--no-serve"], env=environment, check=True)  # noqa: S603
    line = [sys.executable, "-c", "from bench import pages; pages.measure()"]
    said = subprocess.run(line, env=environment, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    return [Timing(**one) for one in json.loads(said.stdout)]


def table(timings: list[Timing]) -> str:
    """The timings as a table that the documentation can hold."""
    rows = [
        "| page | asked by | median, ms | 95th percentile, ms | queries |",
        "| --- | --- | ---: | ---: | ---: |",
    ]
    rows += [
        f"| {one.page} | {one.asked_by} | {one.median:.0f} | {one.most:.0f} | {one.queries} |"
        for one in timings
    ]
    return "\n".join(rows)


def measure() -> None:
    """Time every page in this process and print the timings as JSON."""
    import django

    django.setup()
    json.dump([asdict(timing) for timing in _timings()], sys.stdout)


def _timings() -> Iterator[Timing]:
    from django.urls import reverse

    from lantern.accounts.models import User
    from lantern.episodes.models import Episode
    from lantern.people.models import Child

    child = Child.objects.get(given_name="Amelia", family_name="Thornwick")
    away = Episode.objects.get(child=child, ended_at__isnull=True)
    inspector = User.objects.get(name="Saira Khalid")
    worker = User.objects.get(name="Ruth Adeyemi")
    manager = User.objects.get(name="Dean Whitlock")
    pages = [
        ("Missing now", inspector, reverse("missing-now")),
        ("Missing now, updating itself", inspector, reverse("missing-now-region")),
        ("My duties", worker, reverse("my-duties")),
        ("Messages", worker, reverse("messages")),
        ("Children", worker, reverse("children")),
        ("Find a child", worker, reverse("children:search") + "?q=thornwick"),
        ("A child", worker, reverse("children:page", args=[child.reference])),
        ("An absence", worker, reverse("episodes:episode", args=[away.reference])),
        ("Report a child missing", manager, reverse("report")),
        ("A page that only renders", worker, reverse("accessibility")),
    ]
    for page, user, address in pages:
        yield _timed(page, user, address)


def _timed(page: str, user: "User", address: str) -> Timing:  # noqa: F821  after django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    for _ in range(WARM_UP):
        answer = client.get(address, headers={"Host": "localhost"})
        if answer.status_code != 200:
            raise SystemExit(f"{page} at {address} answered {answer.status_code}")
    with CaptureQueriesContext(connection) as asked:
        client.get(address, headers={"Host": "localhost"})
        queries = len(asked)
    took = sorted(_milliseconds(client, address) for _ in range(TIMES))
    return Timing(
        page=page,
        asked_by=user.name,
        median=statistics.median(took),
        most=took[int(0.95 * TIMES)],
        queries=queries,
    )


def _milliseconds(client: "Client", address: str) -> float:  # noqa: F821  after django.setup()
    began = time.perf_counter()
    client.get(address, headers={"Host": "localhost"})
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
