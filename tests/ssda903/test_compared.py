"""The rules about Missing, beside what an independent validator said of the same returns.

`compared.json` holds invented returns in which much is wrong, and what the validator of Data to
Insight (csc-validator-be-903 0.1.17) said of them on 22 November 2026. Where we say something
else on purpose, docs/reference/ssda903.md says why.
"""

import json
from pathlib import Path

import pytest

from lantern.spreadsheets.reading import read
from lantern.ssda903.checks import check
from lantern.ssda903.read import assemble
from tests.ssda903.small import BIRMINGHAM

RETURNS = json.loads((Path(__file__).parent / "compared.json").read_text())
RULES = {rule for each in RETURNS for rule, _, _ in each["said"]}


def brought(files, year):
    sheets = [sheet for name, text in files.items() for sheet in read(name, text.encode()).sheets]
    return assemble(sheets, year=year, authority=BIRMINGHAM).returned


def is_said_otherwise(rule, row):
    """Of a row without a start, we say only that: 564 beside M or A, and 1004 otherwise."""
    says_which = row[2].strip().upper() in {"M", "A"}
    return not row[3].strip() and (rule in {"574", "581"} or (rule == "1004" and says_which))


@pytest.mark.parametrize("number", range(len(RETURNS)))
def test_what_the_other_validator_finds_is_found(number):
    each = RETURNS[number]
    this = brought(each["this"], each["year"])
    found = {
        (fault.code, fault.file, fault.line)
        for fault in check(this, brought(each["last"], each["year"] - 1))
        if fault.code in RULES
    }
    rows = {row.line: row.cells for row in this.tables["Missing"]}
    there = {
        (rule, file, line)
        for rule, file, line in map(tuple, each["said"])
        if not (file == "missing.csv" and is_said_otherwise(rule, rows[line]))
    }

    assert there - found == set()
    assert {rule for rule, _, _ in found - there} <= {"574"}


def test_the_comparison_is_of_nearly_every_rule():
    assert len(RULES) >= 15
