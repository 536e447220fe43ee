"""Forms of the safe and well check: what was found, or why there was none."""

from typing import TYPE_CHECKING, Any

from lantern.returns.details import NotSeen, Seen
from lantern.vocabulary.returning import Answer, CheckTheme, NotChecked
from lantern.web.asking import AboutChild, choices, moment
from lantern.web.fields import (
    CheckboxesField,
    LongTextField,
    RadiosField,
    TextField,
    YesNoField,
)

if TYPE_CHECKING:
    from lantern.returns.models import SafeAndWellCheck

A_LINE = 120
BEWARE = (
    "Do not question {child} about offences here: that needs a caution, an appropriate adult and "
    "legal advice. Write only what {child} chose to tell"
)


class CheckForm(AboutChild):
    """An officer saw the child: signs of harm, where and with whom, offending (QS-071)."""

    at = moment("When was {child} seen?", "The time of the check")
    officer = TextField(
        label="Which officer saw {child}?", missing="Name the officer", max_length=A_LINE
    )
    signs_of_harm = RadiosField(
        label="Are there any signs that {child} was harmed?",
        missing="Choose whether there are signs of harm",
        choices=choices(Answer),
        reveals={Answer.YES: ("harm_words", "is_significant_harm")},
    )
    harm_words = LongTextField(label="What did you see or hear?", required=False, rows=3)
    is_significant_harm = YesNoField(
        label="Is the harm significant?",
        help_text="If so, the social worker must be told now. The next page asks whom you told",
        required=False,
    )
    whereabouts = LongTextField(label="Where was {child}?", required=False, rows=2)
    with_whom = LongTextField(label="Who was {child} with?", required=False, rows=2)
    offending_against = RadiosField(
        label="Did {child} tell of an offence against them?",
        required=False,
        choices=choices(Answer),
        reveals={Answer.YES: "offending_against_words"},
    )
    offending_against_words = LongTextField(label="What was it?", required=False, rows=3)
    offending_by = RadiosField(
        label="Did {child} tell of an offence they may have committed?",
        help_text=BEWARE,
        required=False,
        choices=choices(Answer),
        reveals={Answer.YES: "offending_by_words"},
    )
    offending_by_words = LongTextField(
        label="What did {child} choose to tell?", required=False, rows=3
    )
    said = LongTextField(
        label="Anything {child} said, in {child}’s own words", required=False, rows=3
    )
    themes = CheckboxesField(
        label="What was it about?",
        help_text="These are counted, without names, to see what children run from and to",
        required=False,
        choices=choices(CheckTheme),
    )

    def clean(self) -> dict[str, Any]:
        """Whether harm is significant is never taken for a no because nobody said."""
        cleaned = super().clean()
        is_harmed = cleaned.get("signs_of_harm") == Answer.YES
        if is_harmed and cleaned.get("is_significant_harm") is None:
            self.add_error("is_significant_harm", "Choose whether the harm is significant")
        return cleaned


class NotCheckedForm(AboutChild):
    """No check was made: the reason goes on the child's file (DfE 2014 ¶30)."""

    at = moment("When was this decided?", "The time of the decision")
    officer = TextField(label="Who decided it?", missing="Name who decided it", max_length=A_LINE)
    not_done = RadiosField(
        label="Why was no check made?",
        missing="Choose why no check was made",
        choices=choices(NotChecked),
    )
    words = LongTextField(
        label="The reason in your words",
        help_text="It goes on {child}’s file",
        missing="Give the reason in your words",
        rows=3,
    )


class CorrectCheckForm(CheckForm):
    """The same, put right."""

    reason = LongTextField(
        label="Why are you correcting this?", missing="Say why you are correcting this", rows=2
    )


class CorrectNotCheckedForm(NotCheckedForm):
    """The same, put right."""

    reason = LongTextField(
        label="Why are you correcting this?", missing="Say why you are correcting this", rows=2
    )


def seen(given: dict[str, Any]) -> Seen:
    """What the officer found, as the record keeps it."""
    return Seen(
        officer=given["officer"],
        whereabouts=given["whereabouts"],
        with_whom=given["with_whom"],
        signs_of_harm=Answer(given["signs_of_harm"]),
        harm_words=given["harm_words"] or "",
        offending_by=_answer(given["offending_by"]),
        offending_by_words=given["offending_by_words"] or "",
        offending_against=_answer(given["offending_against"]),
        offending_against_words=given["offending_against_words"] or "",
        said=given["said"],
        themes=tuple(CheckTheme(one) for one in given["themes"]),
        is_significant_harm=bool(given["is_significant_harm"]),
    )


def not_seen(given: dict[str, Any]) -> NotSeen:
    """Why nobody went, as the record keeps it."""
    return NotSeen(
        officer=given["officer"], reason=NotChecked(given["not_done"]), words=given["words"]
    )


def as_recorded(check: "SafeAndWellCheck") -> dict[str, Any]:
    """What a form begins with, to put a check right."""
    names = (*CheckForm.base_fields, *NotCheckedForm.base_fields)
    kept = {name: getattr(check, name) for name in names if hasattr(check, name)}
    return kept | {"words": check.not_done_words}


def _answer(given: str) -> Answer | None:
    return Answer(given) if given else None
