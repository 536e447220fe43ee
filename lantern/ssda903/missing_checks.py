"""Checks of Missing: periods in which a child was missing, or away without authorisation."""

from collections.abc import Iterator
from itertools import pairwise

from lantern.core.calendar import same_day_months_after
from lantern.ssda903.indexed import Indexed, PeriodOfCare
from lantern.ssda903.registry import Found, asks, refuses, why_no_day
from lantern.ssda903.rows import MissingRow

_TYPE, _START, _END = 2, 3, 4
_EIGHTEEN = 18 * 12


@refuses(
    "564",
    "Missing.MIS_START",
    wrong="The row says {kind} and has no start",
    do="Give the day on which the child was first known to be away",
)
def has_no_start(data: Indexed) -> Iterator[Found]:
    """An absence without a start has no place in a child's history."""
    for row in data.returned.missing:
        if row.kind and not row.row.cells[_START].strip():
            yield row.row, {"kind": row.kind}


@refuses(
    "565",
    "Missing.MISSING",
    wrong="The period has a start, {start}, and does not say whether it is M or A",
    do="Give M if nobody knew where the child was, A if the child was away without authorisation",
)
def starts_without_kind(data: Indexed) -> Iterator[Found]:
    """Whether the child's whereabouts were known is what the row is about; it is not guessed."""
    for row in data.returned.missing:
        if not row.row.cells[_TYPE].strip() and row.row.cells[_START].strip():
            yield row.row, {"start": row.row.cells[_START]}


@refuses(
    "566",
    "Missing.MISSING",
    wrong="The period has an end, {end}, and does not say whether it is M or A",
    do="Give M if nobody knew where the child was, A if the child was away without authorisation",
)
def ends_without_kind(data: Indexed) -> Iterator[Found]:
    """As 565: whether the child's whereabouts were known is not guessed."""
    for row in data.returned.missing:
        if not row.row.cells[_TYPE].strip() and row.row.cells[_END].strip():
            yield row.row, {"end": row.row.cells[_END]}


@refuses(
    "567",
    "Missing.MIS_END",
    wrong="The period ends on {ended}, before it starts on {began}",
    do="Correct the start or the end",
)
def ends_before_it_starts(data: Indexed) -> Iterator[Found]:
    """One of the two days is wrong, and nothing says which."""
    for row in data.returned.missing:
        if row.began_on and row.ended_on and row.ended_on < row.began_on:
            yield row.row, {"began": row.began_on, "ended": row.ended_on}


@asks(
    "570",
    "Missing.MIS_START",
    wrong="The period starts on {began}, after the collection year ends on {last}",
    do="Correct the day, or leave the period for the return of its own year",
)
def starts_after_the_year(data: Indexed) -> Iterator[Found]:
    """The period may well be true; it belongs in another year's return."""
    for row in data.returned.missing:
        if row.began_on and row.began_on > data.ends:
            yield row.row, {"began": row.began_on, "last": data.ends}


@asks(
    "571",
    "Missing.MIS_END",
    wrong="The period ends on {ended}, outside the collection year from {first} to {last}",
    do="Correct the day, or leave the period for the return of its own year",
)
def ends_outside_the_year(data: Indexed) -> Iterator[Found]:
    """The period may well be true; it belongs in another year's return."""
    for row in data.returned.missing:
        if row.ended_on and not data.begins <= row.ended_on <= data.ends:
            yield row.row, {"ended": row.ended_on, "first": data.begins, "last": data.ends}


@refuses(
    "574",
    "Missing.MIS_START",
    wrong="The period starts on {began}, while that of line {line} {state}",
    do="Correct the days of one of them, or take one out if both are the same absence",
)
def overlaps_the_one_before(data: Indexed) -> Iterator[Found]:
    """A child cannot be away twice at once: the record holds one absence at a time.

    A period may start on the day on which the one before ends: a child who is found and does not
    go back ends an M and begins an A. After one that has no end, none can follow.
    """
    for rows in data.missing.values():
        kept = rows[0] if _stands(rows[0]) else None
        for before, row in pairwise(rows):
            other = next((each for each in (kept, before) if each and _overlap(each, row)), None)
            if other is None:
                kept = row if _stands(row) else kept
                continue
            about = {"began": row.began_on, "line": other.row.line, "state": _overlap(other, row)}
            yield row.row, about


def _stands(row: MissingRow) -> bool:
    """Whether the row is not refused for what it says of itself."""
    in_order = row.began_on is None or row.ended_on is None or row.began_on <= row.ended_on
    return bool(row.kind) and in_order


def _overlap(before: MissingRow, row: MissingRow) -> str:
    """How the earlier of two absences clashes with the later; blank where it does not."""
    if before.ended_on is None:
        return "" if before.row.cells[_END].strip() else "has no end"
    return "goes on" if row.began_on and row.began_on < before.ended_on else ""


@asks(
    "575",
    "Missing.MIS_END",
    wrong="The period has no end, and the care episode in which it starts ended on {ended}",
    do="Give the end: when a placement ends, so does an absence from it",
)
def outlasts_its_episode(data: Indexed) -> Iterator[Found]:
    """The absence is true as far as it is known; its end is asked for."""
    for row in data.returned.missing:
        if not row.began_on or row.row.cells[_END].strip():
            continue
        ended = next(
            (
                episode.ended_on
                for episode in data.episodes.get(row.child, ())
                if episode.began_on
                and episode.ended_on
                and episode.began_on <= row.began_on <= episode.ended_on
            ),
            None,
        )
        if ended:
            yield row.row, {"ended": ended}


