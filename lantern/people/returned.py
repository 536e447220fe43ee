"""What a statutory return says of children and of their care, as typed rows. Pure."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class StatedCare:
    """One episode of care as the return states it, in the return's own codes."""

    year: int
    began_on: date
    reason_began: str = ""
    legal_status: str = ""
    category_of_need: str = ""
    placement_type: str = ""
    placement_provider: str = ""
    ended_on: date | None = None
    reason_ended: str = ""
    reason_placement_changed: str = ""
    home_postcode: str = ""
    placement_postcode: str = ""
    urn: str = ""


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """A child who has no record yet: known by the authority's reference, and by little else."""

    about: str
    """The authority's reference. Empty where it cannot be this child's number."""
    born_on: date | None = None
    gender: str = ""
    ethnicity: str = ""
    upn: str = ""


@dataclass(frozen=True, kw_only=True)
class StatedDetails:
    """What is now stated of a child who has a record; a field that is None stays as it is."""

    child_id: int
    born_on: date | None = None
    gender: str | None = None
    ethnicity: str | None = None
    reference: str = ""
    upn: str = ""


@dataclass(frozen=True, kw_only=True)
class CareChanges:
    """How many episodes of care were added, changed and taken away."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)
