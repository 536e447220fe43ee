"""Two people change one record: what one leaves alone is the other's, what both change is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Merged:
    """What this person wants changed, and what of it somebody else has changed meanwhile."""

    wanted: Mapping[str, Any]
    theirs: Mapping[str, Any]


def merge(present: Mapping[str, Any], given: Mapping[str, Any], seen: Mapping[str, Any]) -> Merged:
    """Compare what is given with what the person had on screen and with what is there now.

    A field left as it was seen is not this person's to put back. A field that was not on screen
    cannot be told apart from one that somebody else has changed.
    """
    wanted = {
        name: value
        for name, value in given.items()
        if value != present[name] and not (name in seen and value == seen[name])
    }
    theirs = {
        name: present[name] for name in wanted if name not in seen or seen[name] != present[name]
    }
    return Merged(wanted=wanted, theirs=theirs)
