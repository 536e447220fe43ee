"""Checks of Episodes: when a child's care began and ended, and how its episodes follow on."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from lantern.ssda903.indexed import Indexed
from lantern.ssda903.registry import Found, asks, refuses, why_no_day
from lantern.ssda903.rows import EpisodeRow

_BEGAN, _ENDED, _REASON_ENDED = 1, 7, 8
# The day on which the Children Act 1989 came into force.
_CHILDREN_ACT: Final = date(1991, 10, 14)
_GOES_ON: Final = frozenset("PLTUB")
# The child died, or was found to be an adult: nothing can follow.
_LAST: Final = frozenset({"E2", "E15"})
_GOES_ON_ELSEWHERE: Final = "X1"


@refuses("141", "Episodes.DECOM", wrong="The start is not a day: {why}", do="{do}")
def start_is_no_day(data: Indexed) -> Iterator[Found]:
    """An episode is known by its child and its start; without one it has no place."""
    for row in data.returned.episodes:
        if row.began_on is None:
            yield row.row, why_no_day(row.row.cells[_BEGAN])


@refuses("147", "Episodes.DEC", wrong="The end is not a day: {why}", do="{do}")
def end_is_no_day(data: Indexed) -> Iterator[Found]:
    """Kept without its end, the episode would seem to go on."""
    for row in data.returned.episodes:
        cell = row.row.cells[_ENDED]
        if row.ended_on is None and cell.strip():
            yield row.row, why_no_day(cell)


@asks(
    "148",
    "Episodes.REC",
    wrong="The episode ended on {ended}, and the reason is blank",
    do="Give the reason for which the episode ceased",
)
def end_has_no_reason(data: Indexed) -> Iterator[Found]:
    """The day is kept; why the episode ended is not known until it is said."""
    for row in data.returned.episodes:
        if row.ended_on and not row.row.cells[_REASON_ENDED].strip():
            yield row.row, {"ended": row.ended_on}


@refuses(
    "148",
    "Episodes.DEC",
    wrong="The episode has a reason for ending, {reason}, and no end",
    do="Give the day on which it ceased, or take the reason out if it goes on",
)
def reason_has_no_end(data: Indexed) -> Iterator[Found]:
    """Either the episode goes on or it ended; kept as it is, the record would say both."""
    for row in data.returned.episodes:
        reason = row.row.cells[_REASON_ENDED].strip()
        if reason and not row.row.cells[_ENDED].strip():
            yield row.row, {"reason": reason}


@refuses(
    "302",
    "Episodes.DECOM",
    wrong="The episode began on {began}, before the child was born on {born}",
    do="Correct the start, or the date of birth in Header",
)
def starts_before_birth(data: Indexed) -> Iterator[Found]:
    """One of the two days is wrong, and nothing says which."""
    for child, rows in data.headers.items():
        born = rows[0].born_on
        for episode in data.episodes.get(child, ()):
            if born and episode.began_on and episode.began_on < born:
                yield episode.row, {"began": episode.began_on, "born": born}


@asks(
    "353",
    "Episodes.DECOM",
    wrong="The episode began on {began}, before the Children Act 1989 came into force",
    do="Correct the start",
)
def starts_before_the_act(data: Indexed) -> Iterator[Found]:
    """Unlikely, and not impossible; the department asks."""
    for row in data.returned.episodes:
        if row.began_on and row.began_on < _CHILDREN_ACT:
            yield row.row, {"began": row.began_on}


@asks(
    "354",
    "Episodes.DECOM",
    wrong="The episode began on {began}, after the collection year ends on {last}",
    do="Correct the day, or leave the episode for the return of its own year",
)
def starts_after_the_year(data: Indexed) -> Iterator[Found]:
    """The episode may well be true; it belongs in another year's return."""
    for row in data.returned.episodes:
        if row.began_on and row.began_on > data.ends:
            yield row.row, {"began": row.began_on, "last": data.ends}


@asks(
    "355",
    "Episodes.DEC",
    wrong="The episode began and ended on {began}",
    do="Leave it out if it lasted less than 24 hours",
)
def lasts_no_day(data: Indexed) -> Iterator[Found]:
    """The department counts no episode of less than a day; it may be true all the same."""
    for row in data.returned.episodes:
        if row.began_on and row.began_on == row.ended_on:
            yield row.row, {"began": row.began_on}


@refuses(
    "356",
    "Episodes.DEC",
    wrong="The episode ended on {ended}, before it began on {began}",
    do="Correct the start or the end",
)
def ends_before_it_starts(data: Indexed) -> Iterator[Found]:
    """One of the two days is wrong, and nothing says which."""
    for row in data.returned.episodes:
        if row.began_on and row.ended_on and row.ended_on < row.began_on:
            yield row.row, {"began": row.began_on, "ended": row.ended_on}


@asks(
    "385",
    "Episodes.DEC",
    wrong="The episode ended on {ended}, after the collection year ends on {last}",
    do="Correct the day, or leave the end for the return of its own year",
)
def ends_after_the_year(data: Indexed) -> Iterator[Found]:
    """The end may well be true; it belongs in another year's return."""
    for row in data.returned.episodes:
        if row.ended_on and row.ended_on > data.ends:
            yield row.row, {"ended": row.ended_on, "last": data.ends}


@asks(
    "ended-earlier",
    "Episodes.DEC",
    wrong="The episode ended on {ended}, before the collection year begins on {first}",
    do="Leave it out: it belongs in the return of the year in which it ended",
)
def ends_before_the_year(data: Indexed) -> Iterator[Found]:
    """The episode may well be true; it belongs in another year's return."""
    for row in data.returned.episodes:
        if row.ended_on and row.ended_on < data.begins:
            yield row.row, {"ended": row.ended_on, "first": data.begins}


