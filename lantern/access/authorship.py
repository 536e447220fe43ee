"""Who wrote a row, as the row keeps it."""

from datetime import datetime

from lantern.access.actor import Actor


def author_of(by: Actor, now: datetime) -> dict[str, object]:
    """The columns that say who recorded it, in which role and agency, and when."""
    return {
        "recorded_at": now,
        "by_id": by.user_id,
        "by_name": by.name,
        "by_role": min(by.roles, default=""),
        "by_agency_id": by.agency_id,
    }
