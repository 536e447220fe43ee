"""Whom the lists of other councils name, and what their meetings consider."""

import pytest

from lantern.core.instants import read_london
from lantern.protocol.facts import Facts
from lantern.protocol.lists import agenda, on_lists
from lantern.protocol.load import library
from lantern.protocol.stories import shipped


def absences(*names):
    """The facts of each story's absence, by the story's name, and the protocol that they share."""
    told = [story for story in shipped() if story.name in names]
    protocol = library().protocol(told[0].rulebook)
    return protocol, {
        story.name: Facts.of(
            [one for one in story.records if protocol.vocabulary[one.fact].subject != "authority"],
            born=story.born,
            vocabulary=protocol.vocabulary,
        )
        for story in told
    }


def rule(protocol, name):
    return next(one for one in protocol.rules() if one.id == name)


PANEL = ("aldermere-missing-from-a-home", "aldermere-an-evening-out")


def considered(name, stories, at):
    protocol, found = absences(*stories)
    return [one.reference for one in agenda(rule(protocol, name), found, protocol, read_london(at))]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2016-05-10 16:00", []),  # an hour before she is gone
        ("2016-05-11 14:00", [PANEL[0]]),
        ("2016-05-13 14:00", [PANEL[0]]),  # back, and not considered yet
        ("2016-05-16 14:00", []),  # considered
        ("2016-06-07 20:00", []),  # his first time
    ],
)
def test_the_weekly_panel_considers_whoever_is_gone_a_third_time_until_it_has(at, expected):
    assert considered("panel-meets", PANEL, at) == expected


RAN = ("haringey-runs-from-care", "haringey-runs-from-home", "haringey-not-yet-run")


@pytest.mark.requirement("TH-023")
def test_the_board_can_name_who_has_run_on_two_or_more_occasions():
    at = "2010-02-03 12:00"

    assert considered("social-care-figures", RAN, at) == list(RAN[:2])
    assert considered("social-care-figures", RAN, "2010-02-20 12:00") == list(RAN)


def test_a_list_says_why_a_child_is_on_it():
    protocol, found = absences(RAN[0])

    (one,) = on_lists(found[RAN[0]], protocol, read_london("2010-02-03 12:00"))

    assert "HAR" in one.sentence
    assert "run away or gone missing before" in one.sentence
