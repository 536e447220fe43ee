"""Writes values as the text of a rulebook, so that they read back as they were given."""

import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from lantern.protocol.documents import Entries, Items, Part, Text

Written: TypeAlias = "str | Sequence[Written] | Mapping[str, Written]"
WIDTH = 110
"""How long a line may become before a value is folded or spread over several."""
_SPECIAL = frozenset("-?:,[]{}#&*!|>'\"%@`~=<")
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile('[\\\\"\t\n\x85\u2028\u2029\ufeff]|' + _UNPRINTABLE.pattern)


def one_line(text: str) -> str:
    """The words of a text with single spaces between them."""
    return " ".join(text.split())


def flow(value: Written) -> str:
    """A value on one line, fit to stand inside brackets."""
    if isinstance(value, str):
        return value if _is_plain(value, inside=True) else _quoted(value)
    if isinstance(value, Mapping):
        inside = ", ".join(f"{flow(key)}: {flow(one)}" for key, one in value.items())
        return f"{{{inside}}}"
    return f"[{', '.join(flow(one) for one in value)}]"


def after_key(key: str, value: Written, indent: int) -> str:
    """What stands after the colon of a key at this indentation: on the line, or below it."""
    room = WIDTH - indent - len(key) - 2
    if isinstance(value, str):
        return f" {_text(value, indent, room)}"
    on_line = flow(value)
    if len(on_line) <= room or not value:
        return f" {on_line}"
    if isinstance(value, Mapping):
        return "\n" + block(value, indent + 2)
    return "\n" + "\n".join(f"{' ' * (indent + 2)}- {_item(one, indent + 2)}" for one in value)


def block(mapping: Mapping[str, Written], indent: int) -> str:
    """A mapping with each of its entries on lines of its own."""
    space = " " * indent
    return "\n".join(
        f"{space}{flow(key)}:{after_key(key, value, indent)}" for key, value in mapping.items()
    )


def item(mapping: Mapping[str, Written], indent: int) -> str:
    """A mapping as the item of a list whose dashes stand at this indentation."""
    return f"{' ' * indent}- {block(mapping, indent + 2).lstrip()}"


def value_of(part: Part) -> Written:
    """The value that a part of a text stands for."""
    match part:
        case Text():
            return part.text
        case Items():
            return [value_of(one) for one in part.items]
        case Entries():
            return {key: value_of(one) for key, one in part.entries.items()}


def _item(value: Written, indent: int) -> str:
    if isinstance(value, Mapping) and len(flow(value)) > WIDTH - indent - 2:
        return block(value, indent + 2).lstrip()
    return flow(value)


def _text(text: str, indent: int, room: int) -> str:
    on_line = text if _is_plain(text, inside=False) else _quoted(text)
    folds = text == one_line(text) and not _BREAKS.search(text)
    if len(on_line) <= room or not folds:
        return on_line
    lines = textwrap.wrap(text, WIDTH - indent - 2, break_long_words=False, break_on_hyphens=False)
    return ">-\n" + "\n".join(f"{' ' * (indent + 2)}{line}" for line in lines)


def _is_plain(text: str, *, inside: bool) -> bool:
    """Whether a text may stand without quotes."""
    if not text or text != text.strip() or text[0] in _SPECIAL or _BREAKS.search(text):
        return False
    if ": " in text or " #" in text or text.endswith(":") or text.startswith(("---", "...")):
        return False
    return not inside or not re.search(r"[,\[\]{}]|:(?!\d)", text)


def _quoted(text: str) -> str:
    return f'"{_BREAKS.sub(_escaped, text)}"'


def _escaped(found: re.Match[str]) -> str:
    sign = found[0]
    if sign in '\\"':
        return f"\\{sign}"
    return f"\\u{ord(sign):04x}" if ord(sign) <= 0xFFFF else f"\\U{ord(sign):08x}"
