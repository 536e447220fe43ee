"""Strategies that write files of every kind of wrongness, for any table."""

import csv
import io

from hypothesis import strategies as st

from lantern.spreadsheets.dates import written
from tests.spreadsheets.workbook import workbook

LETTERS = st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "latin-1"])
ENDS = st.sampled_from(["\n", "\r\n", "\r"])
SEPARATORS = st.sampled_from([",", ";", "\t", "|"])
QUOTING = st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
DAYS = st.dates()


def _as_someone_writes(day):
    """A day in one of the forms that people and programs use."""
    return st.sampled_from(
        [
            written(day),
            f"{day.day}/{day.month}/{day.year}",
            f"{day.month}/{day.day}/{day.year}",
            f"{day:%d/%m}/{day.year % 100:02}",
            day.isoformat(),
            f"{day.isoformat()} 00:00:00",
            f"{day.isoformat()}T23:15:00Z",
            f"{written(day)} 23:15",
            str(day.toordinal() - 693_594),
            f"{day.day} {day:%B} {day.year}",
        ]
    )


dates = DAYS.flatmap(_as_someone_writes)
impossible_dates = st.sampled_from(
    ["30/02/2025", "31/11/2025", "00/00/0000", "29/02/2023", "99999"]
)
rubbish = st.text(max_size=20) | st.sampled_from(["", " ", '"', '""', "\0", "=1+1", "#N/A", "NULL"])


@st.composite
def spoilt(draw, content):
    """The bytes of a file after something happened to them on the way."""
    kind = draw(st.sampled_from(["nothing", "cut", "bytes", "twice", "nul", "quote", "long"]))
    at = draw(st.integers(0, len(content)))
    spoil = {
        "nothing": lambda: content,
        "cut": lambda: content[:at],
        "bytes": lambda: content[:at] + draw(st.binary(max_size=20)) + content[at:],
        "twice": lambda: content + content,
        "nul": lambda: content[:at] + b"\0" + content[at:],
        "quote": lambda: content[:at] + b'"' + content[at:],
        "long": lambda: content[:at] + b"x" * draw(st.integers(30_000, 200_000)) + content[at:],
    }
    return spoil[kind]()


@st.composite
def headings(draw, columns):
    """The headings of a table: moved, in other letters, one lost, one extra, one twice."""
    found = list(draw(st.permutations(columns))) if draw(st.booleans()) else list(columns)
    change = draw(st.sampled_from(["none", "none", "none", "lost", "extra", "twice", "blank"]))
    if change == "lost":
        found.pop(draw(st.integers(0, len(found) - 1)))
    if change in {"extra", "twice", "blank"}:
        extra = {"extra": "NOTES", "twice": found[0], "blank": ""}[change]
        found.insert(draw(st.integers(0, len(found))), extra)
    write = draw(st.sampled_from([str.upper, str.lower, lambda name: f" {name} "]))
    return [write(name) for name in found]


@st.composite
def csv_file(draw, rows):
    """A CSV file of these rows, as some program would write them."""
    text = io.StringIO(newline="")
    writer = csv.writer(
        text,
        delimiter=draw(SEPARATORS),
        quoting=draw(QUOTING),
        lineterminator=draw(ENDS),
    )
    writer.writerows(rows)
    return text.getvalue().encode(draw(LETTERS), errors="replace")


def workbook_of(rows):
    """The same rows in a workbook, without the characters that Excel cannot hold."""
    plain = [["".join(c for c in cell if c.isprintable()) for cell in row] for row in rows]
    return workbook(Table=plain)
