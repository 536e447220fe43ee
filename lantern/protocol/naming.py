"""Whether the rules that conditions name exist, can be late, and never wait for themselves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lantern.protocol.conditions import Condition, Late, Listed, all_in, facts_of
from lantern.protocol.contradiction import never_holds
from lantern.protocol.decisions import DecisionRule
from lantern.protocol.faults import Faults, Place, did_you_mean
from lantern.protocol.limits import Limit, Never
from lantern.protocol.readable import faulty_places, is_readable
from lantern.protocol.rulebook import Change, NamedList, Rule
from lantern.protocol.soundness import SPEAKS_OF, conditions_of
from lantern.protocol.versions import Dated
from lantern.protocol.wording import joined

SEE = {"episode": ("episode", "child"), "child": ("child",)}
"""Of whom a list must be for a rule of each subject to ask who is on it."""


@dataclass(frozen=True, slots=True)
class _Asking:
    """A rule, decision or list that may ask for another rule, and in which span it does."""

    id: str
    subject: str
    begins: int
    ends: int
    conditions: tuple[tuple[Place, Condition], ...]

    def late(self) -> Iterator[tuple[Place, Late]]:
        """Each rule whose lateness it waits for, and where it says so."""
        for place, condition in self.conditions:
            for one in all_in(condition):
                if isinstance(one, Late):
                    yield one.place or place, one

    def listed(self) -> Iterator[tuple[Place, Listed]]:
        """Each list that it asks for, and where it says so."""
        for place, condition in self.conditions:
            for one in all_in(condition):
                if isinstance(one, Listed):
                    yield one.place or place, one


def examine(
    rules: Sequence[Dated[Rule]],
    decisions: Sequence[Dated[DecisionRule]],
    lists: Sequence[Dated[NamedList]],
    off: Sequence[Change],
    faults: Faults,
) -> None:
    """Note each condition or agenda that names a rule or list which is not there, or in vain."""
    by_id: dict[str, list[Dated[Rule]]] = {}
    for one in rules:
        by_id.setdefault(one.rule.id, []).append(one)
    subjects = {one.rule.id: one.rule.subject for one in lists}
    asking = [*_of_rules(rules), *_of_decisions(decisions), *_of_lists(lists)]
    gone = {change.rule: change.rulebook for change in off}
    for each in asking:
        for place, late in each.late():
            _is_there(each, place, late, by_id, gone, faults)
        for place, listed in each.listed():
            subject = subjects.get(listed.name, "child")
            if subject not in SEE.get(each.subject, ()):
                message = f"{each.id} is about the {each.subject}, the list {listed.name} is not"
                faults.add(place, message, f"it is a list of “{subject}”")
    for named in lists:
        _can_be_on_it(named.rule, faults)
    _agendas(rules, frozenset(subjects), faults)
    _never_in_circles(asking, faults)


def examine_same(
    rulebook: str, rules: Sequence[Dated[Rule]], everywhere: Mapping[str, Rule], faults: Faults
) -> None:
    """Note each rule of a rulebook that says it is the same as one which is not there, which is
    about another subject, or which its own rulebook extends and so could change."""
    own = {one.rule.id for one in rules}
    for one in rules:
        rule, name = one.rule, one.rule.same_as
        if not name or rule.rulebook != rulebook:
            continue
        place, other = rule.place_of("same_as"), everywhere.get(name)
        if other is None:
            message = f"no rulebook here has a rule “{name}” that could be the same"
            faults.add(place, message, did_you_mean(name, everywhere))
        elif name in own:
            message = f"{name} is a rule of the same protocol, and {rule.id} asks for its act again"
            faults.add(place, message, f"change {name} under “changes”, or switch it off")
        elif other.subject != rule.subject:
            message = f"{rule.id} is about the {rule.subject}, {name} about the {other.subject}"
            faults.add(place, message, "the same act is owed for the same subject")


def _of_rules(rules: Sequence[Dated[Rule]]) -> Iterator[_Asking]:
    for one in rules:
        conditions = tuple(conditions_of(one.rule))
        yield _Asking(one.rule.id, one.rule.subject, one.begins, one.ends, conditions)


def _of_decisions(decisions: Sequence[Dated[DecisionRule]]) -> Iterator[_Asking]:
    for one in decisions:
        rule = one.rule
        given = (rule.when, *(exemption.when for exemption in rule.unless))
        conditions = tuple((rule.place, each) for each in given if each is not None)
        decided = rule.vocabulary.get(rule.decides)
        subject = "" if decided is None else decided.subject
        yield _Asking(rule.id, subject, one.begins, one.ends, conditions)


def _of_lists(lists: Sequence[Dated[NamedList]]) -> Iterator[_Asking]:
    for one in lists:
        conditions = ((one.rule.place_of("when"), one.rule.when),)
        yield _Asking(one.rule.id, one.rule.subject, one.begins, one.ends, conditions)


def _is_there(
    asking: _Asking,
    place: Place,
    late: Late,
    by_id: Mapping[str, Sequence[Dated[Rule]]],
    gone: Mapping[str, str],
    faults: Faults,
) -> None:
    """Note a rule that can't be late for the one that asks."""
    every = by_id.get(late.rule, ())
    meant = [one for one in every if one.begins < asking.ends and asking.begins < one.ends]
    if not every:
        off = f"{gone[late.rule]} switches it off" if late.rule in gone else ""
        hint = off or did_you_mean(late.rule, by_id)
        faults.add(place, f"there is no rule “{late.rule}” that could be late", hint)
    elif not meant:
        message = f"the rule {late.rule} is not in force when {asking.id} is, and so never late"
        faults.add(place, message)
    elif all(one.rule.subject != asking.subject for one in meant):
        theirs = meant[0].rule.subject
        message = f"{asking.id} is about the {asking.subject}, {late.rule} is owed for the {theirs}"
        faults.add(place, message, "only duties about the same subject are known to be late")
    elif all(_is_endless(one.rule.within) and one.rule.repeats is None for one in meant):
        message = f"{late.rule} has no limit, so it is never late"
        faults.add(place, message, f"give {late.rule} a “within”")


