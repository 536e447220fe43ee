"""What a worker does with an arrival for whoever asked: looks through it, or brings it in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from lantern.access.actor import Actor
from lantern.core.errors import Invalid, Refused
from lantern.intake import second_thoughts
from lantern.intake.actions import case_files, returns
from lantern.intake.actions.errands import Claimed
from lantern.intake.actions.receiving import Purpose
from lantern.intake.mapping.load import UnknownMapping
from lantern.intake.models import Arrival
from lantern.intake.report import Report
from lantern.intake.second_thoughts import SecondThought
from lantern.intake.sent import SentFile
from lantern.protocol.faults import Faulty
from lantern.spreadsheets.reading import read
from lantern.ssda903 import authorities
from lantern.vocabulary.arriving import ArrivalKind, ErrandKind

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
    if claimed.kind is ErrandKind.BRING_IN:
        bring_in = returns.bring_in if _is_return(arrival) else case_files.bring_in
        return Carried(report=bring_in(arrival, by=asker, at=at, progress=progress))
    if arrival.authority is None:
        raise ValueError(f"{arrival.reference} is no authority's")
    files = case_files.files_of(arrival)
    if _is_return(arrival):
        report = returns.preview(files, arrival.authority, arrival.year or 0, by=asker)
        return Carried(report=report, thoughts=_thoughts(report, files, arrival.authority.code))
    kind = ArrivalKind(arrival.kind)
    purpose = Purpose(kind=kind, authority=arrival.authority, mapping=arrival.mapping)
    return Carried(report=case_files.preview(purpose, files, by=asker, at=at, progress=progress))


def _thoughts(report: Report, files: list[SentFile], code: str) -> tuple[SecondThought, ...]:
    sheets = [sheet for one in files for sheet in read(one.name, one.content).sheets]
    authority = authorities.find(code)
    ours = second_thoughts.of_authority(sheets, authority) if authority else ()
    return (*second_thoughts.of_year(report), *ours)


def _is_return(arrival: Arrival) -> bool:
    return arrival.kind == ArrivalKind.SSDA903
