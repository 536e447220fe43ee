"""Files to question sets; every fault with file, line and suggestion. Nothing is executed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from lantern.interviews.questions import (
    ASSOCIATES,
    MORE,
    THRESHOLD,
    Choice,
    Objective,
    Question,
    QuestionSet,
    Section,
)
from lantern.protocol.documents import Entries, read, read_text
from lantern.protocol.entries import EntryReader
from lantern.protocol.faults import Faults, Faulty, did_you_mean, one_of
from lantern.protocol.load import library
from lantern.vocabulary.interviewing import QuestionKind, SharedWith, Voice
from lantern.vocabulary.returning import Answer

SHIPPED: Final = Path(__file__).parent / "question_sets"
DEFAULT: Final = "national-2015"
"""The set of a partnership that has chosen none."""
_ID: Final = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,39}", re.ASCII)
_CHOSEN: Final = (QuestionKind.ONE, QuestionKind.SEVERAL)
_QUESTION: Final = (
    "id",
    "ask",
    "hint",
    "kind",
    "choices",
    "more",
    "needed",
    "objective",
    "source",
    "requirements",
    "states",
    "feeds",
    "decides",
    "keeps_from",
    "withheld_from",
)


@cache
def shipped() -> MappingProxyType[str, QuestionSet]:
    """Every set that comes with the product, by name. Raises Faulty if one is unsound."""
    faults = Faults()
    found = [_read(read(path, faults), faults) for path in sorted(SHIPPED.glob("*.yaml"))]
    if faults.found:
        raise Faulty(faults.sorted())
    return MappingProxyType({one.name: one for one in found if one is not None})


@cache
def from_text(text: str, called: str = "the question set") -> QuestionSet:
    """The set that a text holds. Raises Faulty with every fault."""
    faults = Faults()
    found = _read(read_text(text, Path(called), faults), faults)
    if faults.found or found is None:
        raise Faulty(faults.sorted())
    return found


def _read(whole: Entries | None, faults: Faults) -> QuestionSet | None:
    return None if whole is None else _SetReader(faults).read(whole)


@cache
def _facts() -> frozenset[str]:
    """Every fact of an absence that a shipped rulebook, or the product, knows."""
    books = library()
    known = (books.vocabulary(name).values() for name in books.ids)
    return frozenset(
        one.name
        for some in known
        for one in some
        if one.subject == "episode" and not one.is_derived
    )


@dataclass(slots=True)
class _SetReader:
    """Reads one file as a question set."""

    faults: Faults
    seen: set[str] = field(default_factory=set)

    def read(self, whole: Entries) -> QuestionSet:
        entry = EntryReader(whole, self.faults, "a question set")
        entry.only("set", "title", "agreed_by", "note", "objectives", "parts")
        name = entry.text("set")
        if name and not _NAME.fullmatch(name):
            self.faults.add(
                entry.place_of("set"), f"“{name}” must be small letters, numbers and hyphens"
            )
        objectives = tuple(
            Objective(id=one.text("id"), words=one.text("words"), source=one.text("source"))
            for one in entry.mappings("objectives", "an objective")
        )
        known = [one.id for one in objectives]
        sections = [
            self._section(one, known) for one in entry.mappings("parts", "a part of a question set")
        ]
        found = QuestionSet(
            name=name,
            title=entry.text("title"),
            agreed_by=entry.text("agreed_by"),
            note=entry.text("note", ""),
            objectives=objectives,
            sections=tuple(sections),
        )
        self._whole(found, entry)
        return found

    def _whole(self, found: QuestionSet, entry: EntryReader) -> None:
        """What shows only once all is read."""
        served = {question.objective for question in found.questions}
        for one in found.objectives:
            if one.id not in served:
                self.faults.add(
                    entry.place_of("objectives"), f"no question serves the objective “{one.id}”"
                )
        if not found.of(Voice.CHILD):
            self.faults.add(entry.place, "no part holds the child’s own words", "add voice: child")

    def _section(self, entry: EntryReader, objectives: Sequence[str]) -> Section:
        entry.only("id", "title", "hint", "voice", "questions")
        name = self._named(entry)
        voices = [one for one in Voice if one is not Voice.ARRANGEMENTS]
        voice = entry.word("voice", voices)
        questions = entry.mappings("questions", "a question")
        if not questions:
            self.faults.add(entry.place, f"the part “{name}” asks nothing")
        return Section(
            id=name,
            title=entry.text("title"),
            hint=entry.text("hint", ""),
            voice=Voice(voice) if voice in voices else Voice.CHILD,
            questions=tuple(self._question(one, objectives) for one in questions),
        )

    def _named(self, entry: EntryReader) -> str:
        name = entry.text("id")
        if name and not _ID.fullmatch(name):
            self.faults.add(
                entry.place_of("id"), f"“{name}” must be small letters, numbers and underscores"
            )
        if name in self.seen or name == Voice.ARRANGEMENTS:
            self.faults.add(
                entry.place_of("id"), f"“{name}” stands here twice", "name it otherwise"
            )
        self.seen |= {name}
        return name

    def _question(self, entry: EntryReader, objectives: Sequence[str]) -> Question:
        entry.only(*_QUESTION)
        name = self._named(entry)
        kind = entry.word("kind", QuestionKind)
        kind = QuestionKind(kind) if kind in set(QuestionKind) else QuestionKind.WORDS
        choices = self._choices(entry, kind)
        more = entry.text("more", "")
        if more and kind is not QuestionKind.ANSWER:
            self.faults.add(
                entry.place_of("more"), "only a question of yes or no asks for more", "leave it out"
            )
        if more:
            self.seen |= {name + MORE}
        fact, when = self._states(entry, kind, choices)
        return Question(
            id=name,
            ask=entry.text("ask"),
            hint=entry.text("hint", ""),
            kind=kind,
            choices=choices,
            more=more,
            is_needed=entry.answer("needed"),
            objective=entry.word("objective", objectives),
            source=entry.text("source"),
            requirements=entry.texts("requirements"),
            fact=fact,
            when=when,
            feeds=self._only(entry, "feeds", ASSOCIATES, kind, QuestionKind.PEOPLE),
            decides=self._only(entry, "decides", THRESHOLD, kind, QuestionKind.ONE),
            keeps_from=self._keeps_from(entry, kind),
            withheld_from=self._recipients(entry, "withheld_from"),
        )

    def _choices(self, entry: EntryReader, kind: QuestionKind) -> tuple[Choice, ...]:
        found = tuple(
            Choice(value=one.text("value"), label=one.text("label"))
            for one in entry.mappings("choices", "a choice")
        )
        if kind in _CHOSEN and len(found) < 2:
            self.faults.add(entry.place, "this kind of question needs two choices or more")
        if kind not in _CHOSEN and found:
            self.faults.add(
                entry.place_of("choices"), "this kind of question has no choices", "leave them out"
            )
        if len({one.value for one in found}) < len(found):
            self.faults.add(entry.place_of("choices"), "a value stands here twice")
        return found

    def _states(
        self, entry: EntryReader, kind: QuestionKind, choices: Iterable[Choice]
    ) -> tuple[str, str]:
        stated = entry.mapping("states")
        if stated is None:
            return "", ""
        stated.only("fact", "when")
        fact, when = stated.text("fact"), stated.text("when")
        if fact not in _facts():
            self.faults.add(
                stated.place_of("fact"),
                f"“{fact}” is no fact of an absence",
                did_you_mean(fact, _facts()),
            )
        able = set(Answer) if kind is QuestionKind.ANSWER else {one.value for one in choices}
        if when not in able:
            self.faults.add(
                stated.place_of("when"), f"“{when}” is no answer to this question", one_of(able)
            )
        return fact, when

    def _only(
        self, entry: EntryReader, key: str, word: str, kind: QuestionKind, fits: QuestionKind
    ) -> str:
        found = entry.word(key, [word], "")
        if found and kind is not fits:
            self.faults.add(
                entry.place_of(key), f"only a question of the kind “{fits}” has “{key}”"
            )
        return found

    def _keeps_from(self, entry: EntryReader, kind: QuestionKind) -> tuple[SharedWith, ...]:
        found = self._recipients(entry, "keeps_from")
        if bool(found) is not (kind is QuestionKind.PARTS):
            self.faults.add(
                entry.place, "a question of the kind “parts” says in “keeps_from” from whom"
            )
        return found

    def _recipients(self, entry: EntryReader, key: str) -> tuple[SharedWith, ...]:
        known = [one.value for one in SharedWith]
        found = []
        for name in entry.texts(key):
            if name in known:
                found.append(SharedWith(name))
            else:
                self.faults.add(
                    entry.place_of(key),
                    f"“{name}” is nobody to share with",
                    did_you_mean(name, known) or one_of(known),
                )
        return tuple(found)
