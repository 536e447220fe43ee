"""What happened, and who hears of it: explicit, typed, ordered, inside the caller's transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened. `by` is the id of the actor, `about` the reference it happened to.

    A subclass names what happened. Its own fields go to the audit trail and hold no personal data.
    """

    about: str
    by: str
    at: datetime


Reaction = Callable[[Any], None]
_table: dict[type[Event], Sequence[Reaction]] = {}


def install(table: Mapping[type[Event], Sequence[Reaction]]) -> None:
    """Set what follows from each kind of event. Called once, when the application starts."""
    _table.clear()
    _table.update(table)


def publish(event: Event) -> None:
    """Run what follows from this event, in order. An event with no row in the table is an error."""
    for reaction in _table[type(event)]:
        reaction(event)
