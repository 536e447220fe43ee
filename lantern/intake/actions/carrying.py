"""What a worker does with an arrival for whoever asked: looks through it, or brings it in."""

import zlib
from collections.abc import Callable
from datetime import datetime

from lantern.access.actor import Actor
from lantern.core.errors import Refused
from lantern.intake.actions import returns
from lantern.intake.actions.errands import Claimed
from lantern.intake.models import Arrival
from lantern.intake.report import Report
from lantern.intake.sent import SentFile
from lantern.vocabulary.arriving import ArrivalKind, ErrandKind

Progress = Callable[[int, int], None]
"""Told how many rows are done, and of how many. Called between transactions: it may raise."""


def carry_out(claimed: Claimed, *, by: Actor, at: datetime, progress: Progress) -> Report:
    """Do the errand as the person who asked for it, and say what became of each row.

    Raises Refused where that person may not do it any more.
    """
    arrival, asker = claimed.arrival, claimed.asker
    if asker is None:
        raise Refused("Whoever asked for this has no role here any more. Ask again.")
    if arrival.kind != ArrivalKind.SSDA903:
        raise Refused("Lantern cannot bring in files of this kind from a page yet.")
    if claimed.kind is ErrandKind.BRING_IN:
        return returns.bring_in(arrival, by=asker, at=at, progress=progress)
    if arrival.authority is None or arrival.year is None:
        raise ValueError(f"{arrival.reference} is a return of no authority or year")
    return returns.preview(files(arrival), arrival.authority, arrival.year, by=asker)


def files(arrival: Arrival) -> list[SentFile]:
    """The files of an arrival, byte for byte as they came."""
    kept = arrival.files.order_by("pk").values_list("name", "content")
    return [SentFile(name, zlib.decompress(bytes(content))) for name, content in kept]
