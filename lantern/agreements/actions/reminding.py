"""Tell whoever keeps a protocol that it is due for review, until somebody has looked at it."""

from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.agreements import library, queries
from lantern.agreements.telling import tell_review_due


def remind(*, by: Actor, at: datetime) -> int:
    """Tell of each adopted version in force whose day of review has come; how many there are."""
    due = [one for one in queries.reviews_due(by, library.library().ids, at) if one.is_due]
    for one in due:
        with transaction.atomic():
            tell_review_due(one, at)
    return len(due)
