"""By when something must be done, asked in plain questions and read back from a rulebook."""

from collections.abc import Mapping
from typing import Any

from django.forms import Field

from lantern.core.errors import Invalid
from lantern.protocol.documents import Entries, Part, Text
from lantern.protocol.lengths import read_clock, read_length
from lantern.protocol.limits import NAMED
from lantern.web.fields import RadiosField, SelectField, TextField, WholeNumberField
from lantern.web.wording import capital

UNITS = [
    ("minutes", "minutes"),
    ("hours", "hours"),
    ("working days", "working days"),
    ("days", "days"),
    ("weeks", "weeks"),
    ("months", "months"),
    ("years", "years"),
]
LENGTH, CLOCK = "length", "clock"
OTHERS = {
    "same day": "On the same day, by midnight",
    "at once": "At the very moment that it arises",
    "never": "No limit: it is owed, and never late",
}
MOST = 600_000


def length_questions(name: str, *, needed: bool = True) -> dict[str, Field]:
    """A number and its unit."""
    return {
        f"{name}_number": WholeNumberField(
            label="How many?",
            missing="Enter a number",
            min_value=1,
            max_value=MOST,
            width=5,
            required=needed,
        ),
        f"{name}_unit": SelectField(
            label="Hours, days or weeks",
            missing="Choose hours, days or another unit",
            choices=UNITS,
            required=needed,
        ),
    }


def questions(settings: Mapping[str, str]) -> dict[str, Field]:
    """By when it must be done. `settings` are those of the protocol, with their values."""
    named = {name: name.replace(" ", "_") for name in NAMED}
    words = [name for name in NAMED if named[name] in settings]
    return {
        "limit": RadiosField(
            label="By when must it be done?",
            missing="Choose by when it must be done",
            choices=[
                (LENGTH, "Within a length of time"),
                ("same day", OTHERS["same day"]),
                (CLOCK, "By the next time that the clock shows"),
                *((name, capital(name)) for name in words),
                ("at once", OTHERS["at once"]),
                ("never", OTHERS["never"]),
            ],
            hints={
                name: f"A setting of this protocol, now {settings[named[name]]}" for name in words
            },
            reveals={LENGTH: ("limit_number", "limit_unit"), CLOCK: "limit_clock"},
        ),
        **length_questions("limit"),
        "limit_clock": TextField(
            label="Time on the 24-hour clock",
            missing="Enter a time, like 09:00",
            help_text="For example, 09:00",
            width=5,
            max_length=20,
        ),
    }


def started(part: Part | None) -> dict[str, Any]:
    """What the questions begin with, where a rulebook's limit can be said with them."""
    if isinstance(part, Entries) and "from" in part.entries:
        part = part.entries.get("limit")
    if isinstance(part, Entries) and set(part.entries) == {"parameter"}:
        name = part.entries["parameter"]
        named = name.text.replace("_", " ") if isinstance(name, Text) else ""
        return {"limit": named} if named in NAMED else {}
    if not isinstance(part, Text):
        return {}
    text = part.text.strip()
    if text in NAMED or text in OTHERS:
        return {"limit": text}
    if text.startswith("by next "):
        return {"limit": CLOCK, "limit_clock": text.removeprefix("by next ")}
    return {"limit": LENGTH, **length_started("limit", text)}


def length_started(name: str, text: str) -> dict[str, Any]:
    """What a number and its unit begin with."""
    try:
        length = read_length(text)
    except ValueError:
        return {}
    return {f"{name}_number": length.amount, f"{name}_unit": str(length.unit)}


def given(cleaned: Mapping[str, Any]) -> str:
    """The limit as a rulebook writes it. Raises Invalid beside the field that is wrong."""
    chosen = str(cleaned["limit"])
    if chosen == LENGTH:
        return length_given(cleaned, "limit")
    if chosen != CLOCK:
        return chosen
    clock = str(cleaned["limit_clock"]).strip().replace(".", ":")
    try:
        minutes = read_clock(clock)
    except ValueError as fault:
        sentence = "Enter a time on the 24-hour clock, like 09:00"
        raise Invalid({"limit_clock": sentence}) from fault
    return f"by next {minutes // 60:02d}:{minutes % 60:02d}"


def length_given(cleaned: Mapping[str, Any], name: str) -> str:
    """A number and its unit as a rulebook writes them: “1 day”, “48 hours”."""
    number, unit = cleaned[f"{name}_number"], str(cleaned[f"{name}_unit"])
    text = f"{number} {unit.removesuffix('s') if number == 1 else unit}"
    try:
        read_length(text)
    except ValueError as fault:
        raise Invalid({f"{name}_number": f"Enter a smaller number: {fault}"}) from fault
    return text
