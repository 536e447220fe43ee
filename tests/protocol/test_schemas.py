"""The schemas that editors use agree with the readers of the files, key by key and word by word."""

import ast
import re
from functools import cache
from pathlib import Path

import fastjsonschema
import pytest

import lantern.protocol
from lantern.protocol import deciding, lexicon, story
from lantern.protocol.decision_reading import DECISION_KEYS
from lantern.protocol.list_reading import LIST_KEYS
from lantern.protocol.load import shipped_files
from lantern.protocol.rule_reading import RULE_KEYS
from lantern.protocol.rulebook_reading import KEYS as RULEBOOK_KEYS
from lantern.protocol.schema import forms, keys
from lantern.protocol.schema.json_schema import KINDS, MAPPINGS, schema
from lantern.protocol.value_reading import FORMS
from tests.protocol.everything import TEXT
from tests.protocol.plainly import plain_file, plain_text
from tests.protocol.rulings import rule, rulebook
from tests.spec import refused, refused_decisions

FILES = [
    *(("rulebook", path) for path in shipped_files()),
    *(("story", path) for path in story.shipped_files()),
    ("facts", lexicon.SHIPPED),
]


@cache
def valid(kind):
    """Validates plain values; raises where the schema refuses them."""
    return fastjsonschema.compile(schema(kind), detailed_exceptions=False)


def is_valid(kind, plain):
    try:
        valid(kind)(plain)
    except fastjsonschema.JsonSchemaValueException:
        return False
    return True


@pytest.mark.parametrize(("kind", "path"), FILES, ids=lambda one: getattr(one, "stem", one))
def test_every_shipped_file_is_valid(kind, path):
    valid(kind)(plain_file(path))


def test_a_rulebook_that_says_everything_is_valid():
    valid("rulebook")(plain_text(TEXT))


@pytest.mark.parametrize(
    ("key", "known"),
    [
        ("rulebook", RULEBOOK_KEYS),
        ("rule", RULE_KEYS),
        ("decision", DECISION_KEYS),
        ("list", LIST_KEYS),
        ("declared fact", lexicon.KEYS),
        ("fact", lexicon.KEYS),
        ("asked decision", deciding.KEYS),
    ],
)
def test_the_schema_has_each_key_of_the_reader_and_no_other(key, known):
    assert set(MAPPINGS[key]) == set(known)


def test_the_schema_has_each_form_of_a_condition():
    assert set(forms.FORMS) == set(FORMS)
    assert all(next(iter(of)) == form for form, of in forms.FORMS.items())


def named_by_readers():
    """Each set of keys that a reader of the protocol asks for by name."""
    for path in sorted(Path(lantern.protocol.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                words = [one.value for one in node.args if isinstance(one, ast.Constant)]
                if node.func.attr in {"only", "_keys"} and words:
                    yield frozenset(words)


def test_what_readers_ask_for_by_name_is_in_the_schema():
    known = [set(of) for of in (*MAPPINGS.values(), *forms.FORMS.values(), *forms.LIMITS.values())]

    missing = [
        sorted(asked) for asked in named_by_readers() if not any(asked <= of for of in known)
    ]

    assert len(list(named_by_readers())) > 20
    assert missing == []


def written(rulebook_text):
    return is_valid("rulebook", plain_text(rulebook_text))


@pytest.mark.parametrize(
    "entries",
    [
        {"ownr": "carer"},
        {"owner": "carers"},
        {"stage": "during"},
        {"subject": "chlid"},
        {"within": "72 huors"},
        {"within": "{earliest: [1 hour]}"},
        {"within": "{limit: 7 days, form: episode.reported}"},
        {"arises": "{al: [episode.reported]}"},
        {"arises": "{whereabouts: lost}"},
        {"arises": "{child.age: {over: 16}}"},
        {"arises": "{count: episode.reported, least: 3}"},
        {"arises": "{count: episode.reported, at least: 3, within: {calendar: fortnight}}"},
        {"arises": "[episode.reported]"},
        {"arises": "not a fact"},
        {"statutory": "perhaps"},
        {"excused_by": "[{why: x}]"},
        {"excused_by": "[{person: [nobody], why: x}]"},
        {"repeats": "{times: 3}"},
        {"tell": "{late: [owner]}"},
        {"source": "{paper: x}"},
        {"early": "sometimes"},
    ],
    ids=str,
)
def test_an_unknown_key_or_a_wrong_word_is_not_valid(entries):
    assert written(rulebook(rule()))
    assert not written(rulebook(rule(**entries)))


@pytest.mark.parametrize(
    "extra",
    [
        "titel: x\n",
        "readings: {hours: sideways}\n",
        "parameters: {x: {value: 1 hour, meaning: x}}\n",
        "changes: [{rule: a, set: {id: b}, reason: x, source: {document: a, paragraph: b}}]\n",
        "changes: [{reason: x, source: {document: a, paragraph: b}}]\n",
        f"decisions:\n{refused_decisions.ruling(forbids=None)}",
        f"decisions:\n{refused_decisions.ruling(presets='low')}",
    ],
)
def test_what_is_wrong_in_the_rest_of_a_rulebook_is_not_valid(extra):
    assert not written(rulebook(rule(), extra=extra))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("events:", "evnets:"),
        ("fact: episode.reported", "fact: Episode"),
        ("fact: episode.reported", "fact: whereabouts, value: gone"),
        ("2015-09-04 19:00", "yesterday"),
        ("2001-03-04", "2001"),
        ("fact: episode.reported", "fact: duty.excused, duty: x, by: nobody, reason: x"),
    ],
)
def test_what_is_wrong_in_a_story_is_not_valid(old, new):
    assert is_valid("story", plain_text(refused.STORY))
    assert not is_valid("story", plain_text(refused.STORY.replace(old, new, 1)))


def test_a_fact_without_its_kind_is_not_valid():
    assert is_valid("facts", plain_text(refused.FACT))
    assert not is_valid("facts", plain_text(refused.FACT.replace("kind: state", "kind: sate")))


def test_every_key_says_what_it_means_in_the_schema():
    silent = [
        f"{name}: {key}"
        for name, of in (*MAPPINGS.items(), *forms.FORMS.items())
        for key, one in of.items()
        if not re.fullmatch(r".{5,}[.]", one.means)
    ]

    assert silent == []
    assert set(KINDS) == {"rulebook", "story", "facts"}
    assert keys.RULE["duty"].needed
