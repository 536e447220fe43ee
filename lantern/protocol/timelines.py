"""Turns the records of one fact into its spells: when a state was true, a value held, an event
happened."""

from collections.abc import Sequence
from typing import TypeAlias

from lantern.core.instants import FOREVER
from lantern.protocol.spells import NONE, Spells, merged

Row: TypeAlias = tuple[int, int, str, str | bool, int]
"""One record: when it happened, when it was recorded, its key, its value, and until when."""


def points(rows: Sequence[Row]) -> Spells:
    """Each instant at which the event happened, once for each record that is not withdrawn as
    false."""
    return sorted((row[0], row[0], row[2], row[2]) for row in rows if row[3] is not False)


def points_valued(rows: Sequence[Row], values: frozenset[str]) -> Spells:
    """Each instant at which the event was recorded with one of these values."""
    return sorted((row[0], row[0], row[2], row[2]) for row in rows if row[3] in values)


def records(rows: Sequence[Row], values: frozenset[str]) -> Spells:
    """Each instant at which somebody recorded the fact, or one of these values of it."""
    return sorted(
        (row[0], row[0], row[2], row[2]) for row in rows if not values or row[3] in values
    )


def members(rows: Sequence[Row]) -> Spells:
    """The spells in which there was at least one member: each is one until its own end."""
    by_name: dict[str | bool, list[Row]] = {}
    for row in rows:
        by_name.setdefault(row[3], []).append(row)
    return merged([spell for each in by_name.values() for spell in state(each)])


def state(rows: Sequence[Row]) -> Spells:
    """The spells in which the state was true.

    A record that it is true holds until its own end or the next record that it is false. A record
    that it is false for a time interrupts. Of two records at one instant the later recorded wins.
    """
    if len(rows) == 1:
        at, _, key, value, until = rows[0]
        return ((at, until, key, key),) if value is not False and at < until else NONE
    ordered = sorted(rows, key=lambda row: (row[0], row[1], row[2]))
    found = [
        spell
        for index, row in enumerate(ordered)
        if row[3] is not False
        for spell in _less_denials(row, ordered[index + 1 :], ordered[:index])
    ]
    return merged(found) if found else NONE


def _less_denials(
    row: Row, later: Sequence[Row], earlier: Sequence[Row]
) -> list[tuple[int, int, str, str]]:
    """What is left of a true record once records that it was false have been taken out."""
    start, end, cause, ender = row[0], row[4], row[2], row[2]
    left: list[tuple[int, int, str, str]] = []
    for denial in (*_still_denying(row, earlier), *later):
        if denial[3] is not False or denial[0] >= end:
            continue
        if start < denial[0]:
            left.append((start, denial[0], cause, denial[2]))
        start, cause = max(start, denial[4]), denial[2]
        if start >= end:
            return left
    if start < end:
        left.append((start, end, cause, ender))
    return left


def _still_denying(row: Row, earlier: Sequence[Row]) -> list[Row]:
    """Earlier records that it is false until an instant after this one began. One without an end
    gives way to a later record that it is true."""
    return [other for other in earlier if other[3] is False and row[0] < other[4] < FOREVER]


def values(rows: Sequence[Row]) -> dict[str, Spells]:
    """For each value, the spells in which it held: until its own end or until the next record.

    Of two records at one instant the later recorded wins.
    """
    if len(rows) == 1:
        at, _, key, value, until = rows[0]
        return {str(value): ((at, until, key, key),)} if at < until else {}
    ordered = sorted(rows, key=lambda row: (row[0], row[1], row[2]))
    held: dict[str, list[tuple[int, int, str, str]]] = {}
    for row, following in zip(ordered, [*ordered[1:], None], strict=True):
        start, _, key, value, end = row
        ender = key
        if following is not None and following[0] <= end:
            end, ender = following[0], following[2]
        if start < end:
            held.setdefault(str(value), []).append((start, end, key, ender))
    return {value: merged(spells) for value, spells in held.items()}
