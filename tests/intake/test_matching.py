"""Who may be the same child: a question for a person, the same whichever way it is put."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lantern.intake.matching import NHS, Described, Likeness, alike, likeness

BORN = date(2011, 6, 2)
TAMSIN = {"given_name": "Tamsin", "family_name": "Redfern", "born_on": BORN}
CASE = ("authority_reference", "calderbrook")


def described(**said):
    """Tamsin, with what is said otherwise."""
    return Described(**TAMSIN | said)


def compared(**said):
    """Tamsin beside what is said of somebody, either way round."""
    first = likeness(described(), described(**said))
    assert likeness(described(**said), described()) is first
    return first


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"given_name": "TAMSIN"},
        {"given_name": "  tamsin", "family_name": "Rédfern"},
    ],
)
def test_the_same_names_and_birth_may_be_the_same_child(said):
    assert compared(**said) is Likeness.SAME_NAMES


@pytest.mark.parametrize(
    "said",
    [
        {"given_name": "Tamzin"},
        {"family_name": "Redfearn"},
        {"given_name": "Tamsin Rose"},
        {"family_name": "Redfern-Okafor"},
        {"given_name": "T"},
        {"given_name": "Tammy", "also_known_as": "Tamsin"},
    ],
)
def test_names_spelled_otherwise_may_be_the_same_child(said):
    assert compared(**said) is Likeness.SPELLED_OTHERWISE


def test_names_the_other_way_round_may_be_the_same_child():
    assert compared(given_name="Redfern", family_name="Tamsin") is Likeness.SWAPPED


def test_a_birth_with_day_and_month_turned_round_may_be_the_same():
    assert compared(born_on=date(2011, 2, 6)) is Likeness.BIRTH_TURNED_ROUND
    assert compared(given_name="Tamzin", born_on=date(2011, 2, 6)) is None


def test_a_birth_that_is_not_known_may_be_the_same():
    assert compared(born_on=None) is Likeness.BIRTH_NOT_KNOWN
    assert compared(given_name="Tamzin", born_on=None) is None


@pytest.mark.parametrize(
    "said",
    [
        {"given_name": "Idris"},
        {"family_name": "Quillfeather"},
        {"born_on": date(2011, 6, 3)},
        {"given_name": "", "family_name": ""},
    ],
)
def test_somebody_else_is_nobodys_question(said):
    assert compared(**said) is None


@pytest.mark.parametrize(("one", "other"), [("Amy", "Anna"), ("Ella", "Emma"), ("Leila", "Nadia")])
def test_twins_stay_apart(one, other):
    assert likeness(described(given_name=one), described(given_name=other)) is None


def test_twins_of_nearly_one_name_stay_apart_by_their_references():
    first = described(given_name="Hassan", numbers={CASE: "CC1"})
    second = described(given_name="Hussain", numbers={CASE: "CC2"})

    assert likeness(first, second) is None
    assert likeness(described(given_name="Hassan"), second) is Likeness.SPELLED_OTHERWISE


def test_a_record_opened_twice_under_one_name_is_asked_about():
    first, second = described(numbers={CASE: "CC1"}), described(numbers={CASE: "CC2"})

    assert likeness(first, second) is Likeness.SAME_NAMES


def test_two_nhs_numbers_are_two_children():
    first = described(numbers={(NHS, ""): "9990000018"})
    second = described(numbers={(NHS, ""): "9990000026"})

    assert likeness(first, second) is None
    assert likeness(first, described()) is Likeness.SAME_NAMES


def test_references_of_two_authorities_say_nothing_of_each_other():
    other = ("authority_reference", "northmoor")

    found = likeness(described(numbers={CASE: "1"}), described(numbers={other: "2"}))

    assert found is Likeness.SAME_NAMES


def test_those_who_may_be_the_same_are_told_from_the_others():
    others = [(1, described(given_name="Idris")), (2, described(given_name="Tamzin"))]

    assert list(alike(described(), others)) == [(2, Likeness.SPELLED_OTHERWISE)]


NAME = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["Tamsin", "Tamzin", "Redfern", "T", "Anne Marie", "O’Neill"]),
)
SOMEBODY = st.builds(
    Described,
    given_name=NAME,
    family_name=NAME,
    also_known_as=NAME,
    born_on=st.one_of(st.none(), st.dates(date(2011, 1, 1), date(2011, 3, 3))),
    numbers=st.dictionaries(
        st.sampled_from([(NHS, ""), ("upn", ""), CASE, ("police_reference", "force")]),
        st.sampled_from(["1", "2"]),
    ),
)


@given(one=SOMEBODY, other=SOMEBODY)
def test_matching_is_symmetric(one, other):
    assert likeness(one, other) is likeness(other, one)


@given(one=SOMEBODY)
def test_whoever_has_two_names_is_like_themselves(one):
    from lantern.people.names import words

    assume(words(one.given_name) and words(one.family_name))

    expected = Likeness.SAME_NAMES if one.born_on else Likeness.BIRTH_NOT_KNOWN
    assert likeness(one, one) is expected


@given(one=SOMEBODY, other=SOMEBODY)
def test_likeness_takes_no_notice_of_case(one, other):
    louder = Described(
        given_name=other.given_name.upper().lower(),
        family_name=other.family_name.upper().lower(),
        also_known_as=other.also_known_as,
        born_on=other.born_on,
        numbers=other.numbers,
    )
    assume(other.given_name.casefold() == louder.given_name.casefold())
    assume(other.family_name.casefold() == louder.family_name.casefold())

    assert likeness(one, louder) is likeness(one, other)


@given(one=SOMEBODY, other=SOMEBODY)
def test_without_a_name_or_a_birth_in_common_nobody_is_asked(one, other):
    assume(one.born_on and other.born_on and one.born_on != other.born_on)

    assert likeness(one, other) in {None, Likeness.BIRTH_TURNED_ROUND}