def _is_endless(limit: Limit) -> bool:
    return isinstance(limit, Never)


def _can_be_on_it(named: NamedList, faults: Faults) -> None:
    """Note a list on which nobody can be, or that asks for what it can't know."""
    place, known = named.place_of("when"), named.vocabulary
    if not is_readable(named, iter((named.when,)), known, faulty_places(faults)):
        return
    if never_holds(named.when, known):
        message = f"nobody can be on the list {named.id}: its condition contradicts itself"
        faults.add(place, message)
    for fact in sorted(facts_of(named.when)):
        theirs = known[fact].subject
        if theirs not in SPEAKS_OF[named.subject]:
            message = f"{named.id} lists the {named.subject} and can't know {fact}"
            faults.add(place, message, f"a fact of the {theirs}")


def _agendas(rules: Sequence[Dated[Rule]], lists: frozenset[str], faults: Faults) -> None:
    for one in rules:
        for name in one.rule.agenda:
            if name not in lists:
                place = one.rule.place_of("agenda")
                hint = did_you_mean(name, lists) or "name it under “lists”"
                faults.add(place, f"there is no list “{name}”", hint)


def _never_in_circles(asking: Sequence[_Asking], faults: Faults) -> None:
    """Note each rule that arises, in the end, by its own lateness."""
    waits: dict[str, dict[str, Place]] = {}
    for each in asking:
        for place, late in each.late():
            waits.setdefault(each.id, {}).setdefault(late.rule, place)
    done: set[str] = set()
    for name in sorted(waits):
        _follow(name, waits, [], done, faults)


def _follow(
    name: str,
    waits: Mapping[str, Mapping[str, Place]],
    path: list[str],
    done: set[str],
    faults: Faults,
) -> None:
    """Follow what a rule waits for, each rule once, and note every way back."""
    path.append(name)
    for other in sorted(waits.get(name, ())):
        if other in path:
            _tell(path[path.index(other) :], waits, faults)
        elif other not in done:
            _follow(other, waits, path, done, faults)
    path.pop()
    done.add(name)


def _tell(circle: Sequence[str], waits: Mapping[str, Mapping[str, Place]], faults: Faults) -> None:
    first, last = circle[0], circle[-1]
    place = waits[last][first]
    if len(circle) == 1:
        message = f"{first} waits for its own lateness"
        faults.add(place, message, "a duty that comes round again has “repeats”")
        return
    follow = [f"{one} waits for the lateness of {other}" for one, other in pairwise(circle)]
    message = joined([*follow, f"{last} waits for that of {first}"])
    faults.add(place, message, "let one of them arise by a fact alone")
