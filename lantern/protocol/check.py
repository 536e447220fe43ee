"""Is a rulebook, a story or a vocabulary complete, sourced and sound? Every fault, with its
place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lantern.protocol import lexicon, load, stories
from lantern.protocol.documents import Entries, read
from lantern.protocol.faults import Fault, Faults, did_you_mean
from lantern.protocol.layers import Library
from lantern.protocol.rulebook import Rulebook
from lantern.protocol.story import Story, read_story

KINDS = ("story", "rulebook", "facts")
"""The words that say what a file is; a story names its rulebook too."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was looked at, and every fault found."""

    faults: tuple[Fault, ...]
    closing: str


def check(files: Sequence[Path] = ()) -> Report:
    """Every fault in these files; without files, in all that comes with the product."""
    faults = Faults()
    chosen = list(files) or [lexicon.SHIPPED, *load.shipped_files(), *stories.shipped_files()]
    kinds = [(path, _kind(path, faults)) for path in chosen]
    books = _rulebooks([path for path, kind in kinds if kind == "rulebook"], faults)
    told = [read_story(path, faults) for path, kind in kinds if kind == "story"]
    for path, kind in kinds:
        if kind == "facts":
            lexicon.read_vocabulary(path, faults)
    if not faults.found:
        for story in told:
            if story is not None:
                _examine(story, books, faults)
    found = faults.sorted()
    return Report(found, _closing(len(chosen), len(found)))


def _closing(files: int, faults: int) -> str:
    looked = f"{files} file{'' if files == 1 else 's'} checked"
    if not faults:
        return f"{looked}: no faults."
    return f"{looked}: {faults} fault{'' if faults == 1 else 's'}."


def _kind(path: Path, faults: Faults) -> str:
    """What a file is, by the first word that says so."""
    whole = read(path, faults)
    if whole is None:
        return ""
    found = next((kind for kind in KINDS if kind in whole.entries), "")
    if not found:
        near = did_you_mean(_first_word(whole), KINDS)
        message = "this is neither a rulebook, a story nor a file of facts"
        faults.add(whole.place, message, near or "it needs “rulebook:”, “story:” or “facts:”")
    return found


def _first_word(whole: Entries) -> str:
    return next(iter(whole.entries), "")


def _rulebooks(paths: Iterable[Path], faults: Faults) -> Library:
    """These rulebooks, upon those that come with the product and are not replaced by them."""
    given = load.read_rulebooks(paths, faults)
    shipped = load.read_rulebooks(load.shipped_files(), Faults())
    beneath = [book for book in shipped if not any(_replaces(one, book) for one in given)]
    shelf = Library([*given, *beneath])
    shelf.examine(faults)
    return shelf


def _replaces(one: Rulebook, other: Rulebook) -> bool:
    """Whether a given file stands for a shipped one: the same file, or the same days of the same
    id."""
    if one.place.file.resolve() == other.place.file.resolve():
        return True
    begins_before = other.ends_on is None or one.starts_on < other.ends_on
    ends_after = one.ends_on is None or other.starts_on < one.ends_on
    return one.id == other.id and begins_before and ends_after


def _examine(story: Story, books: Library, faults: Faults) -> None:
    """A story's rulebook and duties exist, and what it expects is what is owed."""
    if story.rulebook not in books.versions:
        hint = did_you_mean(story.rulebook, books.ids)
        faults.add(story.place, f"there is no rulebook “{story.rulebook}”", hint)
        return
    known = {rule.id for rule in books.protocol(story.rulebook).rules()}
    named = [(one.duty, one.place) for one in story.expected]
    named.extend((one.duty, one.place) for one in story.excuses)
    named.extend((name, one.place) for one in story.checks for name in one.owed)
    unknown = [(name, place) for name, place in named if name not in known]
    for name, place in unknown:
        hint = did_you_mean(name, known)
        faults.add(place, f"{story.rulebook} has no rule “{name}”", hint)
    if not unknown and (story.expected or story.checks):
        for fault in stories.differences(story, books):
            faults.found.append(fault)
