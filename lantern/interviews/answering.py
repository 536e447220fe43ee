"""Are these answers to a question set whole and sound? Pure: a sentence for each that is not."""

from collections.abc import Iterable, Mapping
from typing import Final

from lantern.interviews.questions import MORE, Answers, Question, QuestionSet, Section
from lantern.vocabulary.interviewing import Ending, QuestionKind, SharedWith, Voice
from lantern.vocabulary.returning import Answer

LONGEST: Final = 10_000
"""Characters of one answer."""
_MANY: Final = (QuestionKind.SEVERAL, QuestionKind.PARTS)


def options(asked: QuestionSet, question: Question) -> tuple[tuple[str, str], ...]:
    """Value and label of each answer to choose from; none where it is answered in words."""
    if question.kind is QuestionKind.ANSWER:
        return tuple((one.value, one.label) for one in Answer)
    if question.kind is QuestionKind.PARTS:
        return tuple((one.id, one.title) for one in asked.of(Voice.CHILD))
    return tuple((one.value, one.label) for one in question.choices)


def kept(section: Section, given: Mapping[str, object]) -> dict[str, str | list[str]]:
    """The answers to the questions of a part, without what was left empty."""
    found: dict[str, str | list[str]] = {}
    for question in section.questions:
        for name in question.names:
            value = given.get(name)
            if isinstance(value, list | tuple):
                if chosen := [str(one) for one in value]:
                    found[name] = chosen
            elif text := str(value or "").strip():
                found[name] = text
    return found


def faults(
    asked: QuestionSet, sections: Iterable[Section], answers: Answers, ending: Ending
) -> dict[str, str]:
    """A sentence for each answer that is missing or cannot be, by the name of the answer.

    Nothing has to be answered where the interview was not held.
    """
    found: dict[str, str] = {}
    parts = tuple(sections)
    known = {name for one in parts for question in one.questions for name in question.names}
    for name in answers:
        if name not in known:
            found[name] = "This question is not asked here"
    for section in parts:
        for question in section.questions:
            _examine(asked, question, answers, found, is_needed=ending.is_held)
    return found


def _examine(
    asked: QuestionSet,
    question: Question,
    answers: Answers,
    found: dict[str, str],
    *,
    is_needed: bool,
) -> None:
    value = answers.get(question.id, "")
    if not value:
        if question.is_needed and is_needed:
            found[question.id] = f"Answer: {question.ask}"
        return
    if isinstance(value, list) is not (question.kind in _MANY):
        found[question.id] = f"Answer again: {question.ask}"
        return
    able = {each for each, _ in options(asked, question)}
    chosen = set(value) if isinstance(value, list) else {value}
    if able and not chosen <= able:
        found[question.id] = f"Choose one of the answers: {question.ask}"
    more = answers.get(question.id + MORE, "")
    if question.more and value == Answer.YES and not more:
        found[question.id + MORE] = f"Say more: {question.ask}"
    for name in question.names:
        if len(answers.get(name, "")) > LONGEST:
            found[name] = f"Use {LONGEST:,} characters or fewer: {question.ask}"


def stated(asked: QuestionSet, answers: Answers) -> frozenset[str]:
    """The facts of the absence that the answers mean."""
    return frozenset(
        one.fact for one in asked.questions if one.fact and answers.get(one.id) == one.when
    )


def people(asked: QuestionSet, answers: Answers) -> tuple[tuple[str, str], ...]:
    """Each person suggested for the child's contacts: name, and who they are said to be."""
    found: dict[str, str] = {}
    for question in asked.questions:
        if question.feeds:
            for line in str(answers.get(question.id, "")).splitlines():
                name, _, who = line.partition(",")
                if name.strip():
                    found.setdefault(name.strip()[:120], who.strip())
    return tuple(found.items())


def kept_from(asked: QuestionSet, answers: Answers, recipient: SharedWith) -> frozenset[str]:
    """The parts that the child wants kept from this recipient (CF-64)."""
    found: set[str] = set()
    for question in asked.questions:
        value = answers.get(question.id, [])
        if recipient in question.keeps_from and isinstance(value, list):
            found |= set(value)
    return frozenset(found)


def decided(asked: QuestionSet, answers: Answers, what: str) -> str:
    """The value of the answer that decides this; empty where nobody decided."""
    return next(
        (str(answers.get(one.id, "")) for one in asked.questions if one.decides == what), ""
    )
