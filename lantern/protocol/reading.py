"""Reads conditions from files, noting every fault: unknown facts, wrong kinds, contradictory
shapes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lantern.protocol.conditions import (
    All,
    Any,
    Back,
    BackTo,
    ByReading,
    CalendarUnit,
    Condition,
    Count,
    Derived,
    Ends,
    Holds,
    InCalendar,
    Lasting,
    Late,
    Length,
    Listed,
    Not,
    OutOfHours,
    Parameter,
    Recorded,
    Since,
    SinceLast,
    Starts,
    Took,
    Unit,
    Window,
    parts_of,
)
from lantern.protocol.definitions import FactDefinition, Kind
from lantern.protocol.documents import Entries, Items, Part, Text
from lantern.protocol.faults import Faults, Place, did_you_mean, one_of
from lantern.protocol.lengths import read_length, read_number
from lantern.protocol.readings import READINGS
from lantern.protocol.value_reading import FORMS, NOWHERE, OUT_OF_HOURS, ValueReader

WINDOWS = ("calendar", "back", "since")
WINDOW_HINT = "{calendar: month}, {back: 3 months} or {since: an event}"
NOT_WHOLE_DAYS = (Unit.MINUTES, Unit.HOURS, Unit.WORKING_DAYS)


def is_event(condition: Condition, vocabulary: Mapping[str, FactDefinition]) -> bool:
    """Whether the condition is a matter of instants rather than of spells."""
    match condition:
        case Holds(fact=fact):
            return fact in vocabulary and vocabulary[fact].kind is Kind.EVENT
        case Starts() | Ends() | Recorded() | Took() | Late():
            return True
        case All(parts) | Any(parts):
            return any(is_event(part, vocabulary) for part in parts)
        case Derived(part=part):
            return is_event(part, vocabulary)
        case ByReading(options=options):
            return is_event(options[0][1], vocabulary)
        case _:
            return False


HOURS: tuple[Condition, ...] = (OutOfHours(), Not(OutOfHours()))


def hours_misplaced(condition: Condition, vocabulary: Mapping[str, FactDefinition]) -> bool:
    """Whether “out of hours” stands anywhere but beside an event in an “all”."""
    inside = parts_of(condition)
    if isinstance(condition, All) and is_event(condition, vocabulary):
        inside = tuple(part for part in inside if part not in HOURS)
    return condition in HOURS or any(hours_misplaced(part, vocabulary) for part in inside)


@dataclass(slots=True)
class ConditionReader:
    """Reads the conditions of one file against a vocabulary of facts."""

    vocabulary: Mapping[str, FactDefinition]
    faults: Faults

    @property
    def values(self) -> ValueReader:
        """A reader of facts with their values, which notes its faults here."""
        return ValueReader(self.vocabulary, self.faults)

    def read(self, part: Part) -> Condition:
        """The condition that this part of a file states."""
        condition = self._read(part)
        if hours_misplaced(condition, self.vocabulary):
            self.faults.add(
                part.place, "out_of_hours may only qualify an event", "put it in “all” with one"
            )
        return condition

    def _read(self, part: Part) -> Condition:
        match part:
            case Text(place, text):
                return self._fact(place, text)
            case Items(place):
                self.faults.add(
                    place, "a list must say whether all or any of it", "write {any: […]}"
                )
            case Entries(place, entries):
                return self._form(part) if entries else self._empty(place)
        return NOWHERE

    def _empty(self, place: Place) -> Condition:
        self.faults.add(place, "there is no condition here")
        return NOWHERE

    def at_instant(self, part: Part) -> Condition:
        """A condition asked at one instant: there “out of hours” has its place too."""
        condition = self._read(part)
        inside = condition.parts if isinstance(condition, All) else (condition,)
        if any(hours_misplaced(one, self.vocabulary) for one in inside if one not in HOURS):
            self.faults.add(part.place, "out_of_hours may only stand alone here, or in an “all”")
        return condition

    def state(self, part: Part) -> Condition:
        """A condition that holds in spells, as a decision and a scope need it."""
        condition = self.read(part)
        if condition != NOWHERE and is_event(condition, self.vocabulary):
            message = "an event does not last, and here it is asked what holds"
            self.faults.add(part.place, message, "write {since: …}")
        return condition

    def _fact(self, place: Place, name: str) -> Condition:
        if name == OUT_OF_HOURS:
            return OutOfHours()
        definition = self.values.definition(place, name)
        if definition is None:
            return NOWHERE
        if definition.derived is not None:
            return Derived(name, definition.derived)
        if definition.kind in {Kind.VALUE, Kind.NUMBER}:
            hint = f"one of its values: {{{name}: {next(iter(definition.values), '…')}}}"
            if definition.kind is Kind.NUMBER:
                hint = f"write {{{name}: {{at least: 3}}}}"
            self.faults.add(place, f"{name} has values; say which", hint)
        return Holds(name)

    def _form(self, part: Entries) -> Condition:
        """A condition written as a mapping: one of the forms, or a fact with its value."""
        form = next((form for form in FORMS if form in part.entries), None)
        if form is None:
            return self.values.read(part)
        readers: Mapping[str, Callable[[Entries], Condition]] = {
            "all": self._all,
            "any": self._any,
            "not": self._not,
            "lasting": self._lasting,
            "since": self._since,
            "count": self._count,
            "starts": lambda part: Starts(self._state(part, "starts")),
            "ends": lambda part: Ends(self._state(part, "ends")),
            "back_to": self._back_to,
            "reading": self._by_reading,
            "recorded": self._recorded,
            "took": self._took,
            "late": lambda part: self._named(part, "late", Late),
            "listed": lambda part: self._named(part, "listed", Listed),
        }
        return readers[form](part)

    def _keys(self, part: Entries, *known: str) -> None:
        part.unknown(frozenset(known), self.faults, f"a condition with “{known[0]}”")

    def _parts(self, part: Entries, form: str) -> tuple[Condition, ...]:
        self._keys(part, form)
        inside = part.entries[form]
        if not isinstance(inside, Items):
            self.faults.add(inside.place, f"“{form}” needs a list of conditions")
            return (NOWHERE,)
        if not inside.items:
            self.faults.add(inside.place, f"“{form}” needs at least one condition")
            return (NOWHERE,)
        return tuple(self._read(item) for item in inside.items)

    def _any(self, part: Entries) -> Condition:
        parts = self._parts(part, "any")
        if any(is_event(one, self.vocabulary) for one in parts):
            parts = tuple(self._as_event(one) for one in parts)
        return Any(parts)

    def _as_event(self, condition: Condition) -> Condition:
        """Beside an event, a state stands for the instants at which it begins."""
        event = is_event(condition, self.vocabulary) or condition == NOWHERE
        return condition if event else Starts(condition)

    def _all(self, part: Entries) -> Condition:
        parts = self._parts(part, "all")
        events = [one for one in parts if is_event(one, self.vocabulary)]
        if len(events) > 1:
            self.faults.add(
                part.place,
                "two events never happen at one instant",
                "make all but one a state: {since: …}",
            )
        return All(parts)

    def _not(self, part: Entries) -> Condition:
        self._keys(part, "not")
        inside = self._read(part.entries["not"])
        if is_event(inside, self.vocabulary):
            self.faults.add(
                part.place, "an event can't be denied, only a state", "write {not: {since: …}}"
            )
        return Not(inside)

    def _state(self, part: Entries, form: str) -> Condition:
        """The state inside `starts`, `ends`, `lasting` or `of`."""
        inside = self._read(part.entries[form])
        if is_event(inside, self.vocabulary):
            self.faults.add(
                part.entries[form].place,
                "an event does not last; only a state does",
                "use {since: …}",
            )
        return inside

    def _lasting(self, part: Entries) -> Condition:
        self._keys(part, "lasting", "of")
        length = self.length(part.entries["lasting"])
        if "of" not in part.entries:
            self.faults.add(
                part.place, "“lasting” needs “of”: what lasts", "{lasting: 72 hours, of: …}"
            )
            return NOWHERE
        return Lasting(length, self._state(part, "of"))

    def _since(self, part: Entries) -> Condition:
        self._keys(part, "since", "until")
        start = self.instants(part.entries["since"])
        until = part.get("until")
        return Since(start, None if until is None else self.instants(until))

    def instants(self, part: Part) -> Condition:
        """An event, or a state, which then stands for the instants at which it begins."""
        inside = self.read(part)
        return self._as_event(inside)

    def _back_to(self, part: Entries) -> Condition:
        self._keys(part, "back_to", "of")
        if "of" not in part.entries:
            self.faults.add(part.place, "“back_to” needs “of”: what is taken back to that event")
            return NOWHERE
        return BackTo(self.instants(part.entries["back_to"]), self._state(part, "of"))

    def _count(self, part: Entries) -> Condition:
        self._keys(part, "count", "at least", "within")
        counted = self.instants(part.entries["count"])
        least = part.get("at least")
        if least is None:
            self.faults.add(
                part.place, "“count” needs “at least”", "{count: …, at least: 3, within: 90 days}"
            )
            return NOWHERE
        return Count(counted, self.number(least), self._window(part.get("within")))

    def _window(self, part: Part | None) -> Window | None:
        """In which stretch of time events are counted; None is the whole life."""
        if part is None or (isinstance(part, Text) and part.text == "life"):
            return None
        kind = next(iter(part.entries), "") if isinstance(part, Entries) else ""
        if not isinstance(part, Entries) or kind == "parameter":
            return self.length(part)
        part.unknown(frozenset(WINDOWS), self.faults, "a window")
        inside = part.entries[kind] if kind else part
        if len(part.entries) != 1 or kind not in WINDOWS:
            self.faults.add(part.place, "a window is a length, “life”, or one form", WINDOW_HINT)
        elif kind == "since":
            return SinceLast(self.instants(inside))
        elif kind == "back":
            return self._back(inside)
        elif isinstance(inside, Text) and inside.text in list(CalendarUnit):
            return InCalendar(CalendarUnit(inside.text))
        else:
            self.faults.add(inside.place, "no such stretch of the calendar", one_of(CalendarUnit))
        return None

    def _back(self, part: Part) -> Back:
        length = self.length(part)
        if isinstance(length, Length) and length.unit in NOT_WHOLE_DAYS:
            self.faults.add(
                part.place, "a window goes back by whole days", "write {back: 3 months}"
            )
        return Back(length)

    def _recorded(self, part: Entries) -> Condition:
        self._keys(part, "recorded")
        return self.values.recorded(part.entries["recorded"])

    def _named(self, part: Entries, form: str, makes: type[Late] | type[Listed]) -> Condition:
        """A condition that names a rule or a list; whether there is one shows in the layers."""
        self._keys(part, form)
        name = part.entries[form]
        if isinstance(name, Text) and name.text.strip():
            return makes(name.text.strip(), place=name.place)
        what = "the id of a rule" if form == "late" else "the name of a list"
        self.faults.add(name.place, f"“{form}” needs {what}", f"write {{{form}: {what}}}")
        return NOWHERE

    def _took(self, part: Entries) -> Condition:
        self._keys(part, "took", "from", "to")
        hint = "{from: an event, to: an event, took: {at least: 6 hours, under: 24 hours}}"
        bounds = part.entries["took"]
        missing = [key for key in ("from", "to") if key not in part.entries]
        if missing or not isinstance(bounds, Entries) or not bounds.entries:
            self.faults.add(part.place, "“took” needs “from”, “to” and how long it took", hint)
            return NOWHERE
        bounds.unknown(frozenset({"at least", "under"}), self.faults, "“took”")
        least, under = bounds.get("at least"), bounds.get("under")
        return Took(
            self.instants(part.entries["from"]),
            self.instants(part.entries["to"]),
            None if least is None else self.length(least),
            None if under is None else self.length(under),
        )

    def _by_reading(self, part: Entries) -> Condition:
        name = part.entries["reading"]
        if not isinstance(name, Text) or name.text not in READINGS:
            known = did_you_mean(name.text, READINGS) if isinstance(name, Text) else ""
            self.faults.add(name.place, "there is no such reading", known or one_of(READINGS))
            return NOWHERE
        options = READINGS[name.text].options
        self._keys(part, "reading", *options)
        for option in options:
            if option not in part.entries:
                self.faults.add(
                    part.place, f"the reading {name.text} needs a condition for “{option}”"
                )
        found = tuple(
            (key, self._read(value)) for key, value in part.entries.items() if key in options
        )
        return ByReading(name.text, found) if found else NOWHERE

    def length(self, part: Part) -> Length | Parameter:
        """A length of time, or the name of a parameter that is one."""
        parameter = self.parameter(part)
        if parameter is not None:
            return parameter
        if isinstance(part, Text):
            try:
                return read_length(part.text)
            except ValueError as fault:
                self.faults.add(part.place, str(fault))
        else:
            self.faults.add(part.place, "a length of time is needed here, like 72 hours")
        return Parameter("")

    def number(self, part: Part) -> int | Parameter:
        """A whole number, or the name of a parameter that is one."""
        parameter = self.parameter(part)
        if parameter is not None:
            return parameter
        if isinstance(part, Text):
            try:
                if (number := read_number(part.text)) > 0:
                    return number
                self.faults.add(part.place, "this number must be at least 1")
            except ValueError as fault:
                self.faults.add(part.place, str(fault))
        else:
            self.faults.add(part.place, "a whole number is needed here")
        return Parameter("")

    def parameter(self, part: Part) -> Parameter | None:
        """The parameter named by `{parameter: name}`, if that is what stands here."""
        if not isinstance(part, Entries) or "parameter" not in part.entries:
            return None
        name = part.entries["parameter"]
        if isinstance(name, Text) and len(part.entries) == 1:
            return Parameter(name.text)
        self.faults.add(part.place, "a parameter is named like {parameter: name}")
        return Parameter("")
