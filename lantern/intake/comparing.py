"""Is this the same child? What rows say of a child beside what Lantern holds of one.

Whoever brings records in opens no child's record. Here they see what tells one child from another,
of their own authority's children and of no other part of the record; of a child of another
authority, or of a restricted record, only what they already know: where both agree.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from lantern.access.actor import Actor
from lantern.access.looks import look
from lantern.intake import deriving, queries
from lantern.intake.mapping.load import UnknownMapping, named
from lantern.intake.mapping.rows import propose
from lantern.intake.models import ArrivedRow, Doubt
from lantern.intake.planning import Ground, held_rows
from lantern.people import names
from lantern.people.models import Child
from lantern.protocol.faults import Faulty
from lantern.spreadsheets.dates import spoken
from lantern.spreadsheets.sheets import Line, Sheet
from lantern.vocabulary.agency import InvolvementBasis
from lantern.vocabulary.arriving import ArrivalKind
from lantern.vocabulary.person import Ethnicity, Gender
from lantern.vocabulary.placement import IdentifierKind

_DAYS: Final = "born_on"
_TERMS: Final = {"gender": Gender, "ethnicity": Ethnicity}
_SAYS_NOTHING: Final = {"not_stated", "NOBT"}
_LABELS: Final = {
    "given_name": "First names",
    "family_name": "Family name",
    "also_known_as": "Also known as",
    _DAYS: "Date of birth",
    "gender": "Gender",
    "ethnicity": "Ethnic background",
    **{kind.value: kind.label for kind in IdentifierKind},
}

Said = Mapping[str, date | str]
"""What one side says of a child, by the name of the detail."""


class Verdict(StrEnum):
    """Whether the two sides agree on one detail."""

    SAME = "The same"
    DIFFERENT = "Different"
    ONE_SIDE = "Only one side says"


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One detail on both sides."""

    label: str
    rows: str
    record: str
    verdict: Verdict


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Both sides, and how much of the record the person may see."""

    details: tuple[Compared, ...]
    is_shown: bool
    tables: Mapping[str, int]


def compared(actor: Actor, doubt: Doubt, *, at: datetime) -> Comparison:
    """Both sides of a doubt that is the actor's to decide. The look at the child is recorded."""
    waiting = queries.rows_about(actor, doubt)
    child = doubt.candidate
    is_shown = child.responsible_authority_id == actor.agency_id and not child.is_restricted
    look(
        actor,
        child.reference,
        page="is this the same child",
        basis=InvolvementBasis.RESPONSIBLE_AUTHORITY if is_shown else "search",
        at=at,
    )
    return Comparison(
        details=tuple(_details(said_by_rows(waiting, doubt), _said_by(child), is_shown)),
        is_shown=is_shown,
        tables=_tables(waiting),
    )


def said_by_rows(waiting: Iterable[ArrivedRow], doubt: Doubt) -> Said:
    """What the rows say of the child, whatever they came as."""
    arrival = doubt.arrived_row.sheet.arrival
    if arrival.kind == ArrivalKind.SSDA903:
        return _said_by_return(doubt)
    return _said_by_cases(waiting, arrival.kind, arrival.mapping)


def _said_by_return(doubt: Doubt) -> Said:
    row = doubt.arrived_row
    if row.authority is None or row.year is None:
        return {}
    ground = Ground(authority=row.authority, year=row.year)
    header = deriving.header(held_rows(ground, abouts=[row.about]))
    found: dict[str, date | str] = {
        IdentifierKind.AUTHORITY_REFERENCE: row.about,
        "gender": header.gender,
        "ethnicity": header.ethnicity,
        IdentifierKind.UPN: header.upn,
    }
    if header.born_on:
        found[_DAYS] = header.born_on
    return {name: value for name, value in found.items() if value}


def _said_by_cases(waiting: Iterable[ArrivedRow], kind: str, mapping: str) -> Said:
    """What the rows say by the mapping under which they came; nothing where that has gone."""
    try:
        by = named(kind, mapping)
    except (UnknownMapping, Faulty, OSError):
        return {}
    found: dict[str, date | str] = {}
    for row in waiting:
        line = Line(row.line, tuple(row.cells))
        sheet = Sheet(file=row.sheet.name, columns=tuple(row.sheet.columns), lines=(line,))
        for proposal in propose(sheet, by).proposals:
            for name in _LABELS:
                value = proposal.values.get(name)
                if isinstance(value, date | str) and value:
                    found[name] = value
    return found


def _said_by(child: Child) -> Said:
    found: dict[str, date | str] = {
        name: getattr(child, name)
        for name in ("given_name", "family_name", "also_known_as", "gender", "ethnicity")
    }
    if child.born_on:
        found[_DAYS] = child.born_on
    for kind, value in child.identifiers.order_by("pk").values_list("kind", "value"):
        found.setdefault(kind, value)
    return {name: value for name, value in found.items() if value}


def _details(rows: Said, record: Said, is_shown: bool) -> Iterable[Compared]:
    for name, label in _LABELS.items():
        if name not in rows and not (is_shown and name in record):
            continue
        verdict = _verdict(rows.get(name), record.get(name))
        if is_shown or verdict is Verdict.SAME:
            shown = _worded(name, record.get(name))
        else:
            shown = "Not shown" if name in record else "Not recorded"
        yield Compared(
            label=label, rows=_worded(name, rows.get(name)), record=shown, verdict=verdict
        )


def _verdict(one: date | str | None, other: date | str | None) -> Verdict:
    if one in (None, *_SAYS_NOTHING) or other in (None, *_SAYS_NOTHING):
        return Verdict.ONE_SIDE
    return Verdict.SAME if _plain(one) == _plain(other) else Verdict.DIFFERENT


def _plain(value: date | str | None) -> str:
    return names.key(value) if isinstance(value, str) else str(value)


def _worded(name: str, value: date | str | None) -> str:
    if value is None:
        return "Not recorded"
    if isinstance(value, date):
        return spoken(value)
    terms = _TERMS.get(name)
    return terms(value).label if terms is not None and value in set(terms) else value


def _tables(waiting: Iterable[ArrivedRow]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for row in waiting:
        found[row.table] = found.get(row.table, 0) + 1
    return found
