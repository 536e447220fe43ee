"""Where an entry of a rulebook comes from: a document and paragraph, or who agreed it and when."""

import re
from dataclasses import dataclass
from datetime import date

from lantern.core.instants import read_day
from lantern.protocol.entries import EntryReader

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Source:
    """A document and paragraph; or, for a local decision, who agreed it and when."""

    document: str = ""
    paragraph: str = ""
    agreed_by: str = ""
    on: date | None = None

    def __str__(self) -> str:
        if self.document:
            return f"{self.document}, {self.paragraph}"
        return f"agreed by {self.agreed_by} on {self.on}"


def read_source(entry: EntryReader) -> Source:
    """Where the entry comes from. Without a source nothing binds."""
    part = entry.mapping("source")
    if part is None:
        hint = "source: {document: …, paragraph: …} or {agreed_by: …, on: …}"
        if entry.part.get("source") is None:
            entry.faults.add(entry.place, f"{entry.of} has no source", hint)
        return Source()
    part.only("document", "paragraph", "agreed_by", "on", "section", "note")
    if part.part.get("document") is not None:
        return Source(document=part.text("document"), paragraph=part.text("paragraph"))
    if part.part.get("agreed_by") is None:
        entry.faults.add(part.place, "a source is a document and paragraph, or agreed_by and on")
        return Source()
    return Source(agreed_by=part.text("agreed_by"), on=read_date(part, "on", needed=True))


def read_date(entry: EntryReader, key: str, *, needed: bool = False) -> date | None:
    """The day of an entry, written like 2015-09-04."""
    if entry.part.get(key) is None and not needed:
        return None
    text = entry.text(key)
    try:
        return read_day(text) if text else None
    except ValueError as fault:
        entry.faults.add(entry.place_of(key), str(fault))
        return None


def read_id(entry: EntryReader, key: str) -> str:
    """A name of small letters and figures joined by hyphens."""
    found = entry.text(key)
    if found and not _ID.fullmatch(found):
        entry.faults.add(
            entry.place_of(key), f"“{found}” can't be an id", "small letters, figures and hyphens"
        )
    return found
