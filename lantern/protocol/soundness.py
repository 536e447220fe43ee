"""Whether a rule makes sense: it can arise, somebody can meet it, and its excuses can come true."""

from collections.abc import Mapping, Sequence

from lantern.protocol.conditions import All, Condition, facts_of
from lantern.protocol.contradiction import holds_of_nothing, never_holds
from lantern.protocol.decisions import DecisionRule, Effect
from lantern.protocol.definitions import FactDefinition
from lantern.protocol.faults import Faults
from lantern.protocol.limits import ByEvent, CountedFrom, Earliest, Limit, Never
from lantern.protocol.reading import is_event
from lantern.protocol.rulebook import Rule
from lantern.protocol.value_reading import AGE
from lantern.protocol.versions import Dated

SPEAKS_OF: Mapping[str, frozenset[str]] = {
    "episode": frozenset({"episode", "child"}),
    "child": frozenset({"child"}),
    "home": frozenset({"home"}),
    "authority": frozenset({"authority"}),
    "family": frozenset({"family"}),
    "place": frozenset({"place"}),
}
"""Whose facts a rule of each subject can know."""


def examine(rule: Rule, vocabulary: Mapping[str, FactDefinition], faults: Faults) -> None:
    """Note what is wrong with a rule whose parameters and readings have been filled in."""
    _arises(rule, vocabulary, faults)
    _parts(rule, vocabulary, faults)
    _meeting(rule, vocabulary, faults)
    _excuses(rule, vocabulary, faults)
    _subject(rule, vocabulary, faults)
    if isinstance(rule.within, Never) and (rule.tell.due_soon or rule.tell.overdue):
        faults.add(
            rule.place, f"{rule.id} has no limit, so nobody is told that it is due or overdue"
        )


def examine_decisions(
    decided: Sequence[Dated[DecisionRule]],
    vocabulary: Mapping[str, FactDefinition],
    faults: Faults,
) -> None:
    """Note what is wrong with rules of decisions, each alone and against the others."""
    for one in decided:
        rule = one.rule
        for condition in (rule.when, *(exemption.when for exemption in rule.unless)):
            if condition is not None and never_holds(condition, vocabulary):
                message = f"{rule.id} can never bind: its condition contradicts itself"
                faults.add(rule.place, message)
    _values_left(decided, vocabulary, faults)
    for number, one in enumerate(decided):
        for other in decided[number + 1 :]:
            if one.begins < other.ends and other.begins < one.ends:
                _quarrel(one.rule, other.rule, vocabulary, faults)


def _values_left(
    decided: Sequence[Dated[DecisionRule]],
    vocabulary: Mapping[str, FactDefinition],
    faults: Faults,
) -> None:
    """Rules that always forbid must leave something to choose."""
    forbidden: dict[str, set[str]] = {}
    for one in decided:
        rule = one.rule
        always = rule.when is None and not rule.was and not rule.unless
        if rule.effect is Effect.FORBIDS and always:
            gone = forbidden.setdefault(rule.decides, set())
            gone.update(rule.values)
            if gone >= set(vocabulary[rule.decides].values):
                faults.add(rule.place, f"{rule.id} leaves no value of {rule.decides} to choose")


def _quarrel(
    one: DecisionRule,
    other: DecisionRule,
    vocabulary: Mapping[str, FactDefinition],
    faults: Faults,
) -> None:
    """Two rules must not force different values at once, nor one forbid what the other forces."""
    if one.decides != other.decides or Effect.FORCES not in {one.effect, other.effect}:
        return
    forces, against = (one, other) if one.effect is Effect.FORCES else (other, one)
    both_force = against.effect is Effect.FORCES and forces.values != against.values
    forbids = against.effect is Effect.FORBIDS and set(forces.values) <= set(against.values)
    if not both_force and not forbids:
        return
    conditions = tuple(rule.when for rule in (forces, against) if rule.when is not None)
    if conditions and never_holds(All(conditions), vocabulary):
        return
    what = "forces another value" if both_force else "forbids it"
    faults.add(
        against.place,
        f"{forces.id} forces {forces.values[0]}, and {against.id} {what} at the same time",
        "say in one of them when it does not hold",
    )


def _arises(rule: Rule, vocabulary: Mapping[str, FactDefinition], faults: Faults) -> None:
    if never_holds(rule.arises, vocabulary):
        faults.add(rule.place, f"{rule.id} can never arise: its condition contradicts itself")
    elif holds_of_nothing(rule.arises):
        faults.add(
            rule.place,
            f"nothing begins {rule.id}: its condition holds although nothing is recorded",
            "join it by “all” to a fact that begins",
        )


