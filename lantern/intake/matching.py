"""Whether two descriptions may be of one child. Pure: it asks no database and decides nothing.

Exact numbers join elsewhere. Here is only what is worth a person’s question: the same day of birth
and names that are alike, or the same names and a day of birth that is not known or was turned
round. The answer is the same whichever of the two is named first.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Final

from rapidfuzz.distance import JaroWinkler

from lantern.people.names import words

ALIKE: Final = 0.84
"""How alike two spellings are, of at most 1: Aisha and Ayesha just are, Amy and Anna are not."""

Number = tuple[str, str]
"""What kind of number it is, and who gives it: one number of these names one child."""
NHS: Final = "nhs_number"


class Likeness(Enum):
    """In what way two descriptions are alike, the strongest first."""

    SAME_NAMES = "the same names and the same date of birth"
    SPELLED_OTHERWISE = "the same date of birth, and names that are spelled otherwise"
    SWAPPED = "the same date of birth, and first name and family name the other way round"
    BIRTH_TURNED_ROUND = "the same names, and day and month of birth the other way round"
    BIRTH_NOT_KNOWN = "the same names, and one date of birth is not known"


@dataclass(frozen=True, kw_only=True, slots=True)
class Described:
    """A child as somebody describes one. `numbers` are those known, by kind and issuer."""

    given_name: str = ""
    family_name: str = ""
    also_known_as: str = ""
    born_on: date | None = None
    numbers: Mapping[Number, str] = field(default_factory=dict)


def likeness(one: Described, other: Described) -> Likeness | None:
    """In what way these may be the same child; None where nobody need be asked."""
    if _differ(one, other, national=True):
        return None
    first, second = _Names.of(one), _Names.of(other)
    found = _likeness(first, second, one.born_on, other.born_on)
    # One body tells twins apart by its numbers. It also opens a record twice, under one name.
    told_apart = _differ(one, other, national=False)
    return None if told_apart and found is not Likeness.SAME_NAMES else found


def alike(
    one: Described, others: Iterable[tuple[int, Described]]
) -> Iterator[tuple[int, Likeness]]:
    """Those of the others who may be the same child, each with in what way."""
    for key, other in others:
        found = likeness(one, other)
        if found is not None:
            yield key, found


def _differ(one: Described, other: Described, *, national: bool) -> bool:
    """Whether a number says that these are two children.

    An NHS number is given once in a life. A pupil number may be given anew, and so says nothing.
    """
    return any(
        kind in other.numbers and other.numbers[kind] != value
        for kind, value in one.numbers.items()
        if (kind[0] == NHS if national else bool(kind[1]))
    )


@dataclass(frozen=True, slots=True)
class _Names:
    """Folded names: the words of each part, and of every other name the child goes by."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    others: tuple[str, ...]

    @classmethod
    def of(cls, one: Described) -> "_Names":
        return cls(
            tuple(words(one.given_name)),
            tuple(words(one.family_name)),
            tuple(words(one.also_known_as)),
        )

    @property
    def is_whole(self) -> bool:
        return bool(self.given and self.family)

    @property
    def as_given(self) -> tuple[tuple[str, ...], ...]:
        """The first names, and each other name as if it were one."""
        return (self.given, *((other,) for other in self.others))


def _likeness(
    one: _Names, other: _Names, born: date | None, other_born: date | None
) -> Likeness | None:
    if not (one.is_whole and other.is_whole):
        return None
    same = (one.given, one.family) == (other.given, other.family)
    if born is None or other_born is None:
        return Likeness.BIRTH_NOT_KNOWN if same else None
    if born != other_born:
        turned = same and _turned_round(born, other_born)
        return Likeness.BIRTH_TURNED_ROUND if turned else None
    return Likeness.SAME_NAMES if same else _in_spelling(one, other)


def _in_spelling(one: _Names, other: _Names) -> Likeness | None:
    if _alike(one.family, other.family) and _any_alike(one.as_given, other.as_given):
        return Likeness.SPELLED_OTHERWISE
    if _alike(one.given, other.family) and _alike(one.family, other.given):
        return Likeness.SWAPPED
    return None


def _turned_round(one: date, other: date) -> bool:
    return (one.year, one.month, one.day) == (other.year, other.day, other.month)


def _any_alike(ones: Iterable[tuple[str, ...]], others: Iterable[tuple[str, ...]]) -> bool:
    candidates = tuple(others)
    return any(_alike(one, other) for one in ones for other in candidates)


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two parts of a name may be one: a word in common, an initial, or near in spelling."""
    if set(one) & set(other) or _initial(one, other) or _initial(other, one):
        return True
    first, second = "".join(one), "".join(other)
    return max(_near(first, second), _near(second, first)) >= ALIKE


def _initial(short: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return len(short) == 1 and len(short[0]) == 1 and whole[0].startswith(short[0])


def _near(one: str, other: str) -> float:
    return JaroWinkler.similarity(one, other)
