"""What is asked about a child's plan: another action, what became of one, why it ends."""

from datetime import datetime
from typing import Any

from lantern.plans.details import Agreed
from lantern.vocabulary.plan import PlanOrigin, StepKind
from lantern.web.asking import AboutChild, choices
from lantern.web.dates import DateField, LondonMomentField
from lantern.web.fields import LongTextField, RadiosField, SelectField
from lantern.web.forms import Form
from lantern.web.plans.owners import owner_of

DAY = "For example, 27 11 2026. It is due by the end of that day"


class AgreeForm(AboutChild):
    """One action more, agreed on some occasion that has no page of its own."""

    what = LongTextField(
        label="What is to be done?", rows=3, max_length=2000, missing="Say what is to be done"
    )
    owner = SelectField(label="Who does it?", missing="Select who does it")
    due_on = DateField(label="By which day?", subject="The day by which it is done", help_text=DAY)
    origin = RadiosField(
        label="Where was it agreed?",
        missing="Select where it was agreed",
        choices=choices(
            (
                PlanOrigin.REVIEW,
                PlanOrigin.PLACEMENT_PLAN,
                PlanOrigin.SAFETY_PLAN,
                PlanOrigin.RETURN,
                PlanOrigin.OTHER,
            )
        ),
    )

    def __init__(self, *args: Any, owners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = owners  # type: ignore[attr-defined]

    @property
    def agreed(self) -> Agreed:
        """The action, as it was agreed."""
        given = self.cleaned_data
        who: dict[str, Any] = owner_of(given["owner"])
        return Agreed(what=given["what"], due_on=given["due_on"], **who)


class BecameForm(Form):
    """What became of one action. What can't be said of it now is not offered."""

    became = RadiosField(
        label="What has become of this?",
        missing="Select what has become of this",
        choices=[
            (StepKind.DONE, "It is done"),
            (StepKind.CHANGED, "Somebody else does it, or by another day"),
            (StepKind.DROPPED, "It need not be done any more"),
        ],
        reveals={
            StepKind.DONE: ("words", "at"),
            StepKind.CHANGED: ("owner", "due_on", "why"),
            StepKind.DROPPED: "reason",
        },
    )
    words = LongTextField(
        label="What was done, and what came of it?", rows=4, missing="Say what was done"
    )
    at = LondonMomentField(label="When was it done?", subject="When it was done", past=True)
    owner = SelectField(label="Who does it now?", missing="Select who does it now")
    due_on = DateField(label="By which day?", subject="The day by which it is done", help_text=DAY)
    why = LongTextField(label="Why is it changed?", rows=2, missing="Say why it is changed")
    reason = LongTextField(
        label="Why need it not be done any more?",
        rows=3,
        missing="Say why it need not be done any more",
    )

    def __init__(self, *args: Any, owners: list[tuple[str, str]], at: datetime, **kw: Any) -> None:
        super().__init__(*args, at=at, **kw)
        self.asked_at = at
        self.fields["owner"].choices = owners  # type: ignore[attr-defined]

    @property
    def wanted(self) -> Agreed:
        """Who does it now, and by when."""
        given = self.cleaned_data
        who: dict[str, Any] = owner_of(given["owner"])
        return Agreed(what="", due_on=given["due_on"], **who)


class AgainForm(Form):
    """It was recorded by mistake."""

    again = LongTextField(
        label="Why is this to do again?", rows=3, missing="Say why this is to do again"
    )


class EndForm(Form):
    """Why the plan ends."""

    reason = LongTextField(label="Why does the plan end?", rows=3, missing="Say why the plan ends")
