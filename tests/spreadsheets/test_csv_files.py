"""CSV as it really comes: whatever its letters, line ends and separators, one table is read."""

import pytest

from lantern.spreadsheets import limits
from lantern.spreadsheets.reading import read
from lantern.spreadsheets.sheets import Line

TABLE = "CHILD,NAME\n1,Zoë\n2,Bo\n"
ROWS = (Line(2, ("1", "Zoë")), Line(3, ("2", "Bo")))


def sheet(content):
    return read("file.csv", content).sheets[0]


def codes(content):
    return [(fault.code, fault.line, fault.refuses) for fault in read("f.csv", content).faults]


@pytest.mark.parametrize("letters", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-32"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_a_table_is_read_whatever_its_letters_ends_and_separators(letters, ends, mark):
    content = TABLE.replace("\n", ends).replace(",", mark).encode(letters)

    found = sheet(content)

    assert (found.columns, found.lines) == (("CHILD", "NAME"), ROWS)


@pytest.mark.parametrize("letters", ["utf-16-le", "utf-16-be"])
def test_utf_16_that_lost_its_mark_is_read(letters):
    assert sheet(TABLE.encode(letters)).lines == ROWS


@pytest.mark.parametrize("letters", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf_16_is_read_with_the_warning_that_the_department_refuses_it(letters):
    fault = read("f.csv", TABLE.encode(letters)).faults[0]

    assert (fault.code, fault.refuses) == ("utf-16", False)
    assert "CSV UTF-8" in fault.do


def test_windows_letters_are_read_with_the_line_of_the_first():
    assert codes("CHILD,NAME\r\n1,Bo\r\n2,Zoë\r\n".encode("cp1252")) == [
        ("windows-letters", 3, False)
    ]


@pytest.mark.parametrize("content", [b"\x81\x8d,\x8f\n", b"\xff\xfe\x00\xd8", b"\xef\xbb\xbf\xff"])
def test_what_is_not_text_is_refused(content):
    reading = read("f.csv", content)

    assert [fault.code for fault in reading.faults] == ["not-text"]
    assert reading.sheets == ()


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b"  \r\n", b",,\n,\n"])
def test_an_empty_file_is_refused(content):
    assert codes(content) == [("empty", None, True)]


def test_a_heading_alone_is_a_table_of_no_lines():
    assert sheet(b"CHILD,DOB").lines == ()
    assert codes(b"CHILD,DOB") == [("no-lines", None, False)]


def test_blank_lines_and_lines_of_commas_are_no_lines_and_are_counted():
    assert sheet(b"\nA,B\n\n1,2\n,\n  \n3,4\n,,,\n").lines == (
        Line(4, ("1", "2")),
        Line(7, ("3", "4")),
    )


def test_cells_are_kept_as_they_came_and_headings_trimmed():
    found = sheet(b' A ,"B  b"\n x ,"y\n z"\n')

    assert found.columns == ("A", "B b")
    assert found.lines == (Line(2, (" x ", "y\n z")),)


def test_quoted_cells_may_hold_marks_separators_and_line_ends():
    assert sheet(b'A,B\n"1,1","say ""x"""\n"p\r\nq",2\n3,4\n').lines == (
        Line(2, ("1,1", 'say "x"')),
        Line(3, ("p\nq", "2")),
        Line(5, ("3", "4")),
    )


def test_a_mark_inside_a_plain_cell_is_part_of_it():
    assert sheet(b'A,B\n5" pipe" x,2\n').lines == (Line(2, ('5" pipe" x', "2")),)


def test_a_mark_left_open_spoils_its_own_line_only():
    content = b'A,B\n1,2\n"3,4\n5,6\n7,8\n'

    assert codes(content) == [("quote-open", 3, True)]
    assert [line.number for line in sheet(content).lines] == [2, 4, 5]
    assert sheet(content).unread == (Line(3, ('"3', "4")),)


def test_a_mark_left_open_is_not_closed_hundreds_of_lines_later():
    content = 'A,B\n"1,2\n' + "3,4\n" * limits.MOST_LINES_IN_CELL + '5,"6"\n'

    assert codes(content.encode()) == [("quote-open", 2, True)]


