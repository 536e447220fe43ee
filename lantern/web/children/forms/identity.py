"""Who the child is: find, add, change, number."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from lantern.vocabulary.person import Ethnicity, Gender
from lantern.vocabulary.placement import IdentifierKind
from lantern.web.dates import DateField
from lantern.web.fields import (
    HiddenField,
    LongTextField,
    RadiosField,
    SelectField,
    TelephoneField,
    TextField,
    YesNoField,
)
from lantern.web.forms import Form

if TYPE_CHECKING:
    from lantern.agencies.models import Agency

NEW = "new"


class SearchForm(Form):
    """One box for whatever is known of the child."""

    text = TextField(
        label="Name, date of birth or reference",
        missing="Enter a name, a date of birth, or a reference such as an NHS number",
        max_length=200,
        help_text="Part of a name is enough, in any order",
        autocomplete="off",
    )


class AddForm(Form):
    """The first question page: enough to tell whether the child has a record already."""

    given_name = TextField(label="First names", max_length=80, required=False, autocomplete="off")
    family_name = TextField(label="Last name", max_length=80, required=False, autocomplete="off")
    born_on = DateField(
        label="Date of birth",
        past=True,
        required=False,
        help_text="For example, 27 3 2011. Leave it empty if it is not known",
    )
    nhs_number = TextField(
        label="NHS number",
        max_length=20,
        required=False,
        width=10,
        inputmode="numeric",
        autocomplete="off",
        help_text="If you have it: ten digits, like 999 000 0018",
    )
    authority = SelectField(
        label="Which local authority looks after the child, or where does the child live?",
        missing="Select the local authority",
    )
    is_new = HiddenField(required=False)

    def __init__(self, *args: Any, authorities: Iterable["Agency"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.slug, each.name) for each in authorities]
        if len(choices) == 1:
            self.fields["authority"] = HiddenField(required=False)
            self.only = choices[0][0]
        else:
            self.fields["authority"].choices = choices  # type: ignore[attr-defined]

    def clean_authority(self) -> str:
        """The one authority there is to choose cannot be changed by hand."""
        return str(getattr(self, "only", self.cleaned_data.get("authority")))

    def clean(self) -> dict[str, Any]:
        """A name or a birth date, or the record could never be found again."""
        given = super().clean()
        known = ("given_name", "family_name", "born_on", "nhs_number")
        if not self.errors and not any(given.get(name) for name in known):
            self.add_error(
                "given_name", ValidationError("Enter a name, a date of birth or an NHS number")
            )
        return given


class DetailsForm(Form):
    """All that a record says of who the child is."""

    given_name = TextField(label="First names", max_length=80, required=False, autocomplete="off")
    family_name = TextField(label="Last name", max_length=80, required=False, autocomplete="off")
    also_known_as = TextField(
        label="Other names the child uses",
        max_length=160,
        required=False,
        help_text="Former names, nicknames, names used online",
    )
    born_on = DateField(label="Date of birth", past=True, required=False)
    gender = RadiosField(label="Gender", choices=Gender.choices(), required=False)
    ethnicity = SelectField(
        label="Ethnic background", choices=Ethnicity.choices(), required=False, empty="Not recorded"
    )
    language = TextField(
        label="Language the child speaks best", max_length=60, required=False, width=20
    )
    telephone = TelephoneField(label="The child’s own telephone", required=False)
    home_address = LongTextField(
        label="Home address",
        rows=3,
        max_length=500,
        required=False,
        help_text="Where the family lives, also while the child is placed elsewhere",
    )
    home_postcode = TextField(label="Postcode", max_length=10, width=10, required=False)
    address_is_protected = YesNoField(
        label="Must it be kept secret where the child is?",
        missing="Select yes if it must be kept secret where the child is",
        help_text="For example from somebody who may have trafficked the child. "
        "Only the authority, the police and the carer then see it",
    )
    school = SelectField(label="School", required=False, empty="Not recorded")
    version = HiddenField()
    seen = HiddenField(required=False)

    def __init__(self, *args: Any, schools: Iterable["Agency"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.slug, each.name) for each in schools]
        self.fields["school"].choices = choices  # type: ignore[attr-defined]


class NumberForm(Form):
    """A number by which an agency knows the child."""

    kind = RadiosField(
        label="What kind of number is it?",
        missing="Select the kind of number",
        choices=IdentifierKind.choices(),
    )
    value = TextField(label="Number", max_length=40, width=20, autocomplete="off")
    issuer = SelectField(
        label="Whose number is it?",
        missing="Select whose number it is",
        required=False,
        empty="A national number",
        help_text="For an authority’s or a force’s own reference",
    )

    def __init__(self, *args: Any, issuers: Iterable["Agency"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.slug, each.name) for each in issuers]
        self.fields["issuer"].choices = choices  # type: ignore[attr-defined]


class AuthorityForm(Form):
    """Which authority is responsible for the child from now on."""

    authority = SelectField(
        label="Which authority is responsible from now on?",
        missing="Select the authority that is responsible from now on",
    )

    def __init__(self, *args: Any, authorities: Iterable["Agency"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.slug, each.name) for each in authorities]
        self.fields["authority"].choices = choices  # type: ignore[attr-defined]
