"""Reads the named lists of children from a rulebook's file, noting every fault."""

from collections.abc import Mapping
from dataclasses import dataclass

from lantern.protocol.definitions import FactDefinition
from lantern.protocol.documents import Entries, Text
from lantern.protocol.entries import EntryReader
from lantern.protocol.faults import Faults, one_of
from lantern.protocol.reading import ConditionReader
from lantern.protocol.rulebook import NamedList
from lantern.protocol.sources import read_id, read_source
from lantern.protocol.value_reading import NOWHERE

LIST_KEYS = ("list", "requirements", "title", "subject", "when", "source", "note")
FIXED_LIST_KEYS = frozenset({"list", "subject", "source", "requirements"})
"""What a change may not set: a list stays the list that it is."""
LISTED_SUBJECTS = ("child", "episode")
"""Of whom a list can be: children, or absences of theirs."""


@dataclass(slots=True)
class ListReader:
    """Reads the named lists of one rulebook against a vocabulary of facts."""

    vocabulary: Mapping[str, FactDefinition]
    faults: Faults
    rulebook: str
    title: str

    def read(self, part: Entries) -> NamedList:
        """The list that these entries state; every fault is noted."""
        name = part.get("list")
        of = f"list {name.text}" if isinstance(name, Text) else "a list"
        entry = EntryReader(part, self.faults, of)
        entry.only(*LIST_KEYS)
        subject = entry.text("subject", "child")
        if subject not in LISTED_SUBJECTS:
            message = f"a list is of children or of absences, not of “{subject}”"
            self.faults.add(entry.place_of("subject"), message, one_of(LISTED_SUBJECTS))
        when = part.get("when")
        if when is None:
            hint = "when: a condition that holds while a child is on the list"
            self.faults.add(entry.place, f"{entry.of} needs “when”", hint)
        return NamedList(
            id=read_id(entry, "list"),
            title=entry.text("title"),
            subject=subject,
            when=NOWHERE
            if when is None
            else ConditionReader(self.vocabulary, self.faults).state(when),
            source=read_source(entry),
            place=entry.place,
            rulebook=self.rulebook,
            rulebook_title=self.title,
            requirements=entry.texts("requirements"),
            note=entry.text("note", ""),
            written=part,
        )
