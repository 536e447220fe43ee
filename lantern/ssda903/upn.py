"""Unique pupil numbers: their shape, and the check letter with which they begin."""

import re
from typing import Final

from lantern.core.references import clean_upn

# 13 characters: a letter, three digits of the authority, four of the school, two of the year and
# three of the pupil, the last of which is a letter in a temporary number (standards section 11).
_SHAPE: Final = re.compile(r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-Z]")


def is_shaped(upn: str) -> bool:
    """Whether the text has the shape of a unique pupil number."""
    return _SHAPE.fullmatch(upn) is not None


def letter_is_right(upn: str) -> bool:
    """Whether the first letter agrees with the twelve characters after it."""
    try:
        clean_upn(upn)
    except ValueError:
        return False
    return True
