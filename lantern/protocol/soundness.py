"""Whether a rule makes sense: it can arise, somebody can meet it, and its excuses can come true."""

from collections.abc import Iterator, Mapping, Sequence

from lantern.protocol.conditions import All, Any, Condition, Not, facts_of
from lantern.protocol.contradiction import holds_of_nothing, never_holds
from lantern.protocol.decisions import DecisionRule, Effect
from lantern.protocol.definitions import FactDefinition
from lantern.protocol.faults import Faults, Place
from lantern.protocol.limits import ByEvent, CountedFrom, Earliest, Limit, Never
from lantern.protocol.readable import faulty_places, is_readable
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


def examine_all(
    rules: Sequence[Dated[Rule]],
    decided: Sequence[Dated[DecisionRule]],
    vocabulary: Mapping[str, FactDefinition],
    faults: Faults,
) -> None:
    """Note what is wrong with the rules of a stack whose parameters and readings have been filled
    in. A rule that could not be read is left out: its fault has been noted."""
    faulty = faulty_places(faults)
    readable = [
        one
        for one in rules
        if is_readable(one.rule, (part for _, part in conditions_of(one.rule)), vocabulary, faulty)
    ]
    for one in readable:
        examine(one.rule, vocabulary, faults)
    examine_together(readable, faults)
    choosing = [
        one
        for one in decided
        if one.rule.decides in vocabulary
        and is_readable(one.rule, _deciding_conditions(one.rule), vocabulary, faulty)
    ]
    examine_decisions(choosing, vocabulary, faults)


def _deciding_conditions(rule: DecisionRule) -> Iterator[Condition]:
    for condition in (rule.when, *(one.when for one in rule.unless)):
        if condition is not None:
            yield condition


def examine(rule: Rule, vocabulary: Mapping[str, FactDefinition], faults: Faults) -> None:
    """Note what is wrong with a rule whose parameters and readings have been filled in."""
    _arises(rule, vocabulary, faults)
    _parts(rule, vocabulary, faults)
    _owners(rule, vocabulary, faults)
    _meeting(rule, vocabulary, faults)
    _at_once(rule, vocabulary, faults)
    _excuses(rule, vocabulary, faults)
    _subject(rule, vocabulary, faults)
    if isinstance(rule.within, Never) and (rule.tell.due_soon or rule.tell.overdue):
        message = f"{rule.id} has no limit, so nobody is told that it is due or overdue"
        faults.add(rule.place_of("tell"), message)


def examine_decisions(
    decided: Sequence[Dated[DecisionRule]],
    vocabulary: Mapping[str, FactDefinition],
    faults: Faults,
) -> None:
    """Note what is wrong with rules of decisions, each alone and against the others."""
    for one in decided:
        rule = one.rule
        if rule.when is not None and never_holds(rule.when, vocabulary):
            message = f"{rule.id} can never bind: its condition contradicts itself"
            faults.add(rule.place_of("when"), message)
        for number, exemption in enumerate(rule.unless):
            if exemption.when is not None and never_holds(exemption.when, vocabulary):
                message = f"{rule.id} can never except “{exemption.ground}”"
                place = rule.place_of("unless", number, "when")
                faults.add(place, f"{message}: its condition contradicts itself")
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
                message = f"{rule.id} leaves no value of {rule.decides} to choose"
                faults.add(rule.place_of("forbids"), message)


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
        against.place_of(against.effect),
        f"{forces.id} forces {forces.values[0]}, and {against.id} {what} at the same time",
        "say in one of them when it does not hold",
    )


def _arises(rule: Rule, vocabulary: Mapping[str, FactDefinition], faults: Faults) -> None:
    place = rule.place_of("arises")
    if never_holds(rule.arises, vocabulary):
        faults.add(place, f"{rule.id} can never arise: its condition contradicts itself")
    elif holds_of_nothing(rule.arises):
        faults.add(
            place,
            f"nothing begins {rule.id}: its condition holds although nothing is recorded",
            "join it by “all” to a fact that begins",
        )


def _parts(rule: Rule, vocabulary: Mapping[str, FactDefinition], faults: Faults) -> None:
    """Each case of the owner, each other way to meet it and the end of its turns must be possible;
    a duty for each member arises only for those who are members."""
    for number, way in enumerate(rule.instead):
        if never_holds(way.when, vocabulary):
            message = f"another way to meet {rule.id} ({way.why}) can never come true"
            faults.add(rule.place_of("instead", number, "when"), message)
    until = rule.repeats.until if rule.repeats else None
    if until is not None and never_holds(until, vocabulary):
        message = f"the end of the turns of {rule.id} can never come true"
        faults.add(rule.place_of("repeats", "until"), message)
    if rule.for_each and rule.for_each not in facts_of(rule.arises):
        faults.add(
            rule.place_of("for_each"),
            f"{rule.id} asks for one duty for each {rule.for_each}, and would for those gone too",
            f"{{all: [{rule.for_each}, …]}} in “arises”",
        )


def _owners(rule: Rule, vocabulary: Mapping[str, FactDefinition], faults: Faults) -> None:
    """Each case of the owner can come true, and is not wholly taken by the cases before it."""
    before: list[Condition] = []
    for number, case in enumerate(rule.owner_cases):
        place = rule.place_of("owner", "cases", number, "when")
        if never_holds(case.when, vocabulary):
            faults.add(place, f"a case of the owner of {rule.id} can never come true")
        elif never_holds(All((case.when, *map(Not, before))), vocabulary):
            message = f"a case of the owner of {rule.id} is never reached: one before it holds then"
            faults.add(place, message, "put the narrower case first")
        before.append(case.when)


