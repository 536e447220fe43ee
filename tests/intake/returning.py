"""Small returns as files, and bringing them in, for tests of intake."""

import csv
import io
from datetime import UTC, datetime

from lantern.intake.actions import receiving, returns
from lantern.intake.sent import SentFile
from lantern.ssda903.tables import TABLES
from lantern.vocabulary.arriving import ArrivalKind
from tests.ssda903.small import SOUND

AT = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
"""When the return for 2025/26 is brought in."""
NEXT = datetime(2027, 6, 1, 9, 0, tzinfo=UTC)
"""When the next one is."""


def a_file(table, *rows, name=None, columns=None):
    """One table; each row says only what differs from the sound one."""
    columns = columns or TABLES[table].columns
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([(SOUND[table] | row).get(column, "") for column in columns] for row in rows)
    return SentFile(name or TABLES[table].filename, text.getvalue().encode())


def a_return(*, header=({},), episodes=({},), missing=({},), **others):
    """The files of a return; a table given as None is left out."""
    given = {"Header": header, "Episodes": episodes, "Missing": missing} | others
    return [a_file(table, *rows) for table, rows in given.items() if rows is not None]


def received(cast, files, *, year=2026, at=AT, by=None, authority=None):
    """The files, kept and not yet taken."""
    purpose = receiving.Purpose(
        kind=ArrivalKind.SSDA903, authority=authority or cast.calderbrook, year=year
    )
    return receiving.receive(purpose, files, by=by or cast.data_officer, at=at)


def brought(cast, files, *, year=2026, at=AT, by=None, all_or_nothing=False):
    """The files, brought in; the report."""
    arrival = received(cast, files, year=year, at=at, by=by)
    return returns.bring_in(
        arrival, by=by or cast.data_officer, at=at, all_or_nothing=all_or_nothing
    )


def rows_of(content):
    """The lines of a CSV file, as dictionaries."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
