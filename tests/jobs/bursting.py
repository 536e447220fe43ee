"""Many reporters at once, through real web processes that may be killed meanwhile.

The reports are written beforehand, page by page as a reporter would have; what is measured and
tried is the last press: the answers are checked, and the report is sent.
"""

import http.client
import os
import random
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

LANTERN = (sys.executable, "-c", "from lantern.commands.cli import main; main()")
CHILDREN_OF_A_HOME = 6
PATIENCE = 60
"""Seconds for a process to begin, or for one report to be taken at last."""


@dataclass(frozen=True)
class Reporter:
    """Somebody who is signed in, and the reports that they have written and not yet sent."""

    session: str
    drafts: tuple[str, ...]


@dataclass(frozen=True)
class Taken:
    """A report that was accepted: how often it was pressed, and the seconds of the last press."""

    draft: str
    presses: int
    at: float
    seconds: float


def write_reports(cast, reports):
    """Homes of six children each, all missing, with a reporter whose reports are ready to send."""
    from django.test import Client

    reporters, answers = [], None
    for number in range(-(-reports // CHILDREN_OF_A_HOME)):
        left = reports - number * CHILDREN_OF_A_HOME
        manager, children = _a_home(cast, number, min(left, CHILDREN_OF_A_HOME))
        client = Client(SERVER_NAME="localhost")
        client.force_login(manager, backend="django.contrib.auth.backends.ModelBackend")
        answers = answers or _answered(client, children[0])
        drafts = tuple(_draft(manager, child, answers) for child in children)
        reporters.append(Reporter(session=client.cookies["lantern_session"].value, drafts=drafts))
    return reporters


def _a_home(cast, number, size):
    from lantern.accounts.actions import staff
    from lantern.accounts.details import Post, StaffDetails
    from lantern.agencies.actions import agencies
    from lantern.agencies.details import AgencyDetails
    from lantern.core import clock
    from lantern.demo.cast import MAKER
    from lantern.vocabulary.agency import AgencyKind
    from lantern.vocabulary.role import Role
    from tests import builders

    at = clock.now() - timedelta(days=1)
    home = agencies.add(
        AgencyDetails(
            slug=f"home-{number}",
            name=f"Home {number}",
            kind=AgencyKind.CHILDRENS_HOME,
            within=cast.calderbrook,
        ),
        by=MAKER,
        at=at,
    )
    manager = staff.invite(
        StaffDetails(email=f"manager-{number}@home.example", name=f"Manager {number}"),
        Post(agency=home, role=Role.HOME_MANAGER),
        by=MAKER,
        at=at,
    )
    children = [
        builders.a_looked_after_child(cast, f"Child {number} {one}", carer=home)
        for one in range(size)
    ]
    return manager, children


def _answered(client, child):
    """The answers of the shortest report that can be sent, as its pages keep them."""
    from django.urls import reverse

    from lantern.core import clock
    from lantern.core.instants import LONDON
    from lantern.episodes.models import Draft

    client.post(reverse("report:begin", args=[child.reference]))
    draft = Draft.objects.latest("pk")
    seen = (clock.now() - timedelta(hours=1)).astimezone(LONDON)
    parts = {"day": seen.day, "month": seen.month, "year": seen.year}
    parts |= {"hour": f"{seen:%H}", "minute": f"{seen:%M}"}
    when = {"last_seen": "known", "origin": "care", "is_back": "no"}
    when |= {f"last_seen_at-{name}": str(value) for name, value in parts.items()}
    client.post(reverse("report:page", args=[draft.reference, "when"]), when)
    you = {"reporter_name": "Dean", "reporter_telephone": "01632 960101"}
    client.post(reverse("report:page", args=[draft.reference, "you"]), you)
    draft.refresh_from_db()
    return draft.answers


def _draft(manager, child, answers):
    from lantern.accounts.actors import actor_of
    from lantern.core import clock
    from lantern.core.instants import day_in_london
    from lantern.episodes.actions import drafts

    now = clock.now()
    actor = actor_of(manager, on=day_in_london(now))
    draft = drafts.begin(child, by=actor, at=now, answers=answers)
    return drafts.save(draft, by=actor, at=now, answers=answers).reference


@contextmanager
def web(environment, workers=2):
    """`lantern web` as anybody starts it: the process, and the port at which it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    line = [*LANTERN, "web", "--port", str(port), "--workers", str(workers)]
    process = subprocess.Popen(line, env=environment, stdout=subprocess.DEVNULL)
    try:
        _until(lambda: _answers(port))
        yield process, port
    finally:
        process.terminate()
        process.wait(PATIENCE)


def start_worker(environment):
    """`lantern work` as anybody starts it."""
    return subprocess.Popen([*LANTERN, "work"], env=environment, stdout=subprocess.DEVNULL)


def _answers(port):
    try:
        return _ask(port, "GET", "/sign-in", {}) == 200
    except (OSError, http.client.HTTPException):
        return False


def _until(so):
    give_up = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < give_up, "waited in vain"
        time.sleep(0.1)


def _ask(port, method, path, headers, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(method, path, body=body, headers={"Connection": "close", **headers})
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def page(port, session, path):
    """The text of a page as its owner sees it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path, headers={"Cookie": f"lantern_session={session}"})
        answer = connection.getresponse()
        text = answer.read().decode()
        assert answer.status == 200, (path, answer.status)
        return text
    finally:
        connection.close()


def press(port, reporter, draft):
    """Send a report; where the line goes dead or the answer is a fault, press again."""
    token = secrets.token_hex(16)
    headers = {
        "Cookie": f"lantern_session={reporter.session}; lantern_csrf={token}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    body = urlencode({"csrfmiddlewaretoken": token})
    give_up, presses = time.monotonic() + PATIENCE, 0
    while time.monotonic() < give_up:
        presses += 1
        began = time.monotonic()
        try:
            status = _ask(port, "POST", f"/report/{draft}/check", headers, body)
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
            continue
        ended = time.monotonic()
        if status >= 500:
            time.sleep(0.1)
            continue
        assert status == 302, f"the report {draft} was answered with {status}"
        return Taken(draft=draft, presses=presses, at=ended, seconds=ended - began)
    raise AssertionError(f"the report {draft} was never taken")


def burst(port, reporters, *, took=lambda: None):
    """Every reporter at once, each sending one report after another; what was taken, in order.

    `took` hears of each that was accepted.
    """
    taken, faults = [], []

    def send(reporter):
        try:
            for draft in reporter.drafts:
                taken.append(press(port, reporter, draft))
                took()
        except AssertionError as fault:
            faults.append(fault)

    threads = [threading.Thread(target=send, args=[one]) for one in reporters]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults, faults
    return sorted(taken, key=lambda one: one.at)


class Killer:
    """Kills a web process, and every second time the worker too, at moments nobody can foresee.

    It strikes soon after each so many reports, so that the others are under way. The master of the
    web processes puts another in the place of one that was killed; in place of the worker this
    does.
    """

    def __init__(self, master, environment, *, each):
        self.master = master
        self.environment = environment
        self.each = each
        self.worker = start_worker(environment)
        self.killed = Counter()
        self._taken = 0
        self._holding = threading.Lock()
        self._chance = random.SystemRandom()

    def __enter__(self):
        return self

    def __exit__(self, *fault):
        self.worker.terminate()
        self.worker.wait(PATIENCE)

    def took(self):
        """One more report was accepted."""
        with self._holding:
            self._taken += 1
            if self._taken % self.each:
                return
            time.sleep(self._chance.uniform(0, 0.3))
            self._kill()

    def _kill(self):
        answering = children_of(self.master.pid)
        if answering:
            os.kill(self._chance.choice(answering), signal.SIGKILL)
            self.killed["web"] += 1
        if self._taken % (2 * self.each) == 0:
            self.worker.kill()
            self.worker.wait()
            self.worker = start_worker(self.environment)
            self.killed["worker"] += 1


def children_of(pid):
    """The processes that this one has started."""
    listed = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(one) for each in listed for one in each.read_text().split()]


def lost_or_doubled(reporters):
    """What is not exactly once on record, of each report and all that follows from one; if any.

    Compares the ids of what was sent with the ids of what is there.
    """
    from lantern.audit.models import AuditEvent
    from lantern.episodes.models import Draft, Episode
    from lantern.notifications.models import Delivery, Handover, Message

    sent = [draft for one in reporters for draft in one.drafts]
    rows = Draft.objects.filter(reference__in=sent).select_related("sent_as", "child")
    became = {row.reference: row.sent_as.reference if row.sent_as else "" for row in rows}
    absences = Counter(Episode.objects.values_list("child_id", flat=True))
    reported = Counter(
        AuditEvent.objects.filter(kind="EpisodeReported").values_list("about", flat=True)
    )
    handed = Counter(Handover.objects.filter(climbed_from=None).values_list("about", flat=True))
    # Later the worker tells of what falls due; with the report, the same is told of each.
    told = Counter(Message.objects.values_list("about", "recorded_at"))
    addressed = Counter(Delivery.objects.values_list("message__key", "address"))
    of_each = {
        (handed[one.reference], told[one.reference, one.recorded_at])
        for one in (row.sent_as for row in rows)
        if one is not None
    }
    found = {
        "not accepted": [draft for draft in sent if not became.get(draft)],
        "of one absence": [one for one, many in Counter(became.values()).items() if many > 1],
        "more than once away": [row for row in rows if absences[row.child_id] != 1],
        "not on the trail once": [one for one in became.values() if reported[one] != 1],
        "not followed alike": [] if len(of_each) <= 1 else sorted(of_each),
        "addressed twice": [one for one, many in addressed.items() if many > 1],
        "without a delivery": list(
            Message.objects.filter(deliveries=None).values_list("key", flat=True)
        ),
    }
    return {what: some for what, some in found.items() if some}
