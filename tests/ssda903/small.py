"""Small returns for tests: one child in care, and whatever a case changes of it."""

from lantern.spreadsheets.sheets import Line, Sheet
from lantern.ssda903 import authorities
from lantern.ssda903.checks import check
from lantern.ssda903.read import assemble
from lantern.ssda903.tables import TABLES

YEAR = 2026
BIRMINGHAM = authorities.find("330")
SOUND = {
    "Header": {
        "CHILD": "1",
        "SEX": "F",
        "DOB": "01/06/2012",
        "ETHNIC": "WBRI",
        "UPN": "UN3",
        "MOTHER": "",
        "MC_DOB": "",
    },
    "Episodes": {
        "CHILD": "1",
        "DECOM": "01/05/2025",
        "RNE": "S",
        "LS": "C2",
        "CIN": "N1",
        "PLACE": "U4",
        "PLACE_PROVIDER": "PR1",
        "DEC": "",
        "REC": "",
        "REASON_PLACE_CHANGE": "",
        "HOME_POST": "CC1 4AB",
        "PL_POST": "CC2 1AB",
        "URN": "SC123456",
    },
    "Missing": {
        "CHILD": "1",
        "DOB": "01/06/2012",
        "MISSING": "M",
        "MIS_START": "10/06/2025",
        "MIS_END": "12/06/2025",
    },
    "UASC": {"CHILD": "1", "SEX": "F", "DOB": "01/06/2012", "DUC": "01/06/2030"},
    "Reviews": {"CHILD": "1", "DOB": "01/06/2012", "REVIEW": "20/05/2025", "REVIEW_CODE": "PN1"},
    "AD1": {"CHILD": "1", "DOB": "01/06/2012"},
    "PlacedAdoption": {"CHILD": "1", "DOB": "01/06/2012"},
    "PrevPerm": {"CHILD": "1", "DOB": "01/06/2012"},
    "OC2": {"CHILD": "1", "DOB": "01/06/2012"},
    "OC3": {"CHILD": "1", "DOB": "01/06/2012"},
    "SWEpisodes": {"CHILD": "1", "DOB": "01/06/2012"},
    "DoLo": {"CHILD": "1", "DOB": "01/06/2012"},
}


def sheet(table, rows):
    """A sheet of one table; each row says only what differs from the sound one."""
    columns = TABLES[table].columns
    lines = tuple(
        Line(number, tuple((SOUND[table] | row).get(column, "") for column in columns))
        for number, row in enumerate(rows, start=2)
    )
    return Sheet(file=TABLES[table].filename, columns=columns, lines=lines)


def returned(*, year=YEAR, **tables):
    """A return; Header and Episodes have their one sound row unless the case says other rows."""
    tables = {"Header": [{}], "Episodes": [{}]} | tables
    sheets = [sheet(table, rows) for table, rows in tables.items()]
    return assemble(sheets, year=year, authority=BIRMINGHAM).returned


def faults(*, year=YEAR, last=None, **tables):
    """Every fault of such a return; `last` holds the tables of the year before."""
    before = returned(year=year - 1, **last) if last else None
    return list(check(returned(year=year, **tables), before))


def codes(**case):
    """The numbers of the checks that a return breaks, each with the table and the line."""
    return {(fault.code, fault.file.removesuffix(".csv"), fault.line) for fault in faults(**case)}
