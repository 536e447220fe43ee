"""Whom a row about a child means: somebody known, somebody new, or a question for a person."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from lantern.intake.cases.numbers import Known, about, held_by, numbers_of
from lantern.intake.cases.taken import Behalf
from lantern.intake.identity import Question
from lantern.intake.mapping.rows import Proposal
from lantern.intake.matching import Described, alike, likeness
from lantern.people import names
from lantern.people.described import Number
from lantern.people.models import Child
from lantern.vocabulary.arriving import DoubtDecision, DoubtReason


@dataclass(frozen=True, kw_only=True)
class Meant:
    """The child whom a row means; nobody known where there is neither child nor question."""

    child: Child | None = None
    questions: tuple[Question, ...] = ()


@dataclass
class Search:
    """Everybody of the authority’s children who may be the child of one of these rows."""

    behalf: Behalf
    children: Mapping[int, Child]
    described: Mapping[int, Described]
    by_birth: Mapping[date | None, Sequence[int]]
    new: dict[date | None, list[Described]] = field(default_factory=dict)

    @classmethod
    def of(cls, proposals: Sequence[Proposal], behalf: Behalf) -> "Search":
        """The authority’s children born on these days or turned round, or without a birthday."""
        days = {turned for one in proposals for turned in _days(described_of(one, behalf).born_on)}
        keys = {names.key(one.text("given_name"), one.text("family_name")) for one in proposals}
        wanted = Q(born_on__in=days) | Q(born_on__isnull=True) & ~Q(name_key="")
        if any("born_on" not in one.values for one in proposals):
            wanted |= Q(name_key__in=keys - {""})
        rows = Child.objects.filter(wanted, responsible_authority=behalf.authority).exclude(
            name_key=""
        )
        children = {child.pk: child for child in rows}
        numbers = held_by(list(children))
        by_birth: defaultdict[date | None, list[int]] = defaultdict(list)
        for pk, child in children.items():
            by_birth[child.born_on].append(pk)
        return cls(
            behalf=behalf,
            children=children,
            described={pk: _described(one, numbers.get(pk, ())) for pk, one in children.items()},
            by_birth=by_birth,
        )

    def child(
        self, proposal: Proposal, known: Known, held: Mapping[int, Sequence[Number]]
    ) -> Meant:
        """Whom a row means: by a person’s decision, by its numbers, or perhaps by name."""
        decisions = self.behalf.decided.get(about(proposal), {})
        same = [pk for pk, said in decisions.items() if said == DoubtDecision.SAME]
        if same:
            return Meant(child=Child.objects.select_related("school").get(pk=same[-1]))
        named = {
            name: child
            for name, child in known.children(proposal, self.behalf.authority).items()
            if child.pk not in decisions
        }
        distinct = {child.pk: child for child in named.values()}
        if len(distinct) > 1:
            return _asking(distinct.values(), DoubtReason.TWO_NUMBERS)
        if distinct:
            (child,) = distinct.values()
            return self._by_number(proposal, child, named, held)
        return self._by_name(proposal, decisions)

    def is_like_new(self, proposal: Proposal) -> bool:
        """Whether the row may be about a child whom an earlier row of the batch brings."""
        one = described_of(proposal, self.behalf)
        days = _days(one.born_on) | {None} if one.born_on else set(self.new)
        return any(likeness(one, new) for day in days for new in self.new.get(day, ()))

    def remember(self, proposal: Proposal) -> None:
        """A row of this batch brings a new child."""
        one = described_of(proposal, self.behalf)
        self.new.setdefault(one.born_on, []).append(one)

    def _by_number(
        self,
        proposal: Proposal,
        child: Child,
        named: Mapping[str, Child],
        held: Mapping[int, Sequence[Number]],
    ) -> Meant:
        if named.keys() & {"authority_reference", "lantern_reference"}:
            return Meant(child=child)
        if child.responsible_authority_id != self.behalf.authority.pk:
            return _asking([child], DoubtReason.OTHER_AUTHORITY)
        numbers = numbers_of(proposal, self.behalf.authority)
        reference = numbers.get("authority_reference")
        if reference is not None and any(
            (one.kind, one.issuer_id) == (reference.kind, reference.issuer_id)
            for one in held.get(child.pk, ())
        ):
            return _asking([child], DoubtReason.OTHER_REFERENCE)
        born_on = proposal.values.get("born_on")
        if child.born_on and born_on and child.born_on != born_on:
            return _asking([child], DoubtReason.OTHER_BIRTH)
        return Meant(child=child)

    def _by_name(self, proposal: Proposal, decisions: Mapping[int, str]) -> Meant:
        one = described_of(proposal, self.behalf)
        days = _days(one.born_on) | {None} if one.born_on else set(self.by_birth)
        near = [
            (pk, self.described[pk])
            for day in sorted(days, key=str)
            for pk in self.by_birth.get(day, ())
            if pk not in decisions
        ]
        found = [self.children[pk] for pk, _ in alike(one, near)]
        return _asking(found, DoubtReason.SIMILAR_NAME)


def described_of(proposal: Proposal, behalf: Behalf) -> Described:
    """The child as a row describes it."""
    born_on = proposal.values.get("born_on")
    return Described(
        given_name=proposal.text("given_name"),
        family_name=proposal.text("family_name"),
        also_known_as=proposal.text("also_known_as"),
        born_on=born_on if isinstance(born_on, date) else None,
        numbers=_by_issuer(numbers_of(proposal, behalf.authority).values()),
    )


def _described(child: Child, numbers: Sequence[Number]) -> Described:
    return Described(
        given_name=child.given_name,
        family_name=child.family_name,
        also_known_as=child.also_known_as,
        born_on=child.born_on,
        numbers=_by_issuer(numbers),
    )


def _by_issuer(numbers: Iterable[Number]) -> dict[tuple[str, str], str]:
    return {(one.kind.value, str(one.issuer_id or "")): one.value for one in numbers}


def _asking(children: Iterable[Child], why: DoubtReason) -> Meant:
    return Meant(questions=tuple(Question(candidate_id=one.pk, why=why) for one in children))


def _days(born_on: date | None) -> set[date | None]:
    """The day, and the day with its month and day turned round where there is one."""
    if born_on is None:
        return set()
    days: set[date | None] = {born_on}
    if born_on.day <= 12:
        days.add(date(born_on.year, born_on.day, born_on.month))
    return days
