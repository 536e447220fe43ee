"""The requirements that a rulebook answers, and how each is answered: by rules, or left for later.

The ids stand in `protocol_requirements.yaml`; what is left, in `left-for-later.yaml` of
`lantern/protocol`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

import lantern.protocol
from lantern.protocol.decisions import DecisionRule
from lantern.protocol.load import library
from lantern.protocol.rulebook import Rule
from lantern.protocol.stories import Story, decided, shipped

IDS = Path(__file__).with_name("protocol_requirements.yaml")
LEFT = Path(lantern.protocol.__file__).with_name("left-for-later.yaml")


@dataclass(frozen=True)
class Section:
    """One section of the requirements, with the ids of its clocks, decisions or thresholds."""

    number: str
    title: str
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Left:
    """A requirement, or a part of one, that no rule answers, and why."""

    id: str
    part: str
    reason: str


@cache
def sections() -> tuple[Section, ...]:
    """Every section whose requirements are for rulebooks."""
    found = yaml.safe_load(IDS.read_text(encoding="utf-8"))
    return tuple(Section(one["section"], one["title"], tuple(one["ids"])) for one in found)


@cache
def left() -> tuple[Left, ...]:
    """What is left to a later issue, or is done elsewhere, each with its reason."""
    found = yaml.safe_load(LEFT.read_text(encoding="utf-8"))
    rows = found["left_for_later"]
    return tuple(Left(row["id"], row.get("part", ""), row["reason"]) for row in rows)


@cache
def rules_by_requirement() -> dict[str, dict[tuple[str, str], Rule | DecisionRule]]:
    """For each requirement the rules that answer it, by rulebook and id."""
    found: dict[str, dict[tuple[str, str], Rule | DecisionRule]] = {}
    for name in library().ids:
        protocol = library().protocol(name)
        bound = [one.rule for one in (*protocol.versions, *protocol.decisions)]
        for rule in bound:
            for requirement in rule.requirements:
                found.setdefault(requirement, {}).setdefault((rule.rulebook, rule.id), rule)
    return found


@cache
def stories_by_rule() -> dict[tuple[str, str], tuple[Story, ...]]:
    """For each rule the stories in which a duty of it is expected, or it speaks of a decision."""
    found: dict[tuple[str, str], dict[str, Story]] = {}
    for story in shipped():
        for rule in _told(story):
            found.setdefault(rule, {})[story.name] = story
    return {rule: tuple(stories.values()) for rule, stories in found.items()}


def _told(story: Story) -> Iterator[tuple[str, str]]:
    protocol = library().protocol(story.rulebook)
    whose = {one.rule.id: one.rule.rulebook for one in protocol.versions}
    for duty in story.expected:
        yield whose.get(duty.duty, ""), duty.duty
    for asked in story.decisions:
        for choice in decided(story, asked, protocol).choices:
            preset = () if choice.preset is None else (choice.preset,)
            grounds = (ruling for ruling, _ in choice.grounds)
            for ruling in (*choice.refused, *choice.forced, *preset, *choice.warned, *grounds):
                yield ruling.rule.rulebook, ruling.rule.id
