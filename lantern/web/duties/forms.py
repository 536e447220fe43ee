"""The form by which a duty is excused."""

from lantern.web.fields import LongTextField
from lantern.web.forms import Form


class ExcuseForm(Form):
    """Why a duty need not be done."""

    reason = LongTextField(
        label="Why does this need not to be done?",
        help_text="Whoever reads the record later sees your name, your role and these words.",
        error_messages={"required": "Say why this duty need not be done."},
        max_length=2000,
    )
