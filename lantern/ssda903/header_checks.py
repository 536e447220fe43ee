"""Checks of Header: who the children of the return are."""

from collections.abc import Iterator

from lantern.core.calendar import same_day_months_after
from lantern.ssda903 import code_lists as lists
from lantern.ssda903.indexed import Indexed
from lantern.ssda903.registry import Found, asks, refuses, why_no_day
from lantern.ssda903.rows import EpisodeRow, HeaderRow
from lantern.ssda903.tables import HEADER
from lantern.ssda903.upn import is_shaped, letter_is_right

_SEX, _BORN, _ETHNICITY, _UPN, _MOTHER, _MOTHERS_CHILD = range(1, 7)
_YEAR = 12
_SHORT_BREAKS = {"V3", "V4"}


@refuses(
    "INT32",
    "Header.CHILD",
    wrong="The child {child} has {count} rows in Header, and they do not say the same",
    do="Leave one row for each child",
)
def has_two_headers(data: Indexed) -> Iterator[Found]:
    """Which of two birthdays or sexes is right cannot be told from here."""
    for child, rows in data.headers.items():
        if len({row[1:] for row in rows}) > 1:
            for row in rows:
                yield row.row, {"child": child, "count": len(rows)}


@asks(
    "repeated",
    "Header.CHILD",
    wrong="The row says the same as line {line}",
    do="Take one of them out. The child was taken once",
)
def is_there_twice(data: Indexed) -> Iterator[Found]:
    """The same child said twice is one child; the second row changes nothing."""
    for rows in data.headers.values():
        if len({row[1:] for row in rows}) == 1:
            for row in rows[1:]:
                yield row.row, {"line": rows[0].row.line}


@asks(
    "101",
    "Header.SEX",
    wrong="‘{code}’ is not a code of sex in this year",
    do="Give one of {codes}",
)
def sex_is_no_code(data: Indexed) -> Iterator[Found]:
    """The child is known without it. 1 and 2 were used to 2023/24, M, F and U are since."""
    allowed = lists.SEX.in_year(data.year)
    for row in data.rows(HEADER):
        if row.cells[_SEX].strip().upper() not in allowed:
            yield row, {"code": row.cells[_SEX], "codes": ", ".join(sorted(allowed))}


@asks(
    "232",
    "Header.SEX",
    wrong="The child’s sex is given as unknown",
    do="Give M or F if it is known by now",
)
def sex_is_unknown(data: Indexed) -> Iterator[Found]:
    """Unknown is an answer; the department asks whether it is still the right one."""
    for row in data.returned.headers:
        if row.sex == "U":
            yield row.row, {}


@refuses("102", "Header.DOB", wrong="The date of birth is not a day: {why}", do="{do}")
def birthday_is_no_day(data: Indexed) -> Iterator[Found]:
    """Without a birthday a child cannot be told from another, nor an age be known."""
    for row in data.returned.headers:
        if row.born_on is None:
            yield row.row, why_no_day(row.row.cells[_BORN])


@asks(
    "103",
    "Header.ETHNIC",
    wrong="‘{code}’ is not a code of ethnicity",
    do="Give a code of the list, or NOBT if it is not yet known, or REFU if the child declined",
)
def ethnicity_is_no_code(data: Indexed) -> Iterator[Found]:
    """The child is known without it."""
    for row in data.returned.headers:
        if not row.ethnicity:
            yield row.row, {"code": row.row.cells[_ETHNICITY]}


@asks(
    "168",
    "Header.UPN",
    wrong="‘{upn}’ is not a unique pupil number",
    do="Give the 13 characters of the number, or UN1 to UN5 where there is none",
)
def pupil_number_has_no_shape(data: Indexed) -> Iterator[Found]:
    """The child is known without it. The number is kept in the row, and nobody is found by it."""
    for row in data.rows(HEADER):
        upn = row.cells[_UPN].strip().upper()
        if upn and upn not in lists.UPN_UNKNOWN and not is_shaped(upn):
            yield row, {"upn": row.cells[_UPN]}


@asks(
    "check-letter",
    "Header.UPN",
    wrong="The first letter of ‘{upn}’ does not agree with the rest of the number",
    do="Look the unique pupil number up again: a digit is wrong, or two have changed places",
)
def pupil_number_fails_its_letter(data: Indexed) -> Iterator[Found]:
    """The child is known without it. The number is kept in the row, and nobody is found by it."""
    for row in data.rows(HEADER):
        upn = row.cells[_UPN].strip().upper()
        if is_shaped(upn) and not letter_is_right(upn):
            yield row, {"upn": row.cells[_UPN]}


@asks(
    "442",
    "Header.UPN",
    wrong="The unique pupil number is blank",
    do="Give it, or UN1 to UN5 where there is none",
)
def pupil_number_is_blank(data: Indexed) -> Iterator[Found]:
    """The child is known without it. Short breaks alone (V3, V4) do not ask for it."""
    for row in data.returned.headers:
        if not row.row.cells[_UPN].strip() and any(
            episode.legal_status not in _SHORT_BREAKS
            for episode in data.episodes.get(row.child, ())
        ):
            yield row.row, {}


