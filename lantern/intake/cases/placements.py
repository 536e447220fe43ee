"""Placements of a case system, past and present. One that overlaps another is refused."""

from collections.abc import Sequence
from typing import Final

from lantern.agencies.models import Agency
from lantern.intake.cases.numbers import Known, child_of, known
from lantern.intake.cases.taken import Behalf, NotTaken, Problem, Taken, in_order_of, instant
from lantern.intake.mapping.rows import Proposal
from lantern.people.models import Child
from lantern.placements.actions import placements
from lantern.placements.actions.placements import CARERS, StatedPlacement
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.arriving import RowOutcome
from lantern.vocabulary.placement import PlacementKind

_FIELDS: Final = {"from_at": "began", "until_at": "ended"}


def take(proposals: Sequence[Proposal], behalf: Behalf) -> list[Taken]:
    """What becomes of each row, the earliest placement first."""
    found = known(proposals, behalf.authority)
    return in_order_of("began", proposals, lambda one: _take(one, found, behalf), _FIELDS)


def _take(proposal: Proposal, found: Known, behalf: Behalf) -> Taken:
    child = child_of(proposal, found, behalf)
    carer = _carer(proposal, behalf)
    ended = proposal.values.get("ended")
    stated = StatedPlacement(
        kind=PlacementKind(proposal.text("kind")),
        carer=carer,
        host_authority=_host(proposal, carer, child, behalf),
        from_at=instant(proposal.values["began"]),
        until_at=None if ended is None else instant(ended),
    )
    changed = placements.bring_in(child, stated, by=behalf.by, at=behalf.at)
    return Taken(outcome=RowOutcome.TAKEN if changed else RowOutcome.UNCHANGED, child=child)


def _carer(proposal: Proposal, behalf: Behalf) -> Agency:
    said = proposal.text("carer")
    found = behalf.agencies.find(said, CARERS)
    if found is None:
        raise NotTaken(
            Problem(
                field="carer",
                code="no-agency",
                wrong=f"No home or foster household in Lantern is called “{said}”",
                do="Bring the homes in first, or write its short name or number",
            )
        )
    return found


def _host(proposal: Proposal, carer: Agency, child: Child, behalf: Behalf) -> Agency:
    """The authority in whose area the home is: as the row says, or as the home’s record does."""
    said = proposal.text("host_authority")
    if said:
        found = behalf.agencies.find(said, {AgencyKind.LOCAL_AUTHORITY})
        if found is None:
            raise NotTaken(
                Problem(
                    field="host_authority",
                    code="no-agency",
                    wrong=f"No local authority in Lantern is called “{said}”",
                    do="Write its short name or its code, or let an administrator add it",
                )
            )
        return found
    within = carer.within
    if within is not None and within.kind == AgencyKind.LOCAL_AUTHORITY:
        return behalf.agencies.find(within.slug) or within
    return child.responsible_authority
