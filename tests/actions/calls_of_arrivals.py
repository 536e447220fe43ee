"""A call of each action on files that somebody brought, from when they came to when they go."""

import threading

from lantern.intake.actions import arrivals
from lantern.intake.actions.receiving import Purpose
from lantern.intake.sent import SentFile
from lantern.jobs import errands
from lantern.vocabulary.arriving import ArrivalKind
from tests.actions.audited import audited
from tests.builders import LATER
from tests.ssda903 import returns


def sent(children=2):
    """The files of an invented return."""
    tables = returns.invented(children)
    return [SentFile(name, content) for name, content in returns.files(tables).items()]


def posted(cast, files=None):
    """An arrival that waits for a worker."""
    purpose = Purpose(kind=ArrivalKind.SSDA903, authority=cast.calderbrook, year=2026)
    return arrivals.post(purpose, files or sent(), by=cast.data_officer, at=LATER)


def looked_through(cast, files=None):
    """An arrival that a worker has looked through."""
    arrival = posted(cast, files)
    errands.do_one("test", threading.Event())
    return arrival


@audited("lantern.intake.actions.arrivals.post")
def _(cast):
    return lambda: posted(cast)


@audited("lantern.intake.actions.arrivals.approve")
def _(cast):
    arrival = looked_through(cast)
    return lambda: arrivals.approve(arrival, by=cast.data_officer, at=LATER)


@audited("lantern.intake.actions.arrivals.turn_away")
def _(cast):
    arrival = looked_through(cast)
    return lambda: arrivals.turn_away(arrival, by=cast.data_officer, at=LATER)


@audited("lantern.intake.actions.arrivals.throw_away")
def _(cast):
    arrival = looked_through(cast)
    return lambda: arrivals.throw_away(arrival, by=cast.data_officer, at=LATER)
