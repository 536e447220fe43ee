"""Spells of time and what can be made of them: together, either, neither, for so long, so many.

A spell is half-open: it holds from its start and no longer at its end. An event is a spell of no
length. Lists of spells are sorted, and the spells of a state never overlap or touch.
"""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import TypeAlias

from lantern.core.instants import ALWAYS, FOREVER

Spell: TypeAlias = tuple[int, int, str, str]
"""Start and end in microseconds, the key of the record that began it, and of the one that ended
it."""

Spells: TypeAlias = Sequence[Spell]
NONE: Spells = ()
_START_AND_CAUSE = itemgetter(0, 2)


def _began(one: Spell, other: Spell) -> Spell:
    """Of two spells, the one that began last; at the same instant, the one of the smaller key."""
    if one[0] != other[0]:
        return one if one[0] > other[0] else other
    return one if one[2] <= other[2] else other


def _ended(one: Spell, other: Spell) -> Spell:
    """Of two spells, the one that ends first; at the same instant, the one of the smaller key."""
    if one[1] != other[1]:
        return one if one[1] < other[1] else other
    return one if one[3] <= other[3] else other


def both(first: Spells, second: Spells) -> Spells:
    """The time in which both hold; the cause is that of the part that began last."""
    if len(first) == len(second) == 1:
        # Nearly every state of an absence has one spell: compared in place, without a call.
        ((start, end, cause, ender),) = first
        ((other_start, other_end, other_cause, other_ender),) = second
        if other_start > start or (other_start == start and other_cause < cause):
            start, cause = other_start, other_cause
        if other_end < end or (other_end == end and other_ender < ender):
            end, ender = other_end, other_ender
        return ((start, end, cause, ender),) if start < end else NONE
    found: list[Spell] = []
    i = j = 0
    while i < len(first) and j < len(second):
        one, other = first[i], second[j]
        began, ended = _began(one, other), _ended(one, other)
        if began[0] < ended[1]:
            found.append((began[0], ended[1], began[2], ended[3]))
        if one[1] <= other[1]:
            i += 1
        else:
            j += 1
    return found


def either(parts: Sequence[Spells]) -> Spells:
    """The time in which any of these holds. Touching spells become one, with the earliest cause."""
    if len(parts) < 2:
        return parts[0] if parts else NONE
    return merged([spell for part in parts for spell in part])


def merged(spells: list[Spell]) -> Spells:
    """These spells in order, those that overlap or touch made into one."""
    if len(spells) < 2:
        return spells
    spells.sort(key=_START_AND_CAUSE)
    found: list[Spell] = []
    start, end, cause, ender = spells[0]
    for spell in spells[1:]:
        if spell[0] > end:
            found.append((start, end, cause, ender))
            start, end, cause, ender = spell
        elif spell[1] > end or (spell[1] == end and ender > spell[3]):
            end, ender = spell[1], spell[3]
    found.append((start, end, cause, ender))
    return found


def neither(spells: Spells) -> Spells:
    """All the time in which these do not hold; what ended the one before is the cause."""
    found: list[Spell] = []
    start, cause = ALWAYS, ""
    for spell in spells:
        if start < spell[0]:
            found.append((start, spell[0], cause, spell[2]))
        start, cause = spell[1], spell[3]
    if start < FOREVER:
        found.append((start, FOREVER, cause, ""))
    return found


def lasting(spells: Spells, after: Callable[[int], int]) -> Spells:
    """Each spell from the instant it has lasted so long; one that ends before drops out."""
    found: list[Spell] = []
    for start, end, cause, ender in spells:
        begins = start if start == ALWAYS else after(start)
        if begins < end:
            found.append((begins, end, cause, ender))
    return found


def since(starts: Spells, ends: Spells) -> Spells:
    """From the first event until the next event that ends it; then from the first event after
    that."""
    found: list[Spell] = []
    last = ALWAYS
    index = 0
    for start, _, cause, _ in starts:
        if start < last:
            continue
        while index < len(ends) and ends[index][0] < start:
            index += 1
        if index == len(ends):
            found.append((start, FOREVER, cause, ""))
            break
        last = ends[index][0]
        if start < last:
            found.append((start, last, cause, ends[index][2]))
    return merged(found) if found else NONE


def counted(points: Spells, least: int, after: Callable[[int], int] | None) -> Spells:
    """While at least so many of these events lie within the window that ends now.

    `after` gives the end of a window that begins at an instant; None is a window without end.
    """
    found: list[Spell] = []
    for first, last in zip(points, points[least - 1 :], strict=False):
        end = FOREVER if after is None else after(first[0])
        if last[0] < end:
            ender = "" if after is None else first[2]
            found.append((last[0], end, last[2], ender))
    return merged(found) if found else NONE


def counted_anew(points: Spells, least: int, resets: Spells) -> Spells:
    """While at least so many of these events have happened since the last that begins the count
    anew. An event at the very instant of such a one counts from it on."""
    found: list[Spell] = []
    bounds = [ALWAYS, *(reset[0] for reset in resets), FOREVER]
    enders = [*(reset[2] for reset in resets), ""]
    for begins, ends, ender in zip(bounds[:-1], bounds[1:], enders, strict=True):
        inside = [point for point in points if begins <= point[0] < ends]
        if len(inside) >= least:
            last = inside[least - 1]
            found.append((last[0], ends, last[2], ender))
    return merged(found) if found else NONE


def took(
    firsts: Spells,
    seconds: Spells,
    least: Callable[[int], int] | None,
    under: Callable[[int], int] | None,
) -> Spells:
    """The second events that came so long after the last of the first ones."""
    found: list[Spell] = []
    for second in seconds:
        before = [first[0] for first in firsts if first[0] <= second[0]]
        if not before:
            continue
        long_enough = least is None or least(before[-1]) <= second[0]
        if long_enough and (under is None or second[0] < under(before[-1])):
            found.append(second)
    return found


def within(points: Spells, spells: Spells) -> Spells:
    """The events that happened while the state held."""
    return [point for point in points if holding(spells, point[0])]


def holding(spells: Spells, at: int) -> Spell | None:
    """The spell that holds at this instant, if one does."""
    for spell in spells:
        if spell[0] > at:
            return None
        if at < spell[1]:
            return spell
    return None


def starts(spells: Spells) -> Spells:
    """The instants at which these began."""
    return [(start, start, cause, cause) for start, _, cause, _ in spells if start != ALWAYS]


def ends(spells: Spells) -> Spells:
    """The instants at which these ended."""
    return [(end, end, ender, ender) for _, end, _, ender in spells if end != FOREVER]


def back_to(points: Spells, spells: Spells) -> Spells:
    """Each spell, begun at the last of these events before it and since the spell before; same
    cause."""
    found: list[Spell] = []
    last = ALWAYS
    for start, end, cause, ender in spells:
        earlier = [point[0] for point in points if last <= point[0] <= start]
        found.append((earlier[-1] if earlier else start, end, cause, ender))
        last = end
    return found
