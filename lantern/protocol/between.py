"""What shows only between rulebooks: versions that overlap, and facts that no rule reads."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from lantern.protocol.faults import Faults
from lantern.protocol.rulebook import Rulebook


def overlaps(versions: Sequence[Rulebook], faults: Faults) -> None:
    """Versions of one rulebook follow each other: none overlap, and no day is left out by a
    slip."""
    for earlier, later in pairwise(versions):
        if earlier.ends_on is None or later.starts_on < earlier.ends_on:
            faults.add(
                later.place,
                f"two versions of {later.id} are in force on {later.starts_on}: "
                f"see {earlier.place.file.name}",
                f"give {earlier.place.file.name} until: {later.starts_on}",
            )
        elif later.starts_on - earlier.ends_on == timedelta(days=1):
            faults.add(
                later.place,
                f"no version of {later.id} is in force on {earlier.ends_on}",
                f"“until” is the first day on which it no longer binds: until: {later.starts_on}",
            )


def unread(books: Sequence[Rulebook], faults: Faults) -> None:
    """A fact that a rulebook declares is read by some rule, or a page asks for it in vain."""
    read = frozenset[str]().union(*(book.reads for book in books))
    for book in books:
        for name, fact in book.vocabulary.items():
            if fact.rulebook and fact.rulebook == book.id and name not in read:
                message = f"no rule reads {name}, so that a page would ask for it in vain"
                faults.add(fact.place, message, "let a rule speak of it, or take it out")
