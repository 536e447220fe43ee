# ruff: noqa: E501  a table, one case a line
"""What the pages of bringing in refuse, and what they say: the cases behind the page of refusals.

`files` are the names of files in FILES; what is said of the columns and rows of a table that could
be read is in `refused_returns` and `refused_case_files`.
"""

import io
import zipfile
from dataclasses import dataclass

from lantern.spreadsheets.limits import MOST_BYTES
from tests.pictures import drawing, heic


def packed(*names):
    """A packed folder with these files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as folder:
        for name in names:
            folder.writestr(name, "x")
    return written.getvalue()


FILES = {
    "header.csv": b"CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\r\n1,F,01/06/2012,WBRI,UN3,,\r\n",
    "empty.csv": b"",
    "face.jpg": drawing(),
    "face.csv": drawing("PNG"),
    "face.heic": heic(),
    "return.pdf": b"%PDF-1.7 and more",
    "return.zip": packed("header.csv", "episodes.csv"),
    "letter.docx": packed("[Content_Types].xml", "word/document.xml"),
    "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64),
    "return.ods": packed("mimetype", "content.xml"),
    "torn.xlsx": b"PK\x03\x04 and then nothing",
    "long.csv": b"CHILD,SEX\r\n" + b"1,F\r\n" * (MOST_BYTES // 5 - 1),
    "longer.csv": b"CHILD,SEX\r\n" + b"1,F\r\n" * 12_000_000,
}


@dataclass(frozen=True)
class Refused:
    """One thing wrong with what was chosen, and the sentence about it."""

    form: str
    page: str
    wrong: str
    says: str
    files: tuple[str, ...] = ()
    year: str = "2024"


def _row(wrong, says, *files, year="2024"):
    return Refused("The files", "ssda903", wrong, says, files, year)


ARRIVALS = [
    Refused("What to bring in", "new", "nothing chosen", "Select what you want to bring in"),
    _row("no file", "Choose the files, CSV or Excel (.xlsx)"),
    _row("no year", "Select the year of the return", "header.csv", year=""),
    _row("an empty file", "‘empty.csv’ is empty. Export it again and choose the new file", "empty.csv"),
    _row("a photograph", "‘face.jpg’ is a picture. Choose CSV files or Excel workbooks (.xlsx)", "face.jpg"),
    _row("a photograph that is called a table", "‘face.csv’ is a picture. Choose CSV files or Excel workbooks (.xlsx)", "face.csv"),
    _row("a photograph of a telephone, beside a good file", "‘face.heic’ is a picture. Choose CSV files or Excel workbooks (.xlsx)", "header.csv", "face.heic"),
    _row("a PDF", "‘return.pdf’ is a PDF. Choose CSV files or Excel workbooks (.xlsx)", "return.pdf"),
    _row("a packed folder", "‘return.zip’ is a packed folder (zip). Open it, and choose the files that are in it", "return.zip"),
    _row("a document", "‘letter.docx’ is a document and not a table. Choose CSV files or Excel workbooks (.xlsx)", "letter.docx"),
    _row("an old workbook", "‘old.xls’ is an Excel workbook of before 2007, or has a password. Save it as .xlsx without one", "old.xls"),
    _row("a workbook of another program", "‘return.ods’ is a workbook of another kind. Save it as .xlsx, or as CSV", "return.ods"),
    _row("a damaged workbook", "‘torn.xlsx’ is damaged. Export it again and choose the new file", "torn.xlsx"),
    _row("60 MB", "‘longer.csv’ makes it more than 50 MB. Choose fewer or smaller files", "longer.csv"),
    _row("50 MB, and another file", "The files are larger than 50 MB together. Choose fewer at once", "long.csv", "header.csv"),
    _row("two files of one name", "Two files are called ‘header.csv’. Give one of them another name", "header.csv", "header.csv"),
    _row("too many files", "Choose at most 40 files at once. There were 41", *["header.csv"] * 41),
]  # fmt: skip
