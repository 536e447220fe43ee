"""The statutory return as this product knows it: tables, codes, and every check with its words."""

import re
from itertools import groupby

from docs.generate.tables import table
from lantern.spreadsheets import limits
from lantern.spreadsheets.dates import ASK_FOR_DAY
from lantern.ssda903 import years
from lantern.ssda903.authorities import authorities
from lantern.ssda903.checks import checks
from lantern.ssda903.code_lists import CODED, UPN_UNKNOWN, Code, CodeList
from lantern.ssda903.registry import Check
from lantern.ssda903.tables import TABLES

_LISTS = {codes.name: codes for codes in (*CODED.values(), UPN_UNKNOWN)}

_DIFFERENCES = (
    ("1004", "also of a start that is blank beside M or A", "564 says it, once"),
    (
        "574",
        "looks at the row before only, and takes an end that cannot be read for none",
        "also refuses the rows after that one; 1005 says it of an end that cannot be read",
    ),
    ("577", "takes an end that cannot be read for none", "1005 says it"),
    ("580", "18 years after 29 February is 28 February", "it is 1 March, as everywhere here"),
    (
        "581",
        "also of a start that cannot be read, and of a child whose episodes have no start",
        "564, 1004 or 141 says it",
    ),
    ("222", "in 2022/23 also of H5", "not of H5"),
    ("INT11 to INT21", "of a child with two rows in Header, looks at both", "INT32 refuses both"),
    (
        "INT32, INT36, 444",
        "also of rows that say the same",
        "a row that is there twice is taken once, with a question",
    ),
    ("141", "not of a blank", "also of a blank: without its start an episode has no place"),
    ("142", "also of an episode that has an end and no reason, or the other way", "148 says it"),
    ("146", "K3 from 2025/26", "K3 from 2024/25, in which its other rules have it"),
    ("178", "also of a provider that is not wanted", "213 says it"),
    (
        "202 to 204",
        "also where one of the two is blank, and where 1 became M",
        "only where two different things are said",
    ),
    ("174, 612", "not where the sex is in the other years’ codes", "there too"),
    ("213", "not of Z1, which 178 has", "also of Z1, to 2024/25"),
    ("302", "looks at the child’s first episode only", "at every episode"),
    ("302, 625", "also mark the child’s other row", "mark the row that is to be mended"),
    ("355", "also of two blanks", "only of two days"),
    (
        "388, 432, 433, 437, 502",
        "take an episode without a start into the order",
        "leave it out: 141 refuses it",
    ),
    ("621", "also of a mother without a birthday", "102 says it"),
    ("every day", "takes 2025-05-02 for no day", "reads it, with a question"),
)


def page() -> str:
    """Tables, codes, files and checks."""
    return "\n".join([_OPENING, _tables(), _files(), _checks(), _compared(), _codes()])


_OPENING = (
    "# The SSDA903 return\n\n"
    "What a local authority returns to the Department for Education each year about the children "
    "it looks after: twelve tables, for a year from 1 April to 31 March that is named by the March "
    "in which it ends. The same checks hold at entry, when a return is brought in, and when one is "
    "written.\n\n"
    "A row that breaks a check is **refused** where it could not be kept truthfully, and otherwise "
    "taken with a **question** to whoever sent it. Refused rows are listed, to be mended and "
    "brought again.\n"
)


def _compared() -> str:
    return (
        "## Compared with another validator\n\n"
        "The checks were compared with the validator of Data to Insight (csc-validator-be-903 "
        "0.1.17, MIT, from PyPI; no part of this product) on 22 November 2026: 240 invented "
        "returns of 30 children in which cells, rows and days had been changed at random, of the "
        "collection years 2022/23 to 2026/27, each with the return of the year before.\n\n"
        f"{_FOUND}\n\nWhere the two differ, it is on purpose:\n\n"
        + table(["number", "there", "here"], _DIFFERENCES)
    )


_FOUND = (
    "About Missing both found the same 11,643 breaches of its twenty rules, and about the other "
    "tables the same 11,737. No breach of a rule about Missing was found by one of them only, but "
    "for the reasons below; of the other rules, examples of each difference were looked at. "
    "Eleven such returns, with what that validator said of them, are kept among the tests."
)


