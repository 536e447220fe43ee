"""What is wrong with a mapping is said with its line and what was probably meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.intake.mapping.kinds import KINDS
from lantern.intake.mapping.load import (
    UnknownMapping,
    check,
    from_file,
    load,
    named,
    shipped,
    shipped_files,
)
from lantern.intake.mapping.template import to_fill_in
from lantern.protocol.faults import Faults, Faulty
from lantern.spreadsheets.sheets import Sheet
from tests.intake.sheets import faults_of, written

GOOD = """\
mapping: ours
kind: children
title: Children of our case system
key: authority_reference
columns:
  - {field: authority_reference, from: Case number}
  - {field: born_on, from: Birth}
"""


def test_every_shipped_mapping_is_sound():
    assert check(shipped_files()) == ()


def test_there_is_a_mapping_of_our_own_for_every_kind():
    assert {kind for kind, name in shipped() if name == "lantern"} == set(KINDS)


def test_our_own_mapping_takes_every_field_of_its_kind():
    for (kind, name), mapping in shipped().items():
        if name == "lantern":
            left_out = set(KINDS[kind].fields) - set(mapping.columns) - {"home_office_reference"}
            assert left_out == set(), kind


def test_a_template_has_the_headings_and_no_row():
    for mapping in shipped().values():
        text = to_fill_in(mapping).decode("utf-8-sig")

        assert text.count("\r\n") == 1
        assert text.startswith('"')


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_template_is_read_by_its_own_mapping(kind):
    from lantern.intake.mapping.rows import propose

    mapping = named(kind, "lantern")
    headings = tuple(mapping.headings())

    found = propose(Sheet(file="template.csv", columns=headings, lines=()), mapping)

    assert found.faults == ()


def test_an_alternative_heading_is_never_that_of_two_fields():
    for mapping in shipped().values():
        headings = [
            heading for column in mapping.columns.values() for heading in column.every_heading
        ]

        assert len({one.casefold() for one in headings}) == len(headings), mapping.kind.name


def test_a_sound_mapping_has_no_faults(tmp_path):
    assert faults_of(tmp_path, GOOD) == []


def fault(tmp_path, old, new):
    """The only fault after a part of the good mapping is replaced."""
    assert old in GOOD
    (one,) = faults_of(tmp_path, GOOD.replace(old, new))
    return one


def test_an_unknown_kind_is_named_with_a_suggestion(tmp_path):
    assert fault(tmp_path, "kind: children", "kind: childen") == (
        2,
        "“childen” is no kind",
        "did you mean `children`?",
    )


def test_an_unknown_field_is_named_with_a_suggestion(tmp_path):
    assert fault(tmp_path, "field: born_on", "field: born_at") == (
        7,
        "“born_at” is no field",
        "did you mean `born_on`?",
    )


def test_an_unknown_entry_is_named_with_a_suggestion(tmp_path):
    assert fault(tmp_path, "title: Ch", "ignore: [Team]\ntitle: Ch") == (
        3,
        "a mapping has no “ignore”",
        "did you mean `ignored`?",
    )


def test_a_key_must_be_of_fields_that_are_mapped(tmp_path):
    line, message, hint = fault(tmp_path, "key: authority_reference", "key: nhs_number")

    assert (line, message) == (4, "“nhs_number” is no field of this mapping")
    assert "authority_reference" in hint


def test_a_field_has_one_column(tmp_path):
    assert fault(tmp_path, "field: born_on", "field: authority_reference")[:2] == (
        7,
        "two columns are for authority_reference",
    )


def test_a_column_is_for_one_field(tmp_path):
    assert fault(tmp_path, "from: Birth", "from: case_number")[:2] == (
        7,
        "“case number” is for authority_reference already",
    )


def test_a_column_without_from_has_a_default(tmp_path):
    line, message, hint = fault(tmp_path, "born_on, from: Birth", "gender")

    assert (line, message) == (7, "the column for gender needs “from”")
    assert "default" in hint
    fine = GOOD.replace("born_on, from: Birth", "gender, default: not_stated")
    assert faults_of(tmp_path, fine) == []


def test_a_code_must_come_to_one_of_our_words(tmp_path):
    codes = "gender, from: Sex, codes: {F: femal}"

    assert fault(tmp_path, "born_on, from: Birth", codes) == (
        7,
        "“femal” is no gender",
        "did you mean `female`?",
    )


@pytest.mark.parametrize(
    ("column", "message"),
    [
        ("gender, default: femal", "“femal” is no gender that this mapping knows"),
        ("born_on, default: soon", "‘soon’ is not a date"),
        ("home_postcode, default: CC", "“CC” is no home postcode"),
        ("address_is_protected, default: perhaps", "“perhaps” is neither yes nor no"),
    ],
)
def test_a_default_must_be_readable(tmp_path, column, message):
    assert fault(tmp_path, "born_on, from: Birth", column)[:2] == (7, message)


def test_an_agency_may_have_a_code_of_ones_own(tmp_path):
    mapping = GOOD.replace("born_on, from: Birth", "school, from: S, codes: {M1: millbrook}")

    assert faults_of(tmp_path, mapping) == []


def test_codes_are_for_words_only(tmp_path):
    codes = "born_on, from: Birth, codes: {F: female}"

    line, message, hint = fault(tmp_path, "born_on, from: Birth", codes)

    assert (line, hint) == (7, "born_on is read as “day”")
    assert message.startswith("“codes” is for a field that is read as “term”")


def test_an_order_of_dates_is_one_of_two(tmp_path):
    assert fault(tmp_path, "from: Birth", "from: Birth, dates: month frist") == (
        7,
        "“month frist” is no dates",
        "did you mean `month first`?",
    )


def test_a_field_that_lantern_needs_must_be_mapped(tmp_path):
    staff = "mapping: ours\nkind: staff\ntitle: Ours\nkey: email\ncolumns:\n"
    found = faults_of(tmp_path, staff + "  - {field: email, from: Mail}\n")

    assert {message for _, message, _ in found} == {
        "a mapping for staff needs name",
        "a mapping for staff needs agency",
        "a mapping for staff needs role",
    }


def test_a_field_that_lantern_needs_stays_needed(tmp_path):
    staff = (
        "mapping: ours\nkind: staff\ntitle: Ours\nkey: email\ncolumns:\n"
        "  - {field: email, from: Mail, needed: no}\n  - {field: name, from: Name}\n"
        "  - {field: agency, from: Agency}\n  - {field: role, from: Role}\n"
    )

    assert [(line, message) for line, message, _ in faults_of(tmp_path, staff)] == [
        (6, "email can't be left out: Lantern needs it")
    ]


def test_a_mapping_of_children_says_which_child(tmp_path):
    found = faults_of(
        tmp_path,
        "mapping: ours\nkind: children\ntitle: Ours\nkey: born_on\ncolumns:\n"
        "  - {field: born_on, from: Birth}\n",
    )

    assert [message for _, message, _ in found] == [
        "a mapping for children needs a column that says which one a row means"
    ]


def test_a_mapping_that_is_not_there_is_named_with_those_there_are():
    with pytest.raises(UnknownMapping, match="did you mean `ssd-missing`"):
        named("missing", "ssd-mising")


def test_a_mapping_of_another_kind_is_refused(tmp_path):
    path = written(tmp_path, GOOD)

    with pytest.raises(Faulty, match="a mapping for children, not for staff"):
        from_file(path, "staff")


def test_a_file_given_by_its_path_is_used(tmp_path):
    path = written(tmp_path, GOOD)

    assert named("children", str(path)).title == "Children of our case system"


def test_a_file_that_is_not_there_is_a_fault(tmp_path):
    with pytest.raises(Faulty, match="can't be read"):
        named("children", str(tmp_path / "no.yaml"))


@given(text=st.text(alphabet=st.sampled_from(list("ab:{}[]-,# \n\t\"'&*!|>%@\u00e9")), max_size=80))
def test_no_text_makes_a_traceback(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("mapping") / "any.yaml"
    path.write_text(text, encoding="utf-8")
    faults = Faults()

    found = load(path, faults)

    assert faults.found or found is None


@given(cut=st.integers(min_value=0, max_value=len(GOOD)), put=st.text(max_size=6))
def test_a_mapping_with_anything_put_in_is_read_or_refused(tmp_path_factory, cut, put):
    path = tmp_path_factory.mktemp("mapping") / "any.yaml"
    path.write_bytes((GOOD[:cut] + put + GOOD[cut:]).encode("utf-8", "surrogatepass"))
    faults = Faults()

    found = load(path, faults)

    assert faults.found or found is not None
