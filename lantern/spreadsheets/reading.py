"""A file's bytes to its sheets. Nothing raises: every fault has its place, and what to do."""

from lantern.spreadsheets import workbooks
from lantern.spreadsheets.encodings import decode
from lantern.spreadsheets.fitting import fit
from lantern.spreadsheets.limits import MOST_BYTES
from lantern.spreadsheets.packages import Unreadable
from lantern.spreadsheets.records import records
from lantern.spreadsheets.sheets import Fault, Reading, Sheet


def read(name: str, content: bytes) -> Reading:
    """The sheets of a CSV file or a workbook, known by what it holds and not by its name."""
    if len(content) > MOST_BYTES:
        wrong = f"The file is larger than {MOST_BYTES // 1_000_000} million bytes"
        return _nothing(name, "file-too-large", wrong, "Split it, each part with the heading")
    if content.startswith(workbooks.OLD_OR_LOCKED):
        wrong = "The file is an Excel workbook of before 2007, or has a password"
        return _nothing(name, "old-workbook", wrong, "Save it as .xlsx without a password")
    if content.startswith(workbooks.PACKED):
        return _workbook(name, content)
    text = decode(name, content)
    about = () if text.fault is None else (text.fault,)
    if text.text is None:
        return Reading(sheets=(), faults=about)
    sheet, faults = fit(name, records(text.text))
    return Reading(sheets=_one(sheet), faults=(*about, *faults))


def _workbook(name: str, content: bytes) -> Reading:
    """Each sheet that holds anything; or, of a workbook that ends badly, none of them."""
    sheets: list[Sheet] = []
    faults: list[Fault] = []
    try:
        for title, found in workbooks.sheets(content):
            sheet, wrong = fit(f"{name}, sheet {title}", found)
            sheets += _one(sheet)
            faults += [fault for fault in wrong if fault.code != "empty"]
    except Unreadable as fault:
        return _nothing(name, fault.code, fault.wrong, fault.do)
    if not sheets and not faults:
        return _nothing(name, "empty", "No sheet of the workbook holds anything", "Export it again")
    return Reading(sheets=tuple(sheets), faults=tuple(faults))


def _one(sheet: Sheet | None) -> tuple[Sheet, ...]:
    return () if sheet is None else (sheet,)


def _nothing(name: str, code: str, wrong: str, do: str) -> Reading:
    fault = Fault(file=name, line=None, column="", code=code, wrong=wrong, do=do)
    return Reading(sheets=(), faults=(fault,))
