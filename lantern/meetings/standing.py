"""How a meeting stands, as its rows say: the latest of each holds."""

from collections.abc import Iterable
from datetime import date, datetime

from lantern.core import calendar
from lantern.core.instants import to_datetime
from lantern.meetings.models import (
    Arrangement,
    Cancellation,
    Meeting,
    MeetingReview,
    Member,
    Minutes,
)


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


def cancellation(meeting: Meeting) -> Cancellation | None:
    """Why it is not held, or was recorded in error; None while it stands."""
    rows = Cancellation.objects.filter(meeting=meeting)
    latest = rows.order_by("-pk").first()
    return None if latest is None or latest.withdrawn else latest


def reviews(meeting: Meeting) -> tuple[MeetingReview, ...]:
    """The reviews of its actions that stand, the first first."""
    rows = list(meeting.reviews.all())
    corrected = {one.corrects_id for one in rows}
    stand = (one for one in rows if one.pk not in corrected and not one.withdrawn)
    return tuple(sorted(stand, key=lambda one: (one.at, one.pk)))


def last_review(meeting: Meeting) -> MeetingReview | None:
    """The last review of its actions."""
    found = reviews(meeting)
    return found[-1] if found else None


def written_by(meeting: Meeting) -> frozenset[str]:
    """The keys of all entries of the absence that the record of a meeting wrote."""
    of_rows = Cancellation.objects.filter(meeting=meeting).values_list("entry", flat=True)
    return _keys(meeting, meeting.reviews.all(), of_rows)


def stated_by(meeting: Meeting) -> frozenset[str]:
    """The keys of those that it states now: not those that were taken back with a part of it."""
    now = cancellation(meeting)
    if now is not None and now.in_error:
        return frozenset()
    return _keys(meeting, reviews(meeting), [now.entry] if now is not None else [])


def _keys(
    meeting: Meeting, reviewed: Iterable[MeetingReview], cancelled: Iterable[str]
) -> frozenset[str]:
    latest = minutes(meeting)
    said = [*([latest.entries] if latest is not None else []), *(one.entries for one in reviewed)]
    found = {meeting.entry, *cancelled, *(key for one in said for key in one.values())}
    return frozenset(found - {""})


def midnight(day: date) -> datetime:
    """The instant at which a day begins in London."""
    return to_datetime(calendar.midnight_of(day))
