"""What happened to a child's placement and to what is kept ready. Fields hold ids, never words."""

from dataclasses import dataclass

from lantern.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ChildPlaced(Event):
    """The child came to a placement."""

    placement: int


@dataclass(frozen=True, kw_only=True)
class PlacementEnded(Event):
    """The child left a placement."""

    placement: int


@dataclass(frozen=True, kw_only=True)
class PlacementWithdrawn(Event):
    """A placement had been recorded in error."""

    placement: int


@dataclass(frozen=True, kw_only=True)
class ProfileDrawnUp(Event):
    """A version of the profile was drawn up."""

    version: int


@dataclass(frozen=True, kw_only=True)
class PhotographAdded(Event):
    """A photograph was added."""

    photograph: str


@dataclass(frozen=True, kw_only=True)
class HomeDescribed(Event):
    """It was said where a home is, and who runs it."""
