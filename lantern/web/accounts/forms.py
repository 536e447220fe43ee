"""The forms of signing in, of one's own account, and of keeping accounts."""

from typing import Any

from lantern.accounts.passwords import LONGEST, RULES
from lantern.web.fields import (
    EmailField,
    HiddenField,
    PasswordField,
    RadiosField,
    SelectField,
    TelephoneField,
    TextField,
)
from lantern.web.forms import Form


class SignInForm(Form):
    """Email address and password. `held` carries what somebody was sending when they timed out."""

    email = EmailField(label="Email address", width=20, autocomplete="username")
    password = PasswordField(label="Password", width=20)
    next = HiddenField(required=False)
    held = HiddenField(required=False)


class ChangePasswordForm(Form):
    """The present password, and the new one."""

    present_password = PasswordField(label="Present password")
    new_password = PasswordField(
        label="New password",
        help_text=" ".join(RULES),
        autocomplete="new-password",
        max_length=LONGEST,
    )


class ChoosePasswordForm(Form):
    """A password, by whoever has the one-time link."""

    new_password = PasswordField(
        label="Password",
        help_text=" ".join(RULES),
        autocomplete="new-password",
        max_length=LONGEST,
    )


class AgencyForm(Form):
    """Which agency: the ones offered, by their short names."""

    agency = RadiosField(label="Agency", missing="Select an agency")

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = offered  # type: ignore[attr-defined]


class PostForm(Form):
    """A role in an agency, and a team or none."""

    role = SelectField(label="Role", missing="Select a role", empty="Select a role")
    team = SelectField(label="Team (optional)", required=False, empty="No team")

    def __init__(
        self,
        *args: Any,
        roles: list[tuple[str, str]],
        teams: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
        self.fields["team"].choices = teams  # type: ignore[attr-defined]


class StaffForm(PostForm):
    """Somebody who is to have an account, with their first role."""

    name = TextField(label="Full name", max_length=120, autocomplete="off")
    email = EmailField(label="Email address", autocomplete="off")
    telephone = TelephoneField(
        label="Telephone number (optional)", required=False, autocomplete="off"
    )
    field_order = ("name", "email", "telephone", "role", "team")
