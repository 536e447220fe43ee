"""What an absence has in common with those before it, in sentences to begin a report with. Pure."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from lantern.core.instants import LONDON
from lantern.follow_up.known import Absence
from lantern.web import wording

LATELY: Final = timedelta(days=90)
"""Three months, in which the papers count (TH-022)."""
NIGHT: Final = range(21, 24)


def as_before(absences: Sequence[Absence], reference: str) -> str:
    """How often lately, at what time of day, and how long; empty for the first."""
    now = next((one for one in absences if one.reference == reference), None)
    earlier = [
        one
        for one in absences
        if now is not None and one.began < now.began and one.counts_as is not None
    ]
    if now is None or not earlier:
        return ""
    lately = [one for one in earlier if one.began >= now.began - LATELY]
    lines = [f"Away {_times(len(earlier))} before, {_times(len(lately))} of them in 90 days."]
    lines.append(f"Last time: {wording.moment(earlier[-1].began)}{_lasted(earlier[-1])}.")
    late = sum(one.began.astimezone(LONDON).hour in NIGHT for one in [*earlier, now])
    if late > 1:
        lines.append(f"Went between 21:00 and midnight {_times(late)}, this time included.")
    return "\n".join(lines)


def _lasted(one: Absence) -> str:
    return f", for {wording.length(one.ended - one.began)}" if one.ended is not None else ""


def _times(number: int) -> str:
    return {0: "none", 1: "once", 2: "twice"}.get(number, f"{number} times")
