"""How a meeting stands, as its rows say: the latest of each holds."""

from collections.abc import Iterable
from datetime import date, datetime

from lantern.core import calendar
from lantern.core.instants import to_datetime
from lantern.meetings.models import Arrangement, Meeting, MeetingReview, Member, Minutes


def arranged(meeting: Meeting) -> Arrangement:
    """When, where and under whom it is held."""
    return max(meeting.sitting.arrangements.all(), key=lambda one: one.pk)


def members(meeting: Meeting) -> tuple[Member, ...]:
    """Everybody proposed or added, each as it was last said, in the order first named."""
    return standing(meeting.members.all())


def standing(rows: Iterable[Member]) -> tuple[Member, ...]:
    """The latest row of each member, in the order in which they were first named."""
    found: dict[str, Member] = {}
    for row in sorted(rows, key=lambda one: one.pk):
        found[row.key] = row
    return tuple(found.values())


def minutes(meeting: Meeting) -> Minutes | None:
    """The record of the meeting as it now stands; None before it was held."""
    rows = sorted(meeting.minutes.all(), key=lambda one: one.version)
    return rows[-1] if rows else None


def last_review(meeting: Meeting) -> MeetingReview | None:
    """The last review of its actions."""
    rows = sorted(meeting.reviews.all(), key=lambda one: (one.at, one.pk))
    return rows[-1] if rows else None


def midnight(day: date) -> datetime:
    """The instant at which a day begins in London."""
    return to_datetime(calendar.midnight_of(day))
