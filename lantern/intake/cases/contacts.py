"""People around children, as a case system knows them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, cast

from lantern.intake.cases.numbers import Known, child_of, known
from lantern.intake.cases.taken import (
    Behalf,
    Change,
    Problem,
    Taken,
    change,
    left_as_it_is,
    one_by_one,
)
from lantern.intake.mapping.rows import Proposal
from lantern.people import names
from lantern.people.actions import contacts
from lantern.people.models import Child, Contact
from lantern.vocabulary.arriving import RowOutcome

if TYPE_CHECKING:
    from lantern.people.actions.contacts import ContactFields

_DETAILS: Final = (
    "relation",
    "telephone",
    "address",
    "has_parental_responsibility",
    "may_be_told",
    "why_not_told",
    "note",
)


def take(proposals: Sequence[Proposal], behalf: Behalf) -> list[Taken]:
    """What becomes of each row: somebody new around the child, or what is said anew."""
    found = known(proposals, behalf.authority)
    return one_by_one(proposals, lambda proposal: _take(proposal, found, behalf), {})


def _take(proposal: Proposal, found: Known, behalf: Behalf) -> Taken:
    child = child_of(proposal, found, behalf)
    contact = _known(child, proposal.text("name"))
    stated = {name: proposal.values[name] for name in _DETAILS if name in proposal.values}
    if contact is None:
        fields = cast("ContactFields", {"name": proposal.text("name"), **stated})
        contacts.add(child, by=behalf.acting, at=behalf.at, **fields)
        return Taken(outcome=RowOutcome.TAKEN, child=child)
    before = behalf.before.get(proposal.key, {})
    wanted, problems = {}, list[Problem]()
    for name, value in stated.items():
        if name in proposal.assumed:
            continue
        decision = change(getattr(contact, name), before.get(name), value)
        if name == "may_be_told" and value is False and decision is Change.ASK:
            # Not to tell somebody is the safe side, and needs no asking.
            decision = Change.WRITE
        if decision is Change.WRITE:
            wanted[name] = value
        elif decision is Change.ASK:
            problems.append(left_as_it_is(name))
    if wanted:
        fields = cast("ContactFields", wanted)
        seen = cast("ContactFields", {name: getattr(contact, name) for name in wanted})
        contacts.change(contact, by=behalf.acting, at=behalf.at, seen=seen, **fields)
    return Taken(
        outcome=RowOutcome.TAKEN if wanted else RowOutcome.UNCHANGED,
        child=child,
        problems=tuple(problems),
    )


def _known(child: Child, name: str) -> Contact | None:
    """The person of this name around the child now, if there is one."""
    rows = Contact.objects.filter(child=child, until_at__isnull=True).order_by("pk")
    return next((one for one in rows if names.key(one.name) == names.key(name)), None)
