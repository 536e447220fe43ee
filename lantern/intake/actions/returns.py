"""Bring in the statutory return that an arrival holds: whole children, some at a time."""

import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from lantern.access.actor import Actor
from lantern.agencies.models import Agency
from lantern.core.errors import Invalid
from lantern.intake.actions.finishing import finish
from lantern.intake.actions.taking import Taking, take
from lantern.intake.looking import Looked, look_through, to_mend
from lantern.intake.models import Arrival, ArrivedRow, ArrivedSheet
from lantern.intake.parting import parts
from lantern.intake.planning import Ground, held_rows, left_beside, plan, tallied
from lantern.intake.policies import can_bring_in
from lantern.intake.report import Report, Tally
from lantern.intake.sent import SentFile
from lantern.ssda903 import authorities
from lantern.ssda903.authorities import Authority
from lantern.vocabulary.arriving import ArrivalState, RowOutcome

Progress = Callable[[int, int], None]
"""Told how many rows are done, and of how many."""


def preview(files: Sequence[SentFile], authority: Agency, year: int, *, by: Actor) -> Report:
    """What would become of each row, were these files brought in now. Nothing is written."""
    can_bring_in(by, authority).require()
    ground = Ground(authority=authority, year=year)
    looked = _looked(files, ground)
    tally = _tally(looked)
    for part in parts(looked.came):
        tallied(plan(part, ground), tally)
    return _report(ground, looked, tally, is_rehearsed=True)


def bring_in(
    arrival: Arrival,
    *,
    by: Actor,
    at: datetime,
    all_or_nothing: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Take the good rows of an arrival, and list the rest; or take nothing unless all are good.

    Each part is a transaction of whole children, so that one that is stopped can go on where it
    was. With `all_or_nothing` all of it is one transaction, begun when every check has passed.
    """
    if arrival.authority is None or arrival.year is None:
        raise Invalid({"year": "Say whose return it is, and of which year"})
    can_bring_in(by, arrival.authority).require()
    ground = Ground(authority=arrival.authority, year=arrival.year)
    looked = _looked(_files(arrival), ground)
    if all_or_nothing and not _is_all_good(looked, ground):
        return _turn_away(arrival, looked, ground, by=by, at=at)
    tally = _tally(looked)
    with transaction.atomic() if all_or_nothing else nullcontext():
        done, every = 0, sum(map(len, looked.came.values()))
        for part in parts(looked.came):
            with transaction.atomic():
                sheets = _begin(arrival, looked, at)
                taking = Taking(arrival=arrival, ground=ground, sheets=sheets, by=by, at=at)
                take(part, taking, tally)
            done += sum(map(len, part.values()))
            if progress is not None:
                progress(done, every)
        report = _report(ground, looked, tally, arrival=arrival)
        finish(arrival, report, by=by, at=at)
    return report


def _tally(looked: Looked) -> Tally:
    """Counts that begin with the lines that could not be read."""
    unread = looked.unread.items()
    return Tally(
        rows={
            table: Counter({RowOutcome.REFUSED: lines} if lines else {}) for table, lines in unread
        }
    )


def _looked(files: Sequence[SentFile], ground: Ground) -> Looked:
    """The files, read and checked beside what is here of the same year and of the last."""
    agency = ground.authority
    # An authority that is invented for a demonstration is in no list.
    unlisted = Authority(name=agency.name, ons=agency.code, dfe="")
    return look_through(
        files,
        year=ground.year,
        authority=authorities.find(agency.code) or unlisted,
        beside=lambda came: left_beside(came, ground),
        last_year=[row for row in held_rows(ground, year=ground.year - 1) if row.is_good],
    )


def _files(arrival: Arrival) -> list[SentFile]:
    rows = arrival.files.order_by("pk").values_list("name", "content")
    return [SentFile(name, zlib.decompress(bytes(content))) for name, content in rows]


def _is_all_good(looked: Looked, ground: Ground) -> bool:
    if any(fault.refuses for fault in looked.faults):
        return False
    return not any(plan(part, ground).waiting for part in parts(looked.came))


def _turn_away(
    arrival: Arrival, looked: Looked, ground: Ground, *, by: Actor, at: datetime
) -> Report:
    tally = _tally(looked)
    for part in parts(looked.came):
        tallied(plan(part, ground), tally)
    report = _report(ground, looked, tally, arrival=arrival, is_turned_away=True)
    finish(arrival, report, by=by, at=at)
    return report


@transaction.atomic
def _begin(arrival: Arrival, looked: Looked, at: datetime) -> list[int]:
    """The arrival's sheets, in their order; they are kept once."""
    here = dict(arrival.sheets.values_list("name", "pk"))
    new = [
        ArrivedSheet(
            arrival=arrival,
            name=one.sheet.file,
            table=one.table.name,
            columns=list(one.sheet.columns),
            recorded_at=at,
        )
        for one in looked.sheets
        if one.sheet.file not in here
    ]
    ArrivedSheet.objects.bulk_create(new)
    here |= {sheet.name: sheet.pk for sheet in new}
    if arrival.first_position is None:
        rows = ArrivedRow.objects.filter(authority=arrival.authority, year=arrival.year)
        last = rows.aggregate(last=Max("position"))["last"]
        arrival.first_position = 0 if last is None else last + 1
    if arrival.state != ArrivalState.BEGUN:
        arrival.state = ArrivalState.BEGUN
        arrival.save(update_fields=["state", "first_position"])
    return [here[one.sheet.file] for one in looked.sheets]


def _report(
    ground: Ground,
    looked: Looked,
    tally: Tally,
    *,
    arrival: Arrival | None = None,
    is_rehearsed: bool = False,
    is_turned_away: bool = False,
) -> Report:
    return Report(
        authority=ground.authority.name,
        year=ground.year,
        rows=tally.rows,
        faults=looked.faults,
        children=dict(tally.children),
        absences=dict(tally.absences),
        mend=to_mend(looked),
        arrival=arrival.reference if arrival else "",
        is_rehearsed=is_rehearsed,
        is_turned_away=is_turned_away,
    )
