"""Excel workbooks: every visible sheet a table; a hostile file ends nothing but itself."""

import datetime as dt
import zipfile

import openpyxl
import pytest

from lantern.spreadsheets.reading import read
from lantern.spreadsheets.sheets import Line
from tests.spreadsheets.workbook import by_hand, saved, workbook

FIRST = '<row r="1"><c r="A1"><v>1</v></c></row>'
ROWS = [["CHILD", "DOB"], ["1", "02/05/2025"]]


def codes(content):
    return [(fault.code, fault.refuses) for fault in read("b.xlsx", content).faults]


def cells(*values):
    found = read("b.xlsx", workbook(A=[[f"c{n}" for n in range(len(values))], values]))
    return found.sheets[0].lines[0].cells


def test_each_sheet_is_a_table_named_with_its_file():
    found = read("return.xlsx", workbook(Header=ROWS, Missing=ROWS)).sheets

    assert [sheet.file for sheet in found] == [
        "return.xlsx, sheet Header",
        "return.xlsx, sheet Missing",
    ]
    assert found[0].columns == ("CHILD", "DOB")
    assert found[0].lines == (Line(2, ("1", "02/05/2025")),)


def test_a_workbook_is_known_by_what_it_holds():
    assert len(read("return.csv", workbook(A=ROWS)).sheets) == 1


def test_cells_are_read_as_a_person_sees_them():
    assert cells(
        dt.date(2025, 5, 2),
        dt.datetime.combine(dt.date(2025, 5, 2), dt.time(23, 15)),
        dt.time(23, 15),
        330,
        330.0,
        1.5,
        True,
        None,
        "'=1",
        "x",
    ) == (
        "02/05/2025",
        "02/05/2025 23:15:00",
        "23:15:00",
        "330",
        "330",
        "1.5",
        "TRUE",
        "",
        "'=1",
        "x",
    )


def test_line_numbers_are_excels_rows():
    found = read("b.xlsx", workbook(A=[[], ["CHILD"], [None], ["1"], [], ["2"], [], []])).sheets[0]

    assert found.lines == (Line(4, ("1",)), Line(6, ("2",)))


def test_empty_columns_at_the_end_are_no_columns():
    rows = [["A", "B", None, None], ["1", "2", None, None]]

    assert read("b.xlsx", workbook(A=rows)).sheets[0].columns == ("A", "B")


def test_hidden_and_empty_sheets_are_left_out():
    book = openpyxl.Workbook()
    book.active.append(["CHILD"])
    book.active.append(["1"])
    book.create_sheet("Empty")
    book.create_sheet("Lists").append(["secret"])
    book["Lists"].sheet_state = "hidden"

    reading = read("b.xlsx", saved(book))

    assert [sheet.file for sheet in reading.sheets] == ["b.xlsx, sheet Sheet"]
    assert reading.faults == ()


def test_a_workbook_that_holds_nothing_is_refused():
    assert codes(workbook(A=[], B=[[None]])) == [("empty", True)]


def test_a_formula_is_read_as_what_excel_worked_out():
    content = by_hand(
        '<row r="1"><c r="A1" t="str"><v>N</v></c></row>'
        '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row>'
    )

    assert read("b.xlsx", content).sheets[0].lines == (Line(2, ("2",)),)


def test_what_a_sheet_says_of_its_own_size_is_not_believed():
    content = by_hand(
        "",
        **{
            "xl/worksheets/sheet1.xml": '<worksheet xmlns="http://schemas.openxmlformats.org/'
            'spreadsheetml/2006/main"><dimension ref="A1"/><sheetData><row r="1"><c r="A1" t="str">'
            '<v>A</v></c><c r="B1" t="str"><v>B</v></c></row><row r="2"><c r="A2"><v>1</v></c>'
            '<c r="B2"><v>2</v></c></row></sheetData></worksheet>'
        },
    )

    assert read("b.xlsx", content).sheets[0].lines == (Line(2, ("1", "2")),)


def test_an_old_workbook_or_one_with_a_password_says_what_to_save():
    assert codes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == [("old-workbook", True)]


@pytest.mark.parametrize("cut", [5, 100, 1000, -30])
def test_a_workbook_cut_short_is_refused(cut):
    assert codes(workbook(A=ROWS)[:cut]) == [("not-workbook", True)]


def test_a_zip_of_other_things_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as package:
        package.writestr("readme.txt", "nothing")

    assert codes((tmp_path / "x.zip").read_bytes()) == [("not-workbook", True)]


@pytest.mark.parametrize(
    "sheet_data",
    [
        f'{FIRST}<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>',
        f'{FIRST}<row r="999999999"><c r="A999999999"><v>2</v></c></row>',
        '<row r="1"><c r="ZZZ1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
        '<row r="x"><c r="1A"><v>1</v></c></row>',
        "<row><c",
    ],
    ids=["far corner", "beyond excel", "far column", "no such text", "no such place", "cut"],
)
def test_a_sheet_made_to_stop_a_machine_is_only_refused(sheet_data):
    reading = read("b.xlsx", by_hand(sheet_data))

    assert all(fault.code for fault in reading.faults)
    assert sum(len(sheet.lines) for sheet in reading.sheets) <= 1


