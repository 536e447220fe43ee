"""Files to rulebooks, rulebooks to a library of protocols; every fault with file, line and
suggestion."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import zip_longest
from pathlib import Path

from lantern.protocol.declared import Declarations
from lantern.protocol.documents import Entries, read, read_text
from lantern.protocol.entries import EntryReader
from lantern.protocol.faults import Fault, Faults, Faulty
from lantern.protocol.layers import Library
from lantern.protocol.rulebook import Rulebook
from lantern.protocol.rulebook_reading import RulebookReader, read_span

SHIPPED = Path(__file__).with_name("rulebooks")


def shipped_files() -> tuple[Path, ...]:
    """The files of the rulebooks that come with the product."""
    return tuple(sorted(SHIPPED.glob("*.yaml")))


@cache
def library() -> Library:
    """Every rulebook that comes with the product. Raises Faulty if one is not sound."""
    found = load(shipped_files())
    if isinstance(found, Library):
        return found
    raise Faulty(found)


def load(paths: Iterable[Path]) -> Library | tuple[Fault, ...]:
    """The rulebooks in these files as a library, or every fault found in them."""
    faults = Faults()
    found = load_into(paths, faults)
    return faults.sorted() if faults.found else found


def load_into(paths: Iterable[Path], faults: Faults) -> Library:
    """The rulebooks in these files, as far as they can be read; every fault is noted."""
    shelf = Library(read_rulebooks(paths, faults))
    shelf.examine(faults)
    return shelf


def upon_shipped(paths: Iterable[Path], faults: Faults) -> Library:
    """The rulebooks in these files, upon those that come with the product and are not replaced."""
    given = _wholes(paths, faults)
    beneath = [one for one in _shipped() if not any(_replaces(other, one) for other in given)]
    shelf = Library(_rulebooks([*given, *beneath], faults))
    shelf.examine(faults, {one.place.file for one in given})
    return shelf


def with_texts(texts: Mapping[str, str]) -> Library | tuple[Fault, ...]:
    """The shipped library with the rulebooks in these texts in place, or every fault found.

    Each text is a later version of its rulebook: the version before ends the day it starts, and a
    version of the same day is replaced. Faults call a text by its name.
    """
    faults = Faults()
    given = [read_text(text, Path(name), faults) for name, text in texts.items()]
    books = _rulebooks([*_shipped(), *(one for one in given if one is not None)], faults)
    shelf = Library(_each_until_the_next(books))
    shelf.examine(faults, {Path(name) for name in texts})
    return faults.sorted() if faults.found else shelf


def _each_until_the_next(books: Iterable[Rulebook]) -> Iterator[Rulebook]:
    """Each version of a rulebook until the next one starts; of those of one day the last given."""
    by_day: dict[str, dict[date, Rulebook]] = {}
    for book in books:
        by_day.setdefault(book.id, {})[book.starts_on] = book
    for versions in by_day.values():
        days = sorted(versions)
        for day, following in zip_longest(days, days[1:]):
            ends = [one for one in (versions[day].ends_on, following) if one is not None]
            yield replace(versions[day], ends_on=min(ends, default=None))


def _replaces(one: Entries, other: Entries) -> bool:
    """Whether a given file stands for a shipped one: the same file, or the same days of one id."""
    if one.place.file.resolve() == other.place.file.resolve():
        return True
    (name, starts, ends), (shipped, shipped_starts, shipped_ends) = _binds(one), _binds(other)
    begins_before = shipped_ends is None or starts < shipped_ends
    return name == shipped and begins_before and (ends is None or shipped_starts < ends)


def _binds(whole: Entries) -> tuple[str, date, date | None]:
    """The id of a rulebook, and from when until when it binds, as far as that can be read."""
    entry = EntryReader(whole, Faults(), "a rulebook")
    return entry.text("rulebook", ""), *read_span(entry)


def read_rulebooks(paths: Iterable[Path], faults: Faults) -> list[Rulebook]:
    """Each file read by itself; every fault is noted."""
    return _rulebooks(_wholes(paths, faults), faults)


def _wholes(paths: Iterable[Path], faults: Faults) -> list[Entries]:
    wholes = (read(Path(path), faults) for path in paths)
    return [whole for whole in wholes if whole is not None]


@cache
def _shipped() -> tuple[Entries, ...]:
    return tuple(_wholes(shipped_files(), Faults()))


def _rulebooks(wholes: Sequence[Entries], faults: Faults) -> list[Rulebook]:
    declared = Declarations(faults)
    for whole in wholes:
        declared.add(whole)
    return [RulebookReader(whole, declared, faults).read() for whole in wholes]


def rulebook_named(text: str) -> str:
    """The id that a person typed, without the ending of its file."""
    return Path(text).name.removesuffix(".yaml")
