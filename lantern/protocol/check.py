"""Is a rulebook, a story or a vocabulary complete, sourced and sound? Every fault, with its
place."""

from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from lantern.protocol import departures, holders, lexicon, load, stories
from lantern.protocol.documents import Entries, read
from lantern.protocol.faults import Fault, Faults, Faulty, did_you_mean
from lantern.protocol.layers import Library
from lantern.protocol.story import Story, read_story

KINDS = ("story", "rulebook", "facts")
"""The words that say what a file is; a story names its rulebook too."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was looked at, every fault found, and what is sound but has to be said aloud: each way
    in which a partnership departs from statutory guidance."""

    faults: tuple[Fault, ...]
    closing: str
    warnings: tuple[Fault, ...] = ()


def check(files: Sequence[Path] = (), *, held: Collection[str] | None = None) -> Report:
    """Every fault in these files; without files, in all that comes with the product.

    `held` are the roles that somebody in the partnership holds: then each duty, decision, excuse
    and message of these rulebooks, with all that they extend, must fall to one of them.
    """
    faults, warnings = Faults(), Faults()
    chosen = list(files) or [lexicon.SHIPPED, *load.shipped_files(), *stories.shipped_files()]
    kinds = [(path, _kind(path, faults)) for path in chosen]
    for path, kind in kinds:
        if kind == "facts":
            lexicon.read_vocabulary(path, faults)
    given = [path for path, kind in kinds if kind == "rulebook"]
    tales = [path for path, kind in kinds if kind == "story"]
    if (given or tales) and _vocabulary_is_sound(faults):
        books = load.upon_shipped(given, faults)
        told = [read_story(path, faults, books) for path in tales]
        sound = _sound(books, faults)
        names = [name for name in _ids_in(books, given) if name in sound]
        _examine_books(names, books, held, faults, warnings)
        read = [story for story in told if story is not None]
        faulty = {fault.file for fault in faults.found}
        _examine_names(read, faults)
        for story in read:
            if story.place.file not in faulty:
                _examine(story, books, sound, faults)
    found = faults.sorted()
    return Report(found, _closing(len(chosen), len(found)), warnings.sorted())


def _vocabulary_is_sound(faults: Faults) -> bool:
    """Whether the facts that come with the product can be read; no rule can be without them."""
    try:
        lexicon.vocabulary()
    except Faulty as fault:
        faults.found.extend(fault.faults)
        return False
    return True


def _ids_in(books: Library, files: Sequence[Path]) -> list[str]:
    """The rulebooks that stand in these files."""
    given = {path.resolve() for path in files}
    return [
        name
        for name in books.ids
        if any(book.place.file.resolve() in given for book in books.versions[name])
    ]


def _sound(books: Library, faults: Faults) -> frozenset[str]:
    """The rulebooks without a fault in any of their files, or of those that they extend."""
    faulty = {fault.file for fault in faults.found}
    extends = {
        name: {wider for book in versions for wider in book.extends}
        for name, versions in books.versions.items()
    }
    unsound = {
        name
        for name, versions in books.versions.items()
        if any(book.place.file in faulty for book in versions)
    }
    while more := {name for name, wider in extends.items() if wider & unsound} - unsound:
        unsound |= more
    return frozenset(books.ids) - unsound


def _examine_books(
    names: Sequence[str],
    books: Library,
    held: Collection[str] | None,
    faults: Faults,
    warnings: Faults,
) -> None:
    """What shows only once rulebooks are sound: who holds their roles, and what they depart
    from."""
    departures.note(books, names, faults, warnings)
    for name in names if held is not None else ():
        holders.unheld(books.protocol(name), held or (), faults)


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


def _examine_names(told: Sequence[Story], faults: Faults) -> None:
    """No two stories have one name, and those told together with others name stories there are."""
    names: dict[str, Story] = {}
    for story in told:
        other = names.setdefault(story.name, story)
        if other is not story:
            where = other.place.file.name
            faults.add(story.place, f"two stories are called {story.name}: see {where}")
    known = {*names, *(path.stem for path in stories.shipped_files())}
    for story in told:
        for name in story.together_with:
            if name not in known:
                hint = did_you_mean(name, known)
                faults.add(story.place, f"there is no story “{name}” to tell together with", hint)


def _examine(story: Story, books: Library, sound: AbstractSet[str], faults: Faults) -> None:
    """A story's rulebook and duties exist, and what it expects is what is owed."""
    if story.rulebook not in books.versions:
        hint = did_you_mean(story.rulebook, books.ids)
        faults.add(story.place, f"there is no rulebook “{story.rulebook}”", hint)
        return
    if story.rulebook not in sound:
        return
    known = {rule.id for rule in books.protocol(story.rulebook).rules()}
    deciding = {version.rule.id for version in books.protocol(story.rulebook).decisions}
    named = [(one.duty, one.place) for one in story.expected]
    named.extend((one.duty, one.place) for one in story.excuses)
    named.extend((name, one.place) for one in story.checks for name in one.owed)
    unknown = [(name, place, known) for name, place in named if name not in known]
    for one in story.decisions:
        against = (name for names in one.refused.values() for name in names)
        unknown.extend((name, one.place, deciding) for name in against if name not in deciding)
    for name, place, rules in unknown:
        hint = did_you_mean(name, rules)
        faults.add(place, f"{story.rulebook} has no rule “{name}”", hint)
    if not unknown and (story.expected or story.checks or story.decisions):
        for fault in stories.differences(story, books):
            faults.found.append(fault)
