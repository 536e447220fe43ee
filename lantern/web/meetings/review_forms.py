"""What is asked when the actions of a meeting are reviewed."""

from typing import Any

from lantern.plans.details import Agreed
from lantern.web.asking import AboutChild
from lantern.web.dates import DateField
from lantern.web.fields import LongTextField, SelectField, YesNoField
from lantern.web.plans.owners import owner_of


class ReviewForm(AboutChild):
    """What was found, one thing more that is to be done, and when next."""

    words = LongTextField(
        label="What did the review find?",
        help_text="What was done, what came of it, what is still to do",
        rows=5,
        missing="Say what the review found",
    )
    more = YesNoField(
        label="Is there something more to do?",
        missing="Select yes if there is something more to do",
        reveals={"yes": ("what", "owner", "due_on")},
    )
    what = LongTextField(label="What is to be done?", rows=2, missing="Say what is to be done")
    owner = SelectField(label="Who does it?", missing="Select who does it")
    due_on = DateField(label="By which day?", subject="The day by which it is done")
    next_on = DateField(
        label="When is it reviewed next?",
        subject="The next review",
        help_text="Leave empty if this was the last",
        required=False,
    )

    def __init__(self, *args: Any, owners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = owners  # type: ignore[attr-defined]

    @property
    def items(self) -> tuple[Agreed, ...]:
        """What more is to be done."""
        given = self.cleaned_data
        if not given["more"]:
            return ()
        who: dict[str, Any] = owner_of(given["owner"])
        return (Agreed(what=given["what"], due_on=given["due_on"], **who),)