@asks(
    "444",
    "Header.UPN",
    wrong="The unique pupil number {upn} is also that of {others}",
    do="Correct the number. If it is one child under two numbers, return the child once",
)
def pupil_number_is_shared(data: Indexed) -> Iterator[Found]:
    """Both children are kept; whether they are one child is for a person to say."""
    having: dict[str, list[HeaderRow]] = {}
    for row in data.returned.headers:
        if row.pupil_number:
            having.setdefault(row.pupil_number, []).append(row)
    for upn, rows in having.items():
        children = sorted({row.child for row in rows})
        for row in rows if len(children) > 1 else ():
            others = [child for child in children[:4] if child != row.child][:3]
            more = " and others" if len(children) > 4 else ""
            yield row.row, {"upn": upn, "others": f"{', '.join(others)}{more}"}


@refuses(
    "301",
    "Header.DOB",
    wrong="The child was born on {born}, after the collection year ends on {last}",
    do="Correct the date of birth",
)
def is_born_after_the_year(data: Indexed) -> Iterator[Found]:
    """Nobody is looked after before being born: the day, or the year of the return, is wrong."""
    for row in data.returned.headers:
        if row.born_on and row.born_on > data.ends:
            yield row.row, {"born": row.born_on, "last": data.ends}


@asks(
    "351",
    "Header.DOB",
    wrong="The child, born on {born}, was older than 25 when the collection year began",
    do="Correct the date of birth, or leave the row out",
)
def is_over_twenty_five(data: Indexed) -> Iterator[Found]:
    """Nobody of that age is returned, but the day may be right and the row out of place."""
    for row in data.returned.headers:
        if row.born_on and same_day_months_after(row.born_on, 25 * _YEAR) < data.begins:
            yield row.row, {"born": row.born_on}


@asks(
    "171",
    "Header.MC_DOB",
    wrong="The birthday of the mother’s child is not a day: {why}",
    do="{do}",
)
def childs_birthday_is_no_day(data: Indexed) -> Iterator[Found]:
    """It is about another child; this one is known without it."""
    for row in data.returned.headers:
        if row.mothers_child_born_on is None and row.row.cells[_MOTHERS_CHILD].strip():
            yield row.row, why_no_day(row.row.cells[_MOTHERS_CHILD])


@asks(
    "174",
    "Header.MC_DOB",
    wrong="There is a birthday of a mother’s child, and the child’s sex is given as male",
    do="Correct the sex, or take the birthday out",
)
def is_male_and_a_mother(data: Indexed) -> Iterator[Found]:
    """One of the two is wrong; the child is known without either."""
    for row in data.returned.headers:
        if row.sex in {"M", "1"} and row.row.cells[_MOTHERS_CHILD].strip():
            yield row.row, {}


@asks(
    "611",
    "Header.MC_DOB",
    wrong="The child is a mother, and the birthday of her child is blank",
    do="Give the birthday of her first child",
)
def mothers_child_has_no_birthday(data: Indexed) -> Iterator[Found]:
    """The child is known without it."""
    for row in data.returned.headers:
        if row.is_mother == "1" and not row.row.cells[_MOTHERS_CHILD].strip():
            yield row.row, {}


@asks(
    "612",
    "Header.MOTHER",
    wrong="There is a birthday of a mother’s child, and the row does not say that she is a mother",
    do="Give 1 for MOTHER, or take the birthday out",
)
def has_a_child_and_is_no_mother(data: Indexed) -> Iterator[Found]:
    """The child is known without it."""
    for row in data.returned.headers:
        girl = row.sex in {"F", "2"}
        if girl and row.is_mother in {"", "0"} and row.row.cells[_MOTHERS_CHILD].strip():
            yield row.row, {}


@asks(
    "620",
    "Header.MOTHER",
    wrong="The child is a mother, and was under 11 when the collection year began (born {born})",
    do="Correct the date of birth, or MOTHER",
)
def is_a_mother_under_eleven(data: Indexed) -> Iterator[Found]:
    """One of the two is wrong, and nothing says which; both are kept."""
    for row in data.returned.headers:
        if row.is_mother != "1" or not row.born_on:
            continue
        if same_day_months_after(row.born_on, 11 * _YEAR) > data.begins:
            yield row.row, {"born": row.born_on}


@asks(
    "621",
    "Header.MC_DOB",
    wrong="The mother’s child was born on {child}, no later than the mother herself, {mother}",
    do="Correct the one or the other date of birth",
)
def is_younger_than_her_child(data: Indexed) -> Iterator[Found]:
    """It is about another child; this one is known without it."""
    for row in data.returned.headers:
        mothers_child = row.mothers_child_born_on
        if mothers_child and row.born_on and mothers_child <= row.born_on:
            yield row.row, {"child": mothers_child, "mother": row.born_on}


@asks(
    "625",
    "Header.MC_DOB",
    wrong="The mother’s child was born on {child}, after her care, or the collection year, ended "
    "on {last}",
    do="Correct the birthday of her child",
)
def has_a_child_after_care(data: Indexed) -> Iterator[Found]:
    """It is about another child; this one is known without it."""
    for row in data.returned.headers:
        ends = [each.ended_on for each in _ended(data, row) if each.ended_on]
        last = min(max(ends), data.ends) if ends else None
        if row.mothers_child_born_on and last and row.mothers_child_born_on > last:
            yield row.row, {"child": row.mothers_child_born_on, "last": last}


def _ended(data: Indexed, row: HeaderRow) -> list[EpisodeRow]:
    return [episode for episode in data.episodes.get(row.child, ()) if episode.ended_on]
