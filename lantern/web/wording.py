"""How instants, days and spans are worded on a page. Times are London's; storage is UTC."""

from datetime import UTC, date, datetime, timedelta

import phonenumbers

from lantern.core.instants import LONDON, day_in_london, in_words
from lantern.core.words import capital as capital
from lantern.vocabulary.absence import Precision

HOME_COUNTRY = 44
_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60))


def moment(at: datetime) -> str:
    """An instant in full: “18:30 on Friday 4 September 2015”."""
    return in_words(at)


def brief(at: datetime) -> str:
    """An instant for a table: “18:30, 4 Sep”."""
    local = at.astimezone(LONDON)
    return f"{local:%H:%M}{_zone(at)}, {local.day} {local:%b}"


def as_known(at: datetime, precision: str = Precision.MINUTE) -> str:
    """An instant as exactly as it is known: in full, or “4 September 2015, time not known”."""
    if precision == Precision.DAY:
        return f"{day(day_in_london(at))}, time not known"
    return moment(at)


def length_as_known(began: datetime, ended: datetime, *precisions: str) -> str:
    """How long between two instants; in dates alone where either is known only to the day."""
    if Precision.DAY not in precisions:
        return length(ended - began)
    days = (day_in_london(ended) - day_in_london(began)).days
    if days == 0:
        return "Within a day"
    return f"{days} {'day' if days == 1 else 'days'}, by dates alone"


def limit(at: datetime, *, with_year: bool = False) -> str:
    """A time limit for a table: “18:30, 4 Sep”; midnight is the end of the day before it."""
    local = at.astimezone(LONDON)
    at_midnight = (local.hour, local.minute, local.second) == (0, 0, 0)
    last = local.date() - timedelta(days=1) if at_midnight else local.date()
    said = f"end of {last.day} {last:%b}" if at_midnight else brief(at)
    return f"{said} {last.year}" if with_year else said


def clock(at: datetime) -> str:
    """The time of day only: “18:30”."""
    return f"{at.astimezone(LONDON):%H:%M}{_zone(at)}"


def day(on: date) -> str:
    """A day: “4 September 2015”."""
    on = on.astimezone(LONDON).date() if isinstance(on, datetime) else on
    return f"{on.day} {on:%B %Y}"


def length(lasted: timedelta) -> str:
    """A span in its two largest units: “2 days 3 hours”, “45 minutes”, “less than a minute”."""
    left = int(abs(lasted).total_seconds())
    parts: list[tuple[int, str]] = []
    for name, seconds in _UNITS:
        count, left = divmod(left, seconds)
        if count or parts:
            parts.append((count, name))
    said = [f"{count} {name}{'' if count == 1 else 's'}" for count, name in parts[:2] if count]
    return " ".join(said) or "less than a minute"


def age(born_on: date, on: date) -> int:
    """Whole years on that day. Somebody born on 29 February has a birthday on 1 March."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def telephone(number: str) -> str:
    """A number as people here say it: “01632 960204”, or “+33 1 09 75 83 51” abroad."""
    try:
        parsed = phonenumbers.parse(number, "GB")
    except phonenumbers.NumberParseException:
        return number
    at_home = parsed.country_code == HOME_COUNTRY
    shape = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(parsed, shape.NATIONAL if at_home else shape.INTERNATIONAL)


def occurs_twice(at: datetime) -> bool:
    """Whether London's clocks show this time of day twice, having gone back."""
    local = at.astimezone(UTC).astimezone(LONDON)
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def _zone(at: datetime) -> str:
    """The offset's name in the hour that London's clocks show twice, otherwise nothing."""
    return f" {at.astimezone(LONDON):%Z}" if occurs_twice(at) else ""
