"""What was brought, for whoever may bring it: its files, how far it has come, and every row."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db.models import Count, Q

from lantern.access.actor import Actor
from lantern.access.looks import look
from lantern.access.permissions import Permission
from lantern.agencies.models import Agency
from lantern.core.decision import Decision, allowed_if, first_refusal
from lantern.core.errors import NotFound
from lantern.intake import queries
from lantern.intake.findings import Findings, from_json, of_counts
from lantern.intake.models import Arrival, ArrivedFile, ArrivedRow, Errand, HandedBack
from lantern.vocabulary.agency import AgencyKind, InvolvementBasis
from lantern.vocabulary.arriving import ArrivalState, ErrandKind, RowOutcome

PAGE_SIZE: Final = 25
ROWS_ON_A_PAGE: Final = 50
_BASIS: Final = InvolvementBasis.RESPONSIBLE_AUTHORITY


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How far an arrival has come: what a worker does now, and what the last one found."""

    arrival: Arrival
    files: tuple[tuple[str, int], ...]
    latest: Errand | None
    looked: Findings | None
    brought: Findings | None
    handed_back: tuple[HandedBack, ...]
    is_kept: bool
    """Whether the files are still here; they are not once somebody has thrown them away."""

    @property
    def is_at_work(self) -> bool:
        """Whether a worker has it in hand, or will have."""
        return self.latest is not None and self.latest.finished_at is None


