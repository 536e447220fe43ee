"""Open duties that one kind of deed meets, for a page on which it is done: who still has to."""

from collections.abc import Collection
from datetime import datetime
from functools import lru_cache

from django.db.models import F

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.access.sharing import Part
from lantern.agreements.library import library
from lantern.duties.models import Duty
from lantern.duties.queries import Line, line, open_at
from lantern.people.policies import sights_of
from lantern.people.queries import visible_to
from lantern.protocol.conditions import facts_of
from lantern.protocol.layers import Library

MOST = 100
"""A page shows no more; the first due come first."""


def awaiting(actor: Actor, facts: Collection[str], at: datetime) -> tuple[Line, ...]:
    """Open duties of children whom the actor may see, met by one of these facts; two queries."""
    if not actor.holds(Permission.DUTY_SEE):
        return ()
    rows = (
        Duty.objects.filter(
            open_at(at),
            rule__in=_rules(library(), frozenset(facts)),
            child__in=visible_to(actor, at=at).values("pk"),
        )
        .select_related("child__responsible_authority", "episode", "agency", "person")
        .order_by(F("due_at").asc(nulls_last=True), "pk")
    )
    found = list(rows[:MOST])
    sights = sights_of(actor, {one.child_id for one in found if one.child_id}, at=at)
    return tuple(
        line(one, at)
        for one in found
        if one.agency_id == actor.agency_id
        or (one.child_id in sights and sights[one.child_id].shows(Part.DUTIES))
    )


@lru_cache(maxsize=64)
def _rules(shelf: Library, facts: frozenset[str]) -> tuple[str, ...]:
    """The rules, of any rulebook, that these facts meet."""
    found = {
        version.rule.id
        for name in shelf.ids
        for version in shelf.protocol(name).versions
        if facts_of(version.rule.met_by) & facts
    }
    return tuple(sorted(found))
