"""Checks of Episodes: the codes of an episode, its provider, its URN and its postcodes."""

from collections.abc import Iterator
from typing import Final

from lantern.core.references import clean_postcode
from lantern.ssda903 import code_lists as lists
from lantern.ssda903.code_lists import CodeList
from lantern.ssda903.indexed import Indexed, place
from lantern.ssda903.registry import Found, asks
from lantern.ssda903.tables import EPISODES

_TEMPORARY: Final = frozenset({"T0", "T1", "T2", "T3", "T4"})
_LISTED_APART: Final = frozenset({"Z11", "Z12", "Z13", "Z14"})
_NO_URN: Final = frozenset({"P1", "P3", "R1", "R2", "R5"}) | _TEMPORARY
_AGENCY_URN: Final = "XXXXXXX"
_BY_AGENCY: Final = frozenset({"A3", "A4", "A5", "A6", "U1", "U2", "U3", "U4", "U5", "U6"})
# The first year of Z11 to Z14, and of a URN wherever a placement is registered (2025/26).
_URN_YEAR: Final = 2026


def _not_in(data: Indexed, column: str, codes: CodeList) -> Iterator[Found]:
    """The rows with something in this column that is no code of this year."""
    index, allowed = place(EPISODES, column), codes.in_year(data.year)
    for row in data.rows(EPISODES):
        cell = row.cells[index]
        if cell and cell not in allowed and cell.strip() and cell.strip().upper() not in allowed:
            yield row, {"code": cell.strip(), "codes": ", ".join(sorted(allowed))}


@asks(
    "143",
    "Episodes.RNE",
    wrong="‘{code}’ is not a reason for a new episode",
    do="Give one of {codes}",
)
def reason_began_is_no_code(data: Indexed) -> Iterator[Found]:
    """The days are kept; the reason stays unknown until it is mended."""
    return _not_in(data, "RNE", lists.REASON_BEGAN)


@asks("144", "Episodes.LS", wrong="‘{code}’ is not a legal status", do="Give one of {codes}")
def legal_status_is_no_code(data: Indexed) -> Iterator[Found]:
    """The days are kept; the legal status stays unknown until it is mended."""
    return _not_in(data, "LS", lists.LEGAL_STATUS)


@asks("145", "Episodes.CIN", wrong="‘{code}’ is not a category of need", do="Give one of {codes}")
def category_of_need_is_no_code(data: Indexed) -> Iterator[Found]:
    """The days are kept; the category of need stays unknown until it is mended."""
    return _not_in(data, "CIN", lists.CATEGORY_OF_NEED)


@asks(
    "146",
    "Episodes.PLACE",
    wrong="‘{code}’ is not a placement type of this year",
    do="Give one of {codes}",
)
def placement_type_is_no_code(data: Indexed) -> Iterator[Found]:
    """The days are kept. A code of another year is kept too, and one of no year is not known."""
    return _not_in(data, "PLACE", lists.PLACEMENT_TYPE)


@asks(
    "149",
    "Episodes.REC",
    wrong="‘{code}’ is not a reason for which an episode ceases",
    do="Give one of {codes}",
)
def reason_ended_is_no_code(data: Indexed) -> Iterator[Found]:
    """The days are kept; the reason stays unknown until it is mended."""
    return _not_in(data, "REC", lists.REASON_ENDED)


@asks(
    "178",
    "Episodes.PLACE_PROVIDER",
    wrong="‘{code}’ is not a placement provider",
    do="Give one of {codes}",
)
def provider_is_no_code(data: Indexed) -> Iterator[Found]:
    """The days are kept; the provider stays unknown until it is mended."""
    return _not_in(data, "PLACE_PROVIDER", lists.PLACEMENT_PROVIDER)


@asks(
    "1009",
    "Episodes.REASON_PLACE_CHANGE",
    wrong="‘{code}’ is not a reason for a change of placement",
    do="Give one of {codes}",
)
def reason_changed_is_no_code(data: Indexed) -> Iterator[Found]:
    """The days are kept; the reason stays unknown until it is mended."""
    return _not_in(data, "REASON_PLACE_CHANGE", lists.REASON_PLACEMENT_CHANGED)


def _without_provider(year: int) -> frozenset[str]:
    """The placement types that have no provider in this year."""
    return _TEMPORARY | (_LISTED_APART if year >= _URN_YEAR else {"Z1"})


@asks(
    "213",
    "Episodes.PLACE_PROVIDER",
    wrong="A placement of type {type} has no provider, and {provider} is given",
    do="Take the provider out",
)
def provider_is_not_wanted(data: Indexed) -> Iterator[Found]:
    """Nothing untrue is kept; the department does not want it."""
    none = _without_provider(data.year)
    for row in data.returned.episodes:
        if row.placement_type in none and row.placement_provider:
            about = {"type": row.placement_type, "provider": row.placement_provider}
            yield row.row, about


