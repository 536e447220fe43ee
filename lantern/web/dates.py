"""Days and instants as people write them: in separate inputs, in London civil time."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from markupsafe import Markup

from lantern.core.instants import LONDON
from lantern.web import wording
from lantern.web.components import render
from lantern.web.questions import Asked, Question

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WIDTHS = {"year": 4}
# Clocks differ by a little; nobody is told that the present minute is in the future.
GRACE = timedelta(minutes=2)

Typed = Mapping[str, str]


class Parts(forms.Widget):
    """Several inputs read as one answer: `name-day`, `name-month` and so on."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        self.names = names

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        return {part: str(data.get(f"{name}-{part}") or "").strip() for part in self.names}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(f"{name}-{part}" in data for part in self.names)


class WrongParts(ValidationError):
    """A fault of some of the inputs, which alone are marked."""

    def __init__(self, sentence: str, *parts: str) -> None:
        super().__init__(sentence, code="parts")
        self.parts = parts


class DateField(Asked, forms.Field):
    """A day, in three inputs. With `past`, it may not lie after the form's own day.

    `subject` begins the sentences about what is wrong: “The day of return must be a real date”.
    """

    parts: tuple[str, ...] = ("day", "month", "year")
    # The parts that a person must fill in; the rest settle a doubt.
    asked: tuple[str, ...] = parts

    def __init__(self, *args: Any, past: bool = False, subject: str = "", **kwargs: Any) -> None:
        self.past = past
        self.latest: datetime | None = None
        label = str(kwargs.get("label") or "Date")
        if label.endswith("?") and not subject:
            raise ValueError(f"Say what “{label}” asks for, with subject=")
        self.subject = subject or label
        kwargs.setdefault("missing", f"Enter {self.subject[:1].lower()}{self.subject[1:]}")
        super().__init__(*args, widget=Parts(self.parts), **kwargs)

    def clean(self, value: Any) -> Any:
        typed: Typed = value if isinstance(value, Mapping) else {}
        given = [part for part in self.asked if typed.get(part)]
        if not given:
            self.validate(None)
            return None
        if missing := [part for part in self.asked if part not in given]:
            raise WrongParts(f"{self.subject} must include {_listed(missing)}", *missing)
        return self.understand(typed)

    def to_python(self, value: Any) -> Any:
        return None

    def understand(self, typed: Typed) -> Any:
        """The answer, once every part is there."""
        on = self.day_of(typed)
        if self.past and self.latest and on > self.latest.astimezone(LONDON).date():
            raise WrongParts(f"{self.subject} must be today or in the past", *self.asked)
        return on

    def day_of(self, typed: Typed) -> date:
        """The day that was typed. A month may be a number or a name."""
        day, month, year = _number(typed["day"]), _month(typed["month"]), typed["year"]
        if not (len(year) == 4 and year.isascii() and year.isdigit()):
            raise WrongParts(f"{self.subject}: year must include 4 numbers", "year")
        try:
            return date(int(year), month, day)
        except ValueError:
            wrong = [n for n, bad in (("day", not 1 <= day <= 31), ("month", not month)) if bad]
            raise WrongParts(f"{self.subject} must be a real date", *(wrong or ["day"])) from None

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, date):
            return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
        return value

    def target(self, bound: Question) -> str:
        return f"{bound.auto_id}-{(self.wrong(bound) or self.asked)[0]}"

    def wrong(self, bound: Question) -> tuple[str, ...]:
        """The parts to mark as wrong."""
        for fault in bound.errors.as_data():
            return fault.parts if isinstance(fault, WrongParts) else self.asked
        return ()

    def component(self, bound: Question) -> Markup:
        value = bound.value()
        typed: Typed = value if isinstance(value, Mapping) else {}
        wrong = self.wrong(bound)
        frame = bound.frame() | {"namePrefix": bound.html_name}
        frame["fieldset"] = {"legend": bound.heading(legend=True)}
        frame["items"] = [
            {
                "name": part,
                "value": typed.get(part, ""),
                "classes": f"govuk-input--width-{WIDTHS.get(part, 2)}"
                + (" govuk-input--error" if part in wrong else ""),
            }
            for part in self.asked
        ]
        return render("govukDateInput", frame)


