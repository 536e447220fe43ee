"""Say of an arrival that it is done, and of each child that records of theirs came."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.audit.record import announce, announce_all
from lantern.intake.models import Arrival
from lantern.intake.report import Report
from lantern.people.events import ChildBroughtIn, RecordsArrived
from lantern.people.models import Child
from lantern.vocabulary.arriving import ArrivalState, RowOutcome


@transaction.atomic
def finish(arrival: Arrival, report: Report, *, by: Actor, at: datetime) -> None:
    """Keep what became of every row. Of files that were turned away nothing is taken or waits."""
    turned_away = report.is_turned_away
    arrival.state = ArrivalState.TURNED_AWAY if turned_away else ArrivalState.BROUGHT_IN
    arrival.finished_at = at
    arrival.counts = {
        "rows": {table: dict(counts) for table, counts in report.rows.items()},
        "rules": dict(report.by_rule),
    }
    arrival.save(update_fields=["state", "finished_at", "counts"])
    announce(
        RecordsArrived(
            about=arrival.reference,
            by=by.id,
            at=at,
            records=arrival.kind,
            year=arrival.year or 0,
            taken=0 if turned_away else report.count(RowOutcome.TAKEN),
            unchanged=report.count(RowOutcome.UNCHANGED),
            refused=report.count(RowOutcome.REFUSED),
            waiting=0 if turned_away else report.count(RowOutcome.WAITING),
        )
    )


def announce_children(
    children: Iterable[Child], arrival: Arrival, *, by: Actor, at: datetime
) -> None:
    """Say of each of these children, once, that the arrival brought records of theirs."""
    announce_all(
        ChildBroughtIn(
            about=child.reference,
            by=by.id,
            at=at,
            arrival=arrival.reference,
            records=arrival.kind,
        )
        for child in {child.pk: child for child in children}.values()
    )