@dataclass(frozen=True, kw_only=True)
class RowShown:
    """One row as it came, and what became of it."""

    line: int
    file: str
    cells: tuple[str, ...]
    outcome: RowOutcome


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Some of the rows of one table of an arrival."""

    columns: tuple[str, ...]
    rows: tuple[RowShown, ...]
    in_all: int
    page: int
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.in_all // ROWS_ON_A_PAGE))


def can_bring_in(actor: Actor) -> Decision:
    """The data officer, and the administrator, of an authority with children’s services."""
    return first_refusal(
        actor.holds(Permission.RECORDS_BRING_IN),
        allowed_if(
            actor.agency_kind == AgencyKind.LOCAL_AUTHORITY,
            "Each authority brings in its own records. Ask the data officer of the authority.",
        ),
    )


def authority_of(actor: Actor) -> Agency:
    """The authority whose records this actor brings in."""
    can_bring_in(actor).require()
    return Agency.objects.get(slug=actor.agency_slug)


def listed(actor: Actor, page: int = 1) -> tuple[list[Arrival], bool]:
    """A page of what was brought for the actor’s own authority, and whether there is more."""
    can_bring_in(actor).require()
    start = (page - 1) * PAGE_SIZE
    found = list(queries.arrivals(actor)[start : start + PAGE_SIZE + 1])
    return found[:PAGE_SIZE], len(found) > PAGE_SIZE


def get(actor: Actor, reference: str, *, page: str, at: datetime) -> Arrival:
    """One arrival of the actor’s authority; the look is recorded."""
    can_bring_in(actor).require()
    found = queries.get(actor, reference)
    look(actor, reference, page=page, basis=_BASIS, at=at, changed_at=found.at)
    return found


def standing(actor: Actor, arrival: Arrival) -> Standing:
    """How far this arrival, which the actor was given, has come."""
    errands = list(arrival.errands.order_by("pk"))
    found = {
        errand.kind: from_json(errand.found) for errand in errands if errand.finished_at is not None
    }
    files = tuple(arrival.files.order_by("pk").values_list("name", "size"))
    return Standing(
        arrival=arrival,
        files=files,
        latest=errands[-1] if errands else None,
        looked=found.get(ErrandKind.LOOK_THROUGH),
        brought=found.get(ErrandKind.BRING_IN) or _by_command(arrival),
        handed_back=tuple(
            HandedBack.objects.filter(errand__arrival=arrival).defer("content").order_by("pk")
        ),
        is_kept=bool(files),
    )


def _by_command(arrival: Arrival) -> Findings | None:
    """What became of rows that nobody brought by a page, as far as it is known."""
    if arrival.state != ArrivalState.BROUGHT_IN:
        return None
    return of_counts(arrival.counts.get("rows", {}))


def handed_back(actor: Actor, arrival: Arrival, number: int) -> tuple[str, bytes]:
    """The name and content of a file for whoever brought the records; blank is every fault."""
    found = HandedBack.objects.filter(errand__arrival=arrival, pk=number).first()
    if found is None:
        raise NotFound("file", str(number))
    return found.name or "faults.csv", zlib.decompress(bytes(found.content))


def file_names(actor: Actor, arrivals: Sequence[Arrival]) -> dict[int, list[str]]:
    """The names of the files of each of these arrivals, which the actor was given."""
    found: dict[int, list[str]] = {one.pk: [] for one in arrivals}
    rows = ArrivedFile.objects.filter(arrival__in=list(found)).order_by("pk")
    for arrival_id, name in rows.values_list("arrival_id", "name"):
        found[arrival_id].append(name)
    return found


def at_work(actor: Actor, arrivals: Sequence[Arrival]) -> set[int]:
    """Those of these arrivals that a worker has in hand."""
    rows = Errand.objects.filter(arrival__in=arrivals, finished_at__isnull=True)
    return set(rows.values_list("arrival_id", flat=True))


def tables(actor: Actor, arrival: Arrival) -> dict[str, dict[str, int]]:
    """How many rows of each table this arrival left, by what became of them."""
    rows = (
        ArrivedRow.objects.filter(sheet__arrival=arrival)
        .values_list("table", "outcome")
        .annotate(count=Count("pk"))
        .order_by("table", "outcome")
    )
    found: dict[str, dict[str, int]] = {}
    for table, outcome, count in rows:
        found.setdefault(table, {})[outcome] = count
    return found


def rows(actor: Actor, arrival: Arrival, table: str, *, outcome: str, page: int) -> Rows:
    """A page of the rows of one table, as they came, those of one outcome or all."""
    every = tables(actor, arrival).get(table)
    if every is None:
        raise NotFound("table", table)
    chosen = Q(outcome=outcome) if outcome in every else Q()
    found = ArrivedRow.objects.filter(chosen, sheet__arrival=arrival, table=table)
    start = (page - 1) * ROWS_ON_A_PAGE
    some = found.select_related("sheet").order_by("sheet_id", "line")
    shown = list(some[start : start + ROWS_ON_A_PAGE])
    columns = tuple(shown[0].sheet.columns) if shown else ()
    return Rows(
        columns=columns,
        rows=tuple(_shown(row, columns) for row in shown),
        in_all=found.count(),
        page=page,
        counts=every,
    )


def _shown(row: ArrivedRow, columns: tuple[str, ...]) -> RowShown:
    """The row, its cells in the order of these columns: two files may order them differently."""
    cells = dict(zip(row.sheet.columns, row.cells, strict=False))
    return RowShown(
        line=row.line,
        file=row.sheet.name,
        cells=tuple(cells.get(name, "") for name in columns),
        outcome=RowOutcome(row.outcome),
    )


def can_approve(standing_: Standing) -> Decision:
    """Whether somebody may say now that the good rows are to be brought in."""
    return first_refusal(
        _is_ours_to_decide(standing_),
        allowed_if(standing_.looked is not None, "Lantern has not looked through these files yet."),
    )


def can_turn_away(standing_: Standing) -> Decision:
    """Whether somebody may say now that nothing of it is to be brought in."""
    return first_refusal(
        _is_ours_to_decide(standing_),
        allowed_if(
            standing_.arrival.state != ArrivalState.BEGUN,
            "Some rows of these files are in the record already. Bring the rest in.",
        ),
    )


def can_look_again(standing_: Standing) -> Decision:
    """Whether a worker may look through the files once more."""
    return _is_ours_to_decide(standing_)


def _is_ours_to_decide(standing_: Standing) -> Decision:
    return first_refusal(
        allowed_if(not standing_.is_at_work, "Lantern is still at work on these files."),
        allowed_if(standing_.is_kept, "These files were thrown away. Choose them again."),
        allowed_if(
            standing_.arrival.state != ArrivalState.BROUGHT_IN,
            "These files were brought in already.",
        ),
    )
