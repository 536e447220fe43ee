"""What is asked when something recorded of a meeting is put right, or taken back."""

from lantern.web.asking import AboutChild
from lantern.web.dates import DateField
from lantern.web.fields import LongTextField, RadiosField


class MistakeForm(AboutChild):
    """The whole meeting was recorded in error."""

    reason = LongTextField(label="Why was it recorded in error?", rows=3, missing="Say why")


class CancelledForm(AboutChild):
    """The chair says otherwise why it is cancelled, or that it is not."""

    wrong = RadiosField(
        label="What is wrong?",
        choices=[("words", "The reason that is given"), ("all", "It is not cancelled at all")],
        missing="Choose what is wrong",
        reveals={"words": "right"},
    )
    right = LongTextField(
        label="Why is the meeting cancelled?", rows=3, missing="Say why the meeting is cancelled"
    )
    reason = LongTextField(label="Why is this put right?", rows=2, missing="Say why")


class ReviewedForm(AboutChild):
    """A review says something else, or there was none."""

    wrong = RadiosField(
        label="What is wrong?",
        choices=[("words", "What it says"), ("all", "There was no such review")],
        missing="Choose what is wrong",
        reveals={"words": ("words", "next_on")},
    )
    words = LongTextField(
        label="What did the review find?", rows=5, missing="Say what the review found"
    )
    next_on = DateField(
        label="When is it reviewed next?",
        subject="The next review",
        help_text="Leave empty if this was the last",
        required=False,
    )
    reason = LongTextField(label="Why is this put right?", rows=2, missing="Say why")
