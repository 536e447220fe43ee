"""Names as a search compares them: without case, accents, apostrophes or hyphens."""

import re
import unicodedata
from typing import Final

# Letters that carry no separate accent to take away.
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "\u0131": "i"}
)
_DROPPED = re.compile("['’‘`\u02bc.]")


def words(text: str) -> list[str]:
    """The words of a name, folded: “Zoë O’Neill-Łuk” gives zoe, oneill, luk."""
    apart = unicodedata.normalize("NFKD", _DROPPED.sub("", text).casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return re.findall(r"[^\W_]+", bare.translate(_PLAIN))


def key(*names: str) -> str:
    """All the names' words, each after a space, so that a word can be looked for by its start."""
    return "".join(f" {word}" for name in names for word in words(name))


SOUNDS: Final = "~"
"""Stands before a sound among the keys of a name, where a word stands bare."""
LONGEST: Final = 60
"""How much of a word is kept to find a name by."""
LAST: Final = "\U0010ffff"
"""Comes after every letter, where letters are put in order by their numbers."""

_SPELLINGS: Final = (
    (re.compile(r"^(?:kn|gn|pn)"), "n"),
    (re.compile(r"^wr"), "r"),
    (re.compile(r"^x"), "s"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"^gh"), "g"),
    (re.compile(r"gh"), ""),
    (re.compile(r"ch(?=[lor])"), "k"),
    (re.compile(r"ck|kh|qu?"), "k"),
    (re.compile(r"sch|sh|ch(?=[ei])"), "s"),
    (re.compile(r"tch|ch"), "s"),
    (re.compile(r"th"), "t"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"c"), "k"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"z"), "s"),
    (re.compile(r"dg(?=[eiy])|g(?=[eiy])"), "j"),
    (re.compile(r"v"), "f"),
    (re.compile(r"(?<=m)[pb](?=s|t|$)"), ""),
    (re.compile(r"(?<!^)[hw]"), ""),
)
_LEAST: Final = 2
"""How many letters a sound must have before two names that share it may be the same."""


def sound(word: str) -> str:
    """What is left of a folded word when spellings that sound alike in English are one.

    Mohammed, Muhammad and Mohamed are all “mmd”, Katherine, Catherine and Kathryn “ktrn”. Empty
    where too little is left to tell names apart by.
    """
    said = word
    for pattern, instead in _SPELLINGS:
        said = pattern.sub(instead, said)
    said = re.sub(r"(.)\1+", r"\1", said)
    first = "a" if said[:1] in "aeiouy" else said[:1]
    rest = re.sub(r"[aeiouy]", "", said[1:])
    short = first + rest
    return short if len(short) >= _LEAST else ""


def keys(*names: str) -> set[str]:
    """Everything by which a child of these names is found: each word, and how each sounds."""
    found = {word[:LONGEST] for name in names for word in words(name)}
    return found | {f"{SOUNDS}{said}"[:LONGEST] for said in map(sound, found) if said}
