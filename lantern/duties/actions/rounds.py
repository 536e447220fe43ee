"""Derive the ledger anew where a version of a protocol was adopted, some children at a time."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from lantern.access.actor import Actor
from lantern.agreements import library
from lantern.agreements.actions import adoptions
from lantern.agreements.library import NATIONAL
from lantern.agreements.models import LedgerRound
from lantern.agreements.queries import rounds_to_do
from lantern.duties.actions.ledger import refresh_child
from lantern.people.models import Child

BATCH = 50
"""Children in one run: messages wait no longer than these take."""


def go_on(*, by: Actor, at: datetime) -> int:
    """Go on with the round that has waited longest; how many children were looked at.

    What already arose stays under its version: the engine derives it as before. A run that is
    missed, done twice or stopped changes nothing: the rows follow from the facts.
    """
    found = rounds_to_do(by, at).first()
    if found is None:
        return 0
    library.look()
    adoptions.work_to_own(found.adoption, by=by, at=at)
    some = _children(found)
    for _, reference in some:
        refresh_child(reference, by=by, at=at)
    with transaction.atomic():
        row = LedgerRound.objects.select_for_update().get(pk=found.pk)
        if len(some) < BATCH:
            row.done_at = at
        row.child_reached = max([row.child_reached, *(pk for pk, _ in some)])
        row.save(update_fields=["child_reached", "done_at"])
    return len(some)


def _children(found: LedgerRound) -> list[tuple[int, str]]:
    """The next children whose protocol has the adopted rulebook among its layers."""
    shelf = library.library()
    wanted = found.adoption.rulebook
    under = [
        name
        for name in shelf.ids
        if any(layer.id == wanted for layer in shelf.protocol(name).layers)
    ]
    named = [*under, ""] if NATIONAL in under else under
    theirs = Q(responsible_authority__rulebook__in=named)
    theirs |= Q(episodes__rulebook__in=under, episodes__is_history=False)
    return list(
        Child.objects.filter(theirs, pk__gt=found.child_reached)
        .order_by("pk")
        .values_list("pk", "reference")
        .distinct()[:BATCH]
    )
