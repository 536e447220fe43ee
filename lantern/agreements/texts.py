"""The text of a draft: the day from which it binds, and the same words however a browser sends
them."""

from datetime import date
from pathlib import Path
from typing import Final

from lantern.protocol.documents import read_text
from lantern.protocol.editing.sheet import Mapping, Sheet, Unreadable
from lantern.protocol.editing.written import one_line
from lantern.protocol.entries import EntryReader
from lantern.protocol.faults import Faults
from lantern.protocol.rulebook_reading import read_span

STATUTORY: Final = "dfe-2014"
"""What binds an authority that has named no rulebook."""
_OWN: Final = """\
rulebook: {name}
title: Children missing from care and home, {agency}
agreed_by: {agency}
layer: partnership
in_force: {{from: {day}}}
extends: [{wider}]
"""


def of_ones_own(name: str, agency: str, day: date, wider: str) -> str:
    """The text of a first rulebook of an authority's own, which asks what the wider one asks."""
    called = one_line(agency).replace(":", " ").replace("#", " ")
    return _OWN.format(name=name, agency=called, day=day.isoformat(), wider=wider)


def cleaned(text: str) -> str:
    """The text with plain line ends and one at its end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip() + "\n"


def starting_on(text: str, day: date) -> str:
    """The text with this first day. Raises Unreadable where it has no place for one."""
    sheet = Sheet.of(text)
    span = sheet.get(sheet.root, "in_force")
    if not isinstance(span, Mapping) or not span.value:
        raise Unreadable(())
    return sheet.with_value(span, "from", day.isoformat())


def starts_on(text: str) -> date | None:
    """The first day that a text says; None where that cannot be read."""
    faults = Faults()
    whole = read_text(text, Path("the draft"), faults)
    if whole is None or faults.found:
        return None
    day, _ = read_span(EntryReader(whole, faults, "a rulebook"))
    return None if day == date.max else day
