"""Children of a case system: exact numbers join, new children get a record, and whoever may be
somebody known waits for a person."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any, Final

from lantern.core.errors import Invalid
from lantern.intake.cases.doubts import Search
from lantern.intake.cases.numbers import (
    Known,
    about,
    held_by,
    known,
    not_responsible,
    numbers_of,
)
from lantern.intake.cases.taken import (
    Behalf,
    Change,
    NotTaken,
    Problem,
    Taken,
    change,
    left_as_it_is,
    problems_of,
    refused,
)
from lantern.intake.mapping.kinds import NUMBER_NAMES
from lantern.intake.mapping.readings import Value
from lantern.intake.mapping.rows import Proposal
from lantern.people.actions import case_children
from lantern.people.actions.case_children import described
from lantern.people.described import DescribedChanges, DescribedChild, Number
from lantern.people.models import Child
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.arriving import DoubtDecision, RowOutcome

_SCHOOL: Final = "school"
_DETAILS: Final = (
    "given_name",
    "family_name",
    "also_known_as",
    "born_on",
    "gender",
    "ethnicity",
    "language",
    "telephone",
    "home_address",
    "home_postcode",
    "address_is_protected",
    _SCHOOL,
)
_SAYS_NOTHING: Final = {"gender": "not_stated", "ethnicity": "NOBT"}
"""Words for not knowing, which never stand against what somebody knows."""


def take(proposals: Sequence[Proposal], behalf: Behalf) -> list[Taken]:
    """What becomes of each row. Rows that may be about a child new in this batch come after it."""
    taken: dict[int, Taken] = {}
    waiting = list(enumerate(proposals))
    while waiting:
        later = _take(waiting, behalf, taken)
        if len(later) == len(waiting):
            raise RuntimeError("a row waits for itself")
        waiting = later
    return [taken[index] for index in range(len(proposals))]


def _take(
    rows: Sequence[tuple[int, Proposal]], behalf: Behalf, taken: dict[int, Taken]
) -> list[tuple[int, Proposal]]:
    """Take these rows but those that may be about a child whom another of them brings."""
    batch = _Batch.of([proposal for _, proposal in rows], behalf)
    later = []
    for index, proposal in rows:
        try:
            if batch.take(index, proposal):
                later.append((index, proposal))
        except NotTaken as fault:
            taken[index] = refused(*fault.problems)
        except Invalid as fault:
            taken[index] = refused(*problems_of(fault, {}))
    batch.write(taken)
    return later


@dataclass
class _Batch:
    """Rows taken together: what is known of whom they name, and what is to be written."""

    behalf: Behalf
    known: Known
    held: Mapping[int, Sequence[Number]]
    search: Search
    taken: dict[int, Taken] = field(default_factory=dict)
    new: dict[int, DescribedChild] = field(default_factory=dict)
    changed: dict[int, DescribedChanges] = field(default_factory=dict)
    numbers: set[Number] = field(default_factory=set)

    @classmethod
    def of(cls, proposals: Sequence[Proposal], behalf: Behalf) -> "_Batch":
        found = known(proposals, behalf.authority)
        children = {one.pk for one in (*found.by_number.values(), *found.by_reference.values())}
        return cls(
            behalf=behalf,
            known=found,
            held=held_by(sorted(children)),
            search=Search.of(proposals, behalf),
        )

    def take(self, index: int, proposal: Proposal) -> bool:
        """Decide on a row; whether it has to wait for another row of the batch."""
        numbers = numbers_of(proposal, self.behalf.authority)
        if self.numbers & set(numbers.values()):
            return True
        found = self.search.child(proposal, self.known, self.held)
        if found.questions:
            self.taken[index] = Taken(outcome=RowOutcome.WAITING, questions=found.questions)
        elif found.child is not None:
            if found.child.pk in {one.child_id for one in self.changed.values()}:
                return True
            self._change(index, proposal, found.child, numbers)
        elif self.search.is_like_new(proposal):
            return True
        else:
            self._add(index, proposal, numbers)
        return False

    def _add(self, index: int, proposal: Proposal, numbers: Mapping[str, Number]) -> None:
        details = self._details(proposal)
        described(Child(responsible_authority=self.behalf.authority), details, at=self.behalf.at)
        free = tuple(one for one in numbers.values() if one not in self.known.by_number)
        self.new[index] = DescribedChild(details=details, numbers=free)
        self.numbers |= set(free)
        self.search.remember(proposal)

    def _change(
        self, index: int, proposal: Proposal, child: Child, numbers: Mapping[str, Number]
    ) -> None:
        details, problems = self._stated(proposal, child)
        fresh, asked = self._fresh(child, numbers)
        problems += asked
        if not details and not fresh:
            outcome = RowOutcome.UNCHANGED
            self.taken[index] = Taken(outcome=outcome, child=child, problems=tuple(problems))
            return
        described(copy(child), details, at=self.behalf.at)
        self.changed[index] = DescribedChanges(
            child_id=child.pk, details=details, numbers=tuple(fresh)
        )
        self.numbers |= set(fresh)
        self.taken[index] = Taken(outcome=RowOutcome.TAKEN, child=child, problems=tuple(problems))

    def _details(self, proposal: Proposal) -> dict[str, Any]:
        """What the row says of the child, by the names of the record."""
        found: dict[str, Any] = {
            name: proposal.values[name] for name in _DETAILS if name in proposal.values
        }
        if _SCHOOL in found:
            found[_SCHOOL] = self._school(str(found[_SCHOOL]))
        return found

    def _school(self, said: str) -> object:
        school = self.behalf.agencies.find(said, {AgencyKind.SCHOOL})
        if school is None:
            raise NotTaken(
                Problem(
                    field=_SCHOOL,
                    code="no-agency",
                    wrong=f"No school in Lantern is called “{said}”",
                    do="Write its short name, leave it empty, or let an administrator add it",
                )
            )
        return school

    def _stated(self, proposal: Proposal, child: Child) -> tuple[dict[str, Any], list[Problem]]:
        """What the row says anew. Another authority’s child gets a number, and nothing else."""
        if child.responsible_authority_id == self.behalf.authority.pk:
            return self._differing(proposal, child)
        decided = self.behalf.decided.get(about(proposal), {})
        if decided.get(child.pk) == DoubtDecision.SAME:
            return {}, []
        first = next(name for name in NUMBER_NAMES if proposal.text(name))
        raise NotTaken(not_responsible(first, self.behalf.authority))

    def _differing(self, proposal: Proposal, child: Child) -> tuple[dict[str, Any], list[Problem]]:
        """What of the row is to be written, and what is to be asked."""
        before = self.behalf.before.get(proposal.key, {})
        wanted, problems = {}, []
        details = self._details(proposal)
        for name, value in details.items():
            present = getattr(child, name)
            if name in proposal.assumed and present not in (None, ""):
                continue
            if _SAYS_NOTHING.get(name) == value and present:
                continue
            found = _change(name, present, before.get(name), value, self.behalf)
            if found is Change.WRITE:
                wanted[name] = value
            elif found is Change.ASK:
                problems.append(left_as_it_is(name))
        return wanted, problems

    def _fresh(
        self, child: Child, numbers: Mapping[str, Number]
    ) -> tuple[list[Number], list[Problem]]:
        """The numbers that the child does not have yet; one kind of number is asked about."""
        held = self.held.get(child.pk, ())
        fresh, problems = [], []
        for name, number in numbers.items():
            if number in held:
                continue
            of_kind = [one for one in held if (one.kind, one.issuer_id) == number[::2]]
            if of_kind and name == "nhs_number":
                problems.append(left_as_it_is(name))
            elif number not in self.known.by_number:
                fresh.append(number)
        return fresh, problems

    def write(self, taken: dict[int, Taken]) -> None:
        """Write everything decided on, and say what became of each row."""
        authority, by, at = self.behalf.authority, self.behalf.by, self.behalf.at
        added = case_children.add(list(self.new.values()), authority=authority, by=by, at=at)
        case_children.bring_up_to_date(
            list(self.changed.values()), authority=authority, by=by, at=at
        )
        taken |= self.taken
        for index, child in zip(self.new, added, strict=True):
            taken[index] = Taken(outcome=RowOutcome.TAKEN, child=child)


def _change(name: str, present: Any, before: Value | None, value: Any, behalf: Behalf) -> Change:
    if name == _SCHOOL and before is not None:
        before = behalf.agencies.find(str(before), {AgencyKind.SCHOOL})  # type: ignore[assignment]
    if name == "address_is_protected":
        # Protection is never lifted by a file, and is put in place by one that newly says so.
        return Change.WRITE if value and not present and before != value else Change.NOTHING
    return change(present, before, value)
