"""Files of case systems, brought in as somebody would."""

from datetime import datetime

from lantern.access.actor import system_actor
from lantern.core.instants import LONDON
from lantern.intake.actions import case_files, receiving
from lantern.intake.actions.receiving import Purpose
from lantern.intake.sent import SentFile
from lantern.spreadsheets.writing import write
from lantern.vocabulary.arriving import ArrivalKind, RowOutcome

AT = datetime(2026, 11, 20, 10, 0, tzinfo=LONDON)
BY = system_actor("import")


def a_file(rows, name="file.csv", columns=None):
    """A CSV file of these rows, each a mapping of heading to text."""
    headings = list(columns or dict.fromkeys(key for row in rows for key in row))
    return SentFile(name, write(headings, [[row.get(one, "") for one in headings] for row in rows]))


def brought(cast, kind, *rows, by=BY, at=AT, mapping="lantern", authority=None, **how):
    """Bring these rows in, and say what became of them."""
    file = rows[0] if isinstance(rows[0], SentFile) else a_file(rows)
    return bring_file(cast, kind, file, by=by, at=at, mapping=mapping, authority=authority, **how)


def bring_file(cast, kind, *files, by=BY, at=AT, mapping="lantern", authority=None, **how):
    """Bring these files in."""
    purpose = Purpose(
        kind=ArrivalKind(kind), authority=authority or cast.calderbrook, mapping=mapping
    )
    arrival = receiving.receive(purpose, files, by=by, at=at)
    return case_files.bring_in(arrival, by=by, at=at, **how)


def previewed(cast, kind, *rows, by=BY, at=AT, mapping="lantern"):
    """What would become of these rows."""
    purpose = Purpose(kind=ArrivalKind(kind), authority=cast.calderbrook, mapping=mapping)
    return case_files.preview(purpose, [a_file(rows)], by=by, at=at)


def counts(report):
    """What became of the rows: taken, unchanged, refused, waiting."""
    return tuple(
        report.count(one)
        for one in (
            RowOutcome.TAKEN,
            RowOutcome.UNCHANGED,
            RowOutcome.REFUSED,
            RowOutcome.WAITING,
        )
    )


def told(report):
    """Each fault as line, column, code and whether it refuses."""
    return [(one.line, one.column, one.code, one.refuses) for one in report.faults]