@refuses(
    "same-start",
    "Episodes.DECOM",
    wrong="The child has another episode that began on {began}, in line {line}, and says other "
    "things",
    do="Take one out, or correct its start",
)
def starts_with_another(data: Indexed) -> Iterator[Found]:
    """An episode is known by its child and its start; which of the two is right is not known."""
    for rows in _of_one_start(data):
        if len({row[1:] for row in rows}) > 1:
            for row in rows:
                other = next(each for each in rows if each is not row)
                yield row.row, {"began": row.began_on, "line": other.row.line}


@asks(
    "repeated",
    "Episodes.CHILD",
    wrong="The row says the same as line {line}",
    do="Take one of them out. The episode was taken once",
)
def is_there_twice(data: Indexed) -> Iterator[Found]:
    """The same episode said twice is one episode; the second row changes nothing."""
    for rows in _of_one_start(data):
        if len({row[1:] for row in rows}) == 1:
            for row in rows[1:]:
                yield row.row, {"line": rows[0].row.line}


def _of_one_start(data: Indexed) -> Iterator[list[EpisodeRow]]:
    """The episodes of one child that began on one day, where there are several."""
    for before, row in data.neighbours:
        first = before.began_on == row.began_on
        if first and _is_first_pair(data, before):
            yield [each for each in data.episodes[row.child] if each.began_on == row.began_on]


def _is_first_pair(data: Indexed, row: EpisodeRow) -> bool:
    return next(e for e in data.episodes[row.child] if e.began_on == row.began_on) is row


@asks(
    "142",
    "Episodes.DEC",
    wrong="Another episode of the child began on {next}, and this one has no end",
    do="Give the day on which it ceased, and the reason",
)
def goes_on_beside_the_next(data: Indexed) -> Iterator[Found]:
    """When it ended is not known from here; both are kept as they are, and the end is asked for."""
    for row, following in data.neighbours:
        if not row.row.cells[_ENDED].strip() and not row.row.cells[_REASON_ENDED].strip():
            yield row.row, {"next": following.began_on}


@asks(
    "501",
    "Episodes.DECOM",
    wrong="The episode began on {began}, and the one before ended on {ended}",
    do="Correct the start, or the end of the one before: consecutive episodes share a day",
)
def starts_before_the_last_ended(data: Indexed) -> Iterator[Found]:
    """Which day is wrong cannot be told; both rows are what the authority says."""
    for before, row in data.neighbours:
        if before.ended_on and row.began_on and row.began_on < before.ended_on:
            yield row.row, {"began": row.began_on, "ended": before.ended_on}


@asks(
    "388",
    "Episodes.REC",
    wrong="The reason for ending on {ended}, {reason}, does not agree with what follows",
    do="Give X1 if another episode begins on the same day, and another reason if none does",
)
def reason_does_not_fit_the_next(data: Indexed) -> Iterator[Found]:
    """The days are kept; only the code of the reason is in question."""
    for rows in data.episodes.values():
        for index, row in enumerate(rows):
            following = rows[index + 1].began_on if index + 1 < len(rows) else None
            goes_on = row.reason_ended == _GOES_ON_ELSEWHERE
            if row.ended_on and row.reason_ended and goes_on != (following == row.ended_on):
                yield row.row, {"ended": row.ended_on, "reason": row.reason_ended}


@asks(
    "431",
    "Episodes.RNE",
    wrong="The episode started the child’s care (S), and the one before ended on {ended}",
    do="Give the code of what changed: L, P, T, B or U",
)
def starts_care_in_care(data: Indexed) -> Iterator[Found]:
    """The days are kept; only the code of the reason is in question."""
    for before, row in data.neighbours:
        ended = before.ended_on
        if row.reason_began == "S" and row.began_on and ended and row.began_on <= ended:
            yield row.row, {"ended": ended}


@asks(
    "432",
    "Episodes.RNE",
    wrong="Care ended with the episode before ({reason}), and this one does not start it (S)",
    do="Give S, or correct why the episode before ceased",
)
def goes_on_after_care(data: Indexed) -> Iterator[Found]:
    """The days are kept; only the code of the reason is in question."""
    for before, row in data.neighbours:
        ceased = before.reason_ended and before.reason_ended != _GOES_ON_ELSEWHERE
        if ceased and row.reason_began != "S":
            yield row.row, {"reason": before.reason_ended}


@asks(
    "433",
    "Episodes.RNE",
    wrong="The episode continues the child’s care ({code}), and the one before did not end on "
    "{began}",
    do="Correct the start, the end of the one before, or the reason",
)
def continues_after_a_gap(data: Indexed) -> Iterator[Found]:
    """Which of the three is wrong cannot be told; both rows are what the authority says."""
    for before, row in data.neighbours:
        if row.reason_began in _GOES_ON and before.ended_on != row.began_on:
            yield row.row, {"code": row.reason_began, "began": row.began_on}


@asks(
    "437",
    "Episodes.REC",
    wrong="The episode ended with {reason}, after which there can be none; another began on {next}",
    do="Correct the reason, or take the later episode out",
)
def goes_on_after_the_last(data: Indexed) -> Iterator[Found]:
    """A death or an age of 18 may be miscoded here, or the later episode be another child's."""
    for row, following in data.neighbours:
        if row.reason_ended in _LAST:
            yield row.row, {"reason": row.reason_ended, "next": following.began_on}
