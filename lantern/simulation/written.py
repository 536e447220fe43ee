"""What differs of a child's duties, as JSON to be kept or printed, and read again."""

from datetime import datetime
from typing import Any

from lantern.core.instants import to_datetime, to_microseconds
from lantern.simulation.counting import Difference, Outcome, Owed

Json = dict[str, Any]


def difference_as_json(one: Difference) -> Json:
    """What differs of one duty, in plain values; instants as they are written in records."""
    return {
        "subject": one.subject,
        "rule": one.rule,
        "member": one.member,
        "today": _owed_as_json(one.today),
        "draft": _owed_as_json(one.draft),
    }


def _owed_as_json(owed: Owed | None) -> Json | None:
    if owed is None:
        return None
    return {
        "owner": owed.owner,
        "arose": to_datetime(owed.arose).isoformat(),
        "due": None if owed.due is None else to_datetime(owed.due).isoformat(),
        "outcome": str(owed.outcome),
    }


def difference_from_json(said: Json) -> Difference:
    """What was kept of one duty."""
    return Difference(
        said["subject"],
        said["rule"],
        said["member"],
        _owed_from_json(said["today"]),
        _owed_from_json(said["draft"]),
    )


def _owed_from_json(said: Json | None) -> Owed | None:
    if said is None:
        return None
    due = said["due"]
    return Owed(
        said["owner"],
        to_microseconds(datetime.fromisoformat(said["arose"])),
        None if due is None else to_microseconds(datetime.fromisoformat(due)),
        Outcome(said["outcome"]),
    )
