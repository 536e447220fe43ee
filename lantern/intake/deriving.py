"""From the rows of an authority's returns to what they say of one child. Pure, and writes nothing.

Nothing is invented: a return has days and no times, no names, no places and no reports.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from lantern.core.instants import first_instant
from lantern.core.references import clean_upn
from lantern.episodes.history import Moment, PastAbsence
from lantern.intake.returns import EPISODES, HEADER, MISSING, HeldRow, day
from lantern.people.returned import StatedCare
from lantern.vocabulary.absence import Precision, WhereaboutsKnown
from lantern.vocabulary.person import Ethnicity, Gender

SOURCE: Final = "ssda903"
_GENDERS: Final = {
    "M": Gender.MALE,
    "1": Gender.MALE,
    "F": Gender.FEMALE,
    "2": Gender.FEMALE,
    "U": Gender.NOT_STATED,
}
_ETHNICITIES: Final = frozenset(Ethnicity)


@dataclass(frozen=True, kw_only=True)
class Header:
    """What the header says of a child; empty where it says nothing that can be used."""

    born_on: date | None = None
    gender: str = ""
    ethnicity: str = ""
    upn: str = ""


NO_HEADER: Final = Header()


def header(rows: Iterable[HeldRow]) -> Header:
    """What the header of the latest year says."""
    latest = max(
        (row for row in rows if row.table == HEADER), key=lambda row: row.year, default=None
    )
    if latest is None:
        return NO_HEADER
    values = latest.values
    ethnicity = _code(values.get("ETHNIC", ""), 4)
    return Header(
        born_on=day(values.get("DOB", "")),
        gender=_GENDERS.get(values.get("SEX", "").strip().upper(), ""),
        ethnicity=ethnicity if ethnicity in _ETHNICITIES else "",
        upn=pupil_number(values.get("UPN", "")),
    )


def care(rows: Iterable[HeldRow]) -> list[StatedCare]:
    """The episodes of care; the latest year's row speaks for one that stood in several."""
    found: dict[date, StatedCare] = {}
    for row in sorted((row for row in rows if row.table == EPISODES), key=lambda row: row.year):
        began = day(row.values.get("DECOM", ""))
        if began is not None:
            found[began] = _care(began, row)
    return [found[began] for began in sorted(found)]


def _care(began: date, row: HeldRow) -> StatedCare:
    def cell(name: str, longest: int = 4) -> str:
        return _code(row.values.get(name, ""), longest)

    ended = day(row.values.get("DEC", ""))
    return StatedCare(
        year=row.year,
        began_on=began,
        reason_began=cell("RNE"),
        legal_status=cell("LS"),
        category_of_need=cell("CIN"),
        placement_type=cell("PLACE"),
        placement_provider=cell("PLACE_PROVIDER"),
        ended_on=ended if ended is None or ended >= began else None,
        reason_ended=cell("REC"),
        reason_placement_changed=cell("REASON_PLACE_CHANGE", 10),
        home_postcode=cell("HOME_POST", 10),
        placement_postcode=cell("PL_POST", 10),
        urn=cell("URN", 10),
    )


@dataclass(frozen=True, kw_only=True)
class _Period:
    """One row of the missing table: M is whereabouts not known, A is known."""

    key: str
    is_known: bool
    began: date
    ended: date | None


def absences(
    rows: Iterable[HeldRow],
    *,
    child_id: int,
    authority_id: int,
    source: str,
    known: Collection[str] = (),
) -> list[PastAbsence]:
    """The absences. A child found (M) who does not come back (A) on that day is absent once.

    M ends when the child is found and A when the child returns; an M with no A after it ends with
    the return on the same day (SSDA903 guidance; standards section 1). `known` are the names of
    absences on record: an A that was taken before its M was mended goes on under its own name.
    """
    periods = _periods(rows)
    found: list[PastAbsence] = []
    while periods:
        first = periods.pop(0)
        then = None if first.is_known else _following(first, periods)
        if then is not None:
            periods.remove(then)
        last = then or first
        found.append(
            PastAbsence(
                key=last.key if last.key in known and first.key not in known else first.key,
                child_id=child_id,
                authority_id=authority_id,
                began=_moment(first.began),
                whereabouts=(
                    WhereaboutsKnown.KNOWN if first.is_known else WhereaboutsKnown.NOT_KNOWN
                ),
                known_from=_moment(first.ended) if then is not None and first.ended else None,
                ended=_moment(last.ended) if last.ended else None,
                source=source,
            )
        )
    return found


def _periods(rows: Iterable[HeldRow]) -> list[_Period]:
    """The periods in their order; the latest year's row speaks for one that stood in several."""
    latest: dict[str, _Period] = {}
    for row in sorted((row for row in rows if row.table == MISSING), key=lambda row: row.year):
        began, ended = day(row.values.get("MIS_START", "")), day(row.values.get("MIS_END", ""))
        if began is not None:
            latest[row.key] = _Period(
                key=row.key,
                is_known=row.values.get("MISSING", "").strip().upper() == "A",
                began=began,
                ended=ended,
            )
    return sorted(
        latest.values(), key=lambda one: (one.began, one.ended or date.max, one.is_known, one.key)
    )


def _following(first: _Period, periods: Sequence[_Period]) -> _Period | None:
    return next((one for one in periods if one.is_known and one.began == first.ended), None)


def _moment(on: date) -> Moment:
    """The day, as its first instant in London: only the day is known."""
    return Moment(at=first_instant(on), precision=Precision.DAY)


def _code(text: str, longest: int) -> str:
    return " ".join(text.split()).upper()[:longest]


def pupil_number(text: str) -> str:
    """The unique pupil number; none where the return gives a reason why there is none."""
    try:
        return clean_upn(text)
    except ValueError:
        return ""
