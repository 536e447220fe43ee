"""A return with anything wrong in it: a clear report, no traceback, nothing half taken."""

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantern.spreadsheets.reading import read
from lantern.ssda903 import writing
from lantern.ssda903.checks import check
from lantern.ssda903.read import assemble
from lantern.ssda903.tables import TABLES
from tests.spreadsheets.wrong_files import (
    csv_file,
    dates,
    headings,
    impossible_dates,
    rubbish,
    spoilt,
)
from tests.ssda903.returns import cut, files, population
from tests.ssda903.small import BIRMINGHAM

YEAR = 2026
CODES = ["M", "A", "m", "F", "1", "U", "WBRI", "S", "P", "X1", "E8", "E99", "C2", "V3", "U4", "T1"]
patient = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
TABLE_NAMES = st.sampled_from(["Header", "Episodes", "Missing", "UASC", "Reviews"])


@st.composite
def wrong_return(draw):
    """A sound return in which cells, rows and files were changed: name -> bytes."""
    tables = cut(population(4, seed=draw(st.integers(0, 50)), absences=6), YEAR)
    for name in draw(st.lists(TABLE_NAMES, max_size=6)):
        rows = [list(row) for row in tables[name]]
        if rows:
            _change(draw, rows, dates | impossible_dates | rubbish | st.sampled_from(CODES))
        tables[name] = rows
    content = files(tables)
    for name in draw(st.lists(st.sampled_from(sorted(content)), max_size=2)):
        content[name] = draw(spoilt(content[name]))
    return content


def _change(draw, rows, cells):
    row = draw(st.sampled_from(rows))
    kind = draw(st.sampled_from(["cell", "cell", "cell", "again", "gone", "swap", "overlap"]))
    column = draw(st.integers(0, len(row) - 1))
    if kind == "cell":
        row[column] = draw(cells)
    elif kind == "again":
        rows.append(list(row))
    elif kind == "gone":
        rows.remove(row)
    elif kind == "swap":
        other = draw(st.sampled_from(rows))
        row[column], other[column] = other[column], row[column]
    else:
        other = draw(st.sampled_from(rows))
        row[1:] = other[1:]


def brought(content):
    readings = [read(name, text) for name, text in content.items()]
    sheets = [sheet for reading in readings for sheet in reading.sheets]
    found = assemble(sheets, year=YEAR, authority=BIRMINGHAM)
    faults = [fault for reading in readings for fault in reading.faults]
    return found.returned, [*faults, *found.faults, *check(found.returned)]


def require_truth(returned, faults):
    """Of what is not refused, every row can be kept truthfully."""
    refused = {(fault.file, fault.line) for fault in faults if fault.refuses}

    def taken(rows):
        return [row for row in rows if (row.row.file, row.row.line) not in refused]

    born = {row.child: row.born_on for row in taken(returned.headers)}
    absences, episodes = taken(returned.missing), taken(returned.episodes)
    assert None not in born.values()
    assert {row.child for row in (*absences, *episodes, *taken(returned.uasc))} <= set(born)
    for row in absences:
        assert row.kind in {"M", "A"}
        assert row.began_on
        assert row.ended_on is None or row.began_on <= row.ended_on
        assert row.ended_on or not row.row.cells[4].strip()
    for row in episodes:
        assert row.began_on
        assert row.began_on >= born[row.child]
        assert row.ended_on is None or row.began_on <= row.ended_on
    _require_one_at_a_time(absences)
    _require_one_row_each(episodes)


def _require_one_at_a_time(absences):
    by_child = {}
    for row in absences:
        by_child.setdefault(row.child, []).append(row)
    for rows in by_child.values():
        rows.sort(key=lambda row: (row.ended_on or row.began_on, row.began_on))
        for before, row in pairwise(rows):
            assert before.ended_on
            assert before.ended_on <= row.began_on


def _require_one_row_each(episodes):
    said = {}
    for row in episodes:
        assert said.setdefault((row.child, row.began_on), row[1:]) == row[1:]


@patient
@given(wrong_return())
def test_whatever_is_wrong_is_said_and_what_is_taken_is_true(content):
    returned, faults = brought(content)

    assert all(fault.wrong and fault.do and fault.code for fault in faults)
    require_truth(returned, faults)


@patient
@given(wrong_return())
def test_every_row_that_is_refused_stands_where_the_report_says(content):
    returned, faults = brought(content)
    rows = {(row.file, row.line) for table in returned.tables.values() for row in table}
    unread = {
        (sheet.file, line.number)
        for name, text in content.items()
        for sheet in read(name, text).sheets
        for line in sheet.unread
    }

    assert {(f.file, f.line) for f in faults if f.line and f.refuses} <= rows | unread | {
        (name, 1) for name in content
    }


@patient
@given(wrong_return(), TABLE_NAMES)
def test_rows_come_back_as_they_came_whatever_is_in_them(content, name):
    returned, _ = brought(content)
    rows = returned.tables.get(name, ())

    again = read("again.csv", writing.csv(name, rows))

    kept = [line.cells for sheet in again.sheets for line in sheet.lines]
    wanted = [tuple(_one_line_end(cell) for cell in row.cells) for row in rows]
    assert kept == [row for row in wanted if any(map(str.strip, row))]


def _one_line_end(cell):
    return cell.replace("\r\n", "\n").replace("\r", "\n")


@patient
@given(st.data(), st.sampled_from(sorted(TABLES)))
def test_a_table_with_any_headings_is_known_or_says_what_it_lacks(data, name):
    rows = [data.draw(headings(TABLES[name].columns)), ["x"] * len(TABLES[name].columns)]

    returned, faults = brought({"file.csv": data.draw(csv_file(rows))})

    known = name in returned.tables
    assert known or any(f.code in {"not-recognised", "heading-twice"} for f in faults)
