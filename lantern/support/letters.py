"""The words of a letter: what may be filled in, and the parts it is printed in."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from lantern.vocabulary.support import LetterKind

HELPLINES: Final = "helplines"
PLACEHOLDERS: Final[Mapping[LetterKind, tuple[str, ...]]] = {
    LetterKind.CHILD: ("child", "sender", "agency", "telephone", "authority", HELPLINES),
    LetterKind.PARENTS: ("name", "child", "sender", "agency", "telephone", "authority", HELPLINES),
}
"""What may stand in braces in a kind of letter."""
_BRACES: Final = re.compile(r"\{([^{}]*)\}")
SHIPPED: Final = "shipped"


class PartKind(StrEnum):
    """What a part of a printed letter is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    HELP = "help"


@dataclass(frozen=True, kw_only=True)
class Help:
    """A service as it is printed."""

    name: str
    purpose: str
    telephone: str
    elsewhere: str
    hours: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """A heading, a paragraph, a list, or the services to turn to."""

    kind: PartKind
    text: str = ""
    items: tuple[str, ...] = ()
    services: tuple[Help, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words of one kind of letter. `version` is "shipped", or a number of the authority's."""

    title: str
    words: str
    version: str


def to_json(parts: Iterable[Part]) -> list[dict[str, Any]]:
    """The parts of a letter, to be kept."""
    return [asdict(part) for part in parts]


def from_json(kept: Iterable[Mapping[str, Any]]) -> tuple[Part, ...]:
    """The parts of a letter as they were kept."""
    return tuple(
        Part(
            kind=PartKind(one["kind"]),
            text=one["text"],
            items=tuple(one["items"]),
            services=tuple(Help(**each) for each in one["services"]),
        )
        for one in kept
    )


def shipped(kind: LetterKind) -> Words:
    """The words that come with the product."""
    found = shipped_words()["letters"][kind]
    return Words(title=found["title"], words=found["words"], version=SHIPPED)


@cache
def shipped_words() -> Mapping[str, Any]:
    """All the words that come with the product: those of letters, and of the child's page."""
    text = Path(__file__).with_name("shipped.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = yaml.safe_load(text)
    return found


def fault(kind: LetterKind, words: str) -> str:
    """What is wrong with the words of a letter, in a sentence; empty where nothing is."""
    may = PLACEHOLDERS[kind]
    if not words.strip():
        return "Write the letter."
    for name in _BRACES.findall(words):
        if name not in may:
            known = ", ".join(f"{{{one}}}" for one in may)
            return f"Lantern cannot fill in {{{name}}}. It knows {known}."
    if re.search(r"[{}]", _BRACES.sub("", words)):
        return "A brace stands alone. Write what is filled in between two, as in {child}."
    blocks = [block.strip() for block in _blocks(words)]
    alone = f"{{{HELPLINES}}}"
    if alone not in blocks or words.count(alone) != 1:
        return f"Write {alone} once, on a line by itself: every letter says who can help."
    return ""


def filled(words: str, values: Mapping[str, str], services: tuple[Help, ...]) -> tuple[Part, ...]:
    """The letter in its parts. Only what stands in braces in the words is filled in, once."""
    return tuple(_part(block, values, services) for block in _blocks(words))


def _blocks(words: str) -> list[str]:
    lines = words.replace("\r\n", "\n").strip()
    return [block for block in re.split(r"\n\s*\n", lines) if block.strip()]


def _part(block: str, values: Mapping[str, str], services: tuple[Help, ...]) -> Part:
    block = block.strip()
    if block == f"{{{HELPLINES}}}":
        return Part(kind=PartKind.HELP, services=services)
    lines = block.split("\n")
    if block.startswith("#") and len(lines) == 1:
        return Part(kind=PartKind.HEADING, text=_fill(block.lstrip("# "), values))
    if all(line.startswith("- ") for line in lines):
        items = tuple(_fill(line.removeprefix("- "), values) for line in lines)
        return Part(kind=PartKind.LIST, items=items)
    return Part(kind=PartKind.PARAGRAPH, text=_fill(block, values))


def _fill(text: str, values: Mapping[str, str]) -> str:
    return _BRACES.sub(lambda found: values[found[1]], text)
