"""A time of day in one input, for what happened or will happen within a day of now."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError

from lantern.core.instants import LONDON
from lantern.web import wording
from lantern.web.dates import GRACE
from lantern.web.fields import TextField
from lantern.web.questions import Question

_TYPED: Final = re.compile(r"(\d{1,2})[.:h ]?(\d{2})\s*(am|pm)?", re.ASCII | re.IGNORECASE)


class ClockField(TextField):
    """A time of day such as 19:45, 1945 or 7.45pm; becomes the last such instant before now.

    With `ahead` it becomes the next such instant after now. Where the clocks showed the time twice,
    the later of the two that fits is meant.
    """

    def __init__(self, *args: Any, ahead: bool = False, **kwargs: Any) -> None:
        self.ahead = ahead
        self.past = True  # so that the form tells the field what time it is
        self.latest: datetime | None = None
        kwargs.setdefault("width", 5)
        kwargs.setdefault("max_length", 10)
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
        hour, minute = (int(match[1]), int(match[2])) if match else (99, 99)
        half = (match[3] or "").lower() if match else ""
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "pm" else 0)
        elif half:
            hour = 99
        if hour > 23 or minute > 59:
            raise ValidationError("Enter a time like 19:45, on the 24-hour clock", code="clock")
        return self._nearest(hour, minute)

    def _nearest(self, hour: int, minute: int) -> datetime:
        if self.latest is None:
            raise TypeError("a form with a time of day is told what time it is")
        now = self.latest
        today = now.astimezone(LONDON).date()
        found = []
        for days in (-1, 0, 1):
            on = today + timedelta(days=days)
            for fold in (0, 1):
                civil = datetime(on.year, on.month, on.day, hour, minute, tzinfo=LONDON, fold=fold)
                if civil.astimezone(UTC).astimezone(LONDON).replace(fold=0) == civil.replace(
                    fold=0
                ):
                    found.append(civil.astimezone(UTC))
        if self.ahead:
            return min(each for each in found if each > now)
        # Nobody is told that the present minute is yesterday's because their clock is fast.
        return min(now, max(each for each in found if each <= now + GRACE))
