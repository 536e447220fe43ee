"""The numbers in rows, and the children who have them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lantern.agencies.models import Agency
from lantern.intake.cases.taken import Behalf, NotTaken, Problem
from lantern.intake.mapping.kinds import NUMBER_NAMES
from lantern.intake.mapping.rows import Proposal
from lantern.people.described import Number
from lantern.people.models import Child, Identifier
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.placement import IdentifierKind

KINDS: Final = {
    "authority_reference": IdentifierKind.AUTHORITY_REFERENCE,
    "nhs_number": IdentifierKind.NHS_NUMBER,
    "upn": IdentifierKind.UPN,
    "police_reference": IdentifierKind.POLICE_REFERENCE,
    "home_office_reference": IdentifierKind.HOME_OFFICE_REFERENCE,
}
LANTERN: Final = "lantern_reference"
LONGEST_ABOUT: Final = 60


def about(proposal: Proposal) -> str:
    """The number by which the source knows whom the row is about."""
    for name in NUMBER_NAMES:
        text = proposal.text(name)
        if text:
            said = text if name == "authority_reference" else f"{name} {text}"
            return said[:LONGEST_ABOUT]
    return ""


def numbers_of(proposal: Proposal, authority: Agency) -> dict[str, Number]:
    """The numbers of a row by field, each with the body that gave it."""
    found = {}
    for name, kind in KINDS.items():
        value = proposal.text(name)
        if value:
            found[name] = Number(kind, value, _issuer(kind, authority))
    return found


def _issuer(kind: IdentifierKind, authority: Agency) -> int | None:
    if kind is IdentifierKind.AUTHORITY_REFERENCE:
        return authority.pk
    if kind is IdentifierKind.POLICE_REFERENCE:
        force = authority.within
        is_force = force is not None and force.kind == AgencyKind.POLICE_FORCE
        return force.pk if force is not None and is_force else authority.pk
    return None


@dataclass(frozen=True, kw_only=True)
class Known:
    """Whom each number and each reference of Lantern’s names, of all that were asked about."""

    by_number: Mapping[Number, Child]
    by_reference: Mapping[str, Child]

    def children(self, proposal: Proposal, authority: Agency) -> dict[str, Child]:
        """The children whom the numbers of a row name, by field."""
        found = {
            name: self.by_number[number]
            for name, number in numbers_of(proposal, authority).items()
            if number in self.by_number
        }
        child = self.by_reference.get(proposal.text(LANTERN))
        return found if child is None else {**found, LANTERN: child}


def known(proposals: Iterable[Proposal], authority: Agency) -> Known:
    """Look up every number of these rows, in a query for each kind of number."""
    wanted: defaultdict[tuple[IdentifierKind, int | None], set[str]] = defaultdict(set)
    references = set()
    for proposal in proposals:
        for number in numbers_of(proposal, authority).values():
            wanted[number.kind, number.issuer_id].add(number.value)
        references.add(proposal.text(LANTERN))
    # Children are asked for by their own key: PostgreSQL that has counted none of the new rows yet
    # would look through all of them for each number.
    holders = {
        Number(kind, value, issuer): child_id
        for (kind, issuer), values in wanted.items()
        for value, child_id in Identifier.objects.filter(
            kind=kind, issuer=issuer, value__in=values
        ).values_list("value", "child_id")
    }
    rows = Child.objects.select_related("responsible_authority", "school")
    children = rows.in_bulk(set(holders.values()))
    return Known(
        by_number={number: children[child_id] for number, child_id in holders.items()},
        by_reference={one.reference: one for one in rows.filter(reference__in=references - {""})},
    )


def held_by(child_ids: Sequence[int]) -> Mapping[int, list[Number]]:
    """The numbers of these children."""
    found: defaultdict[int, list[Number]] = defaultdict(list)
    for row in Identifier.objects.filter(child__in=child_ids).order_by("pk"):
        found[row.child_id].append(Number(IdentifierKind(row.kind), row.value, row.issuer_id))
    return found


def child_of(proposal: Proposal, found: Known, behalf: Behalf) -> Child:
    """The authority’s own child whom a row means. Raises NotTaken where there is none, or two."""
    children = found.children(proposal, behalf.authority)
    named = {child.pk: child for child in children.values()}
    first = next((name for name in NUMBER_NAMES if proposal.text(name)), NUMBER_NAMES[0])
    ours = {pk for pk, one in named.items() if one.responsible_authority_id == behalf.authority.pk}
    if named and not ours and "authority_reference" in children:
        raise NotTaken(not_responsible(first, behalf.authority))
    if not ours:
        # Whether another authority’s child has the number is not this one’s to learn.
        raise NotTaken(
            Problem(
                field=first,
                code="no-child",
                wrong="No child in Lantern has this number",
                do="Bring the children in first, or correct the number",
            )
        )
    if len(named) > 1:
        raise NotTaken(
            Problem(
                field=first,
                code="two-children",
                wrong="The numbers of this row are those of two children",
                do="Leave the number that is right, and look the others up",
            )
        )
    return next(iter(named.values()))


def not_responsible(name: str, authority: Agency) -> Problem:
    """The child is another authority’s by now."""
    return Problem(
        field=name,
        code="other-authority",
        wrong=f"{authority.name} is not the authority responsible for this child",
        do="Take the row out, or ask the authority that is",
    )
