"""Each part of each rule is proved: without a case of its owner, an excuse or one of its
conditions, some story no longer holds."""

import pytest

from lantern.protocol.layers import Library
from lantern.protocol.load import SHIPPED, load
from lantern.protocol.stories import differences, shipped
from tests.spec.parts import as_text, without_each, written

STACKS = {
    "haringey-2009": (),
    "calder-valley-police-2024": ("dfe-2014",),
    "aldermere-2016": ("dfe-2014", "west-midlands-police-2015"),
    "larch-house-2016": ("dfe-2014", "west-midlands-police-2015", "aldermere-2016"),
}
SAME_EITHER_WAY = {"high-risk-has-a-ground (changes)"}
"""It switches off a sentence that another rule says of the same grade."""


def unproved(rulebook, folder, *, each=1, of="", but=""):
    """The parts without which the rulebook is sound and every story of it still holds; of the parts
    only each so-manieth, or those of one rule, and of the stories all but one."""
    whole = written((SHIPPED / f"{rulebook}.yaml").read_text(encoding="utf-8"))
    wider = [SHIPPED / f"{name}.yaml" for name in STACKS[rulebook]]
    told = sorted(
        (one for one in shipped() if one.rulebook == rulebook and one.name != but),
        key=lambda story: len(story.expected) + len(story.decisions),
    )
    path = folder / f"{rulebook}.yaml"
    found = set()
    parts = [(name, left) for name, left in without_each(whole) if name.startswith(of)]
    for name, left in parts[::each]:
        path.write_text(as_text(left), encoding="utf-8")
        shelf = load([*wider, path])
        sound = isinstance(shelf, Library)
        if sound and not any(differences(story, shelf) for story in told):
            found.add(name)
    return found


def test_a_part_of_a_rule_taken_out_is_missed_by_a_story(tmp_path):
    assert unproved("haringey-2009", tmp_path, each=5) == set()


def test_a_part_that_no_story_needs_is_named(tmp_path):
    rule, story = "review-counts-absences", "haringey-no-longer-in-care"

    assert unproved("haringey-2009", tmp_path, of=rule) == set()
    assert unproved("haringey-2009", tmp_path, of=rule, but=story) == {f"{rule} arises all 0"}


@pytest.mark.soak
@pytest.mark.parametrize("rulebook", STACKS)
def test_without_any_one_part_of_its_rules_some_story_fails(rulebook, tmp_path):
    assert unproved(rulebook, tmp_path) <= SAME_EITHER_WAY


def test_the_parts_of_a_rule_are_found_and_taken_out():
    whole = written(
        "rules:\n"
        "  - id: one\n"
        "    owner: {cases: [{when: a, role: b}, {when: c, role: d}], otherwise: e}\n"
        "    arises: {all: [a, {any: [b, c]}]}\n"
        "    within: {earliest: [1 hour, 2 hours]}\n"
        "    early: yes\n"
    )

    parts = dict(without_each(whole))

    assert parts["one (rules)"] == {"rules": []}
    assert "early" not in parts["one early"]["rules"][0]
    assert parts["one arises all 0"]["rules"][0]["arises"] == {"all": [{"any": ["b", "c"]}]}
    assert parts["one arises all 1 any 1"]["rules"][0]["arises"] == {"all": ["a", {"any": ["b"]}]}
    assert parts["one within earliest 0"]["rules"][0]["within"] == "2 hours"
    assert len(parts["one owner cases 1"]["rules"][0]["owner"]["cases"]) == 1
    assert len(parts) == 10
