"""How long the pages of one database take, asked for by those who work with them.

Run with DATABASE_URL set, on a database that `bench.history` made: python -m bench.looking

A page is asked for through the whole application in this process: middleware, queries, rendering.
Beside it stands the time of its template alone, with everything it shows already in memory.
Processor time is this process's own: on PostgreSQL the database's work is not in it.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lantern.accounts.models import User

WARM_UP = 3
TIMES = 40


@dataclass(frozen=True, kw_only=True)
class Timing:
    """What a page took, in milliseconds, and its queries.

    `least` is the fastest: what it takes when nothing else has the processor. `database` is what
    its reading queries take there, each at its fastest; `bare` the template alone.
    """

    page: str
    median: float
    most: float
    least: float
    processor: float
    database: float
    bare: float
    queries: int


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A page, by whom it is asked for, and what is sent with it."""

    page: str
    user: "User"
    address: str
    sent: dict[str, str] | None = None


def main() -> None:
    """Time every page and print the timings as JSON."""
    import django

    django.setup()
    times = int(os.environ.get("LANTERN_BENCH_TIMES", TIMES))
    timings = [_timed(asked, times) for asked in pages()]
    timings += list(_reporting(max(times // 4, 5)))
    json.dump([asdict(timing) for timing in timings], sys.stdout)


def pages() -> Iterator[Asked]:
    """The pages, by whom each is asked for, and what is sent with it."""
    from django.urls import reverse

    people = _Company()
    child, away = people.often_away, people.away
    yield Asked(page="Missing now", user=people.inspector, address=reverse("missing-now"))
    yield Asked(
        page="Missing now, updating itself",
        user=people.inspector,
        address=reverse("missing-now-region"),
    )
    yield Asked(page="My duties", user=people.worker, address=reverse("my-duties"))
    yield Asked(
        page="My team’s duties", user=people.manager, address=reverse("my-duties") + "?whose=team"
    )
    yield Asked(page="Children, of a council", user=people.worker, address=reverse("children"))
    yield Asked(page="Children, of a force", user=people.inspector, address=reverse("children"))
    searches = {
        "by name": f"{child.given_name} {child.family_name}",
        "by two beginnings": f"{child.given_name[:2]} {child.family_name[:3]}",
        "by a name as it sounds": f"{child.family_name}e",
        "by a common given name": people.common,
        "by reference": child.reference,
        "by a council’s number": people.number,
    }
    for how, text in searches.items():
        yield Asked(
            page=f"Search {how}",
            user=people.inspector,
            address=reverse("children:search"),
            sent={"text": text},
        )
    page = reverse("children:page", args=[child.reference])
    yield Asked(page=f"A child, {people.times} absences", user=people.worker, address=page)
    yield Asked(
        page="An absence now",
        user=people.worker,
        address=reverse("episodes:episode", args=[away.reference]),
    )
    yield Asked(
        page="An absence gone by",
        user=people.worker,
        address=reverse("episodes:episode", args=[people.gone_by.reference]),
    )
    yield Asked(page="Messages", user=people.worker, address=reverse("messages"))
    yield Asked(page="Report a child missing", user=people.worker, address=reverse("report"))
    yield Asked(
        page="A page that only renders", user=people.worker, address=reverse("accessibility")
    )


class _Company:
    """Whom the pages are about and by whom they are asked for, the same at every size."""

    def __init__(self) -> None:
        from lantern.accounts.models import Membership, User
        from lantern.episodes.models import Episode
        from lantern.people.models import Assignment, Child, Identifier

        # The first child of the history was away sixty times; the next are away now.
        self.often_away = Child.objects.order_by("pk")[0]
        self.times = Episode.objects.filter(child=self.often_away).count()
        opened = Episode.objects.filter(ended_at__isnull=True, is_history=False)
        self.away = opened.order_by("pk").select_related("child")[0]
        gone = Episode.objects.filter(child=self.often_away, ended_at__isnull=False)
        self.gone_by = gone.order_by("-pk")[0]
        authority = self.often_away.responsible_authority
        held = Membership.objects.filter(agency=authority)
        workers = held.filter(role="social_worker")
        named = Assignment.objects.filter(
            role="social_worker", agency=authority, until_at__isnull=True, user__isnull=False
        )
        worker = named.order_by("pk").values_list("user_id", flat=True).first()
        self.worker = User.objects.get(pk=worker or workers.order_by("pk")[0].user_id)
        self.manager = held.filter(role="team_manager").order_by("pk")[0].user
        force = Membership.objects.filter(agency=self.away.force_id, role="duty_inspector")
        self.inspector = force.order_by("pk")[0].user
        self.common = "Grace"
        number = Identifier.objects.filter(child=self.often_away, kind="authority_reference")
        self.number = number[0].value

    def at_home(self, number: int) -> Any:
        """One of the council's children who is not away."""
        from lantern.people.models import Child

        here = Child.objects.filter(responsible_authority=self.often_away.responsible_authority)
        return here.exclude(episodes__ended_at__isnull=True).order_by("-pk")[number]


def _timed(asked: Asked, times: int) -> Timing:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"Host": "localhost"})
    client.force_login(asked.user, backend="django.contrib.auth.backends.ModelBackend")

    def ask() -> Any:
        if asked.sent is None:
            return client.get(asked.address)
        return client.post(asked.address, asked.sent)

    with _Rendered() as rendered:
        for _ in range(WARM_UP):
            answer = ask()
            if answer.status_code != 200:
                raise SystemExit(f"{asked.page}: {asked.address} answered {answer.status_code}")
        bare = rendered.again(max(times // 2, 5))
    with CaptureQueriesContext(connection) as queries:
        ask()
        said = [one["sql"] for one in queries]  # the next request forgets them
    wall, processor = _times(ask, times)
    return Timing(
        page=asked.page,
        median=statistics.median(wall),
        most=wall[int(0.95 * len(wall))],
        least=wall[0],
        processor=statistics.median(processor),
        database=_in_database(said),
        bare=bare,
        queries=len(said),
    )


def _in_database(said: list[str], *, times: int = 3) -> float:
    """Milliseconds that the reading queries take in the database, each at its fastest."""
    from django.db import connection

    total = 0.0
    for statement in said:
        if statement.startswith("SELECT"):
            total += min(_executed(connection, statement) for _ in range(times))
    return total


def _executed(connection: Any, statement: str) -> float:
    connection.ensure_connection()
    if connection.vendor != "postgresql":
        began = time.perf_counter()
        connection.connection.execute(statement).fetchall()
        return (time.perf_counter() - began) * 1000
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF) {statement}")
        last = cursor.fetchall()[-1][0]
    return float(last.removeprefix("Execution Time: ").removesuffix(" ms"))


def _times(work: Callable[[], Any], times: int) -> tuple[list[float], list[float]]:
    wall, processor = [], []
    for _ in range(times):
        began, used = time.perf_counter(), time.process_time()
        work()
        wall.append((time.perf_counter() - began) * 1000)
        processor.append((time.process_time() - used) * 1000)
    return sorted(wall), sorted(processor)


class _Rendered:
    """Keeps the last template that was rendered, to render it again from what it was given."""

    def __enter__(self) -> "_Rendered":
        from django.template.backends import jinja2

        self.backend = jinja2.Template
        self.render = jinja2.Template.render
        render, kept = self.render, self
        self.last: tuple[Any, ...] = ()

        def remember(template: Any, context: Any = None, request: Any = None) -> Any:
            kept.last = (template, context, request)
            return render(template, context, request)

        jinja2.Template.render = remember
        return self

    def __exit__(self, *_: object) -> None:
        self.backend.render = self.render

    def again(self, times: int) -> float:
        """Milliseconds that the template alone takes, at its fastest."""
        template, context, request = self.last
        wall, _ = _times(lambda: self.render(template, context, request), times)
        return wall[0]


def _reporting(times: int) -> Iterator[Timing]:
    """From a report to its acknowledgement, each time of another child, all rolled back."""
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    steps = ("Report made", "Report seen on the board", "Report acknowledged")
    wall: dict[str, list[float]] = {step: [] for step in steps}
    processor: dict[str, list[float]] = {step: [] for step in steps}
    counts = dict.fromkeys(steps, 0)
    for number in range(times + 1):
        with transaction.atomic():
            for step, work in zip(steps, _steps(number), strict=True):
                began, used = time.perf_counter(), time.process_time()
                with CaptureQueriesContext(connection) as queries:
                    work()
                counts[step] = len(queries)
                if number:  # the first one warms up
                    wall[step].append((time.perf_counter() - began) * 1000)
                    processor[step].append((time.process_time() - used) * 1000)
            transaction.set_rollback(True)
    for step in steps:
        took = sorted(wall[step])
        yield Timing(
            page=step,
            median=statistics.median(took),
            most=took[int(0.95 * len(took))],
            least=took[0],
            processor=statistics.median(processor[step]),
            database=0,
            bare=0,
            queries=counts[step],
        )


def _steps(number: int) -> Iterator[Callable[[], Any]]:
    """The three steps for one child of the first force who is not away."""
    from lantern.accounts.actors import actor_of
    from lantern.core import clock
    from lantern.core.instants import day_in_london
    from lantern.duties.board import missing_now
    from lantern.notifications.actions import handovers
    from lantern.notifications.models import Handover

    people, now = _Company(), clock.now()
    worker = actor_of(people.worker, on=day_in_london(now))
    inspector = actor_of(people.inspector, on=day_in_london(now))
    child = people.at_home(number)
    made: list[Any] = []

    def look() -> None:
        shown = missing_now(inspector, now)
        if made[0].reference not in [row.reference for row in shown.rows] and shown.pages == 1:
            raise SystemExit("The report is not on the board.")

    def acknowledge() -> None:
        waiting = Handover.objects.filter(about=made[0].reference, acknowledged_at__isnull=True)
        handing = waiting.filter(agency_id=inspector.agency_id).order_by("pk")[0]
        handovers.acknowledge(handing.pk, by=inspector, at=now)

    yield lambda: made.append(_report(child, worker, now))
    yield look
    yield acknowledge


def _report(child: Any, by: Any, now: datetime) -> Any:
    from lantern.episodes.actions import reports
    from lantern.episodes.details import LastSeen, ReportDetails, Reporter

    seen = LastSeen(at=now - timedelta(hours=1), place="Home", by="The carer")
    details = ReportDetails(
        reporter=Reporter(name="The carer", role="carer", telephone="01632 960000"),
        last_seen=seen,
        circumstances="Did not come back from school.",
    )
    return reports.report(child, by=by, at=now, report=details)


if __name__ == "__main__":
    main()
