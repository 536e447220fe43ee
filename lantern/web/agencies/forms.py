"""The forms of agencies and their teams."""

import re
from datetime import time
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug

from lantern.agencies.details import When
from lantern.vocabulary.agency import AgencyKind
from lantern.web.dates import DateField
from lantern.web.fields import (
    CheckboxesField,
    EmailField,
    RadiosField,
    SelectField,
    TelephoneField,
    TextField,
)
from lantern.web.forms import Form

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class TimeOfDayField(TextField):
    """A time of day on the 24-hour clock, such as 09:00."""

    def clean(self, value: Any) -> Any:
        text: str = super().clean(value)
        match = re.fullmatch(r"(\d{1,2})[.:]?(\d{2})", text.strip(), re.ASCII)
        if match is None or int(match[1]) > 23 or int(match[2]) > 59:
            raise ValidationError("Enter a time like 09:00, on the 24-hour clock", code="time")
        return time(int(match[1]), int(match[2]))


class DetailsForm(Form):
    """What may be said anew of an agency."""

    name = TextField(label="Name", max_length=120, autocomplete="off")
    telephone = TelephoneField(
        label="Telephone number (optional)", required=False, autocomplete="off"
    )
    rulebook = SelectField(
        label="Rulebook",
        required=False,
        empty="None",
        help_text="For an authority, a home or a service: the procedures to which it works",
    )
    rulebook_from = DateField(
        label="First day of the rulebook (optional)",
        required=False,
        help_text="Absences reported before it are judged without it. Left empty for another "
        "rulebook, it is today",
    )
    first_day_on = DateField(
        label="First day on Lantern (optional)",
        required=False,
        help_text="For an authority. Nothing is owed here for absences before it",
    )

    def __init__(self, *args: Any, rulebooks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rulebook"].choices = rulebooks  # type: ignore[attr-defined]


class AgencyForm(DetailsForm):
    """An agency that joins."""

    slug = TextField(
        label="Short name",
        help_text="Small letters, digits and hyphens, like alder-house. It cannot be changed",
        max_length=40,
        width=20,
        autocomplete="off",
        validators=[validate_slug],
        error_messages={"invalid": "Use small letters, digits and hyphens only"},
    )
    kind = SelectField(
        label="Kind of agency",
        missing="Select the kind of agency",
        choices=[(one.value, one.label.capitalize()) for one in AgencyKind],
    )
    within = SelectField(
        label="Within (optional)",
        required=False,
        empty="None",
        help_text="The force in whose area an authority is; the authority in which a home is",
    )
    code = TextField(label="ONS code (optional)", required=False, max_length=12, width=10)
    field_order = ("name", "slug", "kind", "within", "telephone", "code", "rulebook")

    def __init__(self, *args: Any, within: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["within"].choices = within  # type: ignore[attr-defined]


class TeamForm(Form):
    """A team, and how to reach it."""

    name = TextField(label="Team’s name", max_length=80, autocomplete="off")
    email = EmailField(label="Email address (optional)", required=False, autocomplete="off")
    telephone = TelephoneField(
        label="Telephone number (optional)", required=False, autocomplete="off"
    )


class TeamAreasForm(Form):
    """Which parts of the agency’s area a team covers."""

    areas = CheckboxesField(
        label="Which areas does it cover?",
        help_text="None means all of them",
        missing="Choose the areas",
        required=False,
    )

    def __init__(self, *args: Any, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["areas"].choices = areas  # type: ignore[attr-defined]


class CoverForm(Form):
    """What a team does, and when."""

    role = SelectField(
        label="Does what is owed by the", missing="Select a role", empty="Select a role"
    )
    when = RadiosField(label="When", missing="Select when", choices=list(When.choices))

    def __init__(self, *args: Any, roles: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles  # type: ignore[attr-defined]


class HoursForm(Form):
    """When the offices are open."""

    days = CheckboxesField(
        label="Open on",
        required=False,
        choices=[(str(number), name) for number, name in enumerate(DAYS)],
    )
    opens = TimeOfDayField(label="Opens at", width=5, help_text="Like 09:00")
    closes = TimeOfDayField(label="Closes at", width=5, help_text="Like 17:00")


class AreaForm(Form):
    """A part of the agency’s area."""

    name = TextField(label="Area’s name", max_length=80, autocomplete="off")
