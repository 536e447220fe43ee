"""Checks of every table: whose row it is, and whether what should be a day is one."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from lantern.core.calendar import same_day_months_after
from lantern.spreadsheets.dates import read_day
from lantern.ssda903.indexed import MOST_ROWS_OF_A_CHILD, Indexed, place
from lantern.ssda903.registry import Finder, Found, asks, refuses, why_no_day
from lantern.ssda903.rows import Row
from lantern.ssda903.tables import EPISODES, HEADER, MISSING, TABLES, UASC

_EIGHTEEN: Final = 18 * 12
_LONGEST_NUMBER: Final = 10

# D2I's numbers for a child who is not in Header, and for a birthday that differs from Header's.
_NOT_IN_HEADER: Final[Mapping[str, str]] = {
    "AD1": "INT01",
    "PlacedAdoption": "INT02",
    EPISODES: "INT03",
    MISSING: "INT04",
    "OC2": "INT05",
    "OC3": "INT06",
    "PrevPerm": "INT07",
    "Reviews": "INT08",
    UASC: "INT09",
    "SWEpisodes": "not-in-header",
    "DoLo": "not-in-header",
}
_OTHER_BIRTHDAY: Final[Mapping[str, str]] = {
    "AD1": "INT11",
    "PlacedAdoption": "INT12",
    MISSING: "INT13",
    "OC2": "INT14",
    "OC3": "INT15",
    "PrevPerm": "INT16",
    "Reviews": "INT17",
    UASC: "INT18",
    "SWEpisodes": "other-birthday",
    "DoLo": "other-birthday",
}
# Tables of which only the rows are kept: nothing of them is lost by taking them with a question.
_KEPT_ONLY: Final = frozenset(TABLES) - {HEADER, EPISODES, MISSING, UASC}
_DAYS_KEPT: Final = (
    ("166", "Reviews.REVIEW"),
    ("112", "AD1.DATE_INT"),
    ("113", "AD1.DATE_MATCH"),
    ("115", "PlacedAdoption.DATE_PLACED"),
    ("116", "PlacedAdoption.DATE_PLACED_CEASED"),
    ("not-a-day", "PrevPerm.DATE_PERM"),
    ("SW04STG1", "SWEpisodes.SW_DECOM"),
    ("SW05STG1", "SWEpisodes.SW_DEC"),
    ("not-a-day", "DoLo.DOLO_START"),
    ("not-a-day", "DoLo.DOLO_END"),
)
_WITH_EPISODES: Final = (MISSING, "Reviews", "OC2", "AD1", "PrevPerm", "PlacedAdoption")


def _registers(table: str) -> Callable[..., Callable[[Finder], Finder]]:
    """Whether this table's rows are refused or, where the rows are only kept, asked about."""
    return asks if table in _KEPT_ONLY else refuses


def _about_child(table: str) -> None:
    """Register, for one table, the checks of whose row it is."""

    @_registers(table)(
        "child-blank",
        f"{table}.CHILD",
        wrong="The child’s number is blank",
        do="Give the number by which the authority knows the child",
    )
    def child_is_blank(data: Indexed) -> Iterator[Found]:
        """A row that is nobody's can be kept for nobody."""
        for row in data.rows(table):
            if not row.child:
                yield row, {}

    if table == HEADER:
        return

    @_registers(table)(
        _NOT_IN_HEADER[table],
        f"{table}.CHILD",
        wrong="The child {child} is not in Header",
        do="Add the child to Header, or correct the number",
    )
    def child_is_not_in_header(data: Indexed) -> Iterator[Found]:
        """Without a birthday and a sex nobody can say who the child is."""
        for row in data.rows(table):
            if row.child and row.child not in data.headers:
                yield row, {"child": row.child}


def _about_crowds(table: str) -> None:
    """Register that no child has more rows in this table than the year has days."""

    @refuses(
        "too-many-rows",
        f"{table}.CHILD",
        wrong="The child {child} has {count} rows in {table}; the department takes 366 at most",
        do="Look whether the child’s number is right in each row",
    )
    def has_too_many_rows(data: Indexed) -> Iterator[Found]:
        """A number given to everybody is nobody's."""
        counts = Counter(row.child for row in data.rows(table))
        crowded = {child for child, rows in counts.items() if child and rows > MOST_ROWS_OF_A_CHILD}
        for row in data.rows(table) if crowded else ():
            if row.child in crowded:
                count = f"{counts[row.child]:,}"
                yield row, {"child": row.child, "count": count, "table": table}


def _about_birthday(table: str) -> None:
    """Register, for one table that has DOB, that it is the birthday of Header."""
    index = place(table, "DOB")

    @_registers(table)(
        _OTHER_BIRTHDAY[table],
        f"{table}.DOB",
        wrong="The child {child} was born on {said} here and on {header} in Header",
        do="Correct one of them, or the child’s number",
    )
    def birthday_differs(data: Indexed) -> Iterator[Found]:
        """The row may be another child's, of which a number is mistyped."""
        for row in data.rows(table):
            headers = data.headers.get(row.child)
            said = read_day(row.cells[index]).day
            if headers and said and headers[0].born_on not in {None, said}:
                about = {"child": row.child, "said": said, "header": headers[0].born_on}
                yield row, about

    @asks("birthday", f"{table}.DOB", wrong="The date of birth is not a day: {why}", do="{do}")
    def birthday_is_no_day(data: Indexed) -> Iterator[Found]:
        """The birthday is known from Header; only here it is not right."""
        for row in data.rows(table):
            if read_day(row.cells[index]).day is None:
                yield row, why_no_day(row.cells[index])


