"""What a worker does with an arrival for whoever asked: looks through it, or brings it in."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count

from lantern.access.actor import Actor
from lantern.core.errors import Invalid, Refused
from lantern.episodes.models import Episode
from lantern.intake import second_thoughts
from lantern.intake.actions import case_files, returns
from lantern.intake.actions.errands import Claimed
from lantern.intake.actions.receiving import Purpose
from lantern.intake.mapping.load import UnknownMapping
from lantern.intake.models import Arrival, ArrivedRow
from lantern.intake.report import Report
from lantern.intake.second_thoughts import SecondThought
from lantern.intake.sent import SentFile
from lantern.people.models import Child
from lantern.protocol.faults import Faulty
from lantern.spreadsheets.reading import read
from lantern.ssda903 import authorities
from lantern.vocabulary.arriving import ArrivalKind, ArrivalState, ErrandKind, RowOutcome

Progress = Callable[[int, int], None]
"""Told how many rows are done, and of how many. Called between transactions: it may raise."""


@dataclass(frozen=True, kw_only=True)
class Carried:
    """What became of each row, or would; and whether the files are what they were said to be."""

    report: Report
    thoughts: tuple[SecondThought, ...] = ()


def carry_out(claimed: Claimed, *, by: Actor, at: datetime, progress: Progress) -> Carried:
    """Do the errand as the person who asked for it, and say what became of each row.

    Raises Refused where that person may not do it any more, and Invalid where the mapping is
    none, or not sound.
    """
    try:
        return _carried_out(claimed, at, progress)
    except UnknownMapping as fault:
        raise Invalid({"mapping": f"{fault}. Choose another"}) from fault
    except Faulty as fault:
        first = fault.faults[0]
        raise Invalid({"mapping": f"{first.file}, line {first.line}: {first.message}"}) from fault


def _carried_out(claimed: Claimed, at: datetime, progress: Progress) -> Carried:
    arrival, asker = claimed.arrival, claimed.asker
    if asker is None:
        raise Refused("Whoever asked for this has no role here any more. Ask again.")
    if claimed.kind is ErrandKind.LOOK_THROUGH:
        return _looked_through(arrival, asker, at, progress)
    if arrival.state == ArrivalState.BROUGHT_IN:
        # A worker was killed when all was brought in and it had not yet said so.
        report = _looked_through(arrival, asker, at, progress).report
    else:
        bring_in = returns.bring_in if _is_return(arrival) else case_files.bring_in
        report = bring_in(arrival, by=asker, at=at, progress=progress)
    return Carried(report=_of_every_attempt(report, claimed))


def _looked_through(arrival: Arrival, asker: Actor, at: datetime, progress: Progress) -> Carried:
    if arrival.authority is None:
        raise ValueError(f"{arrival.reference} is no authority's")
    files = case_files.files_of(arrival)
    if _is_return(arrival):
        report = returns.preview(files, arrival.authority, arrival.year or 0, by=asker)
        return Carried(report=report, thoughts=_thoughts(report, files, arrival.authority.code))
    kind = ArrivalKind(arrival.kind)
    purpose = Purpose(kind=kind, authority=arrival.authority, mapping=arrival.mapping)
    return Carried(report=case_files.preview(purpose, files, by=asker, at=at, progress=progress))


def _of_every_attempt(report: Report, claimed: Claimed) -> Report:
    """The report, with what earlier attempts took before their worker was killed."""
    rows = ArrivedRow.objects.filter(sheet__arrival=claimed.arrival, outcome=RowOutcome.TAKEN)
    counted = rows.values_list("table").annotate(count=Count("pk")).order_by("table")
    tables = {table: dict(outcomes) for table, outcomes in report.rows.items()}
    for table, taken in counted:
        outcomes = tables.setdefault(table, {})
        before = taken - outcomes.get(RowOutcome.TAKEN, 0)
        if before > 0:
            outcomes[RowOutcome.TAKEN] = taken
            unchanged = outcomes.get(RowOutcome.UNCHANGED, 0) - before
            outcomes[RowOutcome.UNCHANGED] = max(0, unchanged)
    children = set(rows.exclude(child=None).values_list("child", flat=True).distinct())
    since = {"recorded_at__gte": claimed.asked_at}
    added = set(Child.objects.filter(**since).values_list("pk", flat=True)) & children
    absences = Episode.objects.filter(is_history=True, **since).values_list("child", flat=True)
    return replace(
        report,
        rows=tables,
        children={"added": len(added), "known": len(children - added)},
        absences={"added": sum(child in children for child in absences)},
    )


def _thoughts(report: Report, files: list[SentFile], code: str) -> tuple[SecondThought, ...]:
    sheets = [sheet for one in files for sheet in read(one.name, one.content).sheets]
    authority = authorities.find(code)
    ours = second_thoughts.of_authority(sheets, authority) if authority else ()
    return (*second_thoughts.of_year(report), *ours)


def _is_return(arrival: Arrival) -> bool:
    return arrival.kind == ArrivalKind.SSDA903