@asks(
    "526",
    "Episodes.PLACE_PROVIDER",
    wrong="The placement provider is blank",
    do="Give PR0 to PR5",
)
def provider_is_blank(data: Indexed) -> Iterator[Found]:
    """The days are kept; the provider stays unknown until it is given."""
    none, index = _without_provider(data.year), place(EPISODES, "PLACE_PROVIDER")
    for row in data.returned.episodes:
        if row.placement_type not in none and not row.row.cells[index].strip():
            yield row.row, {}


@asks(
    "550",
    "Episodes.PLACE_PROVIDER",
    wrong="The provider is the parents (PR0), and the placement is {type} and not P1",
    do="Correct the provider or the placement type",
)
def parents_provide_another_place(data: Indexed) -> Iterator[Found]:
    """One of the two codes is wrong, and nothing says which; both are kept."""
    for row in data.returned.episodes:
        if row.placement_provider == "PR0" and row.placement_type != "P1":
            yield row.row, {"type": row.placement_type or "not known"}


@asks(
    "222",
    "Episodes.URN",
    wrong="A placement of type {type} is not registered with Ofsted, and the URN {urn} is given",
    do="Take the URN out, or correct the placement type",
)
def urn_is_not_wanted(data: Indexed) -> Iterator[Found]:
    """Nothing untrue is kept; one of the two is out of place."""
    extra = _LISTED_APART if data.year >= _URN_YEAR else {"Z1"}
    for row in data.returned.episodes:
        if row.urn and row.urn != _AGENCY_URN and row.placement_type in _NO_URN | extra:
            yield row.row, {"type": row.placement_type, "urn": row.urn}


@asks(
    "218",
    "Episodes.URN",
    wrong="The URN of the place is blank, and the placement is of type {type}",
    do="Give Ofsted’s number of the place. Leave it blank if the place is outside England",
)
def urn_is_blank(data: Indexed) -> Iterator[Found]:
    """The placement is kept by its postcode. Asked from 2025/26; a home is found by its URN."""
    if data.year < _URN_YEAR:
        return
    for row in data.returned.episodes:
        over = row.ended_on is not None and row.ended_on < data.begins
        if not row.urn and not over and row.placement_type not in _NO_URN | _LISTED_APART:
            yield row.row, {"type": row.placement_type or "not known"}


@asks(
    "242",
    "Episodes.URN",
    wrong="XXXXXXX stands for an adoption agency’s URN, and the placement is of type {type}",
    do="Give the URN of the place",
)
def urn_is_an_agencys(data: Indexed) -> Iterator[Found]:
    """XXXXXXX finds no home; the placement is kept by its postcode. Asked from 2025/26."""
    if data.year < _URN_YEAR:
        return
    for row in data.returned.episodes:
        if row.urn == _AGENCY_URN and row.placement_type not in _BY_AGENCY:
            yield row.row, {"type": row.placement_type or "not known"}


@asks(
    "233",
    "Episodes.REASON_PLACE_CHANGE",
    wrong="A reason for a change of placement is given, and the episode has not ended",
    do="Take the reason out, or give the end",
)
def reason_changed_while_open(data: Indexed) -> Iterator[Found]:
    """Nothing untrue is kept; one of the two is out of place."""
    reason, ended = place(EPISODES, "REASON_PLACE_CHANGE"), place(EPISODES, "DEC")
    for row in data.rows(EPISODES):
        if row.cells[reason].strip() and not row.cells[ended].strip():
            yield row, {}


@asks(
    "postcode",
    "Episodes.HOME_POST",
    wrong="‘{postcode}’ does not have the shape of a postcode",
    do="Give the whole postcode, like CC1 4AB, or leave it blank",
)
def home_postcode_has_no_shape(data: Indexed) -> Iterator[Found]:
    """The child's home is kept as it was written, and no distance can be known from it."""
    return _no_postcode(data, "HOME_POST")


@asks(
    "postcode",
    "Episodes.PL_POST",
    wrong="‘{postcode}’ does not have the shape of a postcode",
    do="Give the whole postcode, like CC1 4AB, or leave it blank",
)
def placement_postcode_has_no_shape(data: Indexed) -> Iterator[Found]:
    """The place is kept as it was written, and no authority can be known from it."""
    return _no_postcode(data, "PL_POST")


def _no_postcode(data: Indexed, column: str) -> Iterator[Found]:
    index = place(EPISODES, column)
    wrong: dict[str, bool] = {"": False}
    for row in data.rows(EPISODES):
        cell = row.cells[index].strip()
        if cell not in wrong:
            wrong[cell] = not _is_postcode(cell)
        if wrong[cell]:
            yield row, {"postcode": cell}


def _is_postcode(text: str) -> bool:
    try:
        clean_postcode(text)
    except ValueError:
        return False
    return True
