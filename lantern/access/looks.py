"""Every look at a record is written down; a page updating itself adds one only after a change."""

from datetime import datetime, timedelta
from typing import Final

from lantern.access.actor import Actor
from lantern.audit.record import last_access, record_access

A_SITTING: Final = timedelta(hours=12)
"""After this long a page that has been open all along is written down again."""


def look(
    actor: Actor,
    about: str,
    *,
    page: str,
    basis: str,
    at: datetime,
    changed_at: datetime | None = None,
) -> None:
    """Record that the actor looked at this. `changed_at` is when the record last changed, if known.

    `about` is a reference, or the name of a list: a list is one look, not one for each row.
    """
    if actor.is_system:
        return
    if actor.is_polling and _is_known(actor, about, page, at, changed_at):
        return
    record_access(about=about, by=actor.id, agency=actor.agency_slug, page=page, basis=basis, at=at)


def _is_known(
    actor: Actor, about: str, page: str, at: datetime, changed_at: datetime | None
) -> bool:
    last = last_access(about=about, by=actor.id, page=page)
    if last is None or last <= at - A_SITTING:
        return False
    return changed_at is None or last >= changed_at
