"""A question set: what a return interview asks, of whom and why, as frozen data. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lantern.vocabulary.interviewing import QuestionKind, SharedWith, Voice

ASSOCIATES: Final = "associates"
"""What an answer of people feeds: suggestions for the child's contacts."""
THRESHOLD: Final = "threshold"
"""What an answer decides: the level of help, by the area's threshold document (DA-055)."""
MORE: Final = "_more"
"""What the name of the words beside a yes ends with."""

Answers = Mapping[str, str | list[str]]
"""What was answered, by the question's id. What was not answered is not there."""


@dataclass(frozen=True, kw_only=True)
class Objective:
    """One of the ends that an interview serves (QS-072)."""

    id: str
    words: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of the answers to choose from."""

    value: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question, with where it comes from and what an answer to it means.

    `more` asks for words beside a yes. `fact` is what the answer `when` states of the absence.
    `keeps_from` are those from whom the child wants the chosen parts kept; `withheld_from` those
    who are never given this answer.
    """

    id: str
    ask: str
    hint: str
    kind: QuestionKind
    choices: tuple[Choice, ...]
    more: str
    is_needed: bool
    objective: str
    source: str
    requirements: tuple[str, ...]
    fact: str
    when: str
    feeds: str
    decides: str
    keeps_from: tuple[SharedWith, ...]
    withheld_from: tuple[SharedWith, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names under which its answers are kept."""
        return (self.id, self.id + MORE) if self.more else (self.id,)


@dataclass(frozen=True, kw_only=True)
class Section:
    """Questions asked together, all in one voice."""

    id: str
    title: str
    hint: str
    voice: Voice
    questions: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionSet:
    """All that an interview asks, under the name by which a partnership chooses it."""

    name: str
    title: str
    agreed_by: str
    note: str
    objectives: tuple[Objective, ...]
    sections: tuple[Section, ...]

    @property
    def questions(self) -> Iterator[Question]:
        """Every question in order."""
        return (question for section in self.sections for question in section.questions)

    def of(self, voice: Voice) -> tuple[Section, ...]:
        """The parts that hold this voice's words."""
        return tuple(one for one in self.sections if one.voice is voice)

    def section(self, name: str) -> Section | None:
        """The part of this id."""
        return next((one for one in self.sections if one.id == name), None)

    def voice_of(self, name: str) -> Voice | None:
        """Whose words an answer of this name is; None for a name that nobody asks for."""
        return next(
            (
                section.voice
                for section in self.sections
                for question in section.questions
                if name in question.names
            ),
            None,
        )
