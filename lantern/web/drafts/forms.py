"""The forms by which a draft is begun, reviewed and adopted."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from lantern.agreements.actions.drafts import LONGEST_WORDS
from lantern.agreements.queries import Askable
from lantern.vocabulary.agreement import Answer
from lantern.web.dates import DateField
from lantern.web.drafting.choosing import GroupedCheckboxesField
from lantern.web.fields import HiddenField, LongTextField, RadiosField
from lantern.web.forms import Form

if TYPE_CHECKING:
    from django.http import QueryDict

    from lantern.agencies.models import Agency

FROM = "It binds what begins on this day or later. Duties that arose before then stay as they are."


class RevisionForm(Form):
    """A form about a draft as the person read it."""

    revision = HiddenField()

    @property
    def read(self) -> int:
        """The revision that the person read; none that there is where it was tampered with."""
        text = str(self.cleaned_data["revision"])
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else -1

    def go_on_from(self, revision: int) -> None:
        """Carry the revision that stands now: what is wrong with an earlier one was said above."""
        if self.is_bound:
            data = cast("QueryDict", self.data).copy()
            data["revision"] = str(revision)
            self.data = data


class StartForm(Form):
    """Whose protocol, and from which day."""

    agency = RadiosField(label="Whose protocol?", missing="Select whose protocol it is")
    starts = DateField(label="From which day?", subject="The first day", help_text=FROM)

    def __init__(self, *args: Any, agencies: "Iterable[Agency]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.slug, one.name) for one in agencies]
        self.fields["agency"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["agency"].required = False
            self.initial["agency"] = choices[0][0]


class DayForm(RevisionForm):
    """From which day the draft is to bind."""

    starts = DateField(label="From which day?", subject="The first day", help_text=FROM)


class AskForm(RevisionForm):
    """Whom to ask."""

    reviewers = GroupedCheckboxesField(
        label="Whom do you ask to review it?",
        missing="Select at least one person",
        help_text="Each must agree before it can be adopted.",
    )

    def __init__(self, *args: Any, askable: Iterable[Askable], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reviewers"]
        people: dict[str, list[Askable]] = {}
        for one in askable:
            people.setdefault(one.reference, []).append(one)
        agencies: dict[str, list[tuple[str, str]]] = {}
        for reference, some in people.items():
            agencies.setdefault(some[0].agency, []).append((reference, some[0].name))
        field.offer(sorted(agencies.items()))
        field.hints = {reference: _acts_as(some) for reference, some in people.items()}


def _acts_as(some: list[Askable]) -> str:
    """A person's roles in the agency under which they stand, then in any other."""
    first, *others = some
    elsewhere = [f"{', '.join(one.roles)}, {one.agency}" for one in others]
    return "; ".join([", ".join(first.roles), *elsewhere])


class AnswerForm(RevisionForm):
    """Whether a reviewer agrees."""

    said = RadiosField(
        label="Do you agree that it is adopted as it stands?",
        missing="Select whether you agree",
        choices=[
            (Answer.AGREES.value, "I agree"),
            (Answer.ASKS_FOR_CHANGES.value, "I ask for changes"),
        ],
        reveals={Answer.ASKS_FOR_CHANGES.value: "words"},
    )
    words = LongTextField(
        label="What must change, and why?", required=False, max_length=LONGEST_WORDS
    )


class AdoptForm(RevisionForm):
    """By when it is looked at again, and on whose decision it is adopted."""

    review_on = DateField(
        label="By when must it be looked at again?",
        subject="The day of review",
        help_text="Within three years of the day it starts (DfE 2014 ¶20: reviewed regularly).",
    )
    reason = LongTextField(
        label="Why is it adopted, and where was that decided?",
        missing="Say why it is adopted, and where that was decided",
        max_length=LONGEST_WORDS,
    )


class AgainForm(Form):
    """That an adopted version was looked at again."""

    words = LongTextField(
        label="Who looked at it, and what did they find?",
        missing="Say who looked at it and what they found",
        max_length=LONGEST_WORDS,
    )
    review_on = DateField(
        label="By when must it be looked at again?", subject="The next day of review"
    )
