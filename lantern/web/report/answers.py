"""The answers of a report in words, for the page on which they are checked."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.forms import Field
from django.urls import reverse

from lantern.episodes.validity import report_faults
from lantern.risk.questions import QUESTIONS
from lantern.vocabulary.returning import Answer
from lantern.web import wording
from lantern.web.fields import CheckboxesField, TelephoneField
from lantern.web.report.assembling import Assembled
from lantern.web.report.known import Known
from lantern.web.report.pages import AnsweredPart, AnswerRow, CheckPage
from lantern.web.report.steps import Answered

_PAGE_OF = {
    "reporter": "you",
    "last": "when",
    "went": "when",
    "noticed": "when",
    "deadline": "checks",
    "check": "checks",
    "where": "checks",
    "told": "told",
    "parents": "told",
    "back": "back",
}


Faults = tuple[tuple[str, str], ...]
"""What stands in the way of sending: the address of the page, and a sentence."""


def in_the_way(known: Known, found: Iterable[Answered], whole: Assembled, at: datetime) -> Faults:
    """What stands in the way of sending these answers: on each page, or else between pages."""
    wrong = tuple(
        (_href(known, one.page.name), sentence) for one in found for sentence in _faults(one)
    )
    return wrong or _across(known, whole, at)


def check_page(
    known: Known, found: Sequence[Answered], whole: Assembled, faults: Faults
) -> CheckPage:
    """Every page's answers, and what stands in the way of sending."""
    parts = tuple(_part(known, one) for one in found)
    return CheckPage(
        name=known.name,
        draft=known.draft.reference,
        parts=parts,
        others=tuple(other.name for other, _ in whole.others),
        faults=faults,
        back=_href(known, found[-1].page.name),
        is_back=any(one.page.name == "back" for one in found),
    )


def _faults(one: Answered) -> tuple[str, ...]:
    if one.is_seen:
        return tuple(fault.sentence for fault in one.form.faults())
    return (f"Answer the questions on “{one.page.title}”",) if one.must_be_seen else ()


def _part(known: Known, one: Answered) -> AnsweredPart:
    rows, empty = _rows(one)
    return AnsweredPart(
        title=one.page.title,
        href=_href(known, one.page.name),
        rows=rows,
        empty=empty,
        faults=_faults(one),
        is_seen=one.is_seen,
        note=_note(one),
    )


def _note(one: Answered) -> str:
    if one.is_seen or one.must_be_seen:
        return ""
    if one.page.counts_unseen:
        return "From the record. You have not looked at this page."
    return "Not answered. You can send without it."


def _rows(one: Answered) -> tuple[tuple[AnswerRow, ...], tuple[str, ...]]:
    """What was answered, and the questions that were not."""
    rows, empty = [], []
    revealed = {
        name: _of_which(one, asking, choice) for asking, choice, name in one.form.revealing()
    }
    for name, value in one.answers.items():
        field = one.form.fields.get(name)
        if field is None:
            continue
        said = words_of(field, value)
        if said:
            rows.append(AnswerRow(label=f"{revealed.get(name, '')}{field.label}", value=said))
        elif name not in revealed:
            empty.append(str(field.label))
    return tuple(rows), tuple(empty)


def _of_which(one: Answered, asking: str, choice: str) -> str:
    """To which of several choices a further answer belongs."""
    field = one.form.fields[asking]
    if not isinstance(field, CheckboxesField):
        return ""
    return f"{dict(field.each_choice()).get(choice, choice)}: "


def words_of(field: Field, value: Any) -> str:
    """An answer as a person would read it."""
    if value in (None, "", []):
        return ""
    if isinstance(value, datetime):
        return wording.moment(value)
    if isinstance(field, TelephoneField):
        return wording.telephone(str(value))
    if isinstance(value, bool):
        return "Yes" if value else "No"
    labels = {str(each): str(label) for each, label in getattr(field, "choices", ())}
    if isinstance(value, list):
        return ", ".join(labels.get(str(each), str(each)) for each in value)
    return labels.get(str(value), str(value)) if not isinstance(value, dict) else ""


def _across(known: Known, whole: Assembled, at: datetime) -> Faults:
    """What does not hold together between pages: the domain's own sentences."""
    faults = report_faults(whole.report, at)
    return tuple(
        (_href(known, _PAGE_OF.get(field.split("_")[0], "when")), sentence)
        for field, sentence in faults.items()
    )


def _href(known: Known, page: str) -> str:
    return reverse("report:page", args=[known.draft.reference, page])


def carried(known: Known) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """The last assessment to be confirmed: what is so or not known, with its words; what is not."""
    answers = known.assessment.answers if known.assessment else {}
    so, not_so = [], []
    for question in QUESTIONS:
        given = answers.get(question.id, {})
        answer = Answer(given.get("answer") or Answer.NOT_KNOWN)
        if answer == Answer.NO:
            not_so.append(question.ask)
        else:
            words = given.get("words", "")
            so.append((question.ask, f"{answer.label}. {words}".strip() if words else answer.label))
    return tuple(so), tuple(not_so)
