"""Rulebooks as if they had always bound: as they stand on one day, with their start moved back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from lantern.protocol.faults import Fault
from lantern.protocol.layers import Library
from lantern.protocol.load import with_texts
from lantern.protocol.rulebook import Rulebook

START: Final = date(1900, 1, 1)
"""From when a rulebook binds here: before anything that can be recorded."""
NEVER: Final = date.max


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shelves:
    """The rulebooks of today and those with the draft in place, each as if it had always bound."""

    draft: Rulebook
    today: Library
    proposed: Library

    def beneath(self, rulebook: str) -> frozenset[str]:
        """A rulebook of today with all that it extends; nothing where there is no such rulebook."""
        found: set[str] = set()
        waiting = [rulebook]
        while waiting:
            name = waiting.pop()
            if name not in found and name in self.today.versions:
                found.add(name)
                waiting += [wider for one in self.today.versions[name] for wider in one.extends]
        return frozenset(found)


def shelves(
    name: str, text: str, on: date, *, binding: Library, adopted: Mapping[str, str]
) -> Shelves | tuple[Fault, ...]:
    """The rulebooks of this day, without and with the draft in this text, or the draft's faults.

    `binding` are all that bind, and `adopted` the texts of those that did not come with the
    product. Of every other rulebook the version of this day counts on both sides, so that nothing
    but the draft makes a difference. Faults call the text by its name.
    """
    found = with_texts({**adopted, name: text})
    if not isinstance(found, Library):
        return found
    each = (book for versions in found.versions.values() for book in versions)
    draft = next(book for book in each if book.place.file == Path(name))
    return Shelves(
        draft=draft,
        today=as_if_always(binding, on),
        proposed=as_if_always(found, on, draft=draft),
    )


def as_if_always(shelf: Library, on: date, *, draft: Rulebook | None = None) -> Library:
    """Each rulebook in the version that binds on this day, or the draft, for all time.

    One that binds on no such day asks nothing; one that begins with the draft counts beside it.
    """
    days = (on,) if draft is None else (on, max(on, draft.starts_on))
    return Library(
        _moved(draft, NEVER)
        if draft is not None and name == draft.id
        else _moved(version := _version(versions, days), max(on, version.starts_on))
        for name, versions in shelf.versions.items()
    )


def _version(versions: Sequence[Rulebook], days: Iterable[date]) -> Rulebook:
    """The version that binds on the first of these days on which one does; else one that never
    does."""
    binding = (book for day in days for book in versions if book.in_force_on(day))
    return next(binding, replace(versions[-1], starts_on=NEVER, ends_on=None))


def _moved(book: Rulebook, until: date) -> Rulebook:
    """The same from the start of all records, with each change that is made by a day."""
    if book.starts_on == NEVER:
        return book
    made = [one for one in book.changes if one.on is None or one.on <= until]
    changes = tuple(one if one.on is None else replace(one, on=START) for one in made)
    return replace(book, starts_on=START, ends_on=None, changes=changes)
