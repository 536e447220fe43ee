"""What a case system says of children, as typed rows. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lantern.vocabulary.placement import IdentifierKind


class Number(NamedTuple):
    """A number by which a child is known, and the body that gave it, if it is not the nation’s."""

    kind: IdentifierKind
    value: str
    issuer_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class DescribedChild:
    """A child who has no record yet. `details` are fields of a child, by name."""

    details: Mapping[str, Any] = field(default_factory=dict)
    numbers: tuple[Number, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DescribedChanges:
    """What is to be written of a child who has a record, and the numbers it gets."""

    child_id: int
    details: Mapping[str, Any] = field(default_factory=dict)
    numbers: tuple[Number, ...] = ()
