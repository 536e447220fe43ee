"""Each rule of each shipped rulebook is proved: without it, some story no longer holds."""

import copy

import pytest

from lantern.protocol.load import library
from lantern.protocol.stories import differences, shipped


def without(protocol, rule_id):
    """The protocol, had this rule of duty or of decision never been written."""
    left = copy.copy(protocol)
    left.versions = tuple(one for one in protocol.versions if one.rule.id != rule_id)
    left.decisions = tuple(one for one in protocol.decisions if one.rule.id != rule_id)
    left._subjects, left._index = {}, {}
    left._make_index()
    return left


def names(story, rule):
    """Whether a story expects duties of the rule, or decides what the rule is about."""
    _, rule_id, decides = rule
    expects = any(duty.duty == rule_id for duty in story.expected)
    return expects or any(one.decides == decides for one in story.decisions)


def rules_of(protocol):
    """Each rule of a protocol: its rulebook, its id and, of a decision, the fact it decides."""
    return {(one.rule.rulebook, one.rule.id, "") for one in protocol.versions} | {
        (one.rule.rulebook, one.rule.id, one.rule.decides) for one in protocol.decisions
    }


def unproved(rulebook, stories):
    """The rules of a rulebook, duties and decisions, without which each of these stories holds.

    A story may play any protocol that has the rule; only those that name it are played.
    """
    protocols = {name: library().protocol(name) for name in library().ids}
    rules = {name: rules_of(protocol) for name, protocol in protocols.items()}
    # Short stories first: the first that fails without the rule is proof enough.
    told = sorted(stories, key=lambda story: len(story.expected) + len(story.decisions))
    return [
        rule[1]
        for rule in sorted(rules[rulebook])
        if rule[0] == rulebook
        and not any(
            differences(story, protocol=without(protocols[story.rulebook], rule[1]))
            for story in told
            if rule in rules[story.rulebook] and names(story, rule)
        )
    ]


@pytest.mark.parametrize("rulebook", library().ids)
def test_without_any_one_of_its_rules_some_story_fails(rulebook):
    assert unproved(rulebook, shipped()) == []


def test_a_rule_that_no_story_needs_is_named():
    silent = [
        story
        for story in shipped()
        if "away-tell-police" not in {duty.duty for duty in story.expected}
    ]

    assert "away-tell-police" in unproved("birmingham-2015", silent)
