"""Invented history in bulk: a force area or the whole of England, years of it. Never in production.

Run: python -m bench.history --episodes 100000 --database sqlite:////tmp/area.sqlite3

The database has to be empty of children. The rows are drawn in the proportions of
`proportions.yaml`; the same seed, size and day give the same rows. Absences before the kept years
are history brought in from older systems: fewer facts, and nothing owed. Those of the kept years
have everything that stands beside an absence: facts, duties, handovers, messages, looks.
"""

import argparse
import os
import random
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

BLOCK = 10_000
"""Episodes that are drawn together; each block has its own chance and its own numbers."""
ENTRIES, DUTIES = 600_000, 1_000_000
"""How many numbers a block keeps for its entries and for its duties."""


@dataclass(frozen=True)
class Plan:
    """What to make."""

    episodes: int
    years: int
    kept_years: float
    mean: float
    away: int
    seed: int
    now: datetime
    is_england: bool


def main(arguments: list[str] | None = None) -> None:
    """Make the history that the command line asks for."""
    said = _said(arguments)
    os.environ["DATABASE_URL"] = said.database
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("LANTERN_LOG_LEVEL", "WARNING")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    england = said.area == "england"
    now = datetime.fromisoformat(said.now).astimezone(UTC) if said.now else _this_hour()
    plan = Plan(
        episodes=said.episodes,
        years=said.years,
        kept_years=said.kept_years or (1 if england else said.years),
        mean=4.0 if england else 8.33,
        away=said.away,
        seed=said.seed,
        now=now,
        is_england=england,
    )
    for name, count in fill(plan, processes=said.processes).items():
        print(f"  {name}: {count:,}")


