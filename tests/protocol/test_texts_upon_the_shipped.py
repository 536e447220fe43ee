"""A text that somebody has typed stands upon the rulebooks that come with the product."""

from datetime import date

import pytest

from lantern.protocol.layers import Library
from lantern.protocol.load import SHIPPED, library, with_texts

CALDERBROOK = (SHIPPED / "calderbrook-2026.yaml").read_text()
JANUARY = date(2026, 1, 1)
MAY = date(2026, 5, 1)
JUNE = date(2026, 6, 1)


def starting(day: date) -> str:
    return CALDERBROOK.replace("from: 2026-01-01", f"from: {day}")


def test_a_text_is_a_later_version_and_the_one_before_ends_the_day_it_starts():
    shelf = with_texts({"our draft": starting(MAY)})

    assert isinstance(shelf, Library)
    spans = [(one.starts_on, one.ends_on) for one in shelf.versions["calderbrook-2026"]]
    assert spans == [(JANUARY, MAY), (MAY, None)]
    assert shelf.ids == library().ids
    assert [one.ends_on for one in library().versions["calderbrook-2026"]] == [None]


def test_versions_stand_in_the_order_of_their_days_whatever_the_order_they_are_given_in():
    shelf = with_texts({"the later": starting(JUNE), "the earlier": starting(MAY)})

    assert isinstance(shelf, Library)
    spans = [(one.starts_on, one.ends_on) for one in shelf.versions["calderbrook-2026"]]
    assert spans == [(JANUARY, MAY), (MAY, JUNE), (JUNE, None)]


def test_of_two_texts_of_one_day_the_last_counts():
    first, second = starting(MAY), starting(MAY).replace("title: ", "title: Again, ")

    shelf = with_texts({"adopted": first, "our draft": second})

    assert isinstance(shelf, Library)
    titles = [one.title for one in shelf.versions["calderbrook-2026"]]
    assert titles == [library().versions["calderbrook-2026"][0].title, f"Again, {titles[0]}"]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (starting(MAY).replace("layer: partnership", "layers: partnership"), 5, "layers"),
        ("rulebook: [", 2, "YAML"),
        ("x" * 1_000_001, 1, "longer than 1,000,000 characters"),
    ],
)
def test_a_fault_names_the_text_and_the_line(text, line, said):
    faults = with_texts({"our draft": text})

    assert isinstance(faults, tuple)
    [fault] = [one for one in faults if said in one.message]
    assert (str(fault.file), fault.line) == ("our draft", line)
