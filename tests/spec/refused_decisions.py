# ruff: noqa: E501  a table, one case a line
"""What rules of decisions, declared facts and scopes are refused for: cases of the page of refusals."""

from tests.protocol.rulings import rule, rulebook
from tests.spec.refused import Refused

SOURCE = '{document: An invented paper, paragraph: "1"}'


def ruling(name="the-ruling", **entries):
    """The text of one rule of decision; an entry with None is left out."""
    lines = {
        "decides": "police.risk",
        "forbids": "low",
        "says": "So it is said.",
        "source": SOURCE,
        **entries,
    }
    body = "".join(
        f"    {key.rstrip('_')}: {value}\n" for key, value in lines.items() if value is not None
    )
    return f"  - id: {name}\n{body}"


def _ruling(wrong, found, suggests="", **entries):
    text = rulebook(rule(), extra=f"decisions:\n{ruling(**entries)}")
    return Refused(wrong, (text,), found, suggests)


def _rulings(wrong, says, *rulings):
    return Refused(wrong, (rulebook(rule(), extra=f"decisions:\n{''.join(rulings)}"),), says)


LOST = "{whereabouts: not_known}"
FOUND = "{whereabouts: returned}"

DECISIONS = [
    _ruling("it decides a fact that there is not", "there is no fact “police.rsk”", "did you mean `police.risk`?", decides="police.rsk"),
    _ruling("it decides what has no values", "child.looked_after has no values to choose from; it can't be decided", decides="child.looked_after"),
    _ruling("it says nothing of the values", "decision rule the-ruling does one thing", "one of: forbids, forces", forbids=None),
    _ruling("it does two things", "decision rule the-ruling does one thing", "one of: forbids, forces", forces="high"),
    _ruling("a value that there is not", "police.risk has no value “lwo”", "did you mean `low`?", forbids="lwo"),
    _ruling("no value at all", "“forbids” names no value", forbids="[]"),
    _ruling("it forces two values", "“forces” names one value", forbids=None, forces="[high, medium]"),
    _ruling("“to” without “only”", "“to” belongs to “only”", to="low"),
    _ruling("a role that there is not", "there is no role “superintendant”", "did you mean `superintendent`?", forbids=None, only="superintendant"),
    _ruling("kept to nobody", "“only” names nobody", "a role, or take it out", forbids=None, only="[]"),
    _ruling("an exemption by nobody", "“by” names nobody", "a role, or take it out", unless="[{by: [], ground: x}]"),
    _ruling("it asks an event", "an event does not last, and here it is asked what holds", "write {since: …}", when="episode.reported"),
    _ruling("no sentence to say why", "decision rule the-ruling needs “says”", says=None),
    _ruling("no source", "decision rule the-ruling has no source", source=None),
    _ruling("an entry that there is not", "decision rule the-ruling has no “unles”", "did you mean `unless`?", unles="[]"),
    _ruling("an exemption from what is forced", "“unless” does not go with “forces”", forbids=None, forces="high",
            unless="[{by: superintendent, ground: x}]"),
    _ruling("an exemption for nobody and never", "an exemption needs “by”, “when” or both", unless="[{ground: x}]"),
    _ruling("an exemption without a ground", "an exemption needs “ground”", unless="[{by: superintendent}]"),
    _ruling("its condition contradicts itself", "the-ruling can never bind", when=f"{{all: [{LOST}, {FOUND}]}}"),
    _rulings("nothing is left to choose", "two leaves no value of police.risk to choose",
             ruling("one"), ruling("two", forbids="[high, medium]")),
    _rulings("two force different values at once", "one forces high, and two forces another value at the same time",
             ruling("one", forbids=None, forces="high", when=LOST), ruling("two", forbids=None, forces="medium", when="child.looked_after")),
    _rulings("one forces what another forbids", "one forces high, and two forbids it at the same time",
             ruling("one", forbids=None, forces="high"), ruling("two", forbids="high", when=LOST)),
    _rulings("two with one id", "two rules are called the-ruling", ruling(), ruling(forbids="medium")),
    Refused("the id of a duty", (rulebook(rule("one"), extra=f"decisions:\n{ruling('one')}"),), "two rules are called one"),
    Refused("a parameter of a statutory decision changed without approval",
            (rulebook(rule(), extra=f"parameters: {{often: {{value: 2, meaning: x, source: {SOURCE}}}}}\ndecisions:\n"
                      + ruling(statutory="yes", when="{count: episode.reported, at least: {parameter: often}}")),
             rulebook(name="local", starts="2015-08-01", extra="extends: [the-rulebook]\nchanges:\n"
                      f"  - {{parameter: often, value: 9, reason: x, source: {SOURCE}}}\n")),
            "this change needs “approved_by” and “on”: the statutory rule the-ruling uses it"),
    Refused("decisions that are no list", (rulebook(rule(), extra="decisions: {a: b}\n"),), "“decisions” must be a list"),
]  # fmt: skip

