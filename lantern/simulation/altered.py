"""What a draft alters of today's protocol: only those rules have to be asked a second time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lantern.protocol.conditions import Late, all_in, facts_of
from lantern.protocol.decisions import DecisionRule
from lantern.protocol.definitions import Vocabulary
from lantern.protocol.rulebook import Rule
from lantern.protocol.soundness import conditions_of
from lantern.protocol.versions import Protocol

INTERVIEW: Final = "return_interview.held"
ONLY_CONTACT: Final = frozenset({"return_interview.contact_made", "return_interview.offered"})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Compared:
    """Today's protocol, and the draft's as far as it asks for anything else."""

    today: Protocol
    draft: Protocol
    altered: Protocol
    """The draft's, with those rules alone that it alters or adds, and those they wait for."""
    changed: frozenset[str]
    """Every rule that is altered, added or gone."""
    same_act: frozenset[str]
    """Of those, the rules of both that are met by the same act: what was not done is not done."""
    interviews: frozenset[str]
    """The rules of either that ask for a return interview to be held."""
    decisions_differ: bool
    """Whether rules of decisions are altered, of which nothing is simulated."""
    escalates: bool
    """Whether the draft has duties that arise by the lateness of what nobody was asked to do."""


def compared(today: Protocol, draft: Protocol) -> Compared:
    """Two protocols, each with one version of every rule, side by side."""
    ours, theirs = _by_id(today), _by_id(draft)
    told, tells = _facts(today.vocabulary), _facts(draft.vocabulary)
    # What only the draft declares nobody can have recorded.
    facts_differ = any(fact != tells.get(name) for name, fact in told.items())
    differing = {
        name
        for name in ours.keys() | theirs.keys()
        if facts_differ
        or name not in ours
        or name not in theirs
        or _asks(ours[name]) != _asks(theirs[name])
    }
    waits = {name: _waits_for(rule) for name, rule in theirs.items()}
    either = {
        name: waits.get(name, frozenset()) | (_waits_for(ours[name]) if name in ours else set())
        for name in ours.keys() | theirs.keys()
    }
    changed = _beside(differing, either)
    both = changed & ours.keys() & theirs.keys()
    same_act = frozenset(one for one in both if _act(ours[one]) == _act(theirs[one]))
    return Compared(
        today=today,
        draft=draft,
        altered=_only(draft, changed | _beneath(changed, waits)),
        changed=frozenset(changed),
        same_act=same_act,
        interviews=frozenset(
            rule.id for rule in (*ours.values(), *theirs.values()) if is_interview(rule)
        ),
        decisions_differ=_decisions(today) != _decisions(draft),
        escalates=any(others & (changed - same_act) for others in waits.values()),
    )


def is_interview(rule: Rule) -> bool:
    """Whether the rule asks for a return interview to be held, and not only for contact."""
    facts = facts_of(rule.met_by)
    return INTERVIEW in facts and not facts & ONLY_CONTACT


def _by_id(protocol: Protocol) -> dict[str, Rule]:
    return {rule.id: rule for rule in protocol.rules()}


def _waits_for(rule: Rule) -> frozenset[str]:
    """The rules whose lateness bears on this one."""
    every = (one for _, condition in conditions_of(rule) for one in all_in(condition))
    return frozenset(one.rule for one in every if isinstance(one, Late))


def _beside(names: set[str], waits: Mapping[str, frozenset[str]]) -> set[str]:
    """The rules that wait, however far off, for one of these."""
    found = set(names)
    while more := {name for name, others in waits.items() if others & found} - found:
        found |= more
    return found


def _beneath(names: set[str], waits: Mapping[str, frozenset[str]]) -> set[str]:
    """The rules for which, however far off, these wait."""
    found: set[str] = set()
    while more := {one for name in names | found for one in waits.get(name, ())} - found:
        found |= more
    return found


def _decisions(protocol: Protocol) -> dict[str, tuple[object, ...]]:
    return {one.rule.id: _decides(one.rule) for one in protocol.decided}


def _decides(rule: DecisionRule) -> tuple[object, ...]:
    unless = tuple((one.roles, one.when) for one in rule.unless)
    return (
        rule.decides,
        rule.effect,
        rule.values,
        rule.roles,
        rule.was,
        rule.when,
        unless,
        dict(rule.readings),
    )


def _only(protocol: Protocol, names: set[str]) -> Protocol:
    """The protocol with these of its rules of duties, and no other."""
    return Protocol(
        id=protocol.id,
        title=protocol.title,
        layers=protocol.layers,
        dated=tuple(one for one in protocol.dated if one.rule.id in names),
        decided=(),
        switched_off=protocol.switched_off,
        vocabulary=protocol.vocabulary,
    )


def _asks(rule: Rule) -> tuple[object, ...]:
    """All of a rule that bears on whether a duty arises, whose it is, and how it stands."""
    return (
        rule.subject,
        rule.arises,
        rule.within,
        rule.early,
        rule.early_since,
        rule.owner,
        rule.owner_cases,
        tuple((one.when, one.roles, one.spell_ends) for one in rule.excused_by),
        dict(rule.readings),
        *_act(rule),
    )


def _act(rule: Rule) -> tuple[object, ...]:
    """What has to be done, how often."""
    instead = tuple((one.when, one.attempts, one.at_least) for one in rule.instead)
    return rule.met_by, rule.met_after, instead, rule.for_each, rule.repeats


def _facts(vocabulary: Vocabulary) -> dict[str, tuple[object, ...]]:
    """How the facts are told that are known to one rulebook and not to every one."""
    return {
        name: tuple(_told(vocabulary, name)) for name in vocabulary if vocabulary[name].rulebook
    }


def _told(vocabulary: Vocabulary, name: str) -> Iterator[object]:
    fact = vocabulary[name]
    yield from (fact.kind, fact.subject, fact.of, frozenset(fact.values), fact.derived)
