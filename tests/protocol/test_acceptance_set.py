"""A partnership's own cases are asked of every version, as if it had been in force when they
happened."""

from dataclasses import dataclass
from datetime import date

import pytest

from lantern.agreements import acceptance
from lantern.protocol.faults import Faulty
from lantern.protocol.layers import UnknownRulebook
from lantern.protocol.load import SHIPPED, library, with_texts
from lantern.protocol.story import SHIPPED as STORIES
from lantern.protocol.supposing import as_if_since

IN_FORCE = (SHIPPED / "calderbrook-2026.yaml").read_text()
DRAFT = IN_FORCE.replace("from: 2026-01-01", "from: 2027-06-01")
TOLD = (STORIES / "calderbrook-clocks-go-forward.yaml").read_text()


@dataclass(frozen=True)
class Kept:
    """A case as the set keeps it."""

    text: str = TOLD
    name: str = "clocks-go-forward"
    title: str = "The clocks go forward while the interview is owed"


def test_a_draft_of_next_year_comes_out_of_a_case_of_this_year():
    assert acceptance.differences(DRAFT, [Kept()]) == ()


def test_a_case_says_which_duty_differs_and_how():
    [outcome] = acceptance.differences(DRAFT.replace("48 hours", "24 hours"), [Kept()])

    assert not outcome.is_as_expected
    [said] = outcome.differences
    assert said == (
        "Carry out the independent return interview: is due 21:00 on Sunday 29 March 2026,"
        " not 21:00 on Monday 30 March 2026"
    )


def test_an_outcome_is_told_of_a_case_that_is_as_expected_too():
    [outcome] = acceptance.outcomes(library(), [Kept()])

    assert outcome.is_as_expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            TOLD.replace("return_interview.held", "local_form.sent"),
            "there is no fact “local_form.sent”",
        ),
        (TOLD.replace("calderbrook-2026", "calderbrook-2025"), "there is no rulebook"),
        ("story: [", "this is not YAML"),
    ],
)
def test_a_case_that_can_no_longer_be_told_differs_and_says_why(text, said):
    [outcome] = acceptance.differences(DRAFT, [Kept(text=text)])

    assert said in outcome.differences[0]
    assert outcome.differences[0].startswith("Line ")


def test_a_draft_with_faults_is_asked_nothing():
    with pytest.raises(Faulty):
        acceptance.differences("rulebook: [", [Kept()])


def test_a_change_that_begins_later_than_its_version_stays_where_it_is():
    late = DRAFT.replace("set: {within: 48 hours}", "set: {within: 24 hours}").replace(
        "on: 2025-11-18\n    source", "on: 2027-09-01\n    source"
    )
    shelf = with_texts({"the draft": late})
    changes = {one.rule: one.on for one in shelf.versions["calderbrook-2026"][-1].changes}

    supposed = as_if_since(shelf, "calderbrook-2026", date(2026, 3, 1))

    moved = {one.rule: one.on for one in supposed.versions["calderbrook-2026"][0].changes}
    assert moved["return-interview-held"] == changes["return-interview-held"] == date(2027, 9, 1)
    assert [one.starts_on for one in supposed.versions["calderbrook-2026"]] == [date(2026, 3, 1)]


def test_there_is_nothing_to_suppose_of_a_rulebook_that_is_not_there():
    with pytest.raises(UnknownRulebook):
        as_if_since(library(), "calderbrook-2025", date(2026, 3, 1))
