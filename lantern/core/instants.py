"""Instants as whole microseconds since 1970 (UTC), and as people write and read them in London."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
FOREVER = 1 << 62
"""The end of a spell that nothing has ended."""
ALWAYS = -FOREVER
"""The start of a spell that nothing began."""

_WRITTEN = re.compile(
    r"(\d{4}-\d{2}-\d{2})[ T](\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)\s*(Z|[+-]\d{2}:\d{2})?",
    re.ASCII,
)


def to_microseconds(at: datetime) -> int:
    """The instant as microseconds since 1970 in UTC. A datetime without a time zone is refused."""
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone")
    span = at - EPOCH
    return (span.days * 86_400 + span.seconds) * 1_000_000 + span.microseconds


def to_datetime(microseconds: int) -> datetime:
    """The aware datetime, in UTC, of an instant in microseconds."""
    return EPOCH + timedelta(microseconds=microseconds)


def read_day(text: str) -> date:
    """A day written as 2015-09-04. Raises ValueError with a sentence."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip(), re.ASCII):
        raise ValueError(f"“{text}” is not a day; write it like 2015-09-04")
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"“{text}” is not a day of the calendar") from None


def read_london(text: str) -> datetime:
    """The instant of a London civil time such as “2015-09-04 18:30”, in UTC.

    A time that occurs twice needs its offset; a time that does not exist is refused. Raises
    ValueError with a sentence.
    """
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"“{text}” is not a date and time; write it like 2015-09-04 18:30")
    day, clock, offset = match.groups()
    clock = clock if clock.index(":") == 2 else f"0{clock}"
    try:
        naive = datetime.fromisoformat(f"{day} {clock}")
        if offset is not None:
            written = datetime.fromisoformat(f"{naive.isoformat()}{offset.replace('Z', '+00:00')}")
            return _agreed(written, naive, text)
    except (ValueError, OverflowError) as fault:
        if "London" in str(fault):
            raise
        raise ValueError(f"“{text}” is not a time of the calendar") from None
    return _civil(naive, text)


def _agreed(written: datetime, naive: datetime, text: str) -> datetime:
    """The instant, if London's clocks (or a clock in UTC) really showed what was written."""
    instant = written.astimezone(UTC)
    if text.strip().endswith("Z") or instant.astimezone(LONDON).replace(tzinfo=None) == naive:
        return instant
    raise ValueError(f"“{text}” does not have London's offset at that time")


def _civil(naive: datetime, text: str) -> datetime:
    first = naive.replace(tzinfo=LONDON, fold=0)
    second = naive.replace(tzinfo=LONDON, fold=1)
    if first.utcoffset() == second.utcoffset():
        return first.astimezone(UTC)
    if first.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) != naive:
        raise ValueError(f"“{text}” does not exist: the clocks went forward; London skipped it")
    one, two = (f"{naive:%Y-%m-%d %H:%M} {_offset(moment)}" for moment in (first, second))
    raise ValueError(
        f"“{text}” happened twice in London when the clocks went back; write “{one}” or “{two}”"
    )


def _offset(moment: datetime) -> str:
    return f"{moment:%z}"[:3] + ":" + f"{moment:%z}"[3:]


def in_london(at: datetime) -> str:
    """The instant as London's clocks showed it: “2015-09-04 18:30”, with seconds if there are any.

    In the hour that happens twice the offset is added, so that it reads back as the same instant.
    """
    local = at.astimezone(LONDON)
    shape = "%Y-%m-%d %H:%M" if local.second == local.microsecond == 0 else "%Y-%m-%d %H:%M:%S"
    text = local.strftime(shape) + (f".{local.microsecond:06d}" if local.microsecond else "")
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{text} {_offset(local)}" if twice else text


def in_words(at: datetime) -> str:
    """The instant as a person says it in London: “18:30 on Friday 4 September 2015”."""
    local = at.astimezone(LONDON)
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    zone = f" ({local:%Z})" if twice else ""
    return f"{local:%H:%M}{zone} on {local:%A} {local.day} {local:%B %Y}"


def first_instant(day: date) -> datetime:
    """The instant, in UTC, at which the day begins in London."""
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


def day_in_london(at: datetime) -> date:
    """The day that London's calendar showed at the instant."""
    return at.astimezone(LONDON).date()


def day_in_words(day: date) -> str:
    """The day as a person says it: “4 September 2015”."""
    return f"{day.day} {day:%B %Y}"
