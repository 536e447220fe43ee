"""A call of each action by which a case system's files come in."""

from datetime import timedelta

from lantern.intake.actions import case_files, receiving
from lantern.intake.actions.receiving import Purpose
from lantern.placements.actions import placements
from lantern.placements.actions.placements import StatedPlacement
from lantern.vocabulary.arriving import ArrivalKind
from lantern.vocabulary.placement import PlacementKind
from tests.actions.audited import audited
from tests.builders import BEFORE, LATER, a_child
from tests.intake.bringing import a_file

CHILD = {"Reference": "CC1", "First name": "Tamsin", "Family name": "Redfern"}


@audited("lantern.intake.actions.case_files.bring_in")
def _(cast):
    purpose = Purpose(kind=ArrivalKind.CHILDREN, authority=cast.calderbrook, mapping="lantern")
    by = cast.data_officer
    arrival = receiving.receive(purpose, [a_file([CHILD])], by=by, at=LATER)
    # In one transaction: without it, each part that is on the record stays.
    return lambda: case_files.bring_in(arrival, by=by, at=LATER, all_or_nothing=True)


@audited("lantern.placements.actions.placements.bring_in")
def _(cast):
    child = a_child(cast)
    stated = StatedPlacement(
        kind=PlacementKind.CHILDRENS_HOME,
        carer=cast.alder_house,
        host_authority=cast.calderbrook,
        from_at=BEFORE - timedelta(days=90),
    )
    return lambda: placements.bring_in(child, stated, by=cast.data_officer, at=LATER)
