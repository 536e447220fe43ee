"""Several rulebooks at once for one child: a union of duties, and of each the strictest clock.

A child of one authority, placed in another's area, in a home with a rulebook of its own, is owed
what all of them ask (requirements CF-19). What two of them ask by one rule of a layer that they
share, or by rules of which one says that it is the same as the other, is one duty. The first
protocol is that of the authority which answers for the child: its owner counts.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from lantern.core.instants import FOREVER
from lantern.protocol.definitions import Vocabulary
from lantern.protocol.evaluate import duties_owed
from lantern.protocol.explain import Explanations
from lantern.protocol.facts import Excuse, Facts
from lantern.protocol.owed import DutyOwed
from lantern.protocol.rulebook import Telling
from lantern.protocol.several import Identity, Protocols
from lantern.protocol.versions import Protocol
from lantern.protocol.wording import joined, limit_in_words


@dataclass(frozen=True, slots=True)
class Part:
    """A duty as one of the protocols asks for it."""

    protocol: Protocol
    duty: DutyOwed


@dataclass(frozen=True, slots=True)
class Joined:
    """One duty as all the protocols together ask for it."""

    duty: DutyOwed
    """Who owes it, by the first protocol that asks; from the earliest instant, by the strictest
    clock, and open until each of them has been met or excused."""
    parts: tuple[Part, ...]
    """The duty under each protocol that asks for it, in the order of the protocols."""
    identity: Identity
    """What makes it this duty and no other of all that the protocols ask."""

    @property
    def binding(self) -> Part:
        """The part whose clock binds; of several with one limit, the first."""
        return min(self.parts, key=lambda part: FOREVER if part.duty.due is None else part.duty.due)

    @property
    def tell(self) -> Telling:
        """Whom the rules of all its parts tell, each once."""
        first, *others = (part.duty.rule.tell for part in self.parts)
        if all(one == first for one in others):
            return first
        tells = (first, *others)
        return replace(
            first,
            arises=_once(role for one in tells for role in one.arises),
            due_soon=_once(role for one in tells for role in one.due_soon),
            overdue=_once(role for one in tells for role in one.overdue),
        )


def _once(roles: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(roles))


def vocabulary(protocols: Sequence[Protocol]) -> Vocabulary:
    """Every fact that any of the protocols may speak of: with it the child's facts are made."""
    return Protocols(protocols).vocabulary


def owed_together(
    facts: Facts, protocols: Sequence[Protocol] | Protocols, *, until: datetime | None = None
) -> list[Joined]:
    """Every duty that the facts give rise to under any of the protocols, each duty once.

    `until` is as in `duties_owed`. With one protocol it is what that protocol asks.
    """
    several = protocols if isinstance(protocols, Protocols) else Protocols(protocols)
    plain = replace(facts, excuses={}) if facts.excuses else facts
    named = list(_named(_clusters(_asked(plain, several, until), several), several))
    if facts.excuses:
        named = list(_excused(named, facts, several, until))
    return [
        Joined(_whole(parts), tuple(_parts(parts, several)), identity) for identity, parts in named
    ]


def _asked(facts: Facts, several: Protocols, until: datetime | None) -> list[list[DutyOwed]]:
    return [
        duties_owed(facts, protocol, until=until, among=among)
        for protocol, among in zip(several.all, several.among, strict=True)
    ]


def _parts(parts: Sequence["_Numbered"], several: Protocols) -> Iterator[Part]:
    """The parts of one duty. What two protocols have the same was asked of the first alone."""
    found = list(parts)
    for number, duty in parts:
        found += [(other, duty) for other in several.alike(number, duty.rule)]
    for number, duty in sorted(found, key=lambda one: one[0]):
        yield Part(several.all[number], duty)


_Numbered: TypeAlias = tuple[int, DutyOwed]
"""A duty, with the number of the protocol that asks for it."""


def _clusters(asked: Sequence[Sequence[DutyOwed]], several: Protocols) -> list[list[_Numbered]]:
    """The duties that are one, put together: by the record that raised them, or else by being open
    at the same time."""
    found: dict[Identity, list[list[_Numbered]]] = {}
    alone: list[list[_Numbered]] = []
    for number, duties in enumerate(asked):
        left = []
        for duty in duties:
            kind = several.kind(duty.rule)
            if kind not in several.mixed:
                alone.append([(number, duty)])
                continue
            of_kind = found.setdefault(kind, [])
            same = next((one for one in of_kind if _is_raised_alike(one, number, duty)), None)
            if same is None:
                left.append(duty)
            else:
                same.append((number, duty))
        for duty in sorted(left, key=lambda one: (one.arose, one.identity)):
            of_kind = found[several.kind(duty.rule)]
            open_too = (one for one in of_kind if _is_open_beside(one, number, duty))
            first = min(open_too, key=_began, default=None)
            if first is None:
                of_kind.append([(number, duty)])
            else:
                first.append((number, duty))
    return [*alone, *(cluster for of_kind in found.values() for cluster in of_kind)]


def _began(cluster: Sequence[_Numbered]) -> tuple[int, Identity]:
    return cluster[0][1].arose, cluster[0][1].identity