def test_a_mark_in_the_middle_of_a_quoted_cell_spoils_its_own_line_only():
    content = b'A,B\n"O"B"rien",2\n"x"y"z",""\n3,4\n'

    assert codes(content) == [("quotes", 2, True), ("quotes", 3, True)]
    assert sheet(content).lines[-1] == Line(4, ("3", "4"))


def test_a_line_with_too_many_cells_is_handed_back():
    content = b"A,B\n1,2,3\n4,5\n6,7,,\n"

    assert codes(content) == [("too-many-cells", 2, True)]
    assert sheet(content).unread == (Line(2, ("1", "2", "3")),)
    assert sheet(content).lines == (Line(3, ("4", "5")), Line(4, ("6", "7")))


def test_lines_with_too_few_cells_are_filled_up_and_said_once():
    reading = read("f.csv", b"A,B,C\n1\n2,3\n4,5,6\n")

    assert [line.cells for line in reading.sheets[0].lines] == [
        ("1", "", ""),
        ("2", "3", ""),
        ("4", "5", "6"),
    ]
    assert [(f.code, f.line, f.refuses) for f in reading.faults] == [("too-few-cells", 2, False)]
    assert "1 other" in reading.faults[0].wrong


def test_a_character_that_no_database_keeps_spoils_its_own_line_only():
    content = b"A,B\n1,2\n3\x00,4\n5,6\n"

    assert codes(content) == [("nul", 3, True)]
    assert sheet(content).unread == (Line(3, ("3", "4")),)
    assert [line.number for line in sheet(content).lines] == [2, 4]


def test_two_columns_with_one_heading_are_refused_unless_they_hold_the_same():
    assert codes(b"A,B,a\n1,2,3\n") == [("heading-twice", 1, True)]
    assert codes(b"A,B,a\n1,2,1\n") == [("heading-twice", 1, False)]
    assert sheet(b"A,B,a\n1,2,1\n").columns == ("A", "B")


def test_a_column_without_a_heading_is_named_by_its_place():
    assert sheet(b"A,,C,\n1,2,3,\n").columns == ("A", "(column 2)", "C")
    assert codes(b"A,,C,\n1,2,3,\n") == [("no-heading", 1, False)]


def test_excels_own_first_line_is_no_heading():
    assert sheet(b"sep=;\r\nA;B\r\n1,5;2\r\n").lines == (Line(3, ("1,5", "2")),)


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"x" * 10_000_000, "too-long", None),
        (b"A,B\n" + b"x" * 10_000_000 + b"\n1,2\n", "too-long", 2),
        (b"A,B\n" + b'"' + b"x" * 10_000_000 + b'"\n1,2\n', "too-long", 2),
        (b'A,B\n"' + b"x" * 10_000_000 + b"\n1,2\n", "quote-open", 2),
        (b"A,B\n" + b"1," * 5_000_000 + b"\n1,2\n", "too-long", 2),
        (b"A," * 5_000_000, "too-long", None),
        (b"A," * 400 + b"\n" + b"1," * 399 + b"2,", "heading-twice", 1),
        (b",".join(b"c%d" % n for n in range(501)), "too-many-columns", None),
    ],
    ids=["heading", "cell", "quoted", "open", "cells", "headings", "same", "wide"],
)
def test_ten_megabytes_of_one_line_are_said_to_be_so(content, code, line):
    reading = read("f.csv", content)

    assert (reading.faults[0].code, reading.faults[0].line) == (code, line)
    assert all(each.lines == (Line(3, ("1", "2")),) for each in reading.sheets)


def test_a_file_that_is_too_large_is_not_read():
    assert codes(b"A\n" + b"1\n" * (limits.MOST_BYTES // 2)) == [("file-too-large", None, True)]


def test_a_sheet_of_too_many_lines_is_not_half_read():
    content = b"A\n" + b"1\n" * (limits.MOST_LINES + 1)

    assert codes(content) == [("too-many-lines", None, True)]
    assert read("f.csv", content).sheets == ()


def test_of_very_many_faults_the_rest_is_counted():
    faults = read("f.csv", b"A\n" + b"1,2\n" * (limits.MOST_FAULTS + 5)).faults

    assert len(faults) == limits.MOST_FAULTS + 1
    assert next(fault for fault in faults if fault.code == "more-faults").wrong.startswith("5 more")
