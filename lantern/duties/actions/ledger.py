"""Bring the ledger in line with the facts, in the transaction that changed them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.duties import planned
from lantern.duties.actions.telling import tell
from lantern.duties.derivation import Derived, Row, derived
from lantern.duties.models import Duty
from lantern.duties.subjects import Subject, subjects
from lantern.episodes.models import Episode
from lantern.notifications.outbox import Outgoing
from lantern.people.models import Child

TURN = "#"
"""Stands before the number of the turn in the cause of a repeating duty."""
COLUMNS = tuple(field.name for field in fields(Row))
_CHANGING = tuple(name for name in COLUMNS if name not in {"subject", "rule", "cause"})


@dataclass(frozen=True, kw_only=True)
class Changes:
    """How many rows a derivation made, changed and took away.

    `brought` are further turns of repeating duties, which time alone brings: no fault of the rows.
    """

    made: int = 0
    changed: int = 0
    taken_away: int = 0
    brought: int = 0

    def __add__(self, other: "Changes") -> "Changes":
        return Changes(
            made=self.made + other.made,
            changed=self.changed + other.changed,
            taken_away=self.taken_away + other.taken_away,
            brought=self.brought + other.brought,
        )

    @property
    def total(self) -> int:
        """How many rows were not what the facts say."""
        return self.made + self.changed + self.taken_away


@transaction.atomic(savepoint=False)
def refresh_episode(reference: str, *, by: Actor, at: datetime) -> Changes:
    """Derive the duties of one absence anew, and tell those whom something new concerns."""
    # Whoever changes the same absence waits here, and then sees what we have written.
    episode = (
        Episode.objects.select_for_update(of=("self",), no_key=True)
        .filter(reference=reference, is_history=False)
        .first()
    )
    if episode is None:
        return Changes()
    found = subjects(by, [episode.child_id], episode_ids=[episode.pk])
    return _bring_in_line(found, by, at)


def begin_episode(reference: str, *, by: Actor, outgoing: Outgoing) -> Subject:
    """Derive the duties of an absence whose report this transaction has written: none are there.

    The caller writes what goes out.
    """
    child_id, pk = Episode.objects.values_list("child_id", "pk").get(reference=reference)
    (subject,) = subjects(by, [child_id], episode_ids=[pk], is_new=True)
    owed = derived(subject, outgoing.at)
    Duty.objects.bulk_create(_duty(one.row) for one in owed)
    tell(subject, owed, by=by, outgoing=outgoing, is_new=True)
    return subject


@transaction.atomic(savepoint=False)
def refresh_child(reference: str, *, by: Actor, at: datetime) -> Changes:
    """Derive the duties of a child and of every absence of the child anew."""
    child = Child.objects.filter(reference=reference).first()
    if child is None:
        return Changes()
    hold_children([child.pk])
    return _bring_in_line(subjects(by, [child.pk]), by, at)


def hold_children(child_ids: Iterable[int]) -> None:
    """Hold these children and every absence of theirs until the transaction ends.

    Always in the same order, so that no two wait for each other in a ring.
    """
    for rows in (
        Child.objects.filter(pk__in=child_ids),
        Episode.objects.filter(child__in=child_ids),
    ):
        list(
            rows.select_for_update(of=("self",), no_key=True)
            .order_by("pk")
            .values_list("pk", flat=True)
        )


def _bring_in_line(found: list[Subject], by: Actor, at: datetime) -> Changes:
    changes, outgoing = Changes(), Outgoing(at)
    for subject, owed in planned.with_plans(found, at):
        changes += write(subject.reference, owed)
        tell(subject, owed, by=by, outgoing=outgoing)
    outgoing.write()
    return changes


def write(reference: str, owed: Iterable[Derived]) -> Changes:
    """Make the rows of one subject what they must be. The caller holds the subject."""
    wanted = {one.row.identity: one.row for one in owed}
    there = {(duty.rule, duty.cause): duty for duty in Duty.objects.filter(subject=reference)}
    gone = [duty.pk for identity, duty in there.items() if identity not in wanted]
    fresh = [_duty(row) for identity, row in wanted.items() if identity not in there]
    changed = [
        _changed(there[identity], row)
        for identity, row in wanted.items()
        if identity in there and differs(there[identity], row)
    ]
    if gone:
        Duty.objects.filter(pk__in=gone).delete()
    if fresh:
        Duty.objects.bulk_create(fresh)
    if changed:
        Duty.objects.bulk_update(changed, _CHANGING)
    brought = sum(_is_further_turn(duty, there) for duty in fresh)
    return Changes(
        made=len(fresh) - brought, changed=len(changed), taken_away=len(gone), brought=brought
    )


def _is_further_turn(duty: Duty, there: Mapping[tuple[str, str], Duty]) -> bool:
    """Whether it is a turn after the last in the ledger of a duty that comes round again."""
    began, _, turn = duty.cause.partition(TURN)
    earlier = [
        int(cause.partition(TURN)[2])
        for rule, cause in there
        if rule == duty.rule and cause.startswith(f"{began}{TURN}")
    ]
    return bool(turn) and bool(earlier) and int(turn) > max(earlier)


def differs(duty: Duty, row: Row) -> bool:
    """Whether a row is not what the facts say."""
    return any(getattr(duty, name) != getattr(row, name) for name in _CHANGING)


def _duty(row: Row) -> Duty:
    return Duty(**{name: getattr(row, name) for name in COLUMNS})


def _changed(duty: Duty, row: Row) -> Duty:
    for name in _CHANGING:
        setattr(duty, name, getattr(row, name))
    return duty