def _parts(rule: Rule, vocabulary: Mapping[str, FactDefinition], faults: Faults) -> None:
    """Each case of the owner, each other way to meet it and the end of its turns must be possible;
    a duty for each member arises only for those who are members."""
    until = rule.repeats.until if rule.repeats else None
    parts = [
        *((case.when, f"a case of the owner of {rule.id}") for case in rule.owner_cases),
        *((one.when, f"another way to meet {rule.id} ({one.why})") for one in rule.instead),
        *(() if until is None else ((until, f"the end of the turns of {rule.id}"),)),
    ]
    for condition, what in parts:
        if never_holds(condition, vocabulary):
            faults.add(rule.place, f"{what} can never come true")
    if rule.for_each and rule.for_each not in facts_of(rule.arises):
        faults.add(
            rule.place,
            f"{rule.id} asks for one duty for each {rule.for_each}, and would for those gone too",
            f"{{all: [{rule.for_each}, …]}} in “arises”",
        )


def examine_together(dated: Sequence[Dated[Rule]], faults: Faults) -> None:
    """Note rules that ask the same, when the same arises, and disagree on who or by when."""
    asked: dict[tuple[object, ...], Dated[Rule]] = {}
    for one in dated:
        rule = one.rule
        key = (rule.subject, rule.arises, rule.met_by, rule.met_after, rule.for_each)
        other = asked.setdefault(key, one)
        apart = one.begins >= other.ends or other.begins >= one.ends
        if other.rule.id == rule.id or apart:
            continue
        about = [
            word
            for word, mine, theirs in (
                ("by when", rule.within, other.rule.within),
                ("who owes it", rule.owner, other.rule.owner),
            )
            if mine != theirs
        ]
        if about:
            message = f"{rule.id} and {other.rule.id} ask the same and disagree about"
            hint = f"change {other.rule.id} under “changes”, or switch it off"
            faults.add(rule.place, f"{message} {' and '.join(about)}", hint)


def _meeting(rule: Rule, vocabulary: Mapping[str, FactDefinition], faults: Faults) -> None:
    recorded = facts_of(rule.met_by) - {AGE}
    if not recorded or never_holds(rule.met_by, vocabulary):
        faults.add(rule.place, f"nobody can meet {rule.id}: nobody records what it is met by")
    elif holds_of_nothing(rule.met_by):
        faults.add(rule.place, f"{rule.id} is met although nobody does anything")
    if rule.met_after is not None and never_holds(rule.met_after, vocabulary):
        faults.add(rule.place, f"nobody can meet {rule.id}: what it must come after can never be")


def _excuses(rule: Rule, vocabulary: Mapping[str, FactDefinition], faults: Faults) -> None:
    ends = not is_event(rule.arises, vocabulary)
    for excusal in rule.excused_by:
        if excusal.spell_ends and not ends:
            faults.add(rule.place, f"{rule.id} arises by an event, which has no end to excuse it")
        if excusal.when is not None and never_holds(excusal.when, vocabulary):
            faults.add(rule.place, f"an excuse of {rule.id} can never come true: {excusal.why}")
    repeats = rule.repeats
    endless = repeats is not None and repeats.until is None and repeats.times is None
    if repeats is not None and repeats.until_spell_ends and endless and not ends:
        faults.add(
            rule.place,
            f"{rule.id} arises by an event, which has no end, so it would repeat for ever",
            "let it arise by a state: {since: …, until: …}",
        )


def _subject(rule: Rule, vocabulary: Mapping[str, FactDefinition], faults: Faults) -> None:
    known = SPEAKS_OF.get(rule.subject, frozenset())
    for condition in _conditions(rule):
        for fact in sorted(facts_of(condition)):
            definition = vocabulary.get(fact)
            if definition is not None and definition.subject not in known:
                faults.add(
                    rule.place,
                    f"{rule.id} is a duty about the {rule.subject} and can't know {fact}, "
                    f"a fact of the {definition.subject}",
                )


def _conditions(rule: Rule) -> tuple[Condition, ...]:
    optional = (
        rule.met_after,
        rule.early_since,
        rule.repeats.until if rule.repeats else None,
        *(one.when for one in rule.excused_by),
        *(one.when for one in rule.owner_cases),
        *(each for one in rule.instead for each in (one.when, one.attempts)),
    )
    given = (condition for condition in optional if condition is not None)
    return rule.arises, rule.met_by, *given, *_of_limit(rule.within)


def _of_limit(limit: Limit) -> tuple[Condition, ...]:
    match limit:
        case CountedFrom(inner, event):
            return (event, *_of_limit(inner))
        case Earliest(limits):
            return tuple(condition for one in limits for condition in _of_limit(one))
        case ByEvent(event, _, otherwise):
            return (event, *(() if otherwise is None else _of_limit(otherwise)))
        case _:
            return ()
