"""Files of YAML as an editor reads them: by the core rules of YAML 1.2."""

import re
from pathlib import Path

from lantern.protocol.documents import Entries, Items, read, read_text
from lantern.protocol.faults import Faults

NUMBER = re.compile(r"[-+]?\d+")
WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


def plain(part):
    """A part as plain values; in YAML 1.2 only “true” and “false” are answers."""
    match part:
        case Entries(entries=entries):
            return {key: plain(value) for key, value in entries.items()}
        case Items(items=items):
            return [plain(item) for item in items]
    text = part.text
    if part.quoted:
        return text
    if text.lower() in WORDS:
        return WORDS[text.lower()]
    return int(text) if NUMBER.fullmatch(text) else text


def plain_file(path):
    """A whole file as plain values."""
    return plain(read(Path(path), Faults()))


def plain_text(text):
    """A text as plain values, or None where it is no mapping."""
    whole = read_text(text, Path("text.yaml"), Faults())
    return None if whole is None else plain(whole)
