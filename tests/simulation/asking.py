"""A simulation that somebody asks for: of a draft with a shorter limit, over March."""

import threading
from datetime import date

from lantern.jobs import simulations
from lantern.simulation.actions import runs
from lantern.simulation.actions.runs import Wanted
from lantern.simulation.models import SimulationRun
from tests.agreeing import APRIL, a_draft

MARCH = (date(2026, 3, 1), date(2026, 3, 31))


def wanted(**fields):
    """What is asked of a draft."""
    first, last = MARCH
    given = {"first_on": first, "last_on": last, "interviews_a_worker": 5}
    return Wanted(**given | fields)


def asked(cast, draft=None, *, by=None, at=APRIL, **fields):
    """A simulation that waits for a worker."""
    draft = draft or a_draft(cast)
    return runs.ask(draft, wanted(**fields), by=by or cast.coordinator, at=at)


def done(cast, draft=None, **fields):
    """A simulation that a worker has done."""
    run = asked(cast, draft, **fields)
    simulations.do_one("test", threading.Event())
    return SimulationRun.objects.get(pk=run.pk)
