"""One form with every kind of question."""

from lantern.web.dates import DateField, LondonMomentField
from lantern.web.fields import (
    CheckboxesField,
    EmailField,
    LongTextField,
    PasswordField,
    RadiosField,
    SelectField,
    TelephoneField,
    TextField,
    UploadField,
    WholeNumberField,
    YesNoField,
)
from lantern.web.forms import Form


class GalleryForm(Form):
    """Every kind of question. Nothing sent with it is kept."""

    name = TextField(label="Name of the home", max_length=60)
    last_seen_at = LondonMomentField(
        label="When was the child last seen?",
        subject="The time the child was last seen",
        past=True,
    )
    born_on = DateField(label="Date of birth", past=True, help_text="For example, 27 3 2003")
    clothing = LongTextField(
        label="Clothing", help_text="What the child was wearing when last seen", required=False
    )
    means = RadiosField(
        label="How did the child leave?",
        missing="Select how the child left",
        choices=[("foot", "On foot"), ("car", "In a car"), ("unknown", "Not known")],
        hints={"car": "Even if only seen getting into one"},
        reveals={"car": "registration"},
    )
    registration = TextField(label="Registration number, or part of it", width=10)
    needs = CheckboxesField(
        label="What does the child need?",
        choices=[("medicine", "Medicine"), ("interpreter", "An interpreter")],
        required=False,
    )
    telephone_with_them = YesNoField(
        label="Does the child have a telephone?",
        missing="Select yes if the child has a telephone",
    )
    agency = SelectField(
        label="Agency", choices=[("north", "Northmoor Council"), ("east", "Eastvale Police")]
    )
    age = WholeNumberField(label="Age", min_value=0, max_value=25, suffix="years", width=2)
    email = EmailField(label="E-mail address", required=False)
    telephone = TelephoneField(label="Telephone number", required=False)
    password = PasswordField(label="Password", required=False)
    photograph = UploadField(label="Recent photograph", accept="image/*", required=False)
