"""The forms of oversight and of emergency access."""

from lantern.vocabulary.access import EmergencyOutcome
from lantern.web.dates import DateField
from lantern.web.fields import LongTextField, RadiosField, TextField
from lantern.web.forms import Form


class EmergencyForm(Form):
    """Which child, and why now."""

    reference = TextField(
        label="Record reference, if you have it",
        help_text="It looks like C-7K3P-9QX2",
        required=False,
        width=20,
        max_length=12,
        autocomplete="off",
    )
    given_name = TextField(
        label="Otherwise, the child’s first name", required=False, max_length=80, autocomplete="off"
    )
    family_name = TextField(label="Last name", required=False, max_length=80, autocomplete="off")
    born_on = DateField(label="Date of birth", required=False)
    reason = LongTextField(
        label="What has happened, and why do you need this record now?",
        missing="Say what has happened and why you need this record now",
        max_length=2_000,
    )


class ReviewForm(Form):
    """What a reviewer found."""

    outcome = RadiosField(
        label="Was the record opened properly?",
        missing="Select what you found",
        choices=[(one.value, one.label) for one in EmergencyOutcome],
        hints={one.value: one.definition for one in EmergencyOutcome},
    )
    finding = LongTextField(
        label="What did you find?", missing="Say what you found", max_length=2_000
    )
