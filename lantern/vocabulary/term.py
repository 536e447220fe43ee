"""A word of the field: its stored value, its label, its definition and where that comes from."""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """The base of every vocabulary: a text value that carries its label, definition and source."""

    label: str
    definition: str
    source: str

    def __new__(cls, value: str, label: str = "", definition: str = "", source: str = "") -> Self:
        term = str.__new__(cls, value)
        term._value_ = value
        term.label = label
        term.definition = definition
        term.source = source
        return term

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Value and label of each term, for a form or a column."""
        return [(term.value, term.label) for term in cls]
