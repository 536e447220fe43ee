"""What the protocol may know of children, as typed rows, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Protocol, TypeVar

from lantern.access.actor import Actor
from lantern.core.errors import Refused
from lantern.people.care import CareSpell, spells
from lantern.people.models import Assignment, CareEpisode, Child, Flag, StatusPeriod, Step
from lantern.vocabulary.placement import StatusKind
from lantern.vocabulary.risk import FlagKind
from lantern.vocabulary.role import Role


@dataclass(frozen=True, kw_only=True)
class StatusSpell:
    """A legal or care status. `key` stays the same when the end is written down later."""

    key: str
    kind: StatusKind
    from_at: datetime
    recorded_at: datetime
    until_at: datetime | None
    end_recorded_at: datetime | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class FlagSpell:
    """A standing concern."""

    key: str
    kind: FlagKind
    from_at: datetime
    recorded_at: datetime
    until_at: datetime | None
    end_recorded_at: datetime | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class AssignmentSpell:
    """Somebody acts for the child in a role."""

    key: str
    role: Role
    user_id: int | None
    agency_id: int
    from_at: datetime
    recorded_at: datetime
    until_at: datetime | None
    end_recorded_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class StepDone:
    """Something that the protocol asks for was done; `fact` is its name in the protocol."""

    key: str
    fact: str
    value: str
    at: datetime
    recorded_at: datetime
    by_role: str


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """One child, as the protocol may know the child before and beside any absence."""

    child_id: int
    reference: str
    born_on: date | None
    responsible_authority_id: int
    school_id: int | None
    statuses: tuple[StatusSpell, ...]
    flags: tuple[FlagSpell, ...]
    assignments: tuple[AssignmentSpell, ...]
    steps: tuple[StepDone, ...]
    care: tuple[CareSpell, ...] = ()
    """Looked after by an authority's return; a person's own record counts instead of it."""


def circumstances(actor: Actor, child_ids: Collection[int]) -> dict[int, Circumstances]:
    """The circumstances of these children, by their id: six queries, however many they are.

    Only a part of the system may ask: the rows are not limited to what one person may see.
    """
    if not actor.is_system:
        raise Refused("Only the system reads every child’s circumstances")
    # Only what the protocol may know is read: names, notes and words stay where they are.
    periods = StatusPeriod.objects.filter(child__in=child_ids).order_by("from_at", "pk")
    statuses = _by_child(periods.only("child_id", "kind", "withdrawn_at", *_SPELL))
    care = _by_child(CareEpisode.objects.filter(child__in=child_ids).order_by("began_on", "pk"))
    concerns = Flag.objects.filter(child__in=child_ids).order_by("from_at", "pk")
    flags = _by_child(concerns.only("child_id", "kind", "withdrawn_at", *_SPELL))
    acting = Assignment.objects.filter(child__in=child_ids).order_by("from_at", "pk")
    holders = _by_child(acting.only("child_id", "role", "user_id", "agency_id", *_SPELL))
    done = Step.objects.filter(child__in=child_ids).order_by("at", "pk")
    steps = _by_child(done.only("child_id", "fact", "value", "at", "recorded_at", "by_role"))
    children = Child.objects.filter(pk__in=child_ids).values_list(
        "pk", "reference", "born_on", "responsible_authority_id", "school_id"
    )
    return {
        pk: Circumstances(
            child_id=pk,
            reference=reference,
            born_on=born_on,
            responsible_authority_id=authority,
            school_id=school,
            statuses=tuple(_status(row) for row in statuses.get(pk, ())),
            care=spells(care.get(pk, ()), _of_care(statuses.get(pk, ()))),
            flags=tuple(_flag(row) for row in flags.get(pk, ())),
            assignments=tuple(_assignment(row) for row in holders.get(pk, ())),
            steps=tuple(_step(row) for row in steps.get(pk, ())),
        )
        for pk, reference, born_on, authority, school in children
    }


_SPELL: Final = ("from_at", "recorded_at", "until_at", "end_recorded_at")


class _OfChild(Protocol):
    @property
    def child_id(self) -> int: ...


Row = TypeVar("Row", bound=_OfChild)


def _by_child(rows: Iterable[Row]) -> Mapping[int, list[Row]]:
    grouped: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row.child_id].append(row)
    return grouped


def _of_care(rows: Iterable[StatusPeriod]) -> list[StatusPeriod]:
    """What people have recorded of the child's being looked after."""
    standing = (row for row in rows if row.withdrawn_at is None)
    return [row for row in standing if StatusKind(row.kind).is_looked_after]


def _status(row: StatusPeriod) -> StatusSpell:
    return StatusSpell(
        key=f"status-{row.pk}",
        kind=StatusKind(row.kind),
        from_at=row.from_at,
        recorded_at=row.recorded_at,
        until_at=row.until_at,
        end_recorded_at=row.end_recorded_at,
        withdrawn_at=row.withdrawn_at,
    )


def _flag(row: Flag) -> FlagSpell:
    return FlagSpell(
        key=f"flag-{row.pk}",
        kind=FlagKind(row.kind),
        from_at=row.from_at,
        recorded_at=row.recorded_at,
        until_at=row.until_at,
        end_recorded_at=row.end_recorded_at,
        withdrawn_at=row.withdrawn_at,
    )


def _assignment(row: Assignment) -> AssignmentSpell:
    return AssignmentSpell(
        key=f"assignment-{row.pk}",
        role=Role(row.role),
        user_id=row.user_id,
        agency_id=row.agency_id,
        from_at=row.from_at,
        recorded_at=row.recorded_at,
        until_at=row.until_at,
        end_recorded_at=row.end_recorded_at,
    )


def _step(row: Step) -> StepDone:
    return StepDone(
        key=f"step-{row.pk}",
        fact=row.fact,
        value=row.value,
        at=row.at,
        recorded_at=row.recorded_at,
        by_role=row.by_role,
    )