def _is_raised_alike(cluster: Sequence[_Numbered], number: int, duty: DutyOwed) -> bool:
    """Whether a duty of another protocol was raised by the same record; turns of duties that come
    round are one only where they begin at one instant."""
    if any(other == number for other, _ in cluster):
        return False
    return any(
        (one.cause, one.member, one.occurrence) == (duty.cause, duty.member, duty.occurrence)
        and (not duty.occurrence or one.arose == duty.arose)
        for _, one in cluster
    )


def _is_open_beside(cluster: Sequence[_Numbered], number: int, duty: DutyOwed) -> bool:
    if duty.occurrence or any(other == number for other, _ in cluster):
        return False
    return all(
        not one.occurrence
        and one.member == duty.member
        and one.arose <= _until(duty)
        and duty.arose <= _until(one)
        for _, one in cluster
    )


def _until(duty: DutyOwed) -> int:
    return FOREVER if duty.met is None else duty.met


def _named(
    clusters: Iterable[Sequence[_Numbered]], several: Protocols
) -> Iterator[tuple[Identity, Sequence[_Numbered]]]:
    """Each duty with its identity: that of its first part. Where an earlier protocol has another
    rule of that id, or another duty of that identity, its protocol is named too."""
    used: set[Identity] = set()
    for parts in sorted(clusters, key=lambda one: (one[0][0], one[0][1].arose, one[0][1].identity)):
        number, lead = parts[0]
        rule, cause = lead.identity
        if (rule, cause) in used or several.is_another(number, lead.rule):
            rule = several.named(number, rule)
        used.add((rule, cause))
        yield (rule, cause), parts


def _excused(
    named: Sequence[tuple[Identity, Sequence[_Numbered]]],
    facts: Facts,
    several: Protocols,
    until: datetime | None,
) -> Iterator[tuple[Identity, Sequence[_Numbered]]]:
    """The same duties with what was excused. An excuse of the whole reaches each of its parts,
    where the part's own rule lets that person excuse it."""
    excuses: list[dict[Identity, tuple[Excuse, ...]]] = [{} for _ in several.all]
    for identity, parts in named:
        for number, duty in parts:
            given = facts.excuses.get(identity) or facts.excuses.get(duty.identity)
            if given:
                excuses[number][duty.identity] = tuple(given)
    asked = [
        {
            duty.identity: duty
            for duty in duties_owed(
                replace(facts, excuses=mine), protocol, until=until, among=among
            )
        }
        for protocol, among, mine in zip(several.all, several.among, excuses, strict=True)
    ]
    for identity, parts in named:
        left = [
            (number, asked[number].pop(duty.identity))
            for number, duty in parts
            if duty.identity in asked[number]
        ]
        if left:
            yield identity, left
    for number, rest in enumerate(asked):
        for (rule, cause), duty in rest.items():
            yield (several.named(number, rule), cause), [(number, duty)]


def _whole(parts: Sequence[_Numbered]) -> DutyOwed:
    """The duty as all of its parts together make it."""
    _, lead = parts[0]
    duties = [duty for _, duty in parts]
    if len(duties) == 1:
        return lead
    arose = min(duty.arose for duty in duties)
    due = min((duty.due for duty in duties if duty.due is not None), default=None)
    soon = min((duty.due_soon for duty in duties if duty.due_soon is not None), default=None)
    running = [duty for duty in duties if duty.met is None and duty.excused is None]
    ended = max(duties, key=_ended)
    is_over = not running
    closes = [FOREVER if duty.closed is None else duty.closed for duty in running]
    closed = max(closes, default=FOREVER)
    return lead._replace(
        arose=arose,
        due=due,
        due_soon=None if soon is None or due is None else min(soon, due),
        met=ended.met if is_over else None,
        met_by=ended.met_by if is_over else None,
        met_instead=ended.met_instead if is_over else "",
        excused=ended.excused if is_over else None,
        excused_why=ended.excused_why if is_over else "",
        closed=None if closed == FOREVER else closed,
    )


def _ended(duty: DutyOwed) -> tuple[int, bool]:
    """When a part was met or excused; of two at one instant, the one that was met counts."""
    if duty.met is not None:
        return duty.met, True
    return FOREVER if duty.excused is None else duty.excused, False


class ExplainedTogether:
    """Says why a duty is owed where several protocols ask, and whose clock binds."""

    def __init__(
        self,
        facts: Facts,
        protocols: Sequence[Protocol] | Protocols,
        *,
        until: datetime | None = None,
    ) -> None:
        every = protocols.all if isinstance(protocols, Protocols) else protocols
        self._of = {one.id: Explanations(facts, one, until=until) for one in every}

    def sentence(self, one: Joined) -> str:
        """“You owe this because …, under …. It is also owed under …. The clock of … binds: …”"""
        lead, *others = one.parts
        said = [self._of[lead.protocol.id].sentence(lead.duty)]
        books = dict.fromkeys(_book(part) for part in others)
        books.pop(_book(lead), None)
        if books:
            said.append(f"It is also owed under {joined(books)}.")
        limits = {part.duty.due for part in one.parts}
        if len(limits) > 1:
            binding = one.binding
            limit = limit_in_words(binding.duty.rule.within, binding.protocol.vocabulary)
            said.append(f"The clock of “{binding.protocol.title}” binds, the strictest: {limit}.")
        return " ".join(said)


def _book(part: Part) -> str:
    rule = part.duty.rule
    return f"“{rule.rulebook_title}” ({rule.source})"
