"""Episodes of care as an authority returned them: steps of an arrival, which announces them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from lantern.access.actor import Actor
from lantern.agencies.models import Agency
from lantern.core.bulk import insert_all
from lantern.people import policies
from lantern.people.models import CareEpisode
from lantern.people.returned import CareChanges, StatedCare

_STATED: Final = tuple(field.name for field in fields(StatedCare))
_BATCH: Final = 500


@transaction.atomic
def bring_in(
    stated: Mapping[int, Sequence[StatedCare]], *, authority: Agency, by: Actor, at: datetime
) -> Mapping[int, CareChanges]:
    """Bring the care episodes of these children in line with what the authority states.

    `stated` holds, for each child's id, all that the authority has stated so far: what it no longer
    states is taken away, since the row that it came from was corrected. A few queries, however many
    the children.
    """
    policies.can_bring_in(by, authority).require()
    held: defaultdict[int, dict[object, CareEpisode]] = defaultdict(dict)
    for row in CareEpisode.objects.filter(authority=authority, child__in=list(stated)):
        held[row.child_id][row.began_on] = row
    added: list[CareEpisode] = []
    changed: list[CareEpisode] = []
    removed: list[int] = []
    found: dict[int, CareChanges] = {}
    for child_id, episodes in stated.items():
        there = held[child_id]
        coming = [one for one in episodes if one.began_on not in there]
        differing = list(_differing(there, episodes, at))
        gone = there.keys() - {one.began_on for one in episodes}
        added += [_row(child_id, authority, one, at) for one in coming]
        changed += differing
        removed += [there[day].pk for day in gone]
        found[child_id] = CareChanges(added=len(coming), changed=len(differing), removed=len(gone))
    CareEpisode.objects.filter(pk__in=removed).delete()
    insert_all(added)
    if changed:
        CareEpisode.objects.bulk_update(changed, [*_STATED, "end_recorded_at"], batch_size=_BATCH)
    return found


def _differing(
    there: Mapping[object, CareEpisode], stated: Iterable[StatedCare], at: datetime
) -> Iterable[CareEpisode]:
    """The rows of which something else is stated now, changed and not yet saved."""
    for one in stated:
        row = there.get(one.began_on)
        if row is None:
            continue
        said = _columns(one)
        wanted = {name: value for name, value in said.items() if getattr(row, name) != value}
        if not wanted:
            continue
        if "ended_on" in wanted:
            row.end_recorded_at = at if one.ended_on else None
        for name, value in wanted.items():
            setattr(row, name, value)
        yield row


def _row(child_id: int, authority: Agency, one: StatedCare, at: datetime) -> CareEpisode:
    ended = {"end_recorded_at": at} if one.ended_on else {}
    stated = _columns(one)
    return CareEpisode(child_id=child_id, authority=authority, recorded_at=at, **stated, **ended)


def _columns(one: StatedCare) -> dict[str, Any]:
    return {name: getattr(one, name) for name in _STATED}
