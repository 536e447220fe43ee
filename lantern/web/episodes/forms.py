"""Forms that add a fact to an episode."""

from lantern.vocabulary.absence import ContactKind, Corroboration
from lantern.vocabulary.returning import Answer
from lantern.vocabulary.telling import Method, NotTold, Recipient
from lantern.web.asking import AboutChild, choices, moment
from lantern.web.dates import LondonMomentField
from lantern.web.fields import (
    CheckboxesField,
    HiddenField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    YesNoField,
)

A_LINE = 200


class ContactForm(AboutChild):
    """An attempt to reach the child, an enquiry, a search, a visit or a sighting."""

    contact = RadiosField(
        label="What was done?", missing="Choose what was done", choices=choices(ContactKind)
    )
    at = moment("When?", "The time")
    person = TextField(label="Who was asked, or who said it?", max_length=A_LINE, required=False)
    place = TextField(label="Where?", max_length=A_LINE, required=False)
    result = LongTextField(
        label="What came of it?", missing="Say what came of it, or “no answer”", rows=3
    )
    reached = RadiosField(
        label="Was {child} reached?",
        required=False,
        choices=choices(Answer),
        reveals={Answer.YES: ("said_where", "is_well")},
    )
    said_where = TextField(
        label="Where did {child} say they were?",
        help_text="Until somebody confirms it, {child}'s whereabouts stay not known",
        max_length=A_LINE,
        required=False,
    )
    is_well = YesNoField(
        label="Do you know now how {child} is?",
        help_text="Say how in the words above",
        required=False,
    )


class WhereaboutsForm(AboutChild):
    """Where the child is, and how that was confirmed; or that contact was lost."""

    known = RadiosField(
        label="Is it known where {child} is?",
        missing="Choose whether it is known where {child} is",
        choices=[
            ("yes", "Yes, and {child} is not back"),
            ("no", "No: it is not known, or not known any more"),
        ],
        reveals={"yes": ("place", "corroboration")},
    )
    place = TextField(label="Where is {child}?", missing="Say where {child} is", max_length=A_LINE)
    corroboration = RadiosField(
        label="How was it confirmed?",
        missing="Choose how it was confirmed",
        choices=choices(Corroboration),
        hints={
            Corroboration.NONE: "Recorded as a contact: {child}'s whereabouts stay not known",
        },
    )
    at = moment("Since when?", "The time")
    words = LongTextField(
        label="Anything else", help_text="If confirmed another way, how", rows=3, required=False
    )


class LastSeenForm(AboutChild):
    """The child was seen later, or earlier, than was thought.

    Every clock of the absence moves with it, so it takes more than the time that is filled in.
    """

    at = moment("When was {child} last seen?", "The time {child} was last seen")
    place = TextField(
        label="Where was {child} then?",
        missing="Say where {child} was then, or “not known”",
        max_length=A_LINE,
    )
    seen_by = TextField(label="Who saw {child}?", max_length=A_LINE, required=False)


class NotificationForm(AboutChild):
    """Who was told, when and how; or why not, and who decided that."""

    recipient = SelectField(label="Who?", missing="Choose who was told", choices=choices(Recipient))
    about = RadiosField(
        label="Of what?",
        missing="Choose what they were told of",
        choices=[
            ("absence", "That {child} is not there"),
            ("return", "That {child} is located or back"),
        ],
    )
    told = RadiosField(
        label="Were they told?",
        missing="Choose whether they were told",
        choices=[("yes", "Yes"), ("no", "No: it was decided not to tell them")],
        reveals={
            "yes": ("person", "method", "reference", "acknowledged_by"),
            "no": ("not_told_reason", "decided_by"),
        },
    )
    person = TextField(label="Name of whoever was told", max_length=120, required=False)
    method = RadiosField(label="How?", required=False, choices=choices(Method))
    reference = TextField(label="Their reference", max_length=40, required=False)
    acknowledged_by = TextField(
        label="Who has said that they have it?",
        help_text="Leave empty if nobody has yet",
        max_length=120,
        required=False,
    )
    not_told_reason = RadiosField(
        label="Why not?", missing="Choose why they are not told", choices=choices(NotTold)
    )
    decided_by = TextField(
        label="Who decided this?", missing="Say who decided not to tell them", max_length=120
    )
    at = moment("When?", "The time")
    words = LongTextField(label="In a few words", rows=3, required=False)


class AcknowledgementForm(AboutChild):
    """Somebody who was told has said that they have it."""

    acknowledged_by = TextField(
        label="Who acknowledged?", missing="Name who acknowledged", max_length=120
    )
    at = moment("When?", "The time of the acknowledgement")


class StepForm(AboutChild):
    """That something the protocol asks for was done."""

    at = moment("When was this?", "The time")
    done_by = TextField(label="Who did it, if not you?", max_length=120, required=False)
    words = LongTextField(label="What was done or decided", rows=5, required=False)


class StepAheadForm(StepForm):
    """A date that somebody sets: it may lie ahead."""

    at = LondonMomentField(
        label="Which date and time was set?",
        subject="The date that was set",
        missing="Enter the date that was set",
    )


class StateForm(StepForm):
    """That something is so from an instant, or no longer so."""

    value = RadiosField(
        label="Is this so?",
        missing="Choose whether this is so",
        choices=[("yes", "Yes"), ("no", "No, or no longer")],
    )
    at = moment("Since when?", "The time")
    field_order = ("value", "at", "done_by", "words")


class AnswerForm(StepForm):
    """An answer to a question of the rulebook, and since when it is so."""

    at = moment("Since when, or when?", "The time")
    field_order = ("value", "at", "done_by", "words")


class NoteForm(AboutChild):
    """Words for the record."""

    words = LongTextField(label="Note", missing="Write the note", rows=6)
    at = moment("What time is it about?", "The time")


class ErrorForm(AboutChild):
    """Why there was no absence."""

    reason = LongTextField(
        label="How was it found that {child} was not away?",
        missing="Say how it was found that {child} was not away",
        rows=4,
    )


class LinkForm(AboutChild):
    """Which children went together."""

    episodes = CheckboxesField(
        label="Who went with {child}?",
        missing="Choose at least one other child",
        choices=[],
    )

    def offer(self, others: list[tuple[str, str]]) -> None:
        """The other children who are away now."""
        self.fields["episodes"].choices = others  # type: ignore[attr-defined]


class CorrectionForm(AboutChild):
    """What should stand instead, and why."""

    at = LondonMomentField(label="When it happened", missing="Enter when it happened")
    words = LongTextField(label="The words", rows=5, required=False)
    reason = TextField(
        label="Why is this put right?", missing="Say why this is put right", max_length=A_LINE
    )
    seen = HiddenField(required=False)


class WithdrawalForm(AboutChild):
    """Why an entry is taken back."""

    reason = LongTextField(
        label="Why is this entry withdrawn?", missing="Say why this entry is withdrawn", rows=3
    )
    seen = HiddenField(required=False)
