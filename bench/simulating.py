"""How long a draft takes over a year of a force area, on SQLite and on PostgreSQL.

Run: python -m bench.simulating. Ten thousand absences of one year are invented (bench.history), in
a folder of its own that is gone afterwards; `lantern protocol simulate` runs a draft over them,
reading the database and all. LANTERN_BENCH_COPIES=9 repeats what was drawn nine times
(bench.multiplying): how long more takes, and how much memory, in as many processes as there are
cores. Others may be using the machine: beside the time on the wall stands the processors' own.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from bench.pages import LANTERN, databases, emptied

ROOT = Path(__file__).resolve().parent.parent
EPISODES = 11_850
WANTED = 10
"""Seconds on the wall for a year of a force area, on two cores with nothing else running."""
DAYS = ("2025-11-23", "2026-11-22")
NOW = "2026-11-22T09:00+00:00"
DRAFT = """
rulebook: a-draft
title: A draft with a shorter limit and one duty more
agreed_by: nobody (invented)
layer: partnership
in_force: {from: 2027-04-01}
extends: [birmingham-2015]
changes:
  - rule: return-interview-held
    set: {within: 48 hours}
    reason: Sooner.
    approved_by: nobody (invented)
    on: 2027-04-01
    source: {agreed_by: nobody (invented), on: 2026-11-01}
rules:
  - id: school-told
    duty: Tell the school
    subject: episode
    stage: missing
    owner: social_worker
    arises: episode.reported
    within: 4 hours
    met_by: notified.school
    source: {agreed_by: nobody (invented), on: 2026-11-01}
"""


def main() -> bool:
    """Print the figures of both databases; whether a year takes as little as it may."""
    copies = int(os.environ.get("LANTERN_BENCH_COPIES", "0"))
    held = True
    for database, place in databases():
        environment = {"DATABASE_URL": f"sqlite:///{place['LANTERN_HOME']}/year.sqlite3"} | place
        with emptied(environment):
            _fill(environment, copies)
            took = measured(environment)
        print(f"\nSimulation on {database}: {took['absences']:,} absences of {took['children']:,}")
        print(f"  {took['seconds']:.1f} s on the wall, {took['processor']:.1f} s of the processors")
        print(f"  {took['rate']:,.0f} absences a second of one processor")
        print(f"  {took['memory']:.0f} MB, the largest of the processes", flush=True)
        held = held and (bool(copies) or took["seconds"] <= WANTED)
    return held


def _fill(environment: Mapping[str, str], copies: int) -> None:
    address = ["--database", environment["DATABASE_URL"]]
    one_year = ["--years", "1", "--kept-years", "3", "--now", NOW, "--episodes", str(EPISODES)]
    _run([sys.executable, "-m", "bench.history", *one_year, *address], environment)
    if copies:
        line = [sys.executable, "-m", "bench.multiplying", "--copies", str(copies), *address]
        _run(line, environment)


def measured(environment: Mapping[str, str]) -> dict[str, float]:
    """One simulation by the command, with what it took."""
    draft = Path(environment["LANTERN_HOME"]) / "draft.yaml"
    draft.write_text(DRAFT, encoding="utf-8")
    authorities = [part for code in _authorities(environment) for part in ("--authority", code)]
    line = [str(LANTERN), "protocol", "simulate", str(draft), "--from", DAYS[0], "--to", DAYS[1]]
    _run([str(LANTERN), "prepare"], environment)
    before, began = _processor(), time.perf_counter()
    said = json.loads(_run([*line, *authorities, "--json"], environment))
    seconds, processor = time.perf_counter() - began, _processor() - before
    return {
        "absences": said["absences"],
        "children": said["children"],
        "seconds": seconds,
        "processor": processor,
        "rate": said["absences"] / processor,
        "memory": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    }


def _authorities(environment: Mapping[str, str]) -> list[str]:
    code = (
        "import django; django.setup()\n"
        "from lantern.agencies.models import Agency\n"
        "print(*Agency.objects.filter(kind='local_authority').values_list('slug', flat=True))"
    )
    return _run([sys.executable, "-c", code], environment).split()


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _run(line: list[str], environment: Mapping[str, str]) -> str:
    done = subprocess.run(  # noqa: S603
        line, env=dict(environment), check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    return done.stdout


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