FORM = (
    "facts:\n  - {name: local.form, kind: event, subject: episode, words: x, meaning: x, "
    f"recorded_on: step, source: {SOURCE}}}\n"
    "  - {name: local.holder, kind: members, subject: episode, words: x, meaning: x, "
    f"recorded_on: step, source: {SOURCE}}}\n"
)


def _logic(wrong, found, suggests="", *rules, extra=""):
    return Refused(wrong, (rulebook(*rules, extra=extra),), found, suggests)


LOGIC = [
    _logic("a fact that no rule reads", "no rule reads local.form, so that a page would ask for it in vain", "let a rule speak of it",
           rule(for_each="local.holder", arises="local.holder"), extra=FORM),
    _logic("one duty for each, though nobody is asked to be a member", "asks for one duty for each local.holder, and would for those gone too",
           "{all: [local.holder, …]}", rule(for_each="local.holder", met_by="local.form"), extra=FORM),
    _logic("two rules that ask the same by different times", "two and one ask the same and disagree about by when", "change one under “changes”",
           rule("one"), rule("two", within="24 hours")),
    _logic("two rules that ask the same of different people", "two and one ask the same and disagree about by when and who owes it", "",
           rule("one"), rule("two", within="24 hours", owner="police")),
    _logic("a case of the owner that can't be", "a case of the owner of the-duty can never come true", "",
           rule(owner=f"{{cases: [{{when: {{all: [{LOST}, {FOUND}]}}, role: police}}], otherwise: mash}}")),
    _logic("another way to meet it that can't be", "another way to meet the-duty (x) can never come true", "",
           rule(instead=f"[{{when: {{all: [{LOST}, {FOUND}]}}, why: x}}]")),
    _logic("an excuse by nobody", "“person” names nobody", "a role, or take it out", rule(excused_by="[{person: [], why: x}]")),
    _logic("an excuse that is none", "this excuse excuses nothing", "yes", rule(excused_by="[{spell_ends: no, why: x}]")),
    _logic("turns whose end can't be", "the end of the turns of the-duty can never come true", "",
           rule(repeats=f"{{every: 1 day, until: {{all: [{LOST}, {FOUND}]}}}}")),
    _logic("a case of the owner that one before it always takes", "a case of the owner of the-duty is never reached", "put the narrower case first",
           rule(owner=f"{{cases: [{{when: child.in_care, role: police}}, {{when: {{all: [child.in_care, {LOST}]}}, role: carer}}], otherwise: mash}}")),
    _logic("a duty that is met before anybody acts", "the-duty is met as soon as it arises: what it is met by holds then", "",
           rule(arises=f"{{all: [episode.reported, {LOST}]}}", met_by=f"{{any: [{LOST}, {FOUND}]}}")),
    _logic("a duty that is always excused", "the-duty is excused as soon as it arises: x", "",
           rule(arises=f"{{all: [episode.reported, {LOST}]}}", excused_by=f"[{{when: {LOST}, why: x}}]")),
    _logic("an exemption that can't be", "the-ruling can never except “x”: its condition contradicts itself", "",
           rule(), extra="decisions:\n" + ruling(unless=f"[{{when: {{all: [{LOST}, {FOUND}]}}, ground: x}}]")),
]  # fmt: skip
