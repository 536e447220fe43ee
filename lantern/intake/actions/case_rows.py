"""Rows of a case system become records, some at a time, and each is kept as it came."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from lantern.access.actor import Actor
from lantern.agencies.models import Agency
from lantern.intake.actions.finishing import announce_children
from lantern.intake.cases import children, contacts, homes, missing, placements, profiles, staff
from lantern.intake.cases.agencies import Agencies
from lantern.intake.cases.held import HeldRow, about_of, decisions, held_rows, key_of
from lantern.intake.cases.reading import Placed
from lantern.intake.cases.taken import Behalf, Taken
from lantern.intake.mapping.definition import FileMapping
from lantern.intake.mapping.rows import Proposal
from lantern.intake.models import Arrival, ArrivedRow, Doubt
from lantern.vocabulary.arriving import RowOutcome

_BATCH: Final = 500
_KINDS: Final[Mapping[str, Callable[[Sequence[Proposal], Behalf], list[Taken]]]] = {
    "children": children.take,
    "staff": staff.take,
    "homes": homes.take,
    "placements": placements.take,
    "contacts": contacts.take,
    "profiles": profiles.take,
}


@dataclass(frozen=True, kw_only=True)
class Taking:
    """On whose behalf, by which mapping, and from which arrival and into which of its sheets.

    Without an arrival it is a rehearsal, and no row is kept.
    """

    authority: Agency
    mapping: FileMapping
    by: Actor
    at: datetime
    agencies: Agencies
    arrival: Arrival | None = None
    sheets: Sequence[int] = ()


@transaction.atomic
def take(placed: Sequence[Placed], taking: Taking) -> list[Taken]:
    """Take what can be taken of these rows; what became of each, in their order."""
    # One file at a time: another that comes meanwhile waits here, and finds these rows held.
    Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=taking.authority.pk)
    proposals = [one.proposal for one in placed]
    abouts = {about_of(one) for one in proposals}
    held = held_rows(taking.authority, taking.mapping, abouts)
    found: dict[int, Taken] = {}
    for index, proposal in enumerate(proposals):
        earlier = held.get(key_of(proposal))
        if earlier is not None and earlier.is_good and _says_the_same(earlier, proposal):
            found[index] = Taken(outcome=RowOutcome.UNCHANGED, child=earlier.child)
    fresh = [index for index in range(len(proposals)) if index not in found]
    if fresh:
        taken = _taken([proposals[index] for index in fresh], held, abouts, taking)
        found |= dict(zip(fresh, taken, strict=True))
        if taking.arrival is not None:
            _keep([(placed[index], found[index]) for index in fresh], held, taking)
            _announce([found[index] for index in fresh], taking)
    return [found[index] for index in range(len(proposals))]


def _says_the_same(held: HeldRow, proposal: Proposal) -> bool:
    return held.proposal is not None and held.proposal.values == proposal.values


def _taken(
    proposals: Sequence[Proposal],
    held: Mapping[str, HeldRow],
    abouts: set[str],
    taking: Taking,
) -> list[Taken]:
    good = [one.proposal for one in held.values() if one.is_good and one.proposal is not None]
    behalf = Behalf(
        authority=taking.authority,
        by=taking.by,
        at=taking.at,
        mapping=taking.mapping,
        agencies=taking.agencies,
        before={one.key: one.values for one in good},
        decided=decisions(taking.authority, abouts),
    )
    if taking.mapping.kind.name == "missing":
        return missing.take(proposals, behalf, good)
    return _KINDS[taking.mapping.kind.name](proposals, behalf)


def _keep(
    rows: Sequence[tuple[Placed, Taken]], held: Mapping[str, HeldRow], taking: Taking
) -> None:
    """Keep every row that is new as it was received, and say what became of one kept before."""
    new: list[tuple[ArrivedRow, Taken]] = []
    replaced: list[ArrivedRow] = []
    again: list[tuple[ArrivedRow, Taken]] = []
    for placed, taken in rows:
        earlier = held.get(key_of(placed.proposal))
        if earlier is not None and _says_the_same(earlier, placed.proposal):
            row = ArrivedRow(pk=earlier.pk, outcome=taken.outcome, child=taken.child)
            again.append((row, taken))
            continue
        row = _row(placed, taken, taking)
        new.append((row, taken))
        if earlier is not None:
            replaced.append(ArrivedRow(pk=earlier.pk, replaced_by=row))
    ArrivedRow.objects.bulk_create([row for row, _ in new], batch_size=_BATCH)
    if replaced:
        ArrivedRow.objects.bulk_update(replaced, ["replaced_by"], batch_size=_BATCH)
    if again:
        ArrivedRow.objects.bulk_update(
            [row for row, _ in again], ["outcome", "child"], batch_size=_BATCH
        )
    _ask([*new, *again], taking)


def _row(placed: Placed, taken: Taken, taking: Taking) -> ArrivedRow:
    proposal = placed.proposal
    return ArrivedRow(
        sheet_id=taking.sheets[placed.sheet],
        authority=taking.authority,
        table=taking.mapping.kind.name,
        line=proposal.line.number,
        position=proposal.line.number,
        about=about_of(proposal),
        key=key_of(proposal),
        cells=list(proposal.line.cells),
        outcome=taken.outcome,
        child=taken.child,
        recorded_at=taking.at,
    )


def _ask(rows: Sequence[tuple[ArrivedRow, Taken]], taking: Taking) -> None:
    """Put before a person each child whom a row may be about, once."""
    waiting = [(row, taken) for row, taken in rows if taken.questions]
    open_now = set(
        Doubt.objects.filter(
            arrived_row__in=[row.pk for row, _ in waiting], decision=""
        ).values_list("arrived_row_id", "candidate_id")
    )
    Doubt.objects.bulk_create(
        Doubt(
            arrived_row_id=row.pk,
            candidate_id=question.candidate_id,
            why=question.why,
            recorded_at=taking.at,
        )
        for row, taken in waiting
        for question in taken.questions
        if (row.pk, question.candidate_id) not in open_now
    )


def _announce(found: Sequence[Taken], taking: Taking) -> None:
    if taking.arrival is None:
        return
    touched = (one.child for one in found if one.outcome is RowOutcome.TAKEN and one.child)
    announce_children(touched, taking.arrival, by=taking.by, at=taking.at)
