"""Requirement → the rules that answer it → the stories that prove them; and what is left."""

from collections.abc import Sequence

from docs.generate.tables import table
from lantern.protocol.decisions import DecisionRule
from lantern.protocol.rulebook import Rule
from lantern.protocol.stories import Story
from tests.spec.protocol_requirements import (
    Left,
    Section,
    left,
    rules_by_requirement,
    sections,
    stories_by_rule,
)

SHOWN = 3
"""How many stories of a rule are named; a rule that most absences give rise to is in most."""


def page() -> str:
    """Every clock, decision and threshold that is for rulebooks, section by section."""
    parts = [_section(section) for section in sections()]
    return (
        "# Requirements, rules and the stories that prove them\n\nEach rule of each rulebook that "
        "comes with Lantern is taken out in turn, and a story fails "
        "(`tests/spec/test_each_rule_is_proved.py`). Here each requirement is shown with the rules "
        "that answer it and stories in which they speak. What no rule answers yet is "
        "[left](#left-to-a-later-issue), with the reason.\n\n" + "\n".join([*parts, _left()])
    )


def _section(section: Section) -> str:
    answered = rules_by_requirement()
    rows = [row for one in section.ids for row in _rows(one, answered.get(one, {}))]
    heads = ["requirement", "rule", "rulebook", "stories"]
    return f"## {section.number} {section.title}\n\n{table(heads, rows)}"


def _rows(
    requirement: str, rules: dict[tuple[str, str], Rule | DecisionRule]
) -> Sequence[Sequence[str]]:
    if not rules:
        return [(requirement, _why(requirement), "", "")]
    found: list[Sequence[str]] = []
    for (rulebook, rule_id), rule in rules.items():
        said = rule.duty if isinstance(rule, Rule) else rule.says
        told = stories_by_rule().get((rulebook, rule_id), ())
        shown = "" if found else requirement
        link = f"[{rulebook}]({rulebook}.md)"
        found.append((shown, f"`{rule_id}` {said}", link, _stories(told)))
    rest = [one for one in left() if one.id == requirement]
    found.extend(("", f"Left: {_reason(one)}", "", "") for one in rest)
    return found


def _why(requirement: str) -> str:
    reasons = [_reason(one) for one in left() if one.id == requirement]
    if reasons:
        return f"Left: {'; '.join(reasons)}"
    return "**Not answered**"


def _stories(told: Sequence[Story]) -> str:
    short = sorted(told, key=lambda story: (len(story.expected), story.name))
    shown = [f"[{one.name}]({(one.flow or 'other').lower()}.md)" for one in short[:SHOWN]]
    if len(short) > SHOWN:
        shown.append(f"and {len(short) - SHOWN} more")
    return ", ".join(shown) or "**none**"


def _left() -> str:
    rows = [(one.id, one.part, one.reason) for one in sorted(left(), key=lambda one: one.id)]
    return f"## Left to a later issue\n\n{table(['requirement', 'what', 'why'], rows)}"


def _reason(one: Left) -> str:
    return f"{one.part}: {one.reason}" if one.part else one.reason
