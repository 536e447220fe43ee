"""Tables are known by their columns; what is no table says which it nearly is."""

import pytest

from lantern.spreadsheets.reading import read
from lantern.ssda903 import authorities, writing
from lantern.ssda903.read import assemble
from lantern.ssda903.rows import EpisodeRow, HeaderRow, MissingRow, UascRow
from lantern.ssda903.tables import TABLES, recognise
from tests.ssda903.returns import files, invented
from tests.ssda903.small import BIRMINGHAM, returned, sheet


def one(text, name="file.csv"):
    return read(name, text.encode()).sheets[0]


def assembled(*sheets, year=2026):
    return assemble(sheets, year=year, authority=BIRMINGHAM)


def test_the_return_has_twelve_tables():
    assert len(TABLES) == 12


@pytest.mark.parametrize("table", TABLES)
def test_a_table_is_known_by_its_columns_in_any_order_and_case(table):
    columns = [f" {name.lower()} " for name in reversed(TABLES[table].columns)]

    assert recognise(one(",".join(columns) + "\nx\n", "whatever.csv")) == TABLES[table]


def test_cells_are_put_into_the_order_of_the_table():
    rows = assembled(one("mis_end,mis_start,missing,dob,child\n2,1,M,b,c\n")).returned.missing

    assert rows[0].row.cells == ("c", "b", "M", "1", "2")


def test_a_sheet_that_lacks_a_column_says_which():
    said = assembled(one("CHILD,DOB,MISSING,MIS_START\n1,2,3,4\n")).faults[0]

    assert said.code == "not-recognised"
    assert "Missing: MIS_END is missing" in said.wrong
    assert "MIS_START, MIS_END" in said.do


def test_a_sheet_with_an_extra_column_says_which():
    said = assembled(one("CHILD,DOB,MISSING,MIS_START,MIS_END,NOTES\n1,2,3,4,5,6\n")).faults[0]

    assert "Missing: NOTES is extra" in said.wrong


def test_a_sheet_of_something_else_is_not_compared_with_a_table():
    said = assembled(one("name,telephone\nx,y\n")).faults[0]

    assert "not those of any table" in said.wrong


def test_a_return_without_header_is_refused():
    said = assembled(sheet("Missing", [{}])).faults

    assert [(fault.code, fault.refuses) for fault in said] == [("no-header", True)]


def test_two_sheets_of_one_table_are_taken_together_with_a_question():
    found = assembled(sheet("Header", [{}]), sheet("Header", [{"CHILD": "2"}]))

    assert [row.child for row in found.returned.headers] == ["1", "2"]
    assert [(fault.code, fault.refuses) for fault in found.faults] == [("table-twice", False)]


def test_a_table_of_a_later_year_is_asked_about():
    found = assembled(sheet("Header", [{}]), sheet("DoLo", [{}]), year=2026)

    assert [fault.code for fault in found.faults] == ["table-too-early"]


def test_what_a_row_says_is_typed_and_a_code_of_no_year_is_not_known():
    row = returned(Episodes=[{"LS": "c2", "PLACE": "QQ", "HOME_POST": "cc14ab"}]).episodes[0]

    assert (row.legal_status, row.placement_type, row.home_postcode) == ("C2", "", "CC1 4AB")


def test_a_pupil_number_that_is_not_sound_finds_nobody():
    sound, unsound, unknown = returned(
        Header=[{"UPN": "b801200005001"}, {"UPN": "A801200005001"}, {"UPN": "UN1"}]
    ).headers

    assert (sound.pupil_number, unsound.pupil_number, unknown.pupil_number) == (
        "B801200005001",
        "",
        "",
    )


@pytest.mark.requirement("RF-110")
@pytest.mark.parametrize("table", ["Header", "Episodes", "Missing", "UASC", "Reviews"])
def test_a_table_is_written_again_row_for_row_as_it_came(table):
    text = files(invented(20, year=2026))[TABLES[table].filename]
    rows = assembled(*read("a.csv", text).sheets).returned.tables[table]

    assert writing.csv(table, rows) == text


def test_odd_cells_are_written_again_as_they_came():
    rows = returned(Missing=[{"CHILD": ' "x",y ', "MIS_START": "2/5/2025", "MISSING": "m"}])

    again = read("missing.csv", writing.csv("Missing", rows.tables["Missing"])).sheets[0]

    assert again.lines[0].cells == (' "x",y ', "01/06/2012", "m", "2/5/2025", "12/06/2025")


def test_rows_are_written_in_the_departments_form():
    rows = returned(Missing=[{"MISSING": "m", "MIS_START": "2/5/2025", "MIS_END": ""}]).missing

    text = writing.typed_csv("Missing", rows).decode()

    assert text == "CHILD,DOB,MISSING,MIS_START,MIS_END\r\n1,01/06/2012,M,02/05/2025,\r\n"


@pytest.mark.parametrize(
    ("table", "row"),
    [("Header", HeaderRow), ("Episodes", EpisodeRow), ("Missing", MissingRow), ("UASC", UascRow)],
)
def test_a_row_has_a_word_for_every_column_of_its_table(table, row):
    assert len(row._fields) - 1 == len(TABLES[table].columns)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("330", "Birmingham"),
        ("E08000025", "Birmingham"),
        (" e08000025 ", "Birmingham"),
        ("942", "Cumberland"),
        ("E06000064", "Westmorland and Furness"),
        ("E06000065", "North Yorkshire"),
        ("E10000023", "North Yorkshire"),
        ("E06000066", "Somerset"),
        ("941", "West Northamptonshire"),
        ("838", "Dorset"),
    ],
)
def test_an_authority_is_found_by_either_code(code, name):
    assert authorities.find(code).name == name


def test_an_authority_whose_code_changed_is_one_authority():
    barnsley = authorities.find("E08000016")

    assert (barnsley.ons, barnsley.dfe, barnsley.until) == ("E08000038", "370", None)


def test_an_authority_that_was_replaced_has_a_last_day():
    assert authorities.find("909").until.isoformat() == "2023-03-31"


def test_a_code_of_no_authority_finds_none():
    assert authorities.find("999") is None


def test_today_there_are_153_authorities_with_childrens_services():
    assert sum(each.until is None for each in authorities.authorities().values()) == 153


def test_two_headings_that_mean_one_column_make_no_table():
    said = assembled(one("CHILD,DOB,MISSING,MIS_START,MIS START,MIS_END\n1,2,3,4,5,6\n")).faults[0]

    assert "Missing: MIS_START is there twice" in said.wrong
