"""What arrived, what waits for a person, and a return as it can be written again."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.agencies.models import Agency
from lantern.core.errors import NotFound
from lantern.intake.models import Arrival, ArrivedRow, Doubt
from lantern.intake.planning import Ground, held_rows
from lantern.intake.policies import can_bring_in
from lantern.ssda903 import writing
from lantern.ssda903.rows import Row
from lantern.ssda903.tables import TABLES
from lantern.vocabulary.arriving import ArrivalKind


@dataclass(frozen=True, kw_only=True)
class Written:
    """One table of a return, row for row as it was received, with its later corrections."""

    name: str
    content: bytes
    rows: int


def arrivals(actor: Actor) -> QuerySet[Arrival]:
    """The arrivals of the actor's own authority, the latest first."""
    rows = Arrival.objects.select_related("authority").order_by("-at", "-pk")
    if actor.is_system:
        return rows
    if not actor.holds(Permission.RECORDS_BRING_IN):
        return rows.none()
    return rows.filter(authority=actor.agency_id)


def get(actor: Actor, reference: str) -> Arrival:
    """One arrival, if it is the actor's to know."""
    found = arrivals(actor).filter(reference=reference).first()
    if found is None:
        raise NotFound("arrival", reference)
    return found


def doubts(actor: Actor) -> QuerySet[Doubt]:
    """The doubts of the actor's own authority that nobody has decided, the oldest first."""
    rows = Doubt.objects.filter(decision="").select_related(
        "arrived_row__sheet__arrival", "arrived_row__authority", "candidate"
    )
    if actor.is_system:
        return rows.order_by("pk")
    if not actor.holds(Permission.RECORDS_BRING_IN):
        return rows.none()
    return rows.filter(arrived_row__authority=actor.agency_id).order_by("pk")


def get_doubt(actor: Actor, number: int) -> Doubt:
    """One doubt that is still open, if it is the actor's to decide."""
    found = doubts(actor).filter(pk=number).first()
    if found is None:
        raise NotFound("doubt", str(number))
    return found


def rows_about(actor: Actor, doubt: Doubt) -> Sequence[ArrivedRow]:
    """The rows that wait for the decision, in the order of the return."""
    authority = doubt.arrived_row.authority
    if authority is None:
        return ()
    can_bring_in(actor, authority).require()
    rows = ArrivedRow.objects.filter(
        authority=authority, about=doubt.arrived_row.about, replaced_by__isnull=True
    )
    return list(rows.select_related("sheet").order_by("year", "table", "position"))


def written(actor: Actor, authority: Agency, year: int) -> tuple[Written, ...]:
    """The return of a year as it stands: every row received that no later one has replaced."""
    can_bring_in(actor, authority).require()
    tables: dict[str, list[Row]] = {}
    for held in held_rows(Ground(authority=authority, year=year), year=year):
        columns = TABLES[held.table].columns
        cells = tuple(held.values.get(column, "") for column in columns)
        tables.setdefault(held.table, []).append(Row(held.place[0], held.place[1], cells))
    return tuple(
        Written(name=TABLES[table].filename, content=writing.csv(table, rows), rows=len(rows))
        for table, rows in tables.items()
    )


def years(actor: Actor, authority: Agency) -> tuple[int, ...]:
    """The years whose returns are here, the latest first."""
    can_bring_in(actor, authority).require()
    rows = ArrivedRow.objects.filter(
        authority=authority, sheet__arrival__kind=ArrivalKind.SSDA903, year__isnull=False
    )
    found = rows.order_by("-year").values_list("year", flat=True).distinct()
    return tuple(year for year in found if year is not None)
