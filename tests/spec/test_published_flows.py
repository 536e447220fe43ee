"""The sources' flows, played through the shipped rulebooks, owe what was worked out by hand."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lantern.protocol.load import library
from lantern.protocol.stories import Story, differences, shipped
from tests.spec.protocol_requirements import rules_by_requirement, stories_by_rule

FLOWS = {
    *("FL-01", "FL-02", "FL-03", "FL-04", "FL-08", "FL-09", "FL-10", "FL-11", "FL-12"),
    *("FL-17", "FL-21"),
}
"""The flows of the sources that bear on a duty or a decision of these rulebooks."""


@pytest.mark.requirement(
    "CK-001", "CK-002", "CK-003", "CK-004", "CK-005", "CK-006", "CK-007", "CK-008", "CK-009",
    "CK-010", "CK-011", "CK-012", "CK-013", "CK-014", "CK-015", "CK-016", "CK-017", "CK-018",
    "CK-019", "CK-020", "CK-021", "CK-022", "CK-023", "CK-024", "CK-025", "CK-026", "CK-027",
    "CK-028", "CK-029", "CK-030", "CK-031", "CK-032", "CK-033", "CK-034", "CK-035", "CK-036",
    "CK-038", "CK-039", "CK-040", "CK-041", "CK-042", "CK-043", "CK-044", "CK-045", "CK-046",
    "CK-047", "CK-050", "CK-051", "CK-052", "CK-053", "CK-054", "CK-055", "CK-056", "CK-057",
    "CK-058", "CK-059", "CK-060", "CK-061", "CK-062", "CK-063", "CK-064", "CK-065", "CK-066",
    "CK-067", "CK-069", "CK-070", "CK-071", "CK-072", "CK-073", "CK-074", "CK-080", "CK-081",
    "CK-082", "CK-083", "CK-084", "CK-085", "CK-086", "CK-087", "CK-088", "CK-089", "CK-120",
    "CK-121", "CK-122", "CK-123", "CK-124", "CK-125", "CK-126", "CK-127", "CK-128", "CK-129",
    "CK-130", "CK-131", "CK-132", "CK-133", "CK-134", "CK-135", "CK-136", "CK-137", "CK-138",
    "CK-141", "CK-142", "CK-144", "CK-146", "CK-147", "CK-150", "CK-151", "CK-153", "CK-154",
    "CK-155", "CK-156", "CK-157", "CK-161", "CK-162", "CK-163", "CK-168", "CK-171", "CK-172",
    "DA-001", "DA-002", "DA-003", "DA-004", "DA-005", "DA-006", "DA-007", "DA-009", "DA-010",
    "DA-012", "DA-013", "DA-015", "DA-016", "DA-017", "DA-020", "DA-021", "DA-022", "DA-023",
    "DA-024", "DA-025", "DA-026", "DA-027", "DA-029", "DA-030", "DA-031", "DA-032", "DA-033",
    "DA-034", "DA-035", "DA-036", "DA-040", "DA-041", "DA-042", "DA-044", "DA-047", "DA-049",
    "DA-050", "DA-051", "DA-052", "DA-054", "DA-058", "DA-059", "DA-060", "DA-061", "DA-063",
    "DA-064", "DA-065", "DA-066", "TH-001", "TH-002", "TH-003", "TH-004", "TH-005", "TH-008",
    "TH-009", "TH-021", "TH-022", "TH-023", "TH-024", "TH-027", "TH-028", "TH-029", "TH-030",
    "TH-031", "TH-036", "TH-042", "TH-043",
)  # fmt: skip
@pytest.mark.parametrize("story", shipped(), ids=lambda story: story.name)
def test_a_story_owes_exactly_what_was_worked_out_by_hand(story: Story):
    assert differences(story) == ()


def test_the_requirements_marked_are_those_of_the_rules_that_speak_in_stories():
    (mark,) = (
        one
        for one in test_a_story_owes_exactly_what_was_worked_out_by_hand.pytestmark
        if one.name == "requirement"
    )

    proved = {
        requirement
        for requirement, rules in rules_by_requirement().items()
        if rules.keys() & stories_by_rule().keys()
    }

    assert sorted(set(mark.args) ^ proved) == []


def test_every_flow_of_the_sources_that_we_published_has_a_story():
    assert FLOWS - {story.flow for story in shipped()} == set()


def test_every_rule_is_expected_by_some_story():
    expected = {duty.duty for story in shipped() for duty in story.expected}

    never = {rule.id for rule in _rules()} - expected

    assert never == set()


def test_every_expected_duty_gives_its_working():
    silent = [
        f"{story.name}: {duty.duty}"
        for story in shipped()
        for duty in story.expected
        if "¶" not in duty.working and " L" not in duty.working and "agreed" not in duty.working
    ]

    assert silent == []


@pytest.mark.parametrize(
    "story", [story for story in shipped() if story.expected], ids=lambda story: story.name
)
def test_a_working_that_is_a_minute_out_is_noticed(story: Story):
    first, *others = story.expected
    wrong = replace(first, arises_at=first.arises_at + timedelta(minutes=1))

    found = differences(replace(story, expected=(wrong, *others)))

    assert len(found) == 2


def _rules():
    return [version.rule for name in library().ids for version in library().protocol(name).versions]