@asks(
    "577",
    "Missing.MIS_END",
    wrong="The period from {began} lies outside every period of care of the child, or has no end "
    "though care has ended",
    do="Give the day on which the absence ended, at the latest the day on which care did",
)
def ends_outside_care(data: Indexed) -> Iterator[Found]:
    """The absence may be true and an episode of care left out; nobody can say from here."""
    for row in data.returned.missing:
        unreadable = row.ended_on is None and row.row.cells[_END].strip()
        periods = data.periods.get(row.child)
        if not row.began_on or unreadable or not periods:
            continue
        if all(_is_outside(row, period) for period in periods):
            yield row.row, {"began": row.began_on}


def _is_outside(row: MissingRow, period: PeriodOfCare) -> bool:
    """Whether this period of care cannot hold the absence's end."""
    if row.ended_on:
        ends_later = period.ended_on is not None and row.ended_on > period.ended_on
        return ends_later or row.ended_on < period.began_on
    starts_earlier = row.began_on is not None and row.began_on < period.began_on
    return period.ended_on is not None or starts_earlier


@asks(
    "578",
    "Missing.MIS_START",
    wrong="The period starts on {began}, when the child was not looked after",
    do="Correct the day, or add the episode of care that is left out",
)
def starts_outside_care(data: Indexed) -> Iterator[Found]:
    """The absence may be true and an episode of care left out; nobody can say from here."""
    for row in data.returned.missing:
        periods = data.periods.get(row.child)
        if row.began_on and periods and not any(each.holds(row.began_on) for each in periods):
            yield row.row, {"began": row.began_on}


@asks(
    "580",
    "Episodes.REC",
    wrong="The child was missing until the 18th birthday, {ended}, when the episode ended, and "
    "its reason is not E8",
    do="Give E8 as the reason for which the episode ceased",
)
def still_missing_at_eighteen(data: Indexed) -> Iterator[Found]:
    """Both days are kept as they are; only the code of the reason is in question."""
    for row in data.returned.missing:
        if not row.ended_on or not row.born_on:
            continue
        if same_day_months_after(row.born_on, _EIGHTEEN) != row.ended_on:
            continue
        for episode in data.episodes.get(row.child, ()):
            if episode.ended_on == row.ended_on and episode.reason_ended != "E8":
                yield episode.row, {"ended": row.ended_on}


@asks(
    "581",
    "Missing.MIS_START",
    wrong="The period starts on {began}, and no episode of the child’s care holds that day",
    do="Correct the day, or add the episode of care that is left out",
)
def starts_in_no_episode(data: Indexed) -> Iterator[Found]:
    """The absence may be true and an episode of care left out; nobody can say from here."""
    for row in data.returned.missing:
        episodes = data.episodes.get(row.child)
        if not row.began_on or not episodes:
            continue
        if not any(
            episode.began_on
            and episode.began_on <= row.began_on
            and (episode.ended_on is None or row.began_on <= episode.ended_on)
            for episode in episodes
        ):
            yield row.row, {"began": row.began_on}


@refuses(
    "586",
    "Missing.MIS_START",
    wrong="The period starts on {began}, and the child was born on {born}",
    do="Correct the date of birth or the start",
)
def starts_before_birth(data: Indexed) -> Iterator[Found]:
    """Nobody goes missing before, or on, the day of their birth: one of the days is wrong."""
    for row in data.returned.missing:
        if row.began_on and row.born_on and row.began_on <= row.born_on:
            yield row.row, {"began": row.began_on, "born": row.born_on}


@refuses("1004", "Missing.MIS_START", wrong="The start is not a day: {why}", do="{do}")
def start_is_no_day(data: Indexed) -> Iterator[Found]:
    """An absence without a start has no place in a child's history. (564 says it of a blank.)"""
    for row in data.returned.missing:
        cell = row.row.cells[_START]
        if row.began_on is None and (cell.strip() or not row.kind):
            yield row.row, why_no_day(cell)


@refuses("1005", "Missing.MIS_END", wrong="The end is not a day: {why}", do="{do}")
def end_is_no_day(data: Indexed) -> Iterator[Found]:
    """Kept without its end, the child would seem to be missing still."""
    for row in data.returned.missing:
        cell = row.row.cells[_END]
        if row.ended_on is None and cell.strip():
            yield row.row, why_no_day(cell)


@refuses(
    "1006",
    "Missing.MISSING",
    wrong="‘{kind}’ is neither M nor A",
    do="Give M if nobody knew where the child was, A if the child was away without authorisation",
)
def kind_is_no_code(data: Indexed) -> Iterator[Found]:
    """Whether the child's whereabouts were known is what the row is about; it is not guessed."""
    for row in data.returned.missing:
        cell = row.row.cells[_TYPE].strip()
        if cell and not row.kind:
            yield row.row, {"kind": cell}


@asks(
    "twice-in-a-day",
    "Missing.CHILD",
    wrong="The row says the same as line {line}: away and back on {began}",
    do="If the child was away twice on that day, leave both. If not, take one out",
)
def is_there_twice(data: Indexed) -> Iterator[Found]:
    """A child can be away twice in one day, and days are all that a return has: both are taken.

    Longer absences that are the same overlap, which 574 refuses.
    """
    seen: dict[tuple[object, ...], int] = {}
    for row in data.returned.missing:
        if row.began_on is None or row.began_on != row.ended_on:
            continue
        first = seen.setdefault(row[1:], row.row.line)
        if first != row.row.line:
            yield row.row, {"line": first, "began": row.began_on}
