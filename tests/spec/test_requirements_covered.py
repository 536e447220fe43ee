"""Each clock, decision and threshold of the requirements is a rule, or is left for later with its
reason."""

import pytest

from lantern.protocol.lexicon import vocabulary
from lantern.protocol.load import library
from tests.spec.protocol_requirements import left, rules_by_requirement, sections


@pytest.mark.parametrize("section", sections(), ids=lambda section: section.number)
def test_every_row_is_a_rule_or_is_left_for_later_with_a_reason(section):
    covered = rules_by_requirement().keys() | {one.id for one in left()}

    assert [one for one in section.ids if one not in covered] == []


def test_what_is_left_says_why():
    assert [one.id for one in left() if not one.reason.strip()] == []


def test_nothing_that_is_a_rule_is_said_to_be_left_whole():
    whole = {one.id for one in left() if not one.part}

    assert sorted(whole & rules_by_requirement().keys()) == []


def test_every_rule_of_the_published_layers_cites_a_paragraph_or_a_line():
    uncited = [
        rule.id
        for name in ("dfe-2014", "birmingham-2015")
        for rule in (version.rule for version in library().protocol(name).versions)
        if not rule.source.document
        or not ("¶" in rule.source.paragraph or "L" in rule.source.paragraph)
    ]

    assert uncited == []


def test_every_event_has_words_for_the_time_line():
    silent = [name for name, fact in vocabulary().items() if fact.kind == "event" and not fact.did]

    assert silent == []