def _tables() -> str:
    rows = [
        (
            each.name,
            f"`{each.filename}`",
            ", ".join(f"`{column}`" for column in each.columns),
            years.spoken(each.first_year) if each.first_year else "",
        )
        for each in TABLES.values()
    ]
    return (
        "## Tables\n\nA file is known by its columns, in any order and in small or capital "
        "letters, not by its name; a workbook may hold a sheet for each. Every table is kept row "
        "for row, and can be written again as it came.\n\n"
        + table(["table", "usual name", "columns", "from"], rows)
    )


def _files() -> str:
    return (
        "## Files\n\n"
        "CSV in UTF-8 with or without its mark, UTF-16 (with the warning that the department "
        "refuses it) or Windows’ Western letters; line ends of any system; cells parted by comma, "
        "semicolon, tab or bar; or an Excel workbook (.xlsx), every visible sheet. Blank lines, "
        "and empty columns at the end, are no rows and no columns. A line that cannot be read "
        "spoils no other.\n\n"
        "Days are read as 02/05/2025 without a word. 2/5/2025, 2025-05-02, 2 May 2025, a day with "
        "a time and Excel’s number 45779 are read with a question. A year of two digits, a month "
        "before the day and a time zone are not read: nothing is guessed.\n\n"
        + table(
            ["a file holds at most", ""],
            [
                ("size", f"{limits.MOST_BYTES:,} bytes"),
                ("size of a workbook unpacked", f"{limits.MOST_BYTES_UNPACKED:,} bytes"),
                ("lines of a sheet", f"{limits.MOST_LINES:,}"),
                ("columns of a sheet", f"{limits.MOST_COLUMNS}"),
                ("characters of a cell", f"{limits.MOST_CHARACTERS_IN_CELL:,}"),
                ("lines of a cell in quotation marks", f"{limits.MOST_LINES_IN_CELL}"),
            ],
        )
    )


def _checks() -> str:
    found = sorted(checks(), key=lambda check: list(TABLES).index(check.table))
    opening = (
        "## Checks\n\nNumbers are the department’s, and INT, SW and NoE those of the validator of "
        "Data to Insight; a name in words is our own. Checks marked † need last year’s return as "
        "well.\n"
    )
    parts = [opening]
    for name, group in groupby(found, key=lambda check: check.table):
        rows = [_check(each) for each in sorted(group, key=_order)]
        heads = ["number", "column", "what is wrong", "what to do", "the row is", "because"]
        parts.append(f"### {name}\n\n{table(heads, rows)}")
    return "\n".join(parts)


def _check(check: Check) -> tuple[str, ...]:
    needs_last = check.find.__module__.endswith("last_year_checks")
    return (
        f"{check.number}{' †' if needs_last else ''}",
        f"`{check.column}`",
        _words(check.wrong),
        _words(check.do),
        "refused" if check.refuses else "taken, with a question",
        check.reason,
    )


def _order(check: Check) -> tuple[bool, int, str]:
    number = check.number
    return (not number.isdigit(), int(number) if number.isdigit() else 0, number)


def _words(said: str) -> str:
    """The words of a check, what is filled in set apart."""
    return re.sub(r"{(\w+)}", r"*\1*", said.replace("{do}", ASK_FOR_DAY))


def _codes() -> str:
    lists = "\n".join(_list(each) for each in _LISTS.values())
    standing = sum(each.until is None for each in authorities().values())
    return (
        "## Codes\n\nIn small letters too, with spaces round them: they are read as capitals.\n\n"
        f"{lists}\n### authorities\n\n{standing} authorities have children’s services today. Each "
        "is known by its ONS code, those it had before, and the department’s three-digit number; "
        "so are those that others have replaced.\n"
    )


def _list(codes: CodeList) -> str:
    columns = ", ".join(f"`{column}`" for column, each in CODED.items() if each is codes)
    rows = [(f"`{each.code}`", each.meaning, _used(each)) for each in codes.codes.values()]
    title = codes.name.replace("_", " ")
    where = f"In {columns}.\n\n" if columns else "In `UPN`, where there is no number.\n\n"
    return f"### {title}\n\n{where}{table(['code', 'meaning', 'used'], rows)}"


def _used(code: Code) -> str:
    first = f"from {years.spoken(code.first_year)}" if code.first_year else ""
    last = f"to {years.spoken(code.last_year)}" if code.last_year else ""
    return " ".join(part for part in (first, last) if part)
