"""The acceptance set of a partnership: stories that every version of its rulebook must come out of
as its people expect. Pure: texts in, sentences out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from lantern.core.instants import in_words, read_london
from lantern.protocol import stories as rehearsing
from lantern.protocol.faults import Fault, Faults, Faulty
from lantern.protocol.layers import Library
from lantern.protocol.load import with_texts
from lantern.protocol.story import Story, read_story_text
from lantern.protocol.supposing import as_if_since, begins_on

_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}(?: [+-]\d{2}:\d{2})?")


class Case(Protocol):
    """A story of the set, as it is kept."""

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def text(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one case: nothing, where all is as expected, or each difference in words."""

    name: str
    title: str
    differences: tuple[str, ...]

    @property
    def is_as_expected(self) -> bool:
        """Whether the case came out as its people expect."""
        return not self.differences


def differences(text: str, stories: Iterable[Case]) -> tuple[Outcome, ...]:
    """The cases that a draft's text does not come out of as expected, upon the shipped rulebooks.

    Each is played as if the draft had been in force when it happened. Raises Faulty where the text
    itself has faults.
    """
    found = with_texts({"the draft": text})
    if not isinstance(found, Library):
        raise Faulty(found)
    return tuple(one for one in outcomes(found, stories) if not one.is_as_expected)


def outcomes(shelf: Library, stories: Iterable[Case]) -> tuple[Outcome, ...]:
    """What becomes of each case under the latest version, on this shelf, of its rulebook."""
    return tuple(_outcome(shelf, one) for one in stories)


def _outcome(shelf: Library, case: Case) -> Outcome:
    faults = Faults()
    story = read_story_text(case.text, case.name, faults, shelf)
    if story is not None and story.rulebook not in shelf.versions:
        faults.add(story.place, f"there is no rulebook “{story.rulebook}”")
    if story is None or faults.found:
        said = tuple(f"Line {fault.line}: {fault.message}" for fault in faults.sorted())
    else:
        said = tuple(dict.fromkeys(_said(shelf, story)))
    return Outcome(name=case.name, title=case.title, differences=said)


def _said(shelf: Library, story: Story) -> Iterator[str]:
    supposed = as_if_since(shelf, story.rulebook, begins_on(story))
    duties = {rule.id: rule.duty for rule in supposed.protocol(story.rulebook).rules()}
    for fault in rehearsing.differences(story, supposed):
        yield _in_words(fault, duties)


def _in_words(fault: Fault, duties: dict[str, str]) -> str:
    """“Carry out a return interview: is due 12:00 on 5 March 2027, not …”."""
    name, _, rest = fault.message.partition(" ")
    said = f"{duties[name]}: {rest}" if name in duties else fault.message
    return _INSTANT.sub(lambda found: in_words(read_london(found[0])), said)