def _said(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--episodes", type=int, default=100_000)
    parser.add_argument("--database", default="sqlite:////tmp/lantern-history.sqlite3")
    parser.add_argument("--area", choices=("force", "england"), default="force")
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--kept-years", type=float, default=0, help="years kept on Lantern itself")
    parser.add_argument("--away", type=int, default=20, help="children away in the first force now")
    parser.add_argument("--seed", type=int, default=2014)
    parser.add_argument("--now", default="", help="an instant such as 2026-11-22T09:00+00:00")
    parser.add_argument("--processes", type=int, default=1, help="on PostgreSQL")
    return parser.parse_args(arguments)


def _this_hour() -> datetime:
    from lantern.core import clock

    return clock.now().replace(minute=0, second=0, microsecond=0)


def fill(plan: Plan, *, processes: int = 1) -> dict[str, int]:
    """Write the whole history; how many rows each table was given."""
    from django.conf import settings
    from django.db import connection, transaction

    from bench import rows
    from bench.world import AREA, ENGLAND, World
    from lantern.agencies.models import Agency
    from lantern.people.models import Child

    if not settings.LANTERN_DEMO and not os.environ.get("LANTERN_BENCH"):
        raise SystemExit("Set LANTERN_BENCH=yes: invented history never goes where children are.")
    if Child.objects.exists() or Agency.objects.exists():
        raise SystemExit("There are agencies or children in this database already.")
    began = time.perf_counter()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
    size = ENGLAND if plan.is_england else AREA
    with transaction.atomic():
        world = World(size, plan.seed, plan.now, plan.years)
    rows.say(f"{len(world.authorities)} authorities, {world.people:,} staff")
    with rows.without_indexes():
        counts = _blocks(world, plan, processes)
        rows.say(f"rows written after {time.perf_counter() - began:.0f} s")
    rows.mend_sequences(_models())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    rows.say(f"done after {time.perf_counter() - began:.0f} s")
    return counts


def _models() -> "list[Any]":
    from django.apps import apps

    own = {
        "agencies",
        "accounts",
        "people",
        "placements",
        "episodes",
        "duties",
        "notifications",
        "audit",
        "risk",
    }
    return [model for model in apps.get_models() if model._meta.app_label in own]


def _blocks(world: Any, plan: Plan, processes: int) -> dict[str, int]:
    count = -(-plan.episodes // BLOCK)
    if processes < 2:
        return _write(world, plan, range(count))
    from multiprocessing import get_context

    from django.db import connections

    connections.close_all()
    shares = [range(one, count, processes) for one in range(processes)]
    with get_context("fork").Pool(processes) as pool:
        found = pool.starmap(_write, [(world, plan, share) for share in shares])
    total: dict[str, int] = {}
    for counts in found:
        for name, number in counts.items():
            total[name] = total.get(name, 0) + number
    return total


def _write(world: Any, plan: Plan, blocks: range) -> dict[str, int]:
    """Write these blocks, each in a transaction of its own."""
    from django.db import transaction

    from bench.rows import Tables, say

    tables = Tables()
    makers = _Makers(world, plan, tables)
    began = time.perf_counter()
    for done, block in enumerate(blocks, start=1):
        with transaction.atomic():
            makers.block(block)
            tables.flush()
        if done % 5 == 0 or done == len(blocks):
            say(f"  {done * BLOCK:,} episodes after {time.perf_counter() - began:.0f} s")
    return tables.counts


class _Makers:
    """Everything that makes rows, put to work block by block."""

    def __init__(self, world: Any, plan: Plan, tables: Any) -> None:
        from bench.absences import Absences, When
        from bench.children import Children
        from bench.drawing import Bands, proportions
        from bench.owed import Owed

        shares = proportions()
        self.world, self.plan = world, plan
        kept_from = plan.now - timedelta(days=365.25 * plan.kept_years)
        self.when = When(shares)
        self.children = Children(world, tables, shares)
        self.absences = Absences(world, tables, shares, kept_from.replace(hour=9, minute=0))
        self.owed = Owed(tables, plan.now, [one.agency.pk for one in world.authorities])
        self.often = Bands(shares["episodes_a_child"]["bands"])

    def block(self, block: int) -> None:
        """One block of episodes with the children whose they are."""
        chance = random.Random(f"{self.plan.seed} block {block}")
        count = min(BLOCK, self.plan.episodes - block * BLOCK)
        self.absences.beside.begin(block)
        self.owed.begin(block * DUTIES)
        self.entry = block * ENTRIES + 1
        self.episode = block * BLOCK + 1
        place = 0
        while self.episode <= block * BLOCK + count:
            left = block * BLOCK + count + 1 - self.episode
            self._child(chance, block, place, min(self._often_of(chance, block, place), left))
            place += 1

    def _often_of(self, chance: random.Random, block: int, place: int) -> int:
        """How often a child was away; one of the first block sixty times, to be looked at."""
        often = self._often(chance)
        return 60 if block == 0 and place == 0 else often

    def _often(self, chance: random.Random) -> int:
        """As the published bands have it; stretched or thinned until the mean is the plan's."""
        published = 8.1
        if self.plan.mean < published:
            share = (self.plan.mean - 1.5) / (published - 1.5)
            if chance.random() > share:
                return chance.randrange(1, 3)
        return self.often.whole(chance)

    def _child(self, chance: random.Random, block: int, number: int, often: int) -> None:
        now, first = self.plan.now, block == 0
        is_away = first and 0 < number <= self.plan.away
        authority = chance.choice(self.world.authorities)
        if first and number <= self.plan.away:
            authority = self.world.authorities[0]
        until = now if is_away or (first and number == 0) else self._until(chance)
        span = timedelta(days=min(12 * often + chance.randrange(30), 365 * self.plan.years))
        spells = self.when.spells(chance, often, until - span, until)
        if is_away:
            gone = now - timedelta(minutes=chance.randrange(90, 2800))
            spells = [one for one in spells[:-1] if one[1] < gone - timedelta(hours=2)]
            spells.append((gone, now + timedelta(days=2)))
        spells = [one for one in spells if one[0] < now - timedelta(hours=1)] or spells[:1]
        pk = block * BLOCK + number + 1
        child = self.children.make(chance, pk, spells[0][0], spells[-1][1], authority)
        made = []
        for earlier, spell in enumerate(spells):
            one = self.absences.make(chance, self.episode, self.entry, child, spell, earlier)
            self.entry = self.absences.following
            self.episode += 1
            made.append(one)
            if child.carer and one.back_at and not one.is_history:
                at = one.back_at + timedelta(hours=39)
                if at < now:
                    self.children.assess(child, one.pk, at)
        self.owed.write(child, made)

    def _until(self, chance: random.Random) -> datetime:
        """The end of the weeks or years in which a child is away again and again."""
        days = chance.randrange(365 * self.plan.years)
        return self.plan.now - timedelta(days=days)


if __name__ == "__main__":
    main(sys.argv[1:])
