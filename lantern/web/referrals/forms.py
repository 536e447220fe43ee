"""Forms of a return interview before it is held: rate, reach, offer, answer, ask the parents."""

from datetime import date
from typing import Any

from lantern.vocabulary.interview import (
    FactorWeight,
    OfferResponse,
    ReferralCategory,
    ReferralSource,
    SayOutcome,
    TriageBand,
    TriageFactor,
)
from lantern.vocabulary.returning import Answer
from lantern.vocabulary.telling import Method
from lantern.web.asking import AboutChild, choices, moment
from lantern.web.dates import DateField
from lantern.web.fields import (
    CheckboxesField,
    HiddenField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    WholeNumberField,
    YesNoField,
)
from lantern.web.forms import Form

A_LINE = 160
METHODS = [one for one in Method if one is not Method.LANTERN]


class RateForm(AboutChild):
    """How much the child needs the interview: what is known, then the rating and why."""

    factors = CheckboxesField(
        label="What else is known of {child}?",
        help_text="Beside how often. Leave empty if nothing is known",
        required=False,
        choices=choices(TriageFactor),
        reveals={TriageFactor.OTHER: "other_factor"},
    )
    other_factor = TextField(
        label="What else?", missing="Say what else points to more need", max_length=A_LINE
    )
    weight = RadiosField(
        label="Taken together, how many risk factors are that?",
        help_text="One alone does not decide",
        missing="Choose none, a few or several",
        choices=choices(FactorWeight),
    )
    absences_complete = RadiosField(
        label="Have you seen {child}’s absences as well as the times missing?",
        help_text="The absences that the police hold, with those above",
        missing="Choose whether you have seen the absences too",
        choices=[
            (Answer.YES.value, "Yes, all of them"),
            (Answer.NO.value, "No, not yet"),
            (Answer.NOT_KNOWN.value, "I do not know if these are all"),
        ],
    )
    rating = RadiosField(
        label="How do you rate {child}?",
        missing="Choose red, amber or green",
        choices=choices(TriageBand),
        hints={one.value: one.definition for one in TriageBand},
    )
    reasons = LongTextField(label="Your reasons", missing="Say why you rate {child} so", rows=3)
    changed_because = LongTextField(label="", rows=2, required=False)
    at = moment("When was this decided?")
    seen = HiddenField(required=False)

    def __init__(self, *args: Any, preset: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if preset:
            band = TriageBand(preset).label.lower()
            self.fields["changed_because"].label = f"If you do not choose {band}, why not?"
        else:
            del self.fields["changed_because"]


class ContactForm(AboutChild):
    """An attempt to reach the child."""

    method = RadiosField(
        label="How did you try?", missing="Choose how you tried", choices=choices(METHODS)
    )
    reached = YesNoField(
        label="Did you reach {child}?", missing="Select yes if you reached {child}"
    )
    words = LongTextField(label="What came of it?", rows=3, required=False)
    at = moment()


class OfferForm(AboutChild):
    """The offer, with the child's choices, and the answer if there was one."""

    method = RadiosField(
        label="How was the interview offered?",
        missing="Choose how the interview was offered",
        choices=choices(METHODS),
    )
    chosen_person = TextField(
        label="Whom would {child} like to talk to?",
        help_text="In {child}’s words, if you can",
        max_length=A_LINE,
        required=False,
    )
    chosen_place = TextField(
        label="Where would {child} like to meet?", max_length=A_LINE, required=False
    )
    chosen_time = TextField(label="When?", max_length=A_LINE, required=False)
    advocate_offered = YesNoField(
        label="Was {child} offered an advocate, or somebody to come along?",
        missing="Select yes if an advocate or companion was offered",
    )
    before_return = RadiosField(
        label="Was this before {child} went back to the placement?",
        help_text="A child in care is offered a talk before going back, where possible",
        missing="Choose whether it was before {child} went back",
        choices=[*choices([Answer.YES, Answer.NO]), (Answer.NOT_KNOWN.value, "Does not apply")],
        inline=True,
    )
    response = RadiosField(
        label="What did {child} say?",
        missing="Choose what {child} said",
        choices=[
            *choices([OfferResponse.ACCEPTED, OfferResponse.DECLINED, OfferResponse.THINKING]),
            ("none", "No answer yet"),
        ],
    )
    words = LongTextField(label="Anything else", rows=2, required=False)
    at = moment("When was it offered?")


class AnswerForm(AboutChild):
    """What came of the offer, or why there was none."""

    response = RadiosField(
        label="What came of it?",
        missing="Choose what came of the offer",
        choices=choices(OfferResponse),
        hints={one.value: one.definition for one in OfferResponse},
    )
    words = LongTextField(
        label="In {child}’s words, or the reason",
        help_text="Needed where no interview was offered",
        rows=3,
        required=False,
    )
    at = moment()


class ParentsForm(AboutChild):
    """Parents or carers are offered a say after the child declined."""

    who = TextField(
        label="Who was asked?",
        help_text="Name, and who they are to {child}",
        missing="Name who was asked",
        max_length=A_LINE,
    )
    outcome = RadiosField(
        label="What came of it?",
        missing="Choose what came of it",
        choices=choices(SayOutcome),
        reveals={SayOutcome.SAID: "said"},
    )
    said = LongTextField(
        label="What did they say?",
        help_text="In their words. It is kept as theirs, apart from {child}’s own",
        missing="Write down what they said",
        rows=5,
    )
    at = moment()


class AllocateForm(AboutChild):
    """Who has the referral."""

    worker = SelectField(label="Who has it?", missing="Choose who has it")
    reason = LongTextField(
        label="Why it is put back", help_text="Only if nobody is to have it", rows=2, required=False
    )

    def __init__(self, *args: Any, workers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].choices = workers  # type: ignore[attr-defined]


class ChaseForm(AboutChild):
    """What somebody wants to know of a return interview."""

    words = LongTextField(
        label="What do you want to know?",
        help_text="It stands in the record of the absence, and the provider is told",
        rows=3,
        missing="Say what you want to know",
    )


class RouteForm(AboutChild):
    """Who carries the interview out."""

    provider = SelectField(label="Who carries it out?", missing="Choose who carries it out")
    is_spot_purchase = YesNoField(
        label="Is it bought for {child} alone?",
        help_text="From somebody with whom there is no standing agreement",
        missing="Select yes if it is bought for {child} alone",
    )

    def __init__(self, *args: Any, providers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].choices = providers  # type: ignore[attr-defined]


class ReferForm(AboutChild):
    """Who asks for the interview, and why."""

    source = RadiosField(
        label="Who asks for it?",
        missing="Choose who asks for it",
        choices=choices(one for one in ReferralSource if one is not ReferralSource.LANTERN),
    )
    category = SelectField(
        label="Where was {child} missing from?",
        empty="As the record has it",
        required=False,
        choices=choices(ReferralCategory),
    )
    words = LongTextField(label="What should the interviewer know?", rows=3, required=False)
    at = moment("When was it asked for?")


class CapacityForm(Form):
    """How many interviews are held in a week."""

    interviews_a_week = WholeNumberField(
        label="How many interviews can you hold in a week?",
        help_text="All workers together",
        missing="Enter how many interviews you can hold in a week",
        min_value=0,
        max_value=1000,
    )


class PeriodForm(Form):
    """Over which days."""

    since = DateField(label="From which day?", subject="The first day", past=True)
    until = DateField(label="Until which day?", subject="The last day", past=True)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        if isinstance(since, date) and isinstance(until, date) and since > until:
            self.add_error("until", "The last day must be the first day or later")
        return cleaned
