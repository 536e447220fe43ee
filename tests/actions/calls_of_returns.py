"""A call of each action that brings a statutory return in."""

from lantern.intake.actions import doubts, receiving, returns
from lantern.intake.models import Doubt
from lantern.vocabulary.arriving import ArrivalKind, DoubtDecision
from tests.actions.audited import audited
from tests.builders import a_child
from tests.intake.returning import AT, a_return, brought, received
from tests.intake.test_whose_rows_they_are import BORN


@audited("lantern.intake.actions.receiving.receive")
def _(cast):
    purpose = receiving.Purpose(kind=ArrivalKind.SSDA903, authority=cast.calderbrook, year=2026)
    return lambda: receiving.receive(purpose, a_return(), by=cast.data_officer, at=AT)


@audited("lantern.intake.actions.returns.bring_in")
def _(cast):
    arrival = received(cast, a_return())
    return lambda: returns.bring_in(arrival, by=cast.data_officer, at=AT)


@audited("lantern.intake.actions.doubts.decide")
def _(cast):
    a_child(cast, born_on=BORN)
    brought(cast, a_return())
    doubt = Doubt.objects.get()
    return lambda: doubts.decide(doubt, DoubtDecision.SAME, by=cast.data_officer, at=AT)
