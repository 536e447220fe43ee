"""The forms of the directory, of letters and of support."""

from lantern.vocabulary.support import (
    Attendance,
    LetterMethod,
    ServiceFor,
    ServiceKind,
    SupportAnswer,
    SupportKind,
    SupportTopic,
)
from lantern.web.asking import AboutChild, choices
from lantern.web.dates import DateField, LondonMomentField
from lantern.web.fields import (
    CheckboxesField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    WholeNumberField,
    YesNoField,
)
from lantern.web.forms import Form


class ServiceForm(Form):
    """What the directory says of a service."""

    name = TextField(label="Name", max_length=120)
    kind = SelectField(label="What sort of help", choices=choices(ServiceKind))
    purpose = TextField(
        label="What it is for",
        help_text="In a few words that a child of eleven can read, without a full stop",
        max_length=200,
    )
    telephone = TextField(
        label="Telephone", help_text="As it is printed", required=False, max_length=40, width=20
    )
    elsewhere = TextField(
        label="Another way to reach it",
        help_text="For example, a text number, an email address or a website",
        required=False,
        max_length=120,
    )
    hours = TextField(
        label="When it is open", help_text="For example, day and night", max_length=120
    )
    audiences = CheckboxesField(
        label="Whom it is for",
        help_text="It is printed in letters to them",
        choices=choices(ServiceFor),
        missing="Select whom it is for",
    )
    area = TextField(label="Area", required=False, max_length=120)
    source = TextField(
        label="Where you checked this",
        help_text="For example, rang them on 3 March, or the address of their website",
        max_length=200,
    )
    review_on = DateField(
        label="Check it again by",
        subject="The review date",
        help_text="From the day after, it is not printed until somebody has checked it",
    )


class WordsForm(Form):
    """An authority's own words for a letter."""

    title = TextField(label="Title", max_length=120)
    words = LongTextField(
        label="The letter",
        rows=24,
        help_text=(
            "An empty line ends a paragraph. Begin a heading with #, and each line of a list with"
            " a hyphen."
        ),
    )


class LetterForm(AboutChild):
    """To whom a letter goes, and how it is to look."""

    to = RadiosField(label="To whom is it?", choices=[], missing="Choose to whom the letter goes")
    telephone = TextField(
        label="The number on which you can be rung", max_length=40, width=20, autocomplete="tel"
    )
    large_print = YesNoField(
        label="Large print?", missing="Say whether it should be in large print"
    )


class SentForm(AboutChild):
    """How a letter went, and when."""

    method = RadiosField(
        label="How did it go?", choices=choices(LetterMethod), missing="Select how the letter went"
    )
    at = LondonMomentField(
        label="When was it sent or given?",
        subject="When it was sent",
        missing="Enter when it was sent or given",
        past=True,
    )


class WhyForm(AboutChild):
    """Why something is taken back."""

    reason = LongTextField(label="Why was it recorded in error?", rows=3, missing="Say why")


class OfferForm(AboutChild):
    """What is offered."""

    kind = RadiosField(
        label="What is offered?",
        choices=choices(SupportKind),
        hints={term.value: term.definition for term in SupportKind},
        missing="Select what is offered",
    )
    worker = TextField(label="Who would do it", max_length=160)
    aim = LongTextField(
        label="What it is for", help_text="In words that {child} could read", rows=3
    )
    planned_sessions = WholeNumberField(
        label="How many sessions",
        help_text="Leave it empty where that is open. The usual programme has ten",
        suffix="sessions",
        required=False,
        min_value=1,
        max_value=100,
    )
    at = LondonMomentField(
        label="When was it offered?",
        subject="When it was offered",
        missing="Enter when it was offered",
        past=True,
    )


class AnswerForm(AboutChild):
    """What was said to the offer."""

    answered = RadiosField(
        label="What was the answer?", choices=choices(SupportAnswer), missing="Select the answer"
    )
    words = LongTextField(
        label="What was said to it",
        help_text="In their own words, as far as you can",
        rows=3,
        required=False,
    )
    at = LondonMomentField(
        label="When did they answer?",
        subject="When they answered",
        missing="Enter when they answered",
        past=True,
    )


class SessionForm(AboutChild):
    """One session."""

    at = LondonMomentField(
        label="When was the session?",
        subject="When the session was",
        missing="Enter when the session was",
        past=True,
    )
    worker = TextField(label="Who held it", max_length=160)
    attendance = RadiosField(
        label="Did it take place?",
        choices=choices(Attendance),
        reveals={Attendance.HELD: "topics"},
        missing="Say whether it took place",
    )
    topics = CheckboxesField(
        label="What was it about?", choices=choices(SupportTopic), required=False
    )
    words = LongTextField(
        label="What was done and said",
        help_text="{child} may read this one day",
        rows=4,
        required=False,
    )
    next_step = TextField(label="What comes next", max_length=300, required=False)


class EndForm(AboutChild):
    """The end of support."""

    outcome = LongTextField(
        label="What came of it?",
        help_text="What is different now, also where nothing is",
        rows=4,
        missing="Say what came of it",
    )
    at = LondonMomentField(
        label="When did it end?", subject="When it ended", missing="Enter when it ended", past=True
    )