def _about_day(number: str, where: str) -> None:
    """Register that a column of a table that is only kept holds days."""
    table, column = where.split(".")
    index = place(table, column)

    @asks(number, where, wrong="This is not a day: {why}", do="{do}")
    def is_no_day(data: Indexed) -> Iterator[Found]:
        """The row is kept as it came; nothing is read from it."""
        for row in data.rows(table):
            if row.cells[index].strip() and read_day(row.cells[index]).day is None:
                yield row, why_no_day(row.cells[index])


for _table in TABLES:
    _about_child(_table)
for _table in (EPISODES, MISSING):
    _about_crowds(_table)
for _table in _OTHER_BIRTHDAY:
    _about_birthday(_table)
for _number, _where in _DAYS_KEPT:
    _about_day(_number, _where)


def _about_episodes(table: str) -> None:
    """Register that a child in this table has an episode of care in the year."""

    @asks(
        "1012",
        f"{table}.CHILD",
        wrong="The child {child} has no episode of care in this return",
        do="Add the child’s episodes, or take this row out",
    )
    def has_no_episode(data: Indexed) -> Iterator[Found]:
        """The row may be true and the episode left out; nobody can say from here."""
        having = {row.child for row in data.returned.episodes}
        for row in data.rows(table):
            if row.child and row.child not in having:
                yield row, {"child": row.child}


for _table in _WITH_EPISODES:
    _about_episodes(_table)


@asks(
    "long-number",
    "Header.CHILD",
    wrong="The child’s number has {length} characters; the department takes ten",
    do="Give the number by which the child is returned",
)
def number_is_long(data: Indexed) -> Iterator[Found]:
    """The record takes any number; the department's form takes ten characters."""
    for row in data.returned.headers:
        if len(row.child) > _LONGEST_NUMBER:
            yield row.row, {"length": len(row.child)}


@refuses(
    "104", "UASC.DUC", wrong="The day on which the status ceased is not a day: {why}", do="{do}"
)
def status_ceased_on_no_day(data: Indexed) -> Iterator[Found]:
    """Kept without its end, the status would seem to go on."""
    for row in data.returned.uasc:
        cell = row.row.cells[3]
        if row.ceased_on is None and cell.strip():
            yield row.row, why_no_day(cell)


@asks(
    "104",
    "UASC.DUC",
    wrong="The status ceased on {ceased}, before the collection year begins on {first}",
    do="Correct the day, or take the row out: only children with the status in the year are here",
)
def status_ceased_earlier(data: Indexed) -> Iterator[Found]:
    """The status may well have been true; it belongs in another year's return."""
    for row in data.returned.uasc:
        if row.ceased_on and row.ceased_on < data.begins:
            yield row.row, {"ceased": row.ceased_on, "first": data.begins}


@asks(
    "304",
    "UASC.DUC",
    wrong="The status ceased on {ceased}, after the child’s 18th birthday on {adult}",
    do="Give the 18th birthday, or the earlier day on which it ceased",
)
def status_outlasts_childhood(data: Indexed) -> Iterator[Found]:
    """The status is kept; its last day is in question."""
    for row in data.returned.uasc:
        if row.ceased_on and row.born_on:
            adult = same_day_months_after(row.born_on, _EIGHTEEN)
            if row.ceased_on > adult:
                yield row.row, {"ceased": row.ceased_on, "adult": adult}


@asks(
    "INT21",
    "UASC.SEX",
    wrong="The child {child} has the sex {said} here and {header} in Header",
    do="Correct one of them",
)
def sex_differs(data: Indexed) -> Iterator[Found]:
    """Header's is kept."""
    for row in data.returned.uasc:
        headers = data.headers.get(row.child)
        if headers and row.sex and headers[0].sex not in {"", row.sex}:
            yield row.row, {"child": row.child, "said": row.sex, "header": headers[0].sex}


@refuses(
    "INT36",
    "UASC.CHILD",
    wrong="The child {child} has another row in UASC, which does not say the same",
    do="Leave one row for each child",
)
def has_two_rows(data: Indexed) -> Iterator[Found]:
    """When the status ceased cannot be told from two days."""
    found: dict[str, set[tuple[object, ...]]] = {}
    for row in data.returned.uasc:
        found.setdefault(row.child, set()).add(row[1:])
    for row in data.returned.uasc:
        if row.child and len(found[row.child]) > 1:
            yield row.row, {"child": row.child}


def rows_of(data: Indexed, children: frozenset[str]) -> Iterator[tuple[str, Row]]:
    """Every row of these children, with its table, in the tables that hang on Header: the rest."""
    for table in (name for name in TABLES if name != HEADER):
        for row in data.rows(table):
            if row.child in children:
                yield table, row
