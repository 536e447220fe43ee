"""The text of a cell as a value of Lantern’s, or the sentence why it is none."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Final

from lantern.core.instants import read_london
from lantern.core.references import (
    clean_nhs_number,
    clean_postcode,
    clean_upn,
    is_reference,
    one_telephone,
)
from lantern.intake.mapping.definition import MONTH_FIRST, Column, folded
from lantern.intake.mapping.kinds import Reading
from lantern.protocol.faults import did_you_mean
from lantern.spreadsheets.dates import MomentRead, read_moment, read_time

Value = str | bool | date | datetime
"""What a cell comes to. A `date` is a day whose time nobody gave; a `datetime` is in UTC."""

LONGEST_REFERENCE: Final = 40
LONGEST_TEXT: Final = 20_000
"""Characters: ten pages. A longer text is a document and no cell."""
_YES: Final = frozenset({"yes", "y", "true", "t", "1"})
_NO: Final = frozenset({"no", "n", "false", "f", "0"})
_SAID: Final = {"nhs_number": "NHS number", "upn": "unique pupil number"}
_NO_UPN: Final = frozenset({"UN1", "UN2", "UN3", "UN4", "UN5"})
_SLASHED: Final = re.compile(r"([0-9]{1,2})([/.\-])([0-9]{1,2})([/.\-][0-9]{4})(.*)", re.DOTALL)
_ZONED: Final = re.compile(r"[0-9]\s*(?:Z|[+-][0-9]{2}:[0-9]{2})", re.ASCII)
_ADDRESS: Final = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")


class Unreadable(Exception):
    """A cell can’t be read as its field: what is wrong, and what to do."""

    def __init__(self, code: str, wrong: str, do: str) -> None:
        super().__init__(wrong)
        self.code = code
        self.wrong = wrong
        self.do = do


def read(column: Column, text: str, clock: str = "") -> Value | None:
    """The value of a cell, `clock` being that of the column with the time; None for an empty one.

    Raises Unreadable with what is wrong and what to do.
    """
    bare = text.strip()
    if "\x00" in bare:
        raise Unreadable("no-text", "The cell holds a character that is no text", "Type it anew")
    if not bare or _stands_for_none(column, bare):
        return None
    if column.field.reading is Reading.INSTANT:
        return _instant(column, bare, clock.strip())
    return _READERS[column.field.reading](column, bare)


def read_default(column: Column) -> Value | None:
    """The value that the mapping gives where a file says nothing."""
    return read(column, column.default)


def _stands_for_none(column: Column, text: str) -> bool:
    """UN1 to UN5 say why a child has no pupil number (SSDA903 UPN)."""
    return column.field.reading is Reading.PUPIL_NUMBER and text.upper() in _NO_UPN


def _text(column: Column, text: str) -> str:
    longest = column.field.longest or LONGEST_TEXT
    if len(text) > longest:
        raise Unreadable(
            "too-long", f"This has {len(text):,} characters", f"Shorten it to {longest:,} or fewer"
        )
    if column.field.name == "lantern_reference" and not is_reference(text.upper(), "C"):
        raise Unreadable(
            "reference",
            f"“{_short(text)}” is no reference of Lantern’s",
            "Write it like C-7K3P-9QX2, as the child’s page shows it",
        )
    return text.upper() if column.field.name == "lantern_reference" else text


def _day(column: Column, text: str) -> date:
    found = _moment(column, text)
    if found.day is None:
        raise Unreadable("date", found.wrong, found.do)
    return found.day


def _instant(column: Column, text: str, clock: str) -> date | datetime:
    if _ZONED.search(text):
        return _london(text)
    found = _moment(column, text)
    if found.day is None:
        raise Unreadable("date", found.wrong, found.do)
    at = found.clock
    if clock:
        at = read_time(clock)
        if at is None:
            raise Unreadable(
                "time", f"“{_short(clock)}” is not a time of day", "Write it like 23:15"
            )
    if at is None or (column.midnight_is_a_day and at == time()):
        return found.day
    return _london(f"{found.day.isoformat()} {at:%H:%M:%S}")


def _london(text: str) -> datetime:
    try:
        return read_london(text)
    except ValueError as fault:
        raise Unreadable("time", str(fault), "Write the date and the time in London") from None


def _moment(column: Column, text: str) -> MomentRead:
    slashed = _SLASHED.fullmatch(text) if column.dates == MONTH_FIRST else None
    if slashed is not None:
        month, between, day, rest, clock = slashed.groups()
        return read_moment(f"{day}{between}{month}{rest}{clock}")
    return read_moment(text)


def _term(column: Column, text: str) -> str:
    said = folded(text)
    if said in column.codes:
        return column.codes[said]
    words = column.field.words()
    for term in words:
        if said in {folded(term.value), folded(term.label)}:
            return term.value
    raise Unreadable(
        "word",
        f"“{_short(text)}” is no {_said(column)} that this mapping knows",
        _hint(text, [*(term.label for term in words), *column.codes])
        or "Write one of: " + ", ".join(term.label for term in words),
    )


def _yes_or_no(column: Column, text: str) -> bool:
    said = folded(text)
    answer = column.codes.get(said)
    if answer == "yes" or (answer is None and said in _YES):
        return True
    if answer == "no" or (answer is None and said in _NO):
        return False
    raise Unreadable("word", f"“{_short(text)}” is neither yes nor no", "Write yes or no")


def _checked(clean: Callable[[str], str], code: str, do: str) -> Callable[[Column, str], str]:
    def checked(column: Column, text: str) -> str:
        try:
            return clean(text)
        except ValueError:
            wrong = f"“{_short(text)}” is no {_said(column)}"
            raise Unreadable(code, wrong, do) from None

    return checked


def _reference(column: Column, text: str) -> str:
    number = " ".join(text.split()).upper()
    if len(number) > LONGEST_REFERENCE:
        raise Unreadable(
            "reference",
            f"This reference has {len(number)} characters",
            f"Give one of {LONGEST_REFERENCE} or fewer",
        )
    return number


def _telephone(column: Column, text: str) -> str:
    """In its one spelling where it is one; otherwise as typed, for somebody may still ring it."""
    number = one_telephone(text)
    if not any(letter.isdigit() for letter in number):
        raise Unreadable(
            "telephone", f"“{_short(text)}” is no telephone number", "Write it, or leave it empty"
        )
    return _text(column, number)


def _email(column: Column, text: str) -> str:
    if not _ADDRESS.fullmatch(text):
        do = "Write it like name@example.org"
        raise Unreadable("email", f"“{_short(text)}” is no email address", do)
    return text.lower()


def _agency(column: Column, text: str) -> str:
    return column.codes.get(folded(text)) or _text(column, " ".join(text.split()))


def _said(column: Column) -> str:
    name = column.field.name
    return _SAID.get(name, name.replace("_", " "))


def _hint(wrong: str, known: list[str]) -> str:
    """“Perhaps ‘Female’ is meant”, or nothing where no known word is near."""
    near = did_you_mean(wrong, known).partition("`")[2].partition("`")[0]
    return f"Perhaps ‘{near}’ is meant" if near else ""


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= 40 else f"{one_line[:40]}…"


_READERS: Final[Mapping[Reading, Callable[[Column, str], Value]]] = {
    Reading.TEXT: _text,
    Reading.DAY: _day,
    Reading.TERM: _term,
    Reading.YES_NO: _yes_or_no,
    Reading.POSTCODE: _checked(
        clean_postcode, "postcode", "Write the full postcode, like CC1 4AB, or leave it empty"
    ),
    Reading.TELEPHONE: _telephone,
    Reading.EMAIL: _email,
    Reading.NHS_NUMBER: _checked(
        clean_nhs_number,
        "nhs-number",
        "Look the number up: it has ten digits, and the last one checks the others",
    ),
    Reading.PUPIL_NUMBER: _checked(
        clean_upn,
        "upn",
        "Look the number up: it has 13 characters, and the first one checks the others",
    ),
    Reading.REFERENCE: _reference,
    Reading.AGENCY: _agency,
}
