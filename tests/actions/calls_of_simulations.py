"""A call of each action on simulations."""

from lantern.simulation.actions import runs
from tests.actions.audited import audited
from tests.agreeing import APRIL, a_draft
from tests.simulation.asking import wanted


@audited("lantern.simulation.actions.runs.ask")
def _(cast):
    draft = a_draft(cast)
    return lambda: runs.ask(draft, wanted(), by=cast.coordinator, at=APRIL)
