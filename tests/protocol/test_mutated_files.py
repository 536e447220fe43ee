"""Files with parts lost, moved, wrapped, renamed or replaced crash nothing: what is refused is
refused with its place; what is accepted runs, and the schema for editors takes it too."""

import copy
import tempfile
from datetime import timedelta

import fastjsonschema
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.protocol import departures
from lantern.protocol.decide import decide
from lantern.protocol.evaluate import duties_owed
from lantern.protocol.explain import Explanations, rulebook_in_words
from lantern.protocol.faults import Faults
from lantern.protocol.holders import unheld
from lantern.protocol.layers import Library
from lantern.protocol.lexicon import read_vocabulary
from lantern.protocol.load import load
from lantern.protocol.schema.json_schema import schema
from lantern.protocol.stories import differences, rehearse
from lantern.protocol.stories import load as load_story
from lantern.protocol.story import Story
from lantern.protocol.story_decisions import decisions
from tests.protocol.everything import BEGUN, LOCAL, START, TALE, TEXT, stated
from tests.protocol.plainly import plain_text
from tests.protocol.rulings import shelf, write
from tests.spec.refused import FACT

SAMPLE = settings(max_examples=25)
VALID = {
    kind: fastjsonschema.compile(schema(kind), detailed_exceptions=False)
    for kind in ("rulebook", "story", "facts")
}
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
TREES = {text: plain_text(text) for text in (TEXT, LOCAL, TALE, FACT)}
UNTIL = START + timedelta(days=9)
WORDS = st.sampled_from(
    [
        *("", "x", "all", "any", "not", "since", "by", "12", "0", "72 hours", "never", "police"),
        *("red", "local.colour", "local.holder", "child.age", "out_of_hours", "whereabouts"),
        *("2015-09-04 20:00", "2015-10-25 01:30", "9999-12-31 23:59", "yes", "duty.excused"),
        *("told-each", "not-green", "everything", "narrower", "mother", "child", "derived"),
        *("2015-08-01", "late", "listed", "owner", "1 month", "5 working days", "~", "event"),
    ]
)
with tempfile.TemporaryDirectory() as folder:
    SHELF = shelf(folder, TEXT)


def test_what_is_mutated_was_sound():
    with tempfile.TemporaryDirectory() as folder:
        assert isinstance(load(write(folder, TEXT, LOCAL)), Library)
        (path,) = write(folder, TALE)
        assert isinstance(load_story(path, SHELF), Story)
        faults = Faults()
        assert read_vocabulary(*write(folder, FACT), faults)
        assert faults.found == []


def _places(part, path=()):
    """Every path to a part of a tree."""
    found = [path] if path else []
    inside = {}
    if isinstance(part, dict | list):
        inside = part if isinstance(part, dict) else dict(enumerate(part))
    for key, value in inside.items():
        found.extend(_places(value, (*path, key)))
    return found


def _at(tree, path):
    for key in path:
        tree = tree[key]
    return tree


@st.composite
def mutated(draw, text):
    """The file with a few parts lost, moved, wrapped, renamed or replaced."""
    tree = copy.deepcopy(TREES[text])
    for _ in range(draw(st.integers(1, 3))):
        places = _places(tree)
        path = draw(st.sampled_from(places))
        holder, key = _at(tree, path[:-1]), path[-1]
        match draw(st.sampled_from(["lose", "copy", "wrap", "word", "rename"])):
            case "lose":
                del holder[key]
            case "copy":
                holder[key] = copy.deepcopy(_at(tree, draw(st.sampled_from(places))))
            case "wrap":
                holder[key] = draw(st.sampled_from([[holder[key]], {"not": holder[key]}]))
            case "word":
                holder[key] = draw(WORDS)
            case _ if isinstance(holder, dict):
                holder[draw(WORDS)] = holder.pop(key)
        if not tree:
            break
    return yaml.dump(tree, Dumper=DUMPER, allow_unicode=True)


def _have_places(found, paths):
    assert found
    assert all(fault.file in paths and fault.line >= 1 and fault.column >= 1 for fault in found)


def _runs(shelf):
    """Everything that is ever asked of a library, asked of this one."""
    for name in shelf.ids:
        protocol = shelf.protocol(name)
        assert rulebook_in_words(protocol)
        for duty in duties_owed(stated(BEGUN), protocol, until=UNTIL):
            assert Explanations(stated(BEGUN)).sentence(duty)
        for decision in protocol.deciding():
            assert decide(stated(BEGUN), protocol, decision, at=UNTIL).choices
        departures.note(shelf, [name], Faults(), Faults())
        unheld(protocol, {"police"}, Faults())


def rulebooks_are_refused_or_run(*texts):
    with tempfile.TemporaryDirectory() as folder:
        paths = write(folder, *texts)
        found = load(paths)
        if not isinstance(found, Library):
            _have_places(found, paths)
            return
        _runs(found)
        for text in texts:
            VALID["rulebook"](plain_text(text))


def story_is_refused_or_runs(text):
    with tempfile.TemporaryDirectory() as folder:
        paths = write(folder, text)
        found = load_story(paths[0], SHELF)
        if not isinstance(found, Story):
            _have_places(found, paths)
            return
        if found.rulebook in SHELF.versions:
            assert isinstance(differences(found, SHELF), tuple)
        rehearsal = rehearse(found, rulebook="everything", shelf=SHELF)
        for one in rehearsal.duties:
            assert Explanations(one.facts).sentence(one.duty)
            assert one.duty.state(rehearsal.at)
        for decided in decisions(rehearsal):
            assert decided.found is None or decided.choices
        VALID["story"](plain_text(text))


def facts_are_refused_or_read(text):
    with tempfile.TemporaryDirectory() as folder:
        paths, faults = write(folder, text), Faults()
        assert isinstance(read_vocabulary(paths[0], faults), dict)
        if faults.found:
            _have_places(faults.sorted(), paths)
        else:
            VALID["facts"](plain_text(text))


@SAMPLE
@given(text=mutated(TEXT))
def test_a_mutated_rulebook_is_refused_with_its_place_or_runs(text):
    rulebooks_are_refused_or_run(text)


@SAMPLE
@given(text=mutated(LOCAL))
def test_a_mutated_layer_is_refused_with_its_place_or_runs(text):
    rulebooks_are_refused_or_run(TEXT, text)


@SAMPLE
@given(text=mutated(TALE))
def test_a_mutated_story_is_refused_with_its_place_or_is_rehearsed(text):
    story_is_refused_or_runs(text)


@SAMPLE
@given(text=mutated(FACT))
def test_a_mutated_vocabulary_is_refused_with_its_place_or_read(text):
    facts_are_refused_or_read(text)


@pytest.mark.soak
@given(text=mutated(TEXT))
def test_ten_thousand_mutated_rulebooks_are_refused_with_their_place_or_run(text):
    rulebooks_are_refused_or_run(text)


@pytest.mark.soak
@given(text=mutated(LOCAL))
def test_ten_thousand_mutated_layers_are_refused_with_their_place_or_run(text):
    rulebooks_are_refused_or_run(TEXT, text)


@pytest.mark.soak
@given(text=mutated(TALE))
def test_ten_thousand_mutated_stories_are_refused_with_their_place_or_rehearsed(text):
    story_is_refused_or_runs(text)


@pytest.mark.soak
@given(text=mutated(FACT))
def test_ten_thousand_mutated_vocabularies_are_refused_with_their_place_or_read(text):
    facts_are_refused_or_read(text)
