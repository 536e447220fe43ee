"""Each check finds what it is there for, says where, and is kept to what it may refuse."""

import pytest

from lantern.ssda903.checks import checks
from tests.ssda903.broken import BROKEN
from tests.ssda903.small import codes, faults

SAID_WITHOUT_A_CHECK = {"header-refused", "day-form"}


def test_a_sound_return_has_no_fault():
    sound = {table: [{}] for table in ("Missing", "UASC", "Reviews")}

    assert faults(**sound) == []


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_what_breaks_a_check_is_found_on_its_line(broken):
    found = codes(**broken.case)

    assert (broken.number, broken.where.lower(), broken.line) in found


def test_every_check_is_broken_by_a_case():
    broken = {(each.number, each.where) for each in BROKEN}

    untried = {(check.number, check.table) for check in checks()} - broken

    assert untried == set()


def test_every_case_is_of_a_check_or_of_what_is_said_beside_them():
    numbers = {check.number for check in checks()} | SAID_WITHOUT_A_CHECK

    assert {each.number for each in BROKEN} <= numbers


def test_every_check_says_what_is_wrong_what_to_do_and_why_it_refuses_or_asks():
    silent = [check for check in checks() if not (check.wrong and check.do and check.reason)]

    assert silent == []


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_what_is_said_is_a_sentence_with_nothing_left_to_fill_in(broken):
    said = [
        text
        for fault in faults(**broken.case)
        for text in (fault.wrong, fault.do)
        if not text or "{" in text or text[0].islower() or text.endswith(".") or "None" in text
    ]

    assert said == []


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_a_fault_refuses_where_its_check_does(broken):
    registered = {(check.number, check.table, check.refuses) for check in checks()}

    wrongly = [
        fault
        for fault in faults(**broken.case)
        if fault.code not in SAID_WITHOUT_A_CHECK
        and not any(
            (fault.code, table, fault.refuses) in registered
            for table in {check.table for check in checks()}
            if table.lower() == fault.file.removesuffix(".csv")
        )
    ]

    assert wrongly == []
