"""The questions by which a draft is changed."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.forms import Field
from django.http import QueryDict

from lantern.access.permissions import Permission
from lantern.access.roles import PERMISSIONS
from lantern.core.errors import Conflict, Invalid
from lantern.core.instants import day_in_words
from lantern.protocol.definitions import Kind, Vocabulary
from lantern.protocol.documents import LARGEST
from lantern.protocol.editing.adding import Sort
from lantern.protocol.editing.changing import Grounds
from lantern.protocol.plain_words import STAGE_TITLES
from lantern.protocol.readings import Reading
from lantern.protocol.rulebook import OWNER
from lantern.vocabulary.role import Role
from lantern.web.dates import DateField
from lantern.web.drafting import beginnings, limits
from lantern.web.drafting.choosing import FIND, GroupedSelectField
from lantern.web.fields import (
    CheckboxesField,
    HiddenField,
    LongTextField,
    RadiosField,
    SelectField,
    TextField,
    YesNoField,
)
from lantern.web.forms import Form
from lantern.web.wording import capital

A_LINE, A_FEW_LINES = 160, 600


class EditForm(Form):
    """One change of a draft, made from one revision of it. The questions are given."""

    revision = HiddenField(required=False)

    def __init__(self, *args: Any, questions: Mapping[str, Field], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= dict(questions)

    def clean_revision(self) -> str:
        """The revision as a number; anything else was never one."""
        typed = str(self.cleaned_data["revision"])
        return typed if typed.isascii() and typed.isdigit() and len(typed) < 9 else "0"

    def narrow(self, data: QueryDict) -> bool:
        """Narrow each list that is searched to the words that were typed for it. True if that is
        all that was asked for now, so that what is missing is not said yet."""
        is_new = False
        for name, field in self.fields.items():
            if isinstance(field, GroupedSelectField) and field.is_searched:
                field.words = data.get(f"{name}-words", "")[:A_LINE].strip()
                is_new |= field.words != data.get(f"{name}-sought", "")
        return is_new and FIND in data

    def carry_on_with(self, data: QueryDict) -> None:
        """Begin with what was typed so far, of which nothing is judged yet."""
        self.initial = {
            name: field.widget.value_from_datadict(data, {}, name)
            for name, field in self.fields.items()
        }

    def overtaken(self, fault: Conflict, revision: int) -> None:
        """Somebody else changed the draft meanwhile: say what, and let it be saved on top."""
        assert isinstance(self.data, QueryDict)  # noqa: S101  only what was sent is overtaken
        data = self.data.copy()
        data["revision"] = str(revision)
        self.data = data
        sentence = (
            f"{fault.sentence.partition(' while ')[0]} while you were writing: "
            f"{fault.theirs['words']} What you typed is kept here. Check it, then save it again"
        )
        self.add_error(None, sentence)


def roles() -> list[tuple[str, str]]:
    """Every role that can owe something, by its name."""
    able = (role for role in Role if Permission.DUTY_SEE in PERMISSIONS[role])
    found = ((role.value, capital(role.label)) for role in able)
    return sorted(found, key=lambda one: one[1])


def grounds_questions() -> dict[str, Field]:
    """Why, and who agreed to it when."""
    return {
        "reason": LongTextField(
            label="Why?",
            missing="Say why",
            help_text="Kept with the change, for whoever asks later",
            rows=2,
            max_length=A_FEW_LINES,
        ),
        "agreed_by": TextField(
            label="Who agreed to it?",
            missing="Enter who agreed to it",
            help_text="A board or a post. If it is not agreed yet, who is to agree",
            max_length=A_LINE,
        ),
        "agreed_on": DateField(
            label="On which day?",
            subject="The day of the agreement",
            help_text="For example, 1 12 2026. It can be a day to come, before the draft binds",
        ),
    }


def grounds(cleaned: Mapping[str, Any], starts_on: date) -> Grounds:
    """What was said of the grounds. Raises Invalid where the day is too late to bind in time."""
    if cleaned["agreed_on"] > starts_on:
        sentence = f"The day must be before the draft binds, on {day_in_words(starts_on)}"
        raise Invalid({"agreed_on": sentence})
    return Grounds(
        reason=str(cleaned["reason"]),
        agreed_by=str(cleaned["agreed_by"]),
        on=cleaned["agreed_on"],
    )


def owner_questions() -> dict[str, Field]:
    """Who must do it."""
    return {
        "owner": SelectField(
            label="Who must do it?", missing="Choose who must do it", choices=roles()
        )
    }


def told_questions(moment: str) -> dict[str, Field]:
    """Who is told at one moment of a duty."""
    asked: dict[str, Field] = {
        "told": CheckboxesField(
            label="Who is told?",
            required=False,
            choices=[(OWNER, "Whoever must do it"), *roles()],
        )
    }
    return asked | limits.length_questions("before") if moment == "due_soon" else asked


def value_question(value: str) -> dict[str, Field]:
    """The new value of a setting: a length of time, a number, or a word."""
    if limits.length_started("value", value):
        return limits.length_questions("value")
    return {"value": TextField(label="New value", width=10, max_length=A_LINE)}


def value_given(cleaned: Mapping[str, Any]) -> str:
    """The value as a rulebook writes it."""
    if "value" in cleaned:
        return str(cleaned["value"]).strip()
    return limits.length_given(cleaned, "value")


def reading_question(reading: Reading) -> dict[str, Field]:
    """How a silent source is read."""
    return {
        "option": RadiosField(
            label=reading.question,
            missing="Choose one",
            choices=[(name, capital(words)) for name, words in _options(reading)],
        )
    }


def _options(reading: Reading) -> Iterable[tuple[str, str]]:
    return reading.options.items()


def added_questions(sort: Sort, known: Vocabulary, settings: Mapping[str, str]) -> dict[str, Field]:
    """A new form to fill in, or a new meeting to hold."""
    return {
        **_what_questions(sort),
        **beginnings.questions(known),
        **limits.questions(settings),
        **_turn_questions(known),
        **_place_questions(),
        **grounds_questions(),
    }


def _what_questions(sort: Sort) -> dict[str, Field]:
    is_form = sort is Sort.FORM
    example = "hub notice" if is_form else "weekly missing review"
    verb = "Send" if is_form else "Hold"
    return {
        "called": TextField(
            label=f"What is the {sort} called?",
            missing=f"Enter what the {sort} is called",
            help_text=f"For example, {example}",
            max_length=60,
        ),
        "meaning": LongTextField(
            label="What is it for?",
            missing="Say what it is for",
            help_text="One sentence, shown where it is asked for",
            rows=2,
            max_length=A_FEW_LINES,
        ),
        "duty": TextField(
            label="What must be done, in a few words? (optional)",
            help_text=f"Begin with a verb. Left empty: {verb} the {example}",
            max_length=A_LINE,
            required=False,
        ),
        "question": TextField(
            label="What is the person asked who records it? (optional)",
            help_text=f"Left empty: When was the {example} {sort.done}?",
            max_length=A_LINE,
            required=False,
        ),
        **owner_questions(),
        "recorded_by": RadiosField(
            label=f"Who may record that it was {sort.done}?",
            missing="Choose who may record it",
            choices=[("any", "Whoever works with the child’s record"), ("owner", "Only that role")],
            initial="any",
        ),
    }


def _turn_questions(known: Vocabulary) -> dict[str, Field]:
    kinds = (Kind.EVENT, Kind.STATE, Kind.VALUE)
    every = limits.length_questions("every")
    every["every_number"].label = "Every how many?"
    return {
        "again": YesNoField(
            label="Does it come round again?",
            missing="Select yes if it comes round again",
            reveals={"yes": ("every_number", "every_unit", "until")},
        ),
        **every,
        "until": GroupedSelectField(
            label="Until when?",
            empty="For as long as what began it lasts",
            choices=beginnings.groups(known, kinds),
            is_searched=True,
            required=False,
        ),
    }


def _place_questions() -> dict[str, Field]:
    return {
        "late": SelectField(
            label="Who else is told if it is late? (optional)",
            help_text="Whoever must do it is told anyway, when it arises and when it is late",
            empty="Nobody else",
            choices=roles(),
            required=False,
        ),
        "stage": RadiosField(
            label="Under which heading of the protocol does it stand?",
            missing="Choose a heading",
            choices=list(STAGE_TITLES.items()),
        ),
    }


def text_questions() -> dict[str, Field]:
    """The whole text."""
    return {
        "text": LongTextField(
            label="The text of the draft",
            missing="Enter the text",
            rows=30,
            max_length=LARGEST,
            attributes={"spellcheck": "false", "wrap": "off"},
        ),
        "reason": LongTextField(label="Why?", missing="Say why", rows=2, max_length=A_FEW_LINES),
    }
