"""Children in a list, each with what tells one from another, and whether already reported."""

from datetime import datetime
from typing import TYPE_CHECKING

from lantern.access.actor import Actor
from lantern.episodes import queries as episodes
from lantern.web.report.known import age
from lantern.web.report.pages import ChildRow

if TYPE_CHECKING:
    from collections.abc import Collection

    from lantern.people.models import Child


def child_rows(actor: Actor, children: "Collection[Child]", now: datetime) -> tuple[ChildRow, ...]:
    """One row for each child, in a fixed number of queries."""
    away = episodes.away(actor, children, at=now)
    return tuple(
        ChildRow(
            reference=child.reference,
            name=child.name,
            about=_about(child, now),
            reported_at=away[child.pk].reported_at if child.pk in away else None,
            episode=away[child.pk].reference if child.pk in away else "",
        )
        for child in children
    )


def _about(child: "Child", now: datetime) -> str:
    years = age(child, now)
    said = [f"{years} years old" if years is not None else "", child.responsible_authority.name]
    return ", ".join(one for one in said if one)
