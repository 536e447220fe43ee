"""What is true of every construct of the language, whatever is recorded and in whichever order."""

import copy
import tempfile
from datetime import timedelta

import pytest
import yaml
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from lantern.protocol.decide import decide
from lantern.protocol.evaluate import duties_owed
from lantern.protocol.explain import Explanations, rulebook_in_words
from lantern.protocol.layers import Library
from lantern.protocol.load import load
from lantern.vocabulary.duty import DutyState
from tests.protocol.everything import BEGUN, MINUTES, RECORDS, START, TEXT, stated
from tests.protocol.rulings import shelf, write

with tempfile.TemporaryDirectory() as folder:
    PROTOCOL = shelf(folder, TEXT).protocol("everything")
UNTIL = START + timedelta(days=80)
ROLES = ["team_manager", "social_worker", "police"]


def owed(facts):
    return sorted(duties_owed(facts, PROTOCOL, until=UNTIL), key=lambda duty: duty.identity)


def decided(facts, at, role):
    return decide(facts, PROTOCOL, "local.colour", at=at, role=role)


def test_each_rule_of_everything_can_arise():
    found, wanted = set(), {rule.id for rule in PROTOCOL.rules()}

    def look(some):
        found.update(duty.rule.id for duty in owed(stated(some)))

    # What is invented depends on the modules that are loaded, so it may take some rounds.
    for number in range(10):
        if found != wanted:
            seed(number)(settings(max_examples=300)(given(RECORDS)(look)))()

    assert found == wanted


@given(RECORDS, st.randoms(use_true_random=False), MINUTES, st.sampled_from(ROLES))
def test_the_order_of_entry_changes_neither_duties_nor_decisions(some, shuffler, at, role):
    mixed = list(some)
    shuffler.shuffle(mixed)

    assert owed(stated(mixed)) == owed(stated(some))
    assert decided(stated(mixed), at, role) == decided(stated(some), at, role)


@given(RECORDS)
def test_nothing_is_due_before_it_arose_and_each_duty_is_one_of_its_own(some):
    found = owed(stated(some))

    for duty in found:
        assert duty.due is None or duty.due >= duty.arose
        assert duty.due_soon is None or duty.arose <= duty.due_soon <= duty.due
        assert duty.met is None or duty.excused is None
        assert not duty.met_instead or duty.met is not None
    assert len({duty.identity for duty in found}) == len(found)


@given(RECORDS, MINUTES)
def test_what_was_known_at_an_instant_does_not_depend_on_what_came_later(some, known_at):
    before = [record for record in some if record.recorded_at <= known_at]

    known = stated(some, known_at=known_at)
    assert owed(known) == owed(stated(before, known_at=known_at))
    assert decided(known, known_at, "police") == decided(
        stated(before, known_at=known_at), known_at, "police"
    )


@given(RECORDS)
def test_each_member_is_owed_by_itself(some):
    facts = stated(some)
    together = {duty.identity: duty for duty in owed(facts) if duty.member}
    for name in {duty.member for duty in together.values()}:
        alone = [
            one
            for one in some
            if one.fact not in ("local.holder", "local.holder_told") or one.value == name
        ]
        others = {record.key for record in some} - {record.key for record in alone}
        if others & {record.key for record in alone if record.fact.startswith("local.holder")}:
            continue  # a row that named one member and was corrected to name another
        for duty in owed(stated(alone)):
            if duty.member:
                assert together[duty.identity] == duty


@given(RECORDS, MINUTES, st.sampled_from(ROLES))
def test_a_decision_is_consistent(some, at, role):
    found = decided(stated(some), at, role)

    assert not found.forced or found.allowed == (found.forced,)
    assert not found.preset or found.preset in found.allowed
    for choice in found.choices:
        assert choice.is_allowed == (not choice.reasons)
        assert not (choice.refused and choice.is_allowed)


@given(RECORDS, MINUTES)
def test_a_manager_may_choose_whatever_a_worker_may_where_rules_keep_it_to_managers(some, at):
    facts = stated(some)

    assert set(decided(facts, at, "police").allowed) <= set(
        decided(facts, at, "team_manager").allowed
    )


@given(RECORDS, MINUTES)
def test_every_duty_and_every_ruling_can_be_explained(some, at):
    facts = stated(some)
    explained = Explanations(facts)

    for duty in owed(facts):
        assert explained.sentence(duty).startswith("You owe this because ")
        assert duty.state(at) in DutyState
    for choice in decided(facts, at, "police").choices:
        for ruling in choice.refused:
            assert ruling.rule.when is None or explained.ruling(ruling)


# Mutated rulebooks: what is refused is refused with its place, what is accepted runs.

WHOLE = yaml.safe_load(TEXT.replace("2015-08-01", "'2015-08-01'").replace("yes", "'yes'"))
WORDS = st.sampled_from(
    [
        *("", "x", "all", "any", "not", "since", "by", "12", "0", "72 hours", "never", "police"),
        *("red", "local.colour", "local.holder", "child.age", "out_of_hours", "whereabouts"),
    ]
)


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
def mutated(draw):
    """The rulebook of everything with a few parts lost, moved, wrapped, renamed or replaced."""
    tree = copy.deepcopy(WHOLE)
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
    return yaml.safe_dump(tree, allow_unicode=True)


def _is_refused_or_runs(text):
    with tempfile.TemporaryDirectory() as folder:
        (path,) = write(folder, text)
        found = load([path])
        if not isinstance(found, Library):
            assert found
            assert all(fault.file == path and fault.line >= 1 for fault in found)
            return
        for name in found.ids:
            protocol = found.protocol(name)
            assert rulebook_in_words(protocol)
            for duty in duties_owed(stated(BEGUN), protocol, until=START + timedelta(days=9)):
                assert Explanations(stated(BEGUN)).sentence(duty)
            for decision in protocol.deciding():
                assert decide(stated(BEGUN), protocol, decision, at=UNTIL).choices


@settings(max_examples=150)
@given(text=mutated())
def test_a_mutated_rulebook_is_refused_with_its_place_or_runs(text):
    _is_refused_or_runs(text)


@pytest.mark.soak
@given(text=mutated())
def test_ten_thousand_mutated_rulebooks_are_refused_with_their_place_or_run(text):
    _is_refused_or_runs(text)
