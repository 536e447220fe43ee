"""Derive the ledger anew where another rulebook binds, some children at a time."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from lantern.access.actor import Actor
from lantern.agencies.models import Agency
from lantern.agreements import library
from lantern.agreements.actions import adoptions
from lantern.agreements.library import NATIONAL
from lantern.agreements.models import LedgerRound
from lantern.agreements.queries import rounds_to_do
from lantern.duties.actions.ledger import refresh_child
from lantern.duties.owners import NEARBY_KINDS
from lantern.episodes.models import Episode
from lantern.people.models import Assignment, Child
from lantern.placements.models import Placement

BATCH = 50
"""Children in one run: messages wait no longer than these take."""


def begin(slug: str, *, by: Actor, at: datetime) -> None:
    """An agency works to another rulebook: the children around it are gone through from now on."""
    agency = Agency.objects.get(slug=slug)
    LedgerRound.objects.create(
        agency=agency, occasion=LedgerRound.Occasion.CHOSEN, begins_at=at, recorded_at=at
    )


def go_on(*, by: Actor, at: datetime) -> int:
    """Go on with the round that has waited longest; how many children were looked at.

    What already arose stays under its version: the engine derives it as before. A run that is
    missed, done twice or stopped changes nothing: the rows follow from the facts.
    """
    found = rounds_to_do(by, at).first()
    if found is None:
        return 0
    library.look()
    if found.adoption is not None:
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
    """The next children whom it concerns."""
    theirs = _around(Agency.objects.filter(pk=found.agency_id or 0))
    if found.adoption is not None:
        theirs = _under(found.adoption.rulebook)
    return list(
        Child.objects.filter(theirs, pk__gt=found.child_reached)
        .order_by("pk")
        .values_list("pk", "reference")[:BATCH]
    )


def _under(rulebook: str) -> Q:
    """Children with this rulebook among the layers of one that binds them."""
    shelf = library.library()
    under = [
        name
        for name in shelf.ids
        if any(layer.id == rulebook for layer in shelf.protocol(name).layers)
    ]
    named = [*under, ""] if NATIONAL in under else under
    absent = Episode.objects.filter(child=OuterRef("pk"), rulebook__in=under, is_history=False)
    return (
        Q(responsible_authority__rulebook__in=named)
        | Q(Exists(absent))
        | _around(Agency.objects.filter(rulebook__in=under))
    )


def _around(agencies: QuerySet[Agency]) -> Q:
    """Children for whom one of these agencies answers, cares, is the host or acts, in an absence or
    beside any; a child too many is looked at and left as it is."""
    placed = Placement.objects.filter(
        Q(carer__in=agencies) | Q(host_authority__in=agencies), child=OuterRef("pk")
    )
    absent = Episode.objects.filter(
        Q(responsible_authority__in=agencies) | Q(host_authority__in=agencies),
        child=OuterRef("pk"),
        is_history=False,
    )
    acting = Assignment.objects.filter(
        agency__in=agencies, child=OuterRef("pk"), until_at__isnull=True
    )
    nearby = agencies.filter(kind__in=NEARBY_KINDS)
    served = Q(responsible_authority__in=nearby.exclude(within=None).values("within"))
    everybody = Q(Exists(nearby.filter(within=None)))
    answering = Q(responsible_authority__in=agencies)
    return (
        answering | Q(Exists(placed)) | Q(Exists(absent)) | Q(Exists(acting)) | served | everybody
    )
