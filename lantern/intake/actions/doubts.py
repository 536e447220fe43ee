"""A person says which child rows are about; then the rows are taken, as if it had been certain."""

from collections import Counter
from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.audit.record import announce
from lantern.intake.actions import case_files
from lantern.intake.actions.taking import Taking, take
from lantern.intake.models import ArrivedRow, Doubt
from lantern.intake.planning import Ground
from lantern.intake.policies import can_decide
from lantern.intake.report import Tally
from lantern.people.events import DoubtDecided
from lantern.vocabulary.arriving import ArrivalKind, DoubtDecision, RowOutcome


@transaction.atomic
def decide(doubt: Doubt, decision: DoubtDecision, *, by: Actor, at: datetime) -> Tally:
    """The rows are about this child, or they are not. What became of the rows that waited.

    The same child as one is no other: that decides every doubt about the same rows. While another
    doubt about them is open, they go on waiting.
    """
    rows = Doubt.objects.select_for_update(of=("self",)).select_related(
        "arrived_row__authority", "arrived_row__sheet__arrival", "candidate"
    )
    row = rows.get(pk=doubt.pk)
    can_decide(by, row).require()
    _write(row, decision, by=by, at=at)
    if decision is DoubtDecision.SAME:
        others = rows.filter(
            arrived_row__authority=row.arrived_row.authority,
            arrived_row__about=row.arrived_row.about,
            decision="",
        )
        for other in others:
            _write(other, DoubtDecision.DIFFERENT, by=by, at=at)
    return _taken(row, by=by, at=at)


def _write(row: Doubt, decision: DoubtDecision, *, by: Actor, at: datetime) -> None:
    row.decision, row.decided_at = decision, at
    row.decided_by, row.decided_by_name = by.id, by.name
    row.save(update_fields=["decision", "decided_at", "decided_by", "decided_by_name"])
    announce(
        DoubtDecided(
            about=row.candidate.reference,
            by=by.id,
            at=at,
            arrival=row.arrived_row.sheet.arrival.reference,
            decision=decision,
        )
    )


def _taken(row: Doubt, *, by: Actor, at: datetime) -> Tally:
    """Take the rows that waited: a return's, and those of a case system."""
    tally, came = Tally(), row.arrived_row
    if came.authority is None:
        return tally
    waiting = (
        ArrivedRow.objects.filter(
            authority=came.authority,
            about=came.about,
            outcome=RowOutcome.WAITING,
            replaced_by__isnull=True,
            sheet__arrival__kind=ArrivalKind.SSDA903,
        )
        .select_related("sheet__arrival")
        .first()
    )
    if waiting is not None and waiting.year:
        ground = Ground(authority=came.authority, year=waiting.year)
        arrival = waiting.sheet.arrival
        taking = Taking(arrival=arrival, ground=ground, sheets=(), by=by, at=at)
        take({came.about: ()}, taking, tally)
    taken = case_files.take_again(came.authority, came.about, by=by, at=at)
    for outcome, count in taken.items():
        tally.rows.setdefault("case files", Counter())[outcome] += count
    return tally