def test_what_unpacks_to_too_much_is_not_unpacked():
    bomb = by_hand("", **{"xl/sharedStrings.xml": "0" * 30_000_000})

    assert len(bomb) < 100_000
    assert codes(bomb) == [("workbook-too-large", True)]


def test_entities_that_multiply_are_refused():
    nested = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    text = (
        f'<!DOCTYPE x [<!ENTITY a0 "lol">{nested}]><worksheet xmlns="http://schemas.openxmlformats.'
        'org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="str"><v>&a11;</v></c>'
        "</row></sheetData></worksheet>"
    )

    assert codes(by_hand("", **{"xl/worksheets/sheet1.xml": text})) == [
        ("workbook-too-large", True)
    ]


def parts(shared, styles, *, book=""):
    """The parts of a workbook that has shared texts and styles."""
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return {
        "xl/_rels/workbook.xml.rels": "<Relationships>"
        f'<Relationship Id="a" Type="{links}/worksheet" Target="/xl/worksheets/sheet1.xml"/>'
        f'<Relationship Id="b" Type="{links}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="c" Type="{links}/styles" Target="styles.xml"/></Relationships>',
        "xl/workbook.xml": f'<x:workbook xmlns:x="m" xmlns:r="{links}"><x:workbookPr {book}/>'
        '<x:sheets><x:sheet name="A" r:id="a"/></x:sheets></x:workbook>',
        "xl/sharedStrings.xml": f"<sst>{shared}</sst>",
        "xl/styles.xml": f"<styleSheet>{styles}</styleSheet>",
    }


STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="[$-809]dd\\ mmmm\\ yyyy;@"/>'
    '<numFmt numFmtId="165" formatCode="&quot;days: &quot;0.00_d"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/>'
    "</cellXfs>"
)


def styled(cell, *, book=""):
    """What is read of one cell under a heading."""
    rows = f'<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2">{cell}</row>'
    shared = "<si><t>N</t></si><si><r><t>two </t></r><r><t>parts</t></r><rPh><t>no</t></rPh></si>"
    content = by_hand(rows, **parts(shared, STYLES, book=book))
    return read("b.xlsx", content).sheets[0].lines[0].cells[0]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c r="A2" s="0"><v>45779</v></c>', "45779"),
        ('<c r="A2" s="1"><v>45779</v></c>', "02/05/2025"),
        ('<c r="A2" s="2"><v>45779</v></c>', "45779"),
        ('<c r="A2" s="3"><v>45779.96875</v></c>', "02/05/2025 23:15:00"),
        ('<c r="A2" s="3"><v>0.96875</v></c>', "23:15:00"),
        ('<c r="A2" s="1"><v>-1</v></c>', "-1"),
        ('<c r="A2" s="1"><v>9999999</v></c>', "9999999"),
        ('<c r="A2" t="s"><v>1</v></c>', "two parts"),
        ('<c r="A2" t="inlineStr"><is><r><t>a_x000D_</t></r><r><t>b</t></r></is></c>', "a\rb"),
        ('<c r="A2" t="str"><f>"x"</f><v>_xD800_</v></c>', "_xD800_"),
        ('<c r="A2" t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c r="A2" t="b"><v>0</v></c>', "FALSE"),
        ('<c r="A2"><v>1.0E2</v></c>', "100"),
        ("<c><v>7</v></c>", "7"),
    ],
)
def test_a_cell_is_what_its_style_shows(cell, text):
    assert styled(cell) == text


def test_a_workbook_that_counts_from_1904_is_read_so():
    cell = '<c r="A2" s="1"><v>44317</v></c>'

    assert styled(cell, book='date1904="1"') == "02/05/2025"


def test_how_a_text_is_pronounced_is_no_part_of_it():
    cell = '<c r="A2" t="inlineStr"><is><t>name</t><rPh><t>no</t></rPh></is></c>'

    assert styled(cell) == "name"


@pytest.mark.parametrize(
    ("text", "code"), [("x" * 32_768, "too-long"), ("a_x0000_b", "nul")], ids=["long", "nul"]
)
def test_a_cell_that_cannot_be_kept_spoils_its_own_line_only(text, code):
    rows = f'<row r="2"><c r="A2" t="str"><v>{text}</v></c></row><row r="3"><c><v>7</v></c></row>'

    reading = read("b.xlsx", by_hand(f"{FIRST}{rows}"))

    assert [(fault.code, fault.line) for fault in reading.faults] == [(code, 2)]
    assert reading.sheets[0].lines == (Line(3, ("7",)),)


def test_rows_out_of_order_are_a_damaged_workbook():
    assert codes(by_hand(FIRST + FIRST)) == [("not-workbook", True)]


def test_a_chart_is_no_sheet():
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    part = {
        "xl/_rels/workbook.xml.rels": "<Relationships>"
        f'<Relationship Id="a" Type="{links}/chartsheet" Target="chartsheets/sheet1.xml"/>'
        "</Relationships>"
    }

    assert codes(by_hand(FIRST, **part)) == [("empty", True)]
