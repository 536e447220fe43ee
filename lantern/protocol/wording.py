"""Conditions, limits and instants in words that a person can follow."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from lantern.core.instants import LONDON, in_words
from lantern.protocol.conditions import (
    Age,
    All,
    Any,
    Back,
    BackTo,
    ByReading,
    Condition,
    Count,
    Derived,
    Ends,
    Holds,
    InCalendar,
    Lasting,
    Late,
    Listed,
    Not,
    Number,
    OutOfHours,
    Parameter,
    Recorded,
    Since,
    SinceLast,
    Starts,
    Took,
)
from lantern.protocol.definitions import FactDefinition, Kind
from lantern.protocol.limits import (
    AtOnce,
    ByEvent,
    ByNext,
    CountedFrom,
    Earliest,
    Limit,
    Never,
    SameDay,
    Within,
)
from lantern.vocabulary.role import Role


def role_in_words(name: str) -> str:
    """The role as people say it: “social worker”."""
    labels = {str(role): role.label for role in Role}
    return labels.get(name, name.replace("_", " "))


def joined(words: Iterable[str], by: str = "and") -> str:
    """“a, b and c”."""
    *others, last = words
    return f"{', '.join(others)} {by} {last}" if others else last


class Wording:
    """Says conditions in the words of one vocabulary."""

    def __init__(self, vocabulary: Mapping[str, FactDefinition]) -> None:
        self.vocabulary = vocabulary

    def of(self, condition: Condition) -> str:  # noqa: PLR0911  a return a case
        """The condition in words, fitting after “when”."""
        match condition:
            case All(parts):
                return joined(self._inside(part) for part in parts)
            case Any(parts):
                return joined((self._inside(part) for part in parts), "or")
            case Not(OutOfHours()):
                return "it is within office hours"
            case Not(part):
                return f"it is not so that {self._inside(part)}"
            case Derived(fact, _):
                return self.vocabulary[fact].words
            case Holds():
                return self._held(condition)
            case _:
                return self._counted(condition)

    def _counted(self, condition: Condition) -> str:
        match condition:
            case Age(at_least, under):
                return aged(at_least, under)
            case Number(fact, at_least, under):
                return f"{self.vocabulary[fact].words} is {between(at_least, under)}"
            case OutOfHours():
                return "it is outside office hours"
            case Count(part, least, window):
                return f"{self._inside(part)}, {often(least)}{self._window(window)}"
            case Recorded(fact, values):
                return f"somebody recorded that {self._held(Holds(fact, values))}"
            case _:
                return self._timed(condition)

    def _window(self, window: object) -> str:
        match window:
            case None:
                return ""
            case InCalendar(unit):
                return f" in one calendar {unit}"
            case Back(length):
                return f" in the {amount(length)} before"
            case SinceLast(event):
                return f" since the last time that {self.of(event)}"
            case _:
                return f" within {amount(window)}"

    def _timed(self, condition: Condition) -> str:  # noqa: PLR0911  a return a case
        match condition:
            case Lasting(length, part):
                return f"{self._inside(part)}, for {amount(length)}"
            case Since(start, end):
                until = "" if end is None else f" and not yet: {self._inside(end)}"
                return f"{self._inside(start)}{until}"
            case Starts(part):
                return self.of(part)
            case Ends(part):
                return f"no longer: {self._inside(part)}"
            case BackTo(part=part):
                return self.of(part)
            case Took(start, end, least, under):
                return f"{self._inside(end)}, {_how_long(least, under)} after: {self.of(start)}"
            case _:
                return self._by_name(condition)

    def _by_name(self, condition: Condition) -> str:
        match condition:
            case ByReading(options=options):
                return joined((f"({key}) {self._inside(part)}" for key, part in options), "or")
            case Late(rule, duty):
                return f"“{duty or rule}” was not done in time"
            case Listed(name, title):
                return f"the child is on the list “{title or name}”"
            case _:
                raise TypeError(f"{condition} has no words")

    def _inside(self, condition: Condition) -> str:
        """A part in brackets where it would be ambiguous without."""
        text = self.of(condition)
        return (
            f"({text})" if isinstance(condition, All | Any) and len(condition.parts) > 1 else text
        )

    def _held(self, condition: Holds) -> str:
        definition = self.vocabulary[condition.fact]
        if not condition.values:
            return definition.words
        named = joined(
            (definition.values.get(value, value) for value in sorted(condition.values)), "or"
        )
        if definition.kind is Kind.EVENT:
            return f"{definition.words} ({'not ' if condition.negated else ''}{named})"
        return f"{definition.words} {'anything but ' if condition.negated else ''}{named}"


def aged(at_least: int, under: int | None) -> str:
    """“the child is 16 or older and under 18”."""
    return f"the child is {between(at_least or None, under, 'or older')}"


def between(at_least: int | None, under: int | None, more: str = "or more") -> str:
    """“16 or more and under 18”."""
    parts = [] if at_least is None else [f"{at_least} {more}"]
    if under is not None:
        parts.append(f"under {under}")
    return " and ".join(parts) or "any number"


def amount(value: object) -> str:
    """A length or number in words; a parameter by its name."""
    return value.name.replace("_", " ") if isinstance(value, Parameter) else str(value)


def often(least: object) -> str:
    """“at least 3 times”, “at least once”."""
    return "at least once" if least == 1 else f"at least {amount(least)} times"


def _how_long(least: object, under: object) -> str:
    """“6 hours or more and less than 24 hours”."""
    parts = [] if least is None else [f"{amount(least)} or more"]
    if under is not None:
        parts.append(f"less than {amount(under)}")
    return " and ".join(parts)


def how_often(length: object) -> str:
    """“every day”, “every 2 weeks”."""
    return f"every {amount(length).removeprefix('1 ')}"


def limit_in_words(limit: Limit, vocabulary: Mapping[str, FactDefinition]) -> str:
    """The limit as a person reads it: “within 5 working days”, “immediately (1 hour)”."""
    match limit:
        case Within(length, named):
            return f"{named} ({amount(length)})" if named else f"within {amount(length)}"
        case SameDay():
            return "on the same day"
        case ByNext(minutes):
            return f"by the next {minutes // 60:02d}:{minutes % 60:02d}"
        case AtOnce():
            return "at once"
        case _:
            return _other_limit_in_words(limit, vocabulary)


def _other_limit_in_words(limit: Limit, vocabulary: Mapping[str, FactDefinition]) -> str:
    match limit:
        case Earliest(limits):
            each = joined((limit_in_words(one, vocabulary) for one in limits), "or")
            return f"{each}, whichever is earliest"
        case CountedFrom(inner, event):
            start = Wording(vocabulary).of(event)
            return f"{limit_in_words(inner, vocabulary)}, counted from: {start}"
        case ByEvent(event, earlier, otherwise):
            before = "by the time that" if earlier is None else f"{amount(earlier)} before"
            until = (
                ""
                if otherwise is None
                else f"; until that is known, {limit_in_words(otherwise, vocabulary)}"
            )
            return f"{before} {Wording(vocabulary).of(event)}{until}"
        case Never() | _:
            return "without a limit"


def deadline_in_words(at: datetime) -> str:
    """The instant in words; midnight is 24:00 of the day that it ends."""
    local = at.astimezone(LONDON)
    if (local.hour, local.minute, local.second, local.microsecond) == (0, 0, 0, 0):
        return in_words(at - timedelta(minutes=1)).replace("23:59", "24:00", 1)
    return in_words(at)


def span_in_words(span: timedelta) -> str:
    """A length of time in its two largest units: “2 days 3 hours”."""
    minutes = int(span.total_seconds() // 60)
    parts = [
        (minutes // 1440, "day"),
        (minutes // 60 % 24, "hour"),
        (minutes % 60, "minute"),
    ]
    said = [f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in parts if count]
    return " ".join(said[:2]) or "less than a minute"
