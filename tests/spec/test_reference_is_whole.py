"""The reference of the language describes every key, form and word that the code knows."""

import re

import pytest

from docs.generate import language
from lantern.protocol import deciding, lexicon
from lantern.protocol.decision_reading import DECISION_KEYS
from lantern.protocol.limits import NAMED
from lantern.protocol.list_reading import LIST_KEYS
from lantern.protocol.readings import READINGS
from lantern.protocol.rule_reading import RULE_KEYS
from lantern.protocol.rulebook import LAYERS, STAGES
from lantern.protocol.rulebook_reading import KEYS
from lantern.protocol.schema import story_keys
from lantern.protocol.schema.json_schema import MAPPINGS
from lantern.protocol.value_reading import FORMS
from tests.architecture.source import ROOT

PAGE = (ROOT / "docs" / "reference" / "rulebooks.md").read_text(encoding="utf-8")
STORY_KEYS = (*story_keys.STORY, *story_keys.EVENT, *story_keys.EXPECTED, *story_keys.CHECK)


def is_described(word):
    """Whether the page has the word in its code: `word`, `{word: …}` or a key of an example."""
    spelt = re.escape(word)
    return re.search(
        rf"`[^`\n]*\b{spelt}\b[^`\n]*`|^\s*-?\s*\{{?{spelt}:|[{{,] ?{spelt}:", PAGE, re.M
    )


@pytest.mark.parametrize(
    "words",
    [
        KEYS, RULE_KEYS, DECISION_KEYS, LIST_KEYS, lexicon.KEYS, lexicon.SUBJECTS,
        lexicon.RECORDED_ON, deciding.KEYS, STORY_KEYS, FORMS, NAMED, LAYERS, STAGES,
    ],
    ids=["rulebook", "rule", "decision", "list", "fact", "subject", "page", "asked decision",
         "story", "condition", "limit", "layer", "stage"],
)  # fmt: skip
def test_the_page_of_the_language_describes(words):
    assert [word for word in words if not is_described(word)] == []


def test_the_generated_page_has_every_mapping():
    shown = {name for _, mappings in language.PARTS for name in mappings}

    assert MAPPINGS.keys() - shown == {"file of facts"}


def test_the_generated_page_has_every_reading():
    assert [name for name in READINGS if f"`{name}`" not in language.page()] == []
