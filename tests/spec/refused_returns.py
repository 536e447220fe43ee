# ruff: noqa: E501  a table, one case a line
"""What `lantern import ssda903` refuses, and what it says.

`files` are in the folder; each is a table's name with rows that say only what differs from a sound one, or text.
"""

from dataclasses import dataclass, field

SOUND = {
    "header.csv": ("Header", {}),
    "episodes.csv": ("Episodes", {}),
    "missing.csv": ("Missing", {}),
}


@dataclass(frozen=True)
class Refused:
    """One thing that is refused, and the sentence about it."""

    wrong: str
    says: str
    status: int = 1
    form: str = "lantern import ssda903"
    files: dict = field(default_factory=dict)
    options: tuple = ()
    authority: str = "330"
    year: str = "2026"


def _row(wrong, says, table, **cells):
    name = f"{table.lower()}.csv"
    return Refused(wrong, says, status=2, files=SOUND | {name: (table, {}, {"CHILD": "1"} | cells)})


COMMAND = [
    Refused("the folder is not there", "does not exist", options=("nowhere",)),
    Refused("no authority is named", "Missing option '--authority'", authority=""),
    Refused("no year is named", "Missing option '--year'", year=""),
    Refused("the year is no number", "'2025/26' is not a valid integer", year="2025/26"),
    Refused("the year has not begun", "Lantern reads the returns of 2010 to", year="2199", files=SOUND),
    Refused("the year is before any return that Lantern reads", "Lantern reads the returns of 2010 to", year="1999", files=SOUND),
    Refused("the code is no authority’s", "No authority with children’s services has the code X99", authority="X99", files=SOUND),
    Refused("there is nothing to read in the folder", "There is no CSV file and no workbook in", files={"notes.pdf": "words"}),
    Refused("an option that there is not", "No such option", options=("--everything",)),
]  # fmt: skip

FILES = [
    Refused("a file that is no table of the return", "The columns are not those of any table of the return", 2, files=SOUND | {"other.csv": "A,B\n1,2\n"}),
    Refused("a column is missing", "The columns are nearly those of Missing: MIS_END is missing", 2, files=SOUND | {"missing.csv": "CHILD,DOB,MISSING,MIS_START\n1,01/06/2012,M,10/06/2025\n"}),
    Refused("a column too many", "The columns are nearly those of Missing: HOUR is extra", 2, files=SOUND | {"missing.csv": "CHILD,DOB,MISSING,MIS_START,MIS_END,HOUR\n1,01/06/2012,M,10/06/2025,,1\n"}),
    Refused("an empty file", "The file is empty", 2, files=SOUND | {"missing.csv": ""}),
    Refused("no table of children", "No sheet of Header was found", files={"missing.csv": ("Missing", {})}),
    Refused("a line with more cells than headings", "The line has more cells than there are headings", 2, files=SOUND | {"missing.csv": "CHILD,DOB,MISSING,MIS_START,MIS_END\n1,01/06/2012,M,10/06/2025,12/06/2025,13/06/2025\n"}),
    Refused("a quotation mark that is not closed", "A quotation mark is opened on this line and not closed", 2, files=SOUND | {"missing.csv": 'CHILD,DOB,MISSING,MIS_START,MIS_END\n1,"01/06/2012,M,10/06/2025,12/06/2025\n'}),
    Refused("one row is wrong, and all or nothing was asked", "Nothing was taken, because not every row could be.", 1, options=("--all-or-nothing",),
            files=SOUND | {"missing.csv": ("Missing", {}, {"MIS_START": "soon"})}),
]  # fmt: skip

ROWS = [
    _row("a start that is no date", "‘soon’ is not a date", "Missing", MIS_START="soon"),
    _row("a year of two digits", "has a year of two digits", "Missing", MIS_START="01/02/26"),
    _row("neither M nor A", "[1006]", "Missing", MISSING="X", MIS_START="01/02/2026", MIS_END=""),
    _row("a period that ends before it starts", "The period ends on", "Missing", MIS_START="02/02/2026", MIS_END="01/02/2026"),
    _row("two periods at once", "The period starts on", "Missing", MIS_START="11/06/2025", MIS_END="12/06/2025"),
    _row("a child who is not in Header", "[INT04]", "Missing", CHILD="77", MIS_START="01/02/2026"),
    _row("an episode that began on no day", "The start is not a day", "Episodes", DECOM="31/02/2026"),
    _row("an episode that ended for a reason and on no day", "The episode has a reason for ending, E8, and no end", "Episodes", DECOM="01/02/2026", REC="E8"),
    _row("an episode before the child was born", "before the child was born", "Episodes", DECOM="01/02/2010", DEC="01/03/2010", REC="E8"),
    _row("a child born after the year", "after the collection year ends", "Header", CHILD="2", DOB="01/01/2027"),
    Refused("two rows of one child that do not agree", "and they do not say the same", files=SOUND | {"header.csv": ("Header", {}, {"ETHNIC": "MWBC"})}),
]  # fmt: skip
