"""Whatever is sent: a report, never a traceback; every line is read, handed back, or refused."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantern.spreadsheets.reading import read
from tests.spreadsheets.wrong_files import (
    csv_file,
    dates,
    headings,
    impossible_dates,
    rubbish,
    spoilt,
    workbook_of,
)

COLUMNS = ("CHILD", "DOB", "START", "END")
TABLES = st.lists(st.lists(rubbish | dates | impossible_dates, min_size=2, max_size=6), max_size=8)
patient = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


def require_sense(reading):
    """What holds of every reading, whatever was read."""
    for fault in reading.faults:
        assert fault.file
        assert fault.code
        assert fault.wrong
        assert fault.do
        assert fault.line is None or fault.line >= 1
    for sheet in reading.sheets:
        numbers = [line.number for line in sheet.lines]
        assert numbers == sorted(set(numbers))
        assert all(len(line.cells) == len(sheet.columns) for line in sheet.lines)
        assert not any("\0" in cell for line in sheet.lines for cell in line.cells)
        assert len(set(map(str.upper, sheet.columns))) == len(sheet.columns)
    assert reading.sheets or any(fault.refuses for fault in reading.faults)
    handed_back = sum(len(sheet.unread) for sheet in reading.sheets)
    refused = [fault for fault in reading.faults if fault.refuses and fault.line]
    assert handed_back == len(refused) or not reading.sheets or handed_back > 1000


@patient
@given(st.data())
def test_any_csv_file_of_a_table_is_read_or_refused_with_reasons(data):
    rows = [data.draw(headings(COLUMNS)), *data.draw(TABLES)]
    content = data.draw(spoilt(data.draw(csv_file(rows))))

    require_sense(read("file.csv", content))


@patient
@given(st.binary(max_size=3000))
def test_any_bytes_are_read_or_refused_with_reasons(content):
    require_sense(read("file.csv", content))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_workbook_is_read_or_refused_with_reasons(data):
    rows = [data.draw(headings(COLUMNS)), *data.draw(TABLES)]
    content = data.draw(spoilt(workbook_of(rows)))

    require_sense(read("file.xlsx", content))


@patient
@given(st.data())
def test_a_csv_file_and_a_workbook_of_the_same_rows_are_the_same_table(data):
    plain = st.text("abc 0123/", max_size=8)
    rows = data.draw(st.lists(st.tuples(plain, plain, plain, plain), max_size=6))

    from_csv = read("f", data.draw(csv_file([COLUMNS, *rows]))).sheets[0]
    from_book = read("f", workbook_of([COLUMNS, *rows])).sheets[0]

    assert from_csv.columns == from_book.columns
    assert [each.cells for each in from_csv.lines] == [each.cells for each in from_book.lines]
