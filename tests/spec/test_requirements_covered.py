"""Each row of requirements 5.1 to 5.4 and 5.7 is a rule, or is left for later with its reason."""

from pathlib import Path

import yaml

import lantern.protocol
from lantern.protocol.lexicon import vocabulary
from lantern.protocol.load import library

ROWS = {
    f"CK-{number:03d}"
    for first, last in ((1, 47), (50, 74), (80, 89), (120, 138))
    for number in range(first, last + 1)
}
LEFT = Path(lantern.protocol.__file__).with_name("left-for-later.yaml")


def test_every_row_is_a_rule_or_is_left_for_later_with_a_reason():
    left = yaml.safe_load(LEFT.read_text(encoding="utf-8"))
    later = {row["id"] for row in left["left_for_later"]}
    elsewhere = set(left["not_sourced_in_these_papers"])

    covered = _requirements() | later | elsewhere

    assert ROWS - covered == set()


def test_nothing_that_is_a_rule_is_said_to_come_from_elsewhere():
    left = yaml.safe_load(LEFT.read_text(encoding="utf-8"))

    assert _requirements() & set(left["not_sourced_in_these_papers"]) == set()


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


def _requirements() -> set[str]:
    return {
        requirement
        for name in ("dfe-2014", "birmingham-2015", "calderbrook-2026")
        for version in library().protocol(name).versions
        for requirement in version.rule.requirements
    }
