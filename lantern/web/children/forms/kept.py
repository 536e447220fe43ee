"""What is kept ready: profile, photograph, risk assessment, and steps of the protocol."""

from collections.abc import Iterable
from typing import Any

from lantern.placements.pictures import LARGEST_UPLOAD
from lantern.protocol.answering import needs_value
from lantern.protocol.definitions import FactDefinition, Kind
from lantern.risk.questions import QUESTIONS
from lantern.vocabulary.returning import Answer
from lantern.web.dates import DateField, LondonMomentField
from lantern.web.episodes.declared import field_for, fields_for
from lantern.web.fields import HiddenField, LongTextField, RadiosField, TextField, UploadField
from lantern.web.forms import Form


class ProfileForm(Form):
    """The pen picture, prefilled from the version before (RF-202)."""

    description = LongTextField(
        label="What does the child look like?",
        missing="Describe what the child looks like",
        help_text="Height, build, hair, eyes, marks, the way they walk and talk",
    )
    risks = LongTextField(
        label="What could happen to this child?",
        missing="Say what could happen to the child, or that no risk is known",
        help_text="Risks particular to this child, and who or what they come from",
    )
    tracing = LongTextField(
        label="Where, and with whom, could the child be?",
        missing="Say where and with whom the child could be, or that it is not known",
        help_text="Places, people, routes, accounts and games online, money and travel cards",
    )
    medical = LongTextField(
        label="Health and medicine",
        required=False,
        help_text="Medicine, how often, and what happens without it",
    )
    routines = LongTextField(
        label="What is usual for this child?",
        required=False,
        help_text="When they are in, whom they ring, what would be out of character",
    )
    wishes = LongTextField(
        label="What does the child want?",
        required=False,
        help_text="In the child’s own words: whom to ring, where to talk, what helps",
    )
    drawn_up_by = TextField(
        label="Who drew this up?",
        missing="Name the social worker and the carer who drew this up",
        max_length=240,
        help_text="The social worker and the carer, and the child if they took part",
    )
    version = HiddenField()
    seen = HiddenField(required=False)

    def __init__(self, *args: Any, questions: Iterable[FactDefinition] = (), **kwargs: Any) -> None:
        """`questions` are those of the rulebook; none need be answered."""
        super().__init__(*args, **kwargs)
        self.fields |= fields_for(questions)


class PhotographForm(Form):
    """A photograph, and when it was taken."""

    upload = UploadField(
        label="Photograph",
        accept="image/jpeg,image/png,image/webp",
        most_bytes=LARGEST_UPLOAD,
        help_text="A JPEG, PNG or WebP of 10 MB or less, with the face clearly seen",
    )
    taken_on = DateField(
        label="When was it taken?",
        subject="The day it was taken",
        past=True,
        help_text="About will do. For example, 27 3 2026",
    )


class StepForm(Form):
    """Something that the protocol asks for was done, or judged so."""

    at = LondonMomentField(label="When?", subject="The time", past=True)
    value = RadiosField(label="What was decided?", missing="Select what was decided", choices=[])
    words = LongTextField(
        label="What was done or said?",
        required=False,
        help_text="Who took part, what was agreed, who talks to the child",
    )

    def __init__(self, *args: Any, step: FactDefinition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["value"]
        if step.rulebook and needs_value(step):
            self.fields["value"] = field_for(step, required=True)
        elif step.kind is Kind.STATE:
            field.choices = [("yes", "Yes, from this time"), ("no", "No longer, from this time")]
        elif step.values:
            field.choices = list(step.values.items())
        else:
            del self.fields["value"]


class ChooseStepForm(Form):
    """Which of the things that the protocol asks for."""

    fact = RadiosField(
        label="What was done?", missing="Select what was done", choices=[], is_heading=True
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fact"].choices = choices  # type: ignore[attr-defined]


class AssessmentForm(Form):
    """The risk assessment: five parts in words, and sixteen questions (SCP section 8)."""

    reasons = LongTextField(
        label="Why might the child go?",
        missing="Say why the child may go, or that no reason is known",
        help_text="What the child runs from, or to",
    )
    risks = LongTextField(
        label="What could happen while the child is missing?",
        missing="Say what could happen to the child while missing",
    )
    triggers = LongTextField(
        label="What sets it off?", required=False, help_text="Events, days, people, places"
    )
    distance = LongTextField(
        label="How far is the child from home, family and friends?",
        required=False,
        rows=2,
        help_text="Distance from those who matter to the child makes going more likely",
    )
    mitigations = LongTextField(
        label="What is done to keep the child safe?",
        missing="Say what is done to keep the child safe",
    )
    owner = TextField(
        label="Who keeps this assessment up to date?",
        missing="Name who keeps this assessment up to date",
        max_length=160,
    )
    review_on = DateField(
        label="When will it be reviewed?",
        subject="The review date",
        help_text="For example, 27 6 2026. It is reviewed after each absence too",
    )
    version = HiddenField()
    seen = HiddenField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in QUESTIONS:
            words = f"{question.id}_words"
            self.fields[question.id] = RadiosField(
                label=question.ask,
                missing=f"Choose yes, no or not known: {question.ask}",
                choices=Answer.choices(),
                help_text=question.hint,
                reveals={Answer.YES: words},
            )
            self.fields[words] = LongTextField(
                label="Say more", missing=f"Say more: {question.ask}", rows=3
            )
        last = ("owner", "review_on", "version", "seen")
        self.order_fields([name for name in self.fields if name not in last] + list(last))

    def answers(self) -> dict[str, dict[str, str]]:
        """The answers to the sixteen questions, as they are stored."""
        given = self.cleaned_data
        return {
            question.id: {
                "answer": str(given[question.id]),
                "words": str(given.get(f"{question.id}_words") or ""),
            }
            for question in QUESTIONS
        }
