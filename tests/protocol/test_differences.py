"""What differs between two protocols is said once, in words, and nothing else is said."""

from datetime import date

import pytest

from lantern.protocol.differences import FOLLOWING, SETTINGS, Kind, Line, Side, differences
from lantern.protocol.load import library, with_texts

DAY = date(2026, 12, 1)


def side(name, shelf=None, day=DAY):
    return Side((shelf or library()).protocol(name), day)


@pytest.fixture(scope="module")
def found():
    return differences(side("birmingham-2015"), side("calderbrook-2026"))


def of(found, name):
    return next(one for one in found if one.id == name)


@pytest.mark.parametrize("name", library().ids)
def test_a_protocol_does_not_differ_from_itself(name):
    assert differences(side(name), side(name)) == ()


def test_a_changed_limit_is_shown_beside_what_it_was_and_with_its_reason(found):
    meeting = of(found, "strategy-meeting-held")

    assert meeting.kind is Kind.CHANGED
    assert Line(label="By when", was="within 5 working days", now="within 3 working days") in (
        meeting.lines
    )
    assert meeting.why


def test_a_rule_switched_off_is_only_in_the_first_with_the_reason(found):
    signed = of(found, "regulation-40-signed-by-assistant-director")

    assert signed.kind is Kind.REMOVED
    assert signed.why
    assert all(line.now == "" for line in signed.lines)


def test_a_rule_of_ones_own_is_only_in_the_second(found):
    assert of(found, "fostering-service-told").kind is Kind.ADDED


def test_duties_that_only_follow_a_setting_are_told_together(found):
    telling = of(found, "telling")
    following = [one for one in found if one.group == FOLLOWING]

    assert telling.group == SETTINGS
    assert telling.lines == (Line(label="Value", was="1 hour", now="30 minutes"),)
    assert Line(label="By when", was="within 1 hour", now="within 30 minutes") in [
        line for one in following for line in one.lines
    ]
    assert all(one.duties for one in following)


def test_what_is_added_one_way_is_removed_the_other_way(found):
    back = differences(side("calderbrook-2026"), side("birmingham-2015"))
    turned = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED, Kind.CHANGED: Kind.CHANGED}

    assert {(one.id, turned[one.kind]) for one in found} == {(one.id, one.kind) for one in back}


def test_a_comment_or_another_place_in_the_file_is_no_difference():
    book = next(iter(library().versions["calderbrook-2026"]))
    text = "# said again\n\n" + book.place.file.read_text(encoding="utf-8")
    moved = text.replace(f"from: {book.starts_on}", "from: 2026-12-15")
    shelf = with_texts({"moved": moved})

    assert moved != text
    before, after = (
        side("calderbrook-2026", shelf),
        side("calderbrook-2026", shelf, date(2027, 1, 1)),
    )
    assert differences(before, after) == ()
