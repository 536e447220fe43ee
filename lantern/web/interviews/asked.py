"""A question set as forms: a form for each part, its fields made from the questions."""

from typing import Any

from django.forms import Field

from lantern.interviews.answering import kept, options
from lantern.interviews.questions import MORE, Question, QuestionSet, Section
from lantern.vocabulary.interviewing import QuestionKind
from lantern.vocabulary.returning import Answer
from lantern.web.fields import CheckboxesField, LongTextField, RadiosField, TextField
from lantern.web.forms import Form

ROWS = {QuestionKind.WORDS: 3, QuestionKind.PEOPLE: 4}


def fields_of(asked: QuestionSet, section: Section) -> dict[str, Field]:
    """The fields of one part. Nothing has to be answered on it, so that it can be saved as it
    goes."""
    found: dict[str, Field] = {}
    for question in section.questions:
        found |= _fields(asked, question)
    return found


def answers_in(section: Section, form: Form) -> dict[str, str | list[str]]:
    """What was answered on a form that was sent."""
    return kept(section, form.cleaned_data)


def _fields(asked: QuestionSet, question: Question) -> dict[str, Field]:
    hint = question.hint
    if question.is_needed:
        hint = f"{hint} Has to be answered.".strip()
    given: dict[str, Any] = {"label": question.ask, "help_text": hint, "required": False}
    match question.kind:
        case QuestionKind.WORDS | QuestionKind.PEOPLE:
            return {question.id: LongTextField(rows=ROWS[question.kind], **given)}
        case QuestionKind.LINE:
            return {question.id: TextField(max_length=200, **given)}
        case QuestionKind.ANSWER if question.more:
            name = question.id + MORE
            return {
                question.id: RadiosField(
                    choices=options(asked, question), reveals={Answer.YES: name}, **given
                ),
                name: LongTextField(label=question.more, rows=3, required=False),
            }
        case QuestionKind.ANSWER:
            return {
                question.id: RadiosField(choices=options(asked, question), inline=True, **given)
            }
        case QuestionKind.ONE:
            return {question.id: RadiosField(choices=options(asked, question), **given)}
        case _:
            return {question.id: CheckboxesField(choices=options(asked, question), **given)}
