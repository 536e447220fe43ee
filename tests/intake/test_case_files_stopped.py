"""An import that is stopped, or met by another: nothing half taken, and the next run goes on."""

from datetime import date, timedelta

import pytest

from lantern.intake.actions import case_files, receiving
from lantern.intake.actions.case_files import PART
from lantern.intake.actions.receiving import Purpose
from lantern.intake.models import Arrival, ArrivedRow
from lantern.people.models import Child, Identifier
from lantern.vocabulary.arriving import ArrivalKind, ArrivalState
from tests.intake.bringing import AT, BY, a_file, counts

pytestmark = pytest.mark.django_db

ROWS = [
    {
        "Reference": f"N{number}",
        "First name": f"{'BDFGKLMNPRSTVZ'[number % 14]}{'aeiou'[number % 5]}l{number}",
        "Family name": f"{'BDFGKLMNPRSTVZ'[number % 13]}or{number}",
        "Date of birth": (date(2008, 12, 1) + timedelta(days=7 * number)).isoformat(),
    }
    for number in range(PART + 100)
]


class Stopped(Exception):
    """Somebody stopped the import."""


def stop(done, of):
    """Stop it as soon as one part is done."""
    raise Stopped


def received(cast):
    """The file, kept."""
    purpose = Purpose(kind=ArrivalKind.CHILDREN, authority=cast.calderbrook, mapping="lantern")
    return receiving.receive(purpose, [a_file(ROWS)], by=BY, at=AT)


def test_an_import_that_was_stopped_goes_on_where_it_was(cast):
    arrival = received(cast)
    with pytest.raises(Stopped):
        case_files.bring_in(arrival, by=BY, at=AT, progress=stop)
    arrival.refresh_from_db()
    taken = Child.objects.count()
    assert (arrival.state, taken) == (ArrivalState.BEGUN, PART)

    report = case_files.bring_in(received(cast), by=BY, at=AT)

    assert counts(report) == (len(ROWS) - PART, PART, 0, 0)
    assert Child.objects.count() == Identifier.objects.count() == len(ROWS)
    assert ArrivedRow.objects.count() == len(ROWS)
    assert Arrival.objects.get().state == ArrivalState.BROUGHT_IN


def test_all_or_nothing_that_was_stopped_took_nothing(cast):
    arrival = received(cast)

    with pytest.raises(Stopped):
        case_files.bring_in(arrival, by=BY, at=AT, all_or_nothing=True, progress=stop)

    arrival.refresh_from_db()
    assert not Child.objects.exists()
    assert not ArrivedRow.objects.exists()
    assert arrival.state == ArrivalState.RECEIVED


def test_progress_says_every_row_in_the_end(cast):
    told = []

    case_files.bring_in(
        received(cast), by=BY, at=AT, progress=lambda done, of: told.append((done, of))
    )

    assert told == [(PART, len(ROWS)), (len(ROWS), len(ROWS))]
