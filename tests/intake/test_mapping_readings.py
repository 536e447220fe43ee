"""How the text of a cell is read: what it comes to, or the sentence why it is nothing."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.core.instants import LONDON
from lantern.intake.mapping.definition import Column
from lantern.intake.mapping.kinds import KINDS, Reading
from lantern.intake.mapping.readings import Unreadable, read
from lantern.protocol.faults import Place

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
LATEST = datetime(2049, 1, 1, tzinfo=UTC).replace(tzinfo=None)
FIELDS = {
    reading: next(
        field
        for kind in KINDS.values()
        for field in kind.fields.values()
        if field.reading is reading
    )
    for reading in Reading
}


def a_column(reading, name=None, **said):
    """A column of a field that is read in this way."""
    field = FIELDS[reading] if name is None else name
    given = {
        "field": field,
        "headings": ("Heading",),
        "codes": {},
        "needed": False,
        "place": Place(__file__),
    }
    return Column(**given | said)


def refusal(column, text, clock=""):
    """What is wrong and what to do."""
    with pytest.raises(Unreadable) as found:
        read(column, text, clock)
    return found.value.wrong, found.value.do


def outcome(column, text, clock=""):
    """What the cell comes to; or what is wrong with it, which is never without what to do."""
    try:
        return read(column, text, clock)
    except Unreadable as fault:
        return fault.wrong if fault.wrong and fault.do else fault


@pytest.mark.parametrize("text", ["UN1", "un5"])
def test_the_code_for_no_pupil_number_says_nothing(text):
    assert read(a_column(Reading.PUPIL_NUMBER), text) is None


@pytest.mark.parametrize("reading", Reading)
@pytest.mark.parametrize("text", ["", "   ", "\t", "\u00a0"])
def test_an_empty_cell_says_nothing(reading, text):
    assert read(a_column(reading), text) is None


@pytest.mark.parametrize(
    "text", ["01/06/2011", "1/6/2011", "2011-06-01", "1 June 2011", "01-Jun-2011", "40695"]
)
def test_a_day_is_read_as_people_and_spreadsheets_write_it(text):
    assert read(a_column(Reading.DAY), text) == date(2011, 6, 1)


def test_the_day_comes_first_unless_the_mapping_says_otherwise():
    assert read(a_column(Reading.DAY), "03/04/2026") == date(2026, 4, 3)
    assert read(a_column(Reading.DAY, dates="month first"), "03/04/2026") == date(2026, 3, 4)


def test_a_day_that_begins_with_its_year_is_read_either_way():
    column = a_column(Reading.DAY, dates="month first")

    assert read(column, "2026-04-03") == date(2026, 4, 3)


@pytest.mark.parametrize("text", ["31/02/2026", "1/6/11", "June", "soon", "12345678"])
def test_what_is_no_day_is_refused_with_what_to_do(text):
    wrong, do = refusal(a_column(Reading.DAY), text)

    assert text.lower() in wrong
    assert do.startswith("Write")


def test_a_day_without_a_time_stays_a_day():
    found = read(a_column(Reading.INSTANT), "02/03/2026")

    assert found == date(2026, 3, 2)
    assert not isinstance(found, datetime)


@pytest.mark.parametrize(
    "text",
    ["02/03/2026 18:30", "2026-03-02 18:30:00.000", "2026-03-02T18:30:00", "2 March 2026 6:30 pm"],
)
def test_a_time_is_that_of_london(text):
    assert read(a_column(Reading.INSTANT), text) == datetime(2026, 3, 2, 18, 30, tzinfo=UTC)


def test_summer_time_is_an_hour_ahead():
    found = read(a_column(Reading.INSTANT), "02/07/2026 18:30")

    assert found == datetime(2026, 7, 2, 17, 30, tzinfo=UTC)


def test_a_time_in_utc_is_taken_as_one():
    found = read(a_column(Reading.INSTANT), "2026-07-02T18:30:00Z")

    assert found == datetime(2026, 7, 2, 18, 30, tzinfo=UTC)


def test_the_time_may_stand_in_a_column_of_its_own():
    found = read(a_column(Reading.INSTANT), "02/03/2026", "18:30")

    assert found == datetime(2026, 3, 2, 18, 30, tzinfo=UTC)


def test_a_time_that_is_none_is_refused():
    wrong, _ = refusal(a_column(Reading.INSTANT), "02/03/2026", "half past six")

    assert wrong == "“half past six” is not a time of day"


def test_an_hour_that_happened_twice_is_asked_about():
    wrong, _ = refusal(a_column(Reading.INSTANT), "25/10/2026 01:30")

    assert "happened twice" in wrong


def test_an_hour_that_did_not_exist_is_refused():
    wrong, _ = refusal(a_column(Reading.INSTANT), "29/03/2026 01:30")

    assert "the clocks went forward" in wrong


def test_midnight_is_a_time_unless_the_mapping_says_that_it_is_none():
    text = "2026-03-02 00:00:00.000"

    assert read(a_column(Reading.INSTANT), text) == datetime(2026, 3, 2, tzinfo=UTC)
    found = read(a_column(Reading.INSTANT, midnight_is_a_day=True), text)
    assert (found, type(found)) == (date(2026, 3, 2), date)


def test_a_word_is_read_by_code_value_or_label_in_any_case():
    column = a_column(Reading.TERM, KINDS["placements"].fields["kind"], codes={"k2": "secure"})

    assert read(column, "K2") == "secure"
    assert read(column, "foster_care") == "foster_care"
    assert read(column, "FOSTER  CARE") == "foster_care"


def test_a_word_that_is_not_known_is_refused_with_a_suggestion():
    column = a_column(Reading.TERM, KINDS["children"].fields["gender"])

    assert refusal(column, "Femal") == (
        "“Femal” is no gender that this mapping knows",
        "Perhaps ‘Female’ is meant",
    )
    assert refusal(column, "X")[1] == "Write one of: Female, Male, Neither, Not stated"


@pytest.mark.parametrize(("text", "answer"), [("Y", True), ("yes", True), ("0", False)])
def test_yes_and_no_are_read_in_the_usual_ways(text, answer):
    assert read(a_column(Reading.YES_NO), text) is answer


def test_a_mapping_may_say_what_is_yes():
    column = a_column(Reading.YES_NO, codes={"ticked": "yes", "1": "no"})

    assert read(column, "Ticked") is True
    assert read(column, "1") is False
    assert refusal(column, "perhaps") == (
        "“perhaps” is neither yes nor no",
        "Write yes or no",
    )


@pytest.mark.parametrize(
    ("reading", "text", "found"),
    [
        (Reading.POSTCODE, "cc14ab", "CC1 4AB"),
        (Reading.TELEPHONE, "01632 960 101", "+441632960101"),
        (Reading.TELEPHONE, "ext 12", "ext 12"),
        (Reading.EMAIL, "Ruth.Adeyemi@Example.org", "ruth.adeyemi@example.org"),
        (Reading.NHS_NUMBER, "999 000 0018", "9990000018"),
        (Reading.REFERENCE, " cc 12 / 7 ", "CC 12 / 7"),
        (Reading.AGENCY, " Alder   House ", "Alder House"),
    ],
)
def test_a_checked_value_is_put_in_its_one_spelling(reading, text, found):
    assert read(a_column(reading), text) == found


@pytest.mark.parametrize(
    ("reading", "text"),
    [
        (Reading.POSTCODE, "nowhere"),
        (Reading.TELEPHONE, "none"),
        (Reading.EMAIL, "ruth at example"),
        (Reading.NHS_NUMBER, "9990000019"),
        (Reading.PUPIL_NUMBER, "B123456789012"),
        (Reading.REFERENCE, "1" * 41),
    ],
)
def test_a_value_that_fails_its_check_is_refused(reading, text):
    wrong, do = refusal(a_column(reading), text)

    assert wrong
    assert do


def test_a_text_that_is_too_long_is_refused_with_its_length():
    column = a_column(Reading.TEXT, KINDS["children"].fields["given_name"])

    assert refusal(column, "A" * 81) == ("This has 81 characters", "Shorten it to 80 or fewer")


def test_a_character_that_is_no_text_is_refused():
    assert (
        refusal(a_column(Reading.TEXT), "a\x00b")[0] == "The cell holds a character that is no text"
    )


def test_a_reference_of_lanterns_has_its_shape():
    column = a_column(Reading.TEXT, KINDS["children"].fields["lantern_reference"])

    assert read(column, "c-7k3p-9qx2") == "C-7K3P-9QX2"
    assert refusal(column, "12")[0] == "“12” is no reference of Lantern’s"


@pytest.mark.parametrize("reading", Reading)
@given(text=st.text(max_size=60), clock=st.text(max_size=10))
def test_any_text_is_read_or_refused_in_a_sentence(reading, text, clock):
    column = a_column(reading)

    assert isinstance(outcome(column, text, clock), str | bool | date | None)


@given(at=st.datetimes(min_value=EARLIEST, max_value=LATEST))
def test_a_time_written_in_london_comes_back_as_written(at):
    text = f"{at:%d/%m/%Y %H:%M}"

    found = outcome(a_column(Reading.INSTANT), text)

    if isinstance(found, str):
        assert "twice" in found or "does not exist" in found
    else:
        assert found.astimezone(LONDON).strftime("%d/%m/%Y %H:%M") == text


@given(day=st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_is_the_same_in_every_way_of_writing_it(day):
    column = a_column(Reading.DAY)
    ways = (f"{day:%d/%m/%Y}", day.isoformat(), f"{day.day} {day:%B} {day.year}")

    assert {read(column, way) for way in ways} == {day}
