"""That what a record states of an absence was taken back on the absence’s own record since."""

from collections.abc import Iterable

from lantern.access.actor import Actor
from lantern.core.instants import day_in_london
from lantern.episodes import queries
from lantern.web import wording


def taken_back(actor: Actor, keys: Iterable[str]) -> str:
    """A sentence where any of these entries was taken back; the reason stands beside the entry."""
    last = queries.withdrawal(actor, keys)
    if last is None:
        return ""
    day = wording.day(day_in_london(last.recorded_at))
    return (
        f"{last.by_name} took this back on the record of the absence on {day}. "
        "It no longer counts there."
    )
