"""Names as a search compares them: without case, accents, apostrophes or hyphens."""

import re
import unicodedata

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
