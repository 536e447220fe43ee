"""A sheet's lines by a mapping: what each proposes, and every fault at its line and column."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lantern.intake.mapping.kinds import KINDS
from lantern.intake.mapping.rows import propose
from lantern.spreadsheets.sheets import Line, Sheet
from tests.intake.sheets import a_mapping, a_sheet, shipped

TAMSIN = {
    "Authority reference": "CC1",
    "First name": "Tamsin",
    "Family name": "Redfern",
    "Date of birth": "01/06/2011",
    "Gender": "F",
}


def proposed(*rows, **said):
    """What our own mapping of children makes of these rows."""
    return propose(a_sheet(*rows, **said), shipped("children"))


def told(found):
    """Each fault as line, column, code and whether it refuses."""
    return [(one.line, one.column, one.code, one.refuses) for one in found.faults]


def test_a_row_is_read_into_lanterns_fields():
    found = proposed(TAMSIN)

    (one,) = found.proposals
    assert found.faults == ()
    assert dict(one.values) == {
        "authority_reference": "CC1",
        "given_name": "Tamsin",
        "family_name": "Redfern",
        "born_on": date(2011, 6, 1),
        "gender": "female",
    }
    assert one.key == "authority_reference=CC1"
    assert one.line.number == 2


def test_columns_are_found_by_any_of_their_names_in_any_order_and_case():
    row = {"DOB": "1 June 2011", "surname": "Redfern", "CASE NUMBER": "CC1", "Forename": "Tamsin"}

    (one,) = proposed(row).proposals

    assert one.values["born_on"] == date(2011, 6, 1)
    assert one.values["family_name"] == "Redfern"


def test_a_field_may_be_put_together_from_several_columns():
    row = TAMSIN | {"Address line 1": "4 Mill Lane", "Address line 2": "", "Town": "Calderbrook"}

    (one,) = proposed(row).proposals

    assert one.values["home_address"] == "4 Mill Lane, Calderbrook"


def test_an_empty_cell_proposes_nothing_for_its_field():
    (one,) = proposed(TAMSIN | {"Gender": " "}).proposals

    assert "gender" not in one.values


def test_a_bad_cell_refuses_its_row_and_no_other():
    found = proposed(TAMSIN, TAMSIN | {"Authority reference": "CC2", "Date of birth": "31/2/2011"})

    assert [one.line.number for one in found.proposals] == [2]
    assert told(found) == [(3, "Date of birth", "date", True)]


def test_every_fault_of_a_row_is_said():
    found = proposed(TAMSIN | {"Date of birth": "no", "Gender": "F?"})

    assert [one[:3] for one in told(found)] == [
        (2, "Date of birth", "date"),
        (2, "Gender", "word"),
    ]


def test_a_row_that_names_no_child_is_refused():
    found = proposed(TAMSIN | {"Authority reference": ""})

    assert found.proposals == ()
    assert told(found) == [(2, "Authority reference", "empty", True)]


def test_a_sheet_that_can_name_no_child_is_refused_whole():
    found = proposed({"First name": "Tamsin"})

    assert found.proposals == ()
    assert [one for one in told(found) if one[3]] == [(None, "", "no-column", True)]


def test_a_column_that_is_needed_and_missing_refuses_the_sheet_with_a_suggestion():
    sheet = a_sheet({"Email": "ruth@example.org", "Name": "Ruth", "Agency": "c", "Rolle": "x"})

    found = propose(sheet, shipped("staff"))

    first = found.faults[0]
    assert (first.column, first.code) == ("Role", "no-column")
    assert "did you mean `Rolle`?" in first.do


def test_a_column_that_the_mapping_does_not_know_is_a_question():
    found = proposed(TAMSIN | {"Team": "North"})

    assert len(found.proposals) == 1
    assert told(found) == [(None, "Team", "other-column", False)]


def test_of_two_columns_for_one_field_the_first_choice_is_taken_and_the_other_asked_about():
    found = proposed({"DOB": "02/07/2012"} | TAMSIN)

    assert found.proposals[0].values["born_on"] == date(2011, 6, 1)
    assert told(found) == [(None, "DOB", "second-column", False)]


def test_a_code_of_ones_own_names_an_agency(tmp_path):
    mapping = a_mapping(
        tmp_path,
        "mapping: ours\nkind: children\ntitle: Ours\nkey: authority_reference\ncolumns:\n"
        "  - {field: authority_reference, from: Case}\n"
        "  - {field: school, from: School, codes: {M1: millbrook}}\n",
    )

    (one,) = propose(a_sheet({"Case": "1", "School": "m1"}), mapping).proposals

    assert one.values["school"] == "millbrook"


def test_a_column_that_is_ignored_is_none(tmp_path):
    mapping = a_mapping(
        tmp_path,
        "mapping: ours\nkind: children\ntitle: Ours\nkey: authority_reference\n"
        "ignored: [team]\nempty: [N/A]\ncolumns:\n"
        "  - {field: authority_reference, from: Case}\n"
        "  - {field: gender, from: Sex, default: not_stated}\n"
        "  - {field: given_name, from: Name, needed: yes}\n",
    )

    found = propose(a_sheet({"Case": "1", "Sex": "n/a", "Name": "Jun", "Team": "N"}), mapping)

    assert found.faults == ()
    assert found.proposals[0].values["gender"] == "not_stated"
    assert found.proposals[0].assumed == {"gender"}


def test_what_a_mapping_needs_is_needed(tmp_path):
    mapping = a_mapping(
        tmp_path,
        "mapping: ours\nkind: children\ntitle: Ours\nkey: authority_reference\ncolumns:\n"
        "  - {field: authority_reference, from: Case}\n"
        "  - {field: given_name, from: Name, needed: yes}\n",
    )

    found = propose(a_sheet({"Case": "1", "Name": ""}), mapping)

    assert told(found) == [(2, "Name", "empty", True)]


def test_the_same_row_twice_is_no_fault():
    found = proposed(TAMSIN, TAMSIN)

    assert (len(found.proposals), found.faults) == (2, ())


def test_rows_that_contradict_each_other_are_all_refused():
    found = proposed(TAMSIN, TAMSIN | {"Gender": "M"}, TAMSIN | {"Authority reference": "CC2"})

    assert [one.line.number for one in found.proposals] == [4]
    assert told(found) == [
        (2, "Authority reference", "twice", True),
        (3, "Authority reference", "twice", True),
    ]
    assert found.faults[0].wrong == "The same is on line 3, and the lines do not agree"


def test_a_missing_episode_of_the_standard_dataset_is_read():
    row = {
        "miss_table_id": "77",
        "miss_person_id": "cc1",
        "miss_missing_episode_start_date": "2026-03-02 18:30:00.000",
        "miss_missing_episode_type": "Missing",
        "miss_missing_episode_end_date": "2026-03-04 00:00:00.000",
        "miss_missing_rhi_offered": "Y",
        "miss_missing_rhi_accepted": "NULL",
    }

    found = propose(a_sheet(row), shipped("missing", "ssd-missing"))

    (one,) = found.proposals
    assert found.faults == ()
    assert one.key == "row_number=77"
    assert one.text("whereabouts") == "not_known"
    assert one.values["ended"] == date(2026, 3, 4)
    assert one.text("interview_offered") == "yes"
    assert "interview_accepted" not in one.values


CELL = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["F", "01/06/2011", "CC1", "9990000018", "yes", "2026-03-02 18:30", "NULL"]),
)


@given(data=st.data(), kind=st.sampled_from(sorted(KINDS)))
def test_any_cells_are_proposed_or_refused_line_by_line(data, kind):
    mapping = shipped(kind)
    known = list(mapping.headings())
    columns = tuple(data.draw(st.lists(st.sampled_from([*known, "Other", ""]), max_size=8)))
    rows = data.draw(st.lists(st.tuples(*[CELL for _ in columns]), max_size=4))
    lines = tuple(Line(number, cells) for number, cells in enumerate(rows, start=2))

    found = propose(Sheet(file="any.csv", columns=columns, lines=lines), mapping)

    refused = {fault.line for fault in found.faults if fault.refuses}
    taken = {one.line.number for one in found.proposals}
    assert refused & taken == set()
    assert None in refused or refused | taken == {line.number for line in lines}
    assert all(fault.wrong and fault.do for fault in found.faults)
