"""A time of day in one input, for what happened lately or will happen soon."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError

from lantern.core.instants import LONDON
from lantern.web import wording
from lantern.web.dates import GRACE
from lantern.web.fields import TextField
from lantern.web.questions import Question

_TYPED: Final = re.compile(
    r"(?:(?P<day>\d{1,2})/(?P<month>\d{1,2}),?\s+)?"
    r"(?P<hour>\d{1,2})[.:]?(?P<minute>\d{2})\s*(?P<half>am|pm)?",
    re.ASCII | re.IGNORECASE,
)


class ClockField(TextField):
    """A time of day such as 19:45, 1945 or 7.45pm; becomes the last such instant before now.

    A day before it, as in “20/11 19:45”, names another day of the last twelve months. Where the
    clocks showed a time twice, the later that fits is meant.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.past = True  # so that the form tells the field what time it is
        self.latest: datetime | None = None
        kwargs.setdefault("width", 10)
        kwargs.setdefault("max_length", 20)
        super().__init__(*args, **kwargs)

    def clean(self, value: Any) -> Any:
        if isinstance(value, datetime):
            return value
        text: str = super().clean(value)
        return self._instant(text.strip()) if text.strip() else None

    def prepare_value(self, value: Any) -> Any:
        return wording.clock(value) if isinstance(value, datetime) else value

    def text_of(self, bound: Question) -> str:
        return str(bound.value() or "")

    def _instant(self, text: str) -> datetime:
        match = _TYPED.fullmatch(text)
        clock = _clock(match) if match else None
        if match is None or clock is None:
            raise ValidationError(
                "Enter a time like 19:45, on the 24-hour clock; for another day, 20/11 19:45",
                code="clock",
            )
        if self.latest is None:
            raise TypeError("a form with a time of day is told what time it is")
        found = [
            each
            for on in _days(match, self.latest)
            for each in _instants(on, *clock)
            if each <= self.latest + GRACE
        ]
        if not found:
            raise ValidationError("Enter a day of the calendar, like 20/11 19:45", code="clock")
        # Nobody is told that the present minute is yesterday's because their clock is fast.
        return min(self.latest, max(found))


def _clock(match: re.Match[str]) -> tuple[int, int] | None:
    """Hour and minute on the 24-hour clock, if there is such a time."""
    hour, minute, half = int(match["hour"]), int(match["minute"]), (match["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return (hour, minute) if hour <= 23 and minute <= 59 else None


def _days(match: re.Match[str], now: datetime) -> list[date]:
    """The days that may be meant: the one named, this year or last; otherwise the last two."""
    today = now.astimezone(LONDON).date()
    if not match["day"]:
        return [today - timedelta(days=1), today]
    found = []
    for year in (today.year - 1, today.year):
        try:
            found.append(date(year, int(match["month"]), int(match["day"])))
        except ValueError:
            continue
    return found


def _instants(on: date, hour: int, minute: int) -> list[datetime]:
    """The instants at which London's clocks showed this time that day: one, two or none."""
    found = []
    for fold in (0, 1):
        civil = datetime(on.year, on.month, on.day, hour, minute, tzinfo=LONDON, fold=fold)
        instant = civil.astimezone(UTC)
        if instant.astimezone(LONDON).replace(tzinfo=None, fold=0) == civil.replace(
            tzinfo=None, fold=0
        ):
            found.append(instant)
    return found
