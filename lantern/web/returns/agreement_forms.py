"""Forms of an agreement on how often a child is checked or interviewed (RF-212)."""

from typing import TYPE_CHECKING, Any

from lantern.returns.details import Terms
from lantern.vocabulary.returning import AgreedFor, AgreementParty, Answer, HarmLink
from lantern.web.asking import AboutChild, choices, moment
from lantern.web.dates import DateField
from lantern.web.fields import (
    LongTextField,
    RadiosField,
    TextField,
    WholeNumberField,
)
from lantern.web.returns.check_forms import A_LINE

if TYPE_CHECKING:
    from lantern.returns.models import FrequencyAgreement

CONSIDERED = [
    ("yes", "Considered: there may be a link"),
    ("no", "Considered: no sign of one"),
    ("not_known", "Considered: not known"),
]


def _harm(harm: HarmLink, more: str = "") -> RadiosField:
    return RadiosField(
        label=f"{harm.label}",
        help_text=more,
        missing=f"Say whether you considered this: {harm.label.lower()}",
        choices=CONSIDERED,
    )


def _party(party: AgreementParty, label: str) -> TextField:
    return TextField(label=label, required=False, max_length=A_LINE)


class _Terms(AboutChild):
    """What an agreement says, whether new or after a review."""

    at = moment("When was this agreed?", "The time it was agreed")
    frequency = LongTextField(
        label="What was agreed?",
        help_text="For example, seen once a week, however often {child} comes back",
        missing="Say what was agreed",
        rows=2,
    )
    every_days = WholeNumberField(
        label="At least once in how many days?",
        missing="Enter the number of days",
        suffix="days",
        min_value=1,
        max_value=90,
    )
    reasons = LongTextField(
        label="Why?",
        help_text="Write it so that {child} could read it",
        missing="Give the reasons",
        rows=4,
    )
    police = _party(AgreementParty.POLICE, "Who agreed for the police?")
    social_worker = _party(AgreementParty.SOCIAL_WORKER, "Which social worker agreed?")
    parent_or_carer = _party(AgreementParty.PARENT_OR_CARER, "Which parent or carer agreed?")
    child = _party(AgreementParty.CHILD, "Did {child} agree? Write the name {child} goes by")
    gangs = _harm(
        HarmLink.GANGS,
        "Going missing often may point to harm. Say of each that you thought of it",
    )
    sexual_exploitation = _harm(HarmLink.SEXUAL_EXPLOITATION)
    forced_marriage = _harm(HarmLink.FORCED_MARRIAGE)
    maltreatment = _harm(HarmLink.MALTREATMENT)
    bullying = _harm(HarmLink.BULLYING)
    harm_words = LongTextField(label="What you found", required=False, rows=3)
    review_on = DateField(
        label="Review it by", subject="The review date", help_text="For example, 4 9 2026"
    )


class AgreementForm(_Terms):
    """A new agreement."""

    applies_to = RadiosField(
        label="What is this about?",
        missing="Choose what this is about",
        choices=choices(AgreedFor),
        hints={
            AgreedFor.RETURN_INTERVIEWS: "Interviews may be grouped or timed. {child} is still "
            "offered one after each return",
        },
    )
    field_order = ("applies_to", "at")


class ReviewForm(_Terms):
    """The same agreement, looked at again."""

    words = LongTextField(
        label="What did the review find?", missing="Say what the review found", rows=3
    )
    field_order = ("words", "at")


class EndForm(AboutChild):
    """It no longer holds."""

    at = moment("When did it end?", "The time it ended")
    words = LongTextField(label="Why does it end?", missing="Say why it ends", rows=3)


def terms(given: dict[str, Any], applies_to: AgreedFor) -> Terms:
    """What was agreed, as the record keeps it."""
    return Terms(
        applies_to=applies_to,
        frequency=given["frequency"],
        every_days=given["every_days"],
        reasons=given["reasons"],
        review_on=given["review_on"],
        parties={party: given[party] for party in AgreementParty if given[party]},
        harm_links={harm: Answer(given[harm]) for harm in HarmLink},
        harm_words=given["harm_words"],
    )


def as_agreed(agreement: "FrequencyAgreement") -> dict[str, Any]:
    """What a review begins with."""
    names = ("frequency", "every_days", "reasons", "harm_words")
    kept = {name: getattr(agreement, name) for name in names}
    return {**kept, **agreement.parties, **agreement.harm_links}
