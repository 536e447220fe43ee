"""How many reports a second are accepted at once, how soon they are seen, and whether any is lost.

Run: python -m bench.burst. On SQLite and on PostgreSQL, through real web processes and a real
worker, all on this machine beside those who report, who cost some of its time too. Each report is
the last press of “check your answers”; the pages before it are filled in beforehand.
"""

import json
import os
import re
import subprocess
import sys
import threading
import time
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.pages import LANTERN, databases
from tests.jobs import bursting
from tests.jobs.bursting import Killer, Reporter, Taken

REPORTS = 300
WHILE_KILLING = 120
A_SECOND = 50
SEEN_WITHIN = 5.0
"""What the design holds: reports accepted a second on two cores; seconds until 99 in 100 are on
the duty inspector's board and in the outbox."""
LOOK_EVERY = 0.5
DELIVERED_WITHIN = 300
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, kw_only=True)
class Ready:
    """Those who report, and the session of the duty inspector who watches."""

    reporters: tuple[Reporter, ...]
    while_killing: tuple[Reporter, ...]
    inspector: str


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What one burst took. Times in seconds, processor time in milliseconds a report."""

    reports: int
    reporters: int
    seconds: float
    answered: tuple[float, float]
    again: int
    seen: tuple[float, float]
    sent: tuple[float, float]
    web: float
    worker: float

    @property
    def rate(self) -> float:
        """Reports accepted a second."""
        return self.reports / self.seconds


def main() -> bool:
    """Print what was measured on each database; whether nothing was lost and nothing doubled."""
    whole = True
    for database, environment in databases():
        subprocess.run([LANTERN, "prepare"], env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        ready = _ready(environment)
        print(f"\nA burst of reports on {database}:\n")
        print(told(_measured(environment, ready)))
        whole = _killed(environment, ready) and whole
    return whole


def told(figures: Figures) -> str:
    """The figures as a table that the documentation can hold."""
    enough = "holds" if figures.rate >= A_SECOND else f"{A_SECOND} are asked for"
    soon = "holds" if figures.seen[1] <= SEEN_WITHIN else f"{SEEN_WITHIN:.0f} s are asked for"
    rows = [
        "| what | figure |",
        "| --- | --- |",
        f"| reports, by {figures.reporters} people at once | {figures.reports} |",
        f"| accepted a second | {figures.rate:.0f} ({enough}) |",
        f"| answered: median, 99 in 100 | {_seconds(figures.answered)} |",
        f"| had to be pressed again | {figures.again} |",
        f"| on the duty inspector’s board: median, 99 in 100 | {_seconds(figures.seen)} ({soon}) |",
        "| in the outbox | in the same transaction |",
        f"| sent by one worker: median, 99 in 100 | {_seconds(figures.sent)} |",
        f"| processor time a report: web, worker | {figures.web:.0f} ms, {figures.worker:.0f} ms |",
    ]
    return "\n".join(rows)


def _seconds(pair: tuple[float, float]) -> str:
    return f"{pair[0]:.2f} s, {pair[1]:.2f} s"


def _measured(environment: dict[str, str], ready: Ready) -> Figures:
    with bursting.web(environment) as (master, port), _worker(environment) as worker:
        with _watching(port, ready.inspector) as looks:
            bursting.page(port, ready.inspector, "/missing-now")
            before = _spent(master.pid), _spent(worker.pid)
            began = time.monotonic()
            taken = bursting.burst(port, ready.reporters)
            ended = time.monotonic()
            web = _spent(master.pid) - before[0]
            time.sleep(2 * LOOK_EVERY)
        sent = _sent(environment)
        posted = _spent(worker.pid) - before[1]
    many = len(taken)
    return Figures(
        reports=many,
        reporters=len(ready.reporters),
        seconds=ended - began,
        answered=_middle_and_most([one.seconds for one in taken]),
        again=sum(one.presses > 1 for one in taken),
        seen=_middle_and_most(list(_seen(taken, looks))),
        sent=_middle_and_most(sent),
        web=1000 * web / many,
        worker=1000 * posted / many,
    )


def _killed(environment: dict[str, str], ready: Ready) -> bool:
    """A burst in which processes are killed; whether each report is on record exactly once."""
    with (
        bursting.web(environment) as (master, port),
        Killer(master, environment, each=10) as killer,
    ):
        taken = bursting.burst(port, ready.while_killing, took=killer.took)
    every = [list(one.drafts) for one in (*ready.reporters, *ready.while_killing)]
    faults = _asked(environment, f"burst.faults({every!r})")
    again = sum(one.presses > 1 for one in taken)
    print(
        f"\n{len(taken)} more while {killer.killed['web']} web processes and "
        f"{killer.killed['worker']} workers were killed; {again} had to be pressed again. "
        f"{'None lost, none doubled.' if not faults else f'FAULTS: {faults}'}"
    )
    return not faults


@contextmanager
def _worker(environment: dict[str, str]) -> "Iterator[subprocess.Popen[bytes]]":
    process = bursting.start_worker(environment)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(60)


@contextmanager
def _watching(port: int, session: str) -> Iterator[list[tuple[float, int]]]:
    """The duty inspector looks at the board twice a second; when, and how many were missing."""
    looks: list[tuple[float, int]] = []
    stop = threading.Event()

    def watch() -> None:
        while not stop.is_set():
            text = bursting.page(port, session, "/missing-now/region")
            said = re.search(r"(\d+) child(?:ren are| is)", text)
            looks.append((time.monotonic(), int(said[1]) if said else 0))
            stop.wait(LOOK_EVERY)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield looks
    finally:
        stop.set()
        thread.join()


def _seen(taken: Sequence[Taken], looks: list[tuple[float, int]]) -> Iterator[float]:
    """For each report, the seconds until a look showed as many children as were reported by then.

    Every child of a burst is missing still, so the board shows one more for each report.
    """
    counts = [many for _, many in looks]
    for number, one in enumerate(taken, 1):
        found = bisect_left(counts, number)
        yield max(0.0, looks[found][0] - one.at) if found < len(looks) else float("inf")


def _spent(pid: int) -> float:
    """Seconds of processor time of a process and of those it started."""
    spent = 0
    for each in (pid, *bursting.children_of(pid)):
        said = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        spent += int(said[11]) + int(said[12])
    return spent / TICK


def _middle_and_most(times: list[float]) -> tuple[float, float]:
    """The median, and what 99 in 100 keep to."""
    in_order = sorted(times)
    last = len(in_order) - 1
    return in_order[last // 2], in_order[min(last, int(0.99 * len(in_order)))]


# --- In a process of its own, where Django is -----------------------------------------------


def _ready(environment: dict[str, str]) -> Ready:
    said = _asked(environment, "burst.prepare()")
    reporters = [Reporter(one["session"], tuple(one["drafts"])) for one in said["reporters"]]
    first = REPORTS // bursting.CHILDREN_OF_A_HOME
    return Ready(
        reporters=tuple(reporters[:first]),
        while_killing=tuple(reporters[first:]),
        inspector=said["inspector"],
    )


def _sent(environment: dict[str, str]) -> list[float]:
    return [float(one) for one in _asked(environment, "burst.sent()")]


def _asked(environment: dict[str, str], call: str) -> Any:
    program = (
        f"import django, json; django.setup(); from bench import burst; print(json.dumps({call}))"
    )
    said = subprocess.run(  # noqa: S603  our own interpreter and call
        [sys.executable, "-c", program],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(said.stdout.splitlines()[-1])


def prepare() -> dict[str, object]:
    """Make the partnership, and write the reports that are to be sent."""
    from django.test import Client

    from lantern.access.actor import system_actor
    from lantern.accounts.models import User
    from lantern.core import clock
    from lantern.core.events import install
    from lantern.duties.actions import rebuilding
    from lantern.reactions import TABLE
    from tests.cast import make_cast

    # The children's duties are derived once, at the end, and not after each fact of each child.
    install(dict.fromkeys(TABLE, ()))
    cast = make_cast()
    client = Client()
    inspector = User.objects.get(name="Saira Khalid")
    client.force_login(inspector, backend="django.contrib.auth.backends.ModelBackend")
    reporters = bursting.write_reports(cast, REPORTS + WHILE_KILLING)
    rebuilding.rebuild(by=system_actor("bench"), at=clock.now())
    return {
        "reporters": [asdict(one) for one in reporters],
        "inspector": client.cookies["lantern_session"].value,
    }


def sent() -> list[float]:
    """Wait for the worker to send everything; the seconds that each delivery took."""
    from lantern.notifications.models import Delivery

    give_up = time.monotonic() + DELIVERED_WITHIN
    while Delivery.objects.filter(state=Delivery.State.WAITING).exists():
        if time.monotonic() > give_up:
            break
        time.sleep(1)
    rows = Delivery.objects.filter(sent_at__isnull=False).values_list("recorded_at", "sent_at")
    return [(sent_at - recorded_at).total_seconds() for recorded_at, sent_at in rows]


def faults(drafts: list[list[str]]) -> dict[str, list[str]]:
    """What is lost or doubled of these reports."""
    from lantern.access.actor import system_actor
    from lantern.core import clock
    from lantern.duties.actions import rebuilding

    lost = bursting.lost_or_doubled([Reporter("", tuple(some)) for some in drafts])
    found = {what: [str(one) for one in some] for what, some in lost.items()}
    differing = rebuilding.rebuild(by=system_actor("bench"), at=clock.now(), keep=False).total
    return found | ({"duties": [str(differing)]} if differing else {})


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
