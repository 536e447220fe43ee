"""Reads the entries of one mapping in a file by name and type, noting each fault at its place."""

from collections.abc import Iterable
from dataclasses import dataclass

from lantern.protocol.documents import Entries, Items, Part, Text
from lantern.protocol.faults import Faults, Place, did_you_mean, one_of
from lantern.protocol.lengths import read_answer


@dataclass(slots=True)
class EntryReader:
    """One mapping of a file, asked for its entries one by one."""

    part: Entries
    faults: Faults
    of: str

    @property
    def place(self) -> Place:
        """Where the mapping stands."""
        return self.part.place

    def only(self, *known: str) -> None:
        """Note each entry that is none of these."""
        self.part.unknown(frozenset(known), self.faults, self.of)

    def place_of(self, key: str) -> Place:
        """Where the value of an entry stands, or the mapping itself where it is missing."""
        part = self.part.get(key)
        return self.place if part is None else part.place

    def text(self, key: str, default: str | None = None) -> str:
        """The text of an entry; without a default it must be there and not be empty."""
        part = self.part.get(key)
        if part is None:
            if default is None:
                self.faults.add(self.place, f"{self.of} needs “{key}”")
            return default or ""
        if not isinstance(part, Text):
            self.faults.add(part.place, f"“{key}” must be a text")
            return default or ""
        if not part.text.strip():
            self.faults.add(part.place, f"“{key}” is empty")
        return part.text.strip()

    def word(self, key: str, known: Iterable[str], default: str | None = None) -> str:
        """The text of an entry that must be one of these words."""
        options = list(known)
        found = self.text(key, default)
        if found and found not in options:
            hint = did_you_mean(found, options) or one_of(options)
            self.faults.add(self.place_of(key), f"“{found}” is no {key}", hint)
        return found

    def answer(self, key: str, *, default: bool = False) -> bool:
        """The yes or no of an entry."""
        part = self.part.get(key)
        if part is None:
            return default
        if isinstance(part, Text):
            try:
                return read_answer(part.text)
            except ValueError as fault:
                self.faults.add(part.place, str(fault))
        else:
            self.faults.add(part.place, f"“{key}” must be yes or no")
        return default

    def items(self, key: str) -> list[Part]:
        """The items of an entry that is a list; a single item may stand alone."""
        part = self.part.get(key)
        if part is None:
            return []
        return part.items if isinstance(part, Items) else [part]

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of an entry that is a list of texts, or one text."""
        found = []
        for item in self.items(key):
            if isinstance(item, Text):
                found.append(item.text.strip())
            else:
                self.faults.add(item.place, f"“{key}” must be a list of words")
        return tuple(found)

    def mapping(self, key: str) -> "EntryReader | None":
        """The mapping under an entry, if it is there."""
        part = self.part.get(key)
        if part is None:
            return None
        return self.reader(part, f"“{key}”")

    def mappings(self, key: str, of: str) -> "list[EntryReader]":
        """Each mapping of an entry that is a list of mappings."""
        part = self.part.get(key)
        if part is not None and not isinstance(part, Items):
            self.faults.add(part.place, f"“{key}” must be a list")
            return []
        found = (self.reader(item, of) for item in self.items(key))
        return [reader for reader in found if reader is not None]

    def reader(self, part: Part, of: str) -> "EntryReader | None":
        """A reader of this part, which must be a mapping."""
        if isinstance(part, Entries):
            return EntryReader(part, self.faults, of)
        self.faults.add(part.place, f"{of} must be a mapping of names to values")
        return None