class LondonMomentField(DateField):
    """An instant, typed as London's clocks showed it; an aware datetime in UTC.

    A time that the clocks skipped is refused. A time that they showed twice is asked about.
    """

    parts = ("day", "month", "year", "hour", "minute", "which")
    asked = ("day", "month", "year", "hour", "minute")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "For example, 4 9 2015, 18 30. Use the 24-hour clock")
        super().__init__(*args, **kwargs)

    def understand(self, typed: Typed) -> datetime:
        civil = self.civil_time(typed)
        first, second = civil.replace(fold=0), civil.replace(fold=1)
        if first.utcoffset() != second.utcoffset():
            civil = self.settled(first, second, typed.get("which", ""))
        at = civil.astimezone(UTC)
        if self.past and self.latest and at > self.latest + GRACE:
            raise WrongParts(f"{self.subject} must be in the past", *self.asked)
        return at

    def civil_time(self, typed: Typed) -> datetime:
        """What was typed, on London's clocks."""
        on = self.day_of(typed)
        hour, minute = _number(typed["hour"]), _number(typed["minute"])
        wrong = [
            name
            for name, value, most in (("hour", hour, 23), ("minute", minute, 59))
            if not 0 <= value <= most
        ]
        if wrong:
            sentence = "must be a real time on the 24-hour clock, like 18 30"
            raise WrongParts(f"{self.subject} {sentence}", *wrong)
        return datetime(on.year, on.month, on.day, hour, minute, tzinfo=LONDON)

    def settled(self, first: datetime, second: datetime, which: str) -> datetime:
        """One of two readings of a time that the clocks skipped or showed twice."""
        if first.astimezone(UTC).astimezone(LONDON).replace(fold=0) != first:
            raise WrongParts(
                f"{self.subject} must be a time that existed: the clocks went forward that night,"
                f" from 01:00 to 02:00",
                "hour",
            )
        if which not in ("first", "second"):
            raise WrongParts(
                f"{self.subject}: the clocks went back that night, so {first:%H:%M} happened twice."
                " Select which one",
                "which",
            )
        return first if which == "first" else second

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, datetime):
            return super().prepare_value(value)
        local = value.astimezone(LONDON)
        typed: dict[str, str] = super().prepare_value(local.date())
        which = "second" if local.fold else "first"
        return typed | {"hour": f"{local:%H}", "minute": f"{local:%M}", "which": which}

    def target(self, bound: Question) -> str:
        if self.wrong(bound)[:1] == ("which",):
            return f"{bound.auto_id}-which"
        return super().target(bound)

    def component(self, bound: Question) -> Markup:
        value = bound.value()
        typed: Typed = value if isinstance(value, Mapping) else {}
        html = super().component(bound)
        return html + self.doubt(bound, typed) if self.happened_twice(typed) else html

    def happened_twice(self, typed: Typed) -> bool:
        """Whether what was typed is a time that London's clocks showed twice."""
        try:
            civil = self.civil_time({part: typed.get(part, "") for part in self.asked})
        except ValidationError:
            return False
        return wording.occurs_twice(civil)

    def doubt(self, bound: Question, typed: Typed) -> Markup:
        """The question that a time shown twice gives rise to."""
        said = f"{typed['hour'].zfill(2)}:{typed['minute'].zfill(2)}"
        name = f"{bound.html_name}-which"
        which = typed.get("which", "")
        items = [
            {"value": value, "text": f"The {value} {said}, {when}", "checked": which == value}
            for value, when in (
                ("first", "before the clocks went back (BST)"),
                ("second", "after the clocks went back (GMT)"),
            )
        ]
        legend = {"text": f"The clocks went back that night. Which {said}?"}
        return render(
            "govukRadios",
            {"name": name, "idPrefix": name, "fieldset": {"legend": legend}, "items": items},
        )


def _listed(parts: list[str]) -> str:
    """These parts in a sentence: “a month, a year and an hour”."""
    *most, last = [f"{'an' if part == 'hour' else 'a'} {part}" for part in parts]
    return f"{', '.join(most)} and {last}" if most else last


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else -1


def _month(text: str) -> int:
    number = _number(text)
    if number > 0:
        return number if number <= 12 else 0
    name = text.lower()[:3]
    return MONTHS.index(name) + 1 if len(text) >= 3 and name in MONTHS else 0
