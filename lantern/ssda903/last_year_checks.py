"""Checks against last year's return: what was open then goes on now, and who was who stays so."""

from collections.abc import Iterator

from lantern.ssda903.indexed import Indexed
from lantern.ssda903.registry import Found, asks
from lantern.ssda903.rows import EpisodeRow, HeaderRow, MissingRow


def _open_absences(last: Indexed) -> dict[str, list[MissingRow]]:
    """The absences that had not ended in last year's return, by child."""
    return {
        child: found
        for child, rows in last.missing.items()
        if (found := [row for row in rows if not row.row.cells[4].strip()])
    }


def _open_episodes(last: Indexed) -> dict[str, EpisodeRow]:
    """The episode of each child that had not ended in last year's return."""
    return {
        child: row
        for child, rows in last.episodes.items()
        for row in rows
        if not row.row.cells[7].strip()
    }


def _both_years(data: Indexed) -> Iterator[tuple[HeaderRow, HeaderRow]]:
    """Each child's header of last year and of this, of children in both."""
    if data.last_year is not None:
        for child, rows in data.last_year.headers.items():
            if child in data.headers:
                yield rows[0], data.headers[child][0]


@asks(
    "576",
    "Missing.MIS_START",
    wrong="Last year’s return has a period open from {was}; the child’s first this year starts "
    "on {began}",
    do="Return the same period again, with the same start and its end if there is one",
)
def goes_on_with_another_start(data: Indexed) -> Iterator[Found]:
    """The period may be another, and the one that was open left out; nobody can say from here."""
    if data.last_year is None:
        return
    for child, open_then in _open_absences(data.last_year).items():
        rows = data.missing.get(child)
        if not rows:
            continue
        first = min(rows, key=lambda row: str(row.began_on))
        different = next((row for row in open_then if row.began_on != first.began_on), None)
        if different:
            yield first.row, {"was": different.began_on, "began": first.began_on}


@asks(
    "not-carried-over",
    "Header.CHILD",
    wrong="Last year’s return has a period of Missing open from {was}, and this one has none",
    do="Return the same period again, with the same start and its end if there is one",
)
def is_not_carried_over(data: Indexed) -> Iterator[Found]:
    """Until its end is said, the record holds the child to be missing still."""
    if data.last_year is None:
        return
    for child, open_then in _open_absences(data.last_year).items():
        if child in data.headers and child not in data.missing:
            yield data.headers[child][0].row, {"was": open_then[0].began_on}


@asks(
    "started-earlier",
    "Missing.MIS_START",
    wrong="The period starts on {began}, before the year, and last year’s return has none open "
    "from that day",
    do="Correct the start, or look whether last year’s return left the period out",
)
def starts_before_the_year(data: Indexed) -> Iterator[Found]:
    """The period may well be true, and last year's return have left it out."""
    if data.last_year is None or not data.last_year.returned.missing:
        return
    open_then = _open_absences(data.last_year)
    for row in data.returned.missing:
        if row.began_on and row.began_on < data.begins:
            starts = {each.began_on for each in open_then.get(row.child, ())}
            if row.began_on not in starts:
                yield row.row, {"began": row.began_on}


@asks(
    "502",
    "Episodes.DECOM",
    wrong="Last year’s return ended with an episode open from {was}; the child’s first this year "
    "began on {began}",
    do="Return the open episode again, with the same start and its end if there is one",
)
def care_goes_on_with_another_start(data: Indexed) -> Iterator[Found]:
    """Which of the two returns is right cannot be told from here."""
    if data.last_year is None:
        return
    for child, open_then in _open_episodes(data.last_year).items():
        rows = data.episodes.get(child)
        if rows and rows[0].began_on != open_then.began_on:
            yield rows[0].row, {"was": open_then.began_on, "began": rows[0].began_on}


@asks(
    "NoE",
    "Episodes.DECOM",
    wrong="The child has been looked after since {began}, and is not in last year’s Episodes",
    do="Correct the start, or look whether last year’s return left the child out",
)
def is_not_in_last_year(data: Indexed) -> Iterator[Found]:
    """The episode may well be true, and last year's return have left it out."""
    if data.last_year is None or not data.last_year.returned.episodes:
        return
    known = {row.child for row in data.last_year.returned.episodes}
    for child, rows in data.episodes.items():
        for row in rows:
            if row.began_on and row.began_on < data.begins and child not in known:
                yield row.row, {"began": row.began_on}


@asks(
    "202",
    "Header.SEX",
    wrong="The child’s sex is {now} here and was {was} in last year’s return",
    do="Correct the one that is wrong",
)
def sex_has_changed(data: Indexed) -> Iterator[Found]:
    """What is said now is kept beside what was said then."""
    same = {"1": "M", "2": "F"}
    for before, row in _both_years(data):
        was, now = same.get(before.sex, before.sex), same.get(row.sex, row.sex)
        if was and now and was != now:
            yield row.row, {"was": was, "now": now}


@asks(
    "203",
    "Header.DOB",
    wrong="The child was born on {now} here and on {was} in last year’s return",
    do="Correct the one that is wrong, or the child’s number",
)
def birthday_has_changed(data: Indexed) -> Iterator[Found]:
    """It may be another child under a number used again: a person has to look."""
    for before, row in _both_years(data):
        if before.born_on and row.born_on and before.born_on != row.born_on:
            yield row.row, {"was": before.born_on, "now": row.born_on}


@asks(
    "204",
    "Header.ETHNIC",
    wrong="The child’s ethnicity is {now} here and was {was} in last year’s return",
    do="Correct the one that is wrong",
)
def ethnicity_has_changed(data: Indexed) -> Iterator[Found]:
    """What is said now is kept beside what was said then."""
    for before, row in _both_years(data):
        if before.ethnicity and row.ethnicity and before.ethnicity != row.ethnicity:
            yield row.row, {"was": before.ethnicity, "now": row.ethnicity}
