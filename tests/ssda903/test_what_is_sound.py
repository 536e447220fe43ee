"""What the rules allow is not called wrong: the edges of each, and what a good return holds."""

import time

import pytest

from lantern.spreadsheets.reading import read
from lantern.ssda903 import authorities, checks, years
from lantern.ssda903.read import assemble
from tests.ssda903.returns import cut, files, population
from tests.ssda903.small import codes


def numbers(**case):
    return {number for number, _, _ in codes(**case)}


def brought(tables, year):
    sheets = [sheet for name, text in files(tables).items() for sheet in read(name, text).sheets]
    return assemble(sheets, year=year, authority=authorities.find("330")).returned


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026, 2027])
def test_an_invented_return_has_no_fault_in_any_year(year):
    children = population(60, seed=year)
    this, last = (brought(cut(children, each), each) for each in (year, year - 1))

    assert list(checks.check(this, last)) == []


def test_an_absence_may_begin_on_the_day_on_which_the_last_ended():
    rows = [{"MIS_END": "12/06/2025"}, {"MISSING": "A", "MIS_START": "12/06/2025", "MIS_END": ""}]

    assert numbers(Missing=rows) == set()


def test_an_absence_may_end_on_the_day_on_which_it_began():
    assert numbers(Missing=[{"MIS_START": "10/06/2025", "MIS_END": "10/06/2025"}]) == set()


def test_the_order_of_rows_does_not_matter():
    rows = [{"MIS_START": "01/08/2025", "MIS_END": "02/08/2025"}, {}]

    assert numbers(Missing=rows) == set()


def test_an_absence_that_goes_on_from_last_year_keeps_its_start():
    carried = {"MIS_START": "20/03/2025", "MIS_END": "02/04/2025"}
    care = [{"DECOM": "01/02/2025"}]
    last = {"Episodes": care, "Missing": [{"MIS_START": "20/03/2025", "MIS_END": ""}]}

    assert numbers(Episodes=care, Missing=[carried], last=last) == set()


def test_an_absence_may_still_be_open_while_care_goes_on():
    assert numbers(Missing=[{"MIS_END": ""}]) == set()


def test_an_absence_may_last_until_the_last_day_of_care():
    care = [{"DEC": "12/06/2025", "REC": "E4A"}]

    assert numbers(Episodes=care, Missing=[{}]) == set()


def test_an_absence_may_span_two_placements_of_one_period_of_care():
    care = [
        {"DEC": "11/06/2025", "REC": "X1", "REASON_PLACE_CHANGE": "CARPL"},
        {"DECOM": "11/06/2025", "RNE": "P"},
    ]

    assert numbers(Episodes=care, Missing=[{}]) == set()


def test_a_child_still_missing_at_eighteen_ends_care_with_e8():
    assert (
        numbers(
            Header=[{"DOB": "01/09/2007"}],
            Episodes=[{"DEC": "01/09/2025", "REC": "E8"}],
            Missing=[{"DOB": "01/09/2007", "MIS_END": "01/09/2025"}],
        )
        == set()
    )


def test_codes_are_read_in_small_letters_and_with_spaces_round_them():
    assert (
        numbers(
            Header=[{"SEX": "f", "ETHNIC": " wbri ", "UPN": "un3"}],
            Episodes=[{"RNE": "s", "LS": "c2", "PLACE": " u4", "PLACE_PROVIDER": "pr1"}],
            Missing=[{"MISSING": " m "}],
        )
        == set()
    )


def test_placement_types_are_those_of_the_year():
    semi_independent = [{"PLACE": "H5", "URN": ""}]

    assert "146" not in numbers(year=2025, Episodes=semi_independent)
    assert "146" in numbers(year=2026, Episodes=semi_independent)


def test_sex_is_a_number_to_2023_24_and_a_letter_since():
    assert "101" not in numbers(year=2024, Header=[{"SEX": "2"}])
    assert "101" not in numbers(year=2025, Header=[{"SEX": "F"}])


def test_sex_said_in_the_codes_of_two_years_has_not_changed():
    assert "202" not in numbers(year=2025, Header=[{"SEX": "F"}], last={"Header": [{"SEX": "2"}]})


def test_a_placement_with_parents_has_no_number_of_ofsteds():
    assert numbers(Episodes=[{"PLACE": "P1", "PLACE_PROVIDER": "PR0", "URN": ""}]) == set()


def test_a_sound_pupil_number_is_taken():
    assert numbers(Header=[{"UPN": "B801200005001"}]) == set()


def test_a_year_runs_from_april_to_march():
    assert (years.begins(2026).isoformat(), years.ends(2026).isoformat()) == (
        "2025-04-01",
        "2026-03-31",
    )
    assert (years.year_of(years.ends(2026)), years.year_of(years.begins(2027))) == (2026, 2027)
    assert years.spoken(2026) == "2025/26"


def test_a_refused_header_takes_the_childs_rows_along_and_nobody_elses():
    found = codes(
        Header=[{"DOB": "soon"}, {"CHILD": "2"}],
        Episodes=[{}, {"CHILD": "2"}],
        Missing=[{}, {"CHILD": "2"}],
        Reviews=[{}, {"CHILD": "2"}],
    )

    assert {each for each in found if each[0] == "header-refused"} == {
        ("header-refused", "reviews", 2),
        ("header-refused", "episodes", 2),
        ("header-refused", "missing", 2),
    }


def test_after_an_absence_without_an_end_none_can_follow():
    days = ("10/06/2025", "10/07/2025", "10/08/2025")
    rows = [{"MIS_START": day, "MIS_END": day if day != days[0] else ""} for day in days]

    found = {each for each in codes(Missing=rows) if each[0] == "574"}

    assert found == {("574", "missing", 3), ("574", "missing", 4)}


def test_a_number_given_to_everybody_does_not_hold_the_checks_up():
    began = time.process_time()

    found = codes(Episodes=[{}] * 20_000, Missing=[{}] * 20_000)

    assert {number for number, _, _ in found} == {"too-many-rows"}
    assert time.process_time() - began < 10


def test_a_childs_number_is_the_same_in_small_letters_and_with_spaces_round_it():
    assert numbers(Header=[{"CHILD": "k 12 "}], Episodes=[{"CHILD": "K  12"}]) == set()
