"""Derive the whole ledger anew from the facts. When all is well it changes no row."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.duties import planned
from lantern.duties.actions.ledger import Changes, hold_children, write
from lantern.duties.models import Duty
from lantern.duties.subjects import subjects
from lantern.episodes.models import Episode
from lantern.people.models import Child

BATCH = 50


def rebuild(*, by: Actor, at: datetime, keep: bool = True) -> Changes:
    """Make every row what the facts say it must be; how many were not. Tells nobody anything.

    Without `keep` the rows are only counted.
    """
    changes = Changes()
    for some in _batches():
        with transaction.atomic():
            hold_children(some)
            for subject, owed in planned.with_plans(subjects(by, some), at):
                changes += write(subject.reference, owed)
            changes += _forget_unknown(some)
            if not keep:
                transaction.set_rollback(True)
    return changes


def _batches() -> Iterator[list[int]]:
    """The ids of all children, so many at a time."""
    last = 0
    while True:
        some = list(
            Child.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
        )
        if not some:
            return
        yield some
        last = some[-1]


def _forget_unknown(child_ids: list[int]) -> Changes:
    """Take away rows of these children whose subject is no child or absence of theirs."""
    known = {
        *Child.objects.filter(pk__in=child_ids).values_list("reference", flat=True),
        *Episode.objects.filter(child__in=child_ids).values_list("reference", flat=True),
    }
    strays = Duty.objects.filter(child__in=child_ids).exclude(subject__in=known)
    gone = list(strays.values_list("pk", flat=True))
    if gone:
        Duty.objects.filter(pk__in=gone).delete()
    return Changes(taken_away=len(gone))