def examine_together(dated: Sequence[Dated[Rule]], faults: Faults) -> None:
    """Note rules that ask the same, when the same arises, and disagree on who or by when."""
    asked: dict[tuple[object, ...], Dated[Rule]] = {}
    for one in dated:
        rule = one.rule
        key = (
            rule.subject,
            _plain(rule.arises),
            _plain(rule.met_by),
            rule.met_after,
            rule.for_each,
        )
        other = asked.setdefault(key, one)
        apart = one.begins >= other.ends or other.begins >= one.ends
        if other.rule.id == rule.id or apart:
            continue
        theirs = other.rule
        owners = ((one.owner, one.owner_cases) for one in (rule, theirs))
        about = {
            "within": "by when" if rule.within != theirs.within else "",
            "owner": "who owes it" if len(set(owners)) > 1 else "",
        }
        said = [word for word in about.values() if word]
        if said:
            key_at = next(key for key, word in about.items() if word)
            message = f"{rule.id} and {theirs.id} ask the same and disagree about"
            hint = f"change {theirs.id} under “changes”, or switch it off"
            faults.add(rule.place_of(key_at), f"{message} {' and '.join(said)}", hint)


def _plain(condition: Condition) -> object:
    """The condition, where the order of what is joined does not matter."""
    match condition:
        case All(parts) | Any(parts):
            return type(condition), frozenset(map(_plain, parts))
        case _:
            return condition


def _meeting(rule: Rule, vocabulary: Mapping[str, FactDefinition], faults: Faults) -> None:
    recorded = facts_of(rule.met_by) - {AGE}
    place = rule.place_of("met_by")
    if not recorded or never_holds(rule.met_by, vocabulary):
        faults.add(place, f"nobody can meet {rule.id}: nobody records what it is met by")
    elif holds_of_nothing(rule.met_by):
        faults.add(place, f"{rule.id} is met although nobody does anything")
    if rule.met_after is not None and never_holds(rule.met_after, vocabulary):
        message = f"nobody can meet {rule.id}: what it must come after can never be"
        faults.add(rule.place_of("met_after"), message)


def _at_once(rule: Rule, vocabulary: Mapping[str, FactDefinition], faults: Faults) -> None:
    """A state that must hold whenever the duty arises can't be what meets it: it would be met, or
    excused, before anybody could do anything."""
    if rule.met_after is None and _whenever(rule.arises, rule.met_by, vocabulary):
        message = f"{rule.id} is met as soon as it arises: what it is met by holds then"
        faults.add(rule.place_of("met_by"), message)
    for number, excusal in enumerate(rule.excused_by):
        if excusal.when is not None and _whenever(rule.arises, excusal.when, vocabulary):
            message = f"{rule.id} is excused as soon as it arises: {excusal.why}"
            faults.add(rule.place_of("excused_by", number, "when"), message)


def _whenever(
    arises: Condition, state: Condition, vocabulary: Mapping[str, FactDefinition]
) -> bool:
    """Whether the state holds at every instant at which the other condition begins to hold."""
    if is_event(state, vocabulary) or never_holds(arises, vocabulary) or holds_of_nothing(state):
        return False
    return never_holds(All((arises, Not(state))), vocabulary)


def _excuses(rule: Rule, vocabulary: Mapping[str, FactDefinition], faults: Faults) -> None:
    ends = not is_event(rule.arises, vocabulary)
    for number, excusal in enumerate(rule.excused_by):
        if excusal.spell_ends and not ends:
            message = f"{rule.id} arises by an event, which has no end to excuse it"
            faults.add(rule.place_of("excused_by", number, "spell_ends"), message)
        if excusal.when is not None and never_holds(excusal.when, vocabulary):
            message = f"an excuse of {rule.id} can never come true: {excusal.why}"
            faults.add(rule.place_of("excused_by", number, "when"), message)
    repeats = rule.repeats
    endless = repeats is not None and repeats.until is None and repeats.times is None
    if repeats is not None and repeats.until_spell_ends and endless and not ends:
        faults.add(
            rule.place_of("repeats"),
            f"{rule.id} arises by an event, which has no end, so it would repeat for ever",
            "let it arise by a state: {since: …, until: …}",
        )


def _subject(rule: Rule, vocabulary: Mapping[str, FactDefinition], faults: Faults) -> None:
    known = SPEAKS_OF.get(rule.subject, frozenset())
    for place, condition in conditions_of(rule):
        for fact in sorted(facts_of(condition)):
            definition = vocabulary.get(fact)
            if definition is not None and definition.subject not in known:
                faults.add(
                    place,
                    f"{rule.id} is a duty about the {rule.subject} and can't know {fact}, "
                    f"a fact of the {definition.subject}",
                )


def conditions_of(rule: Rule) -> Iterator[tuple[Place, Condition]]:
    """Every condition of a rule, with its place."""
    until = rule.repeats.until if rule.repeats else None
    found: list[tuple[tuple[str | int, ...], Condition | None]] = [
        (("arises",), rule.arises),
        (("met_by",), rule.met_by),
        (("met_after",), rule.met_after),
        (("early", "since"), rule.early_since),
        (("repeats", "until"), until),
        *((("within",), one) for one in _of_limit(rule.within)),
    ]
    for number, excusal in enumerate(rule.excused_by):
        found.append((("excused_by", number, "when"), excusal.when))
    for number, case in enumerate(rule.owner_cases):
        found.append((("owner", "cases", number, "when"), case.when))
    for number, way in enumerate(rule.instead):
        found.append((("instead", number, "when"), way.when))
        found.append((("instead", number, "after", "count"), way.attempts))
    for path, condition in found:
        if condition is not None:
            yield rule.place_of(*path), condition


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
