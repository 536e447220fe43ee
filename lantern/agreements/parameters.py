"""Numbers of a partnership's protocol that the product itself needs, beside its rules."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from lantern.agreements.library import library
from lantern.core.instants import LONDON, to_datetime, to_microseconds
from lantern.protocol.layers import Library, UnknownRulebook
from lantern.protocol.lengths import read_length
from lantern.protocol.limits import shift
from lantern.protocol.readings import DEFAULTS
from lantern.protocol.settings import settings_on


def length(rulebook: str, name: str, at: datetime, *, otherwise: timedelta) -> timedelta:
    """How long a parameter of the protocol says, on the day of this instant; counted from it.

    `otherwise` where the protocol does not set it: shown as the product's own, cautious choice.
    """
    written = _written(library(), rulebook, name, at.astimezone(LONDON).date().toordinal())
    if not written:
        return otherwise
    after = shift(read_length(written), DEFAULTS)
    return to_datetime(after(to_microseconds(at))) - at


@lru_cache(maxsize=1024)
def _written(shelf: Library, rulebook: str, name: str, ordinal: int) -> str:
    """The parameter as the narrowest layer in force that day writes it; empty where none does."""
    day = date.fromordinal(ordinal)
    try:
        protocol = shelf.protocol(rulebook)
    except UnknownRulebook:
        return ""
    found = settings_on(protocol, day).get(name)
    return "" if found is None else found.value
