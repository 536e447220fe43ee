"""The form by which a duty is excused."""

from lantern.duties.actions.excuses import LONGEST
from lantern.web.fields import LongTextField
from lantern.web.forms import Form


class ExcuseForm(Form):
    """Why a duty need not be done."""

    reason = LongTextField(
        label="Why need this not be done?",
        help_text="Whoever reads the record later sees your name, your role and these words.",
        missing="Say why this duty need not be done.",
        max_length=LONGEST,
    )
