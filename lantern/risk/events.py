"""What happened to a child's risk assessment."""

from dataclasses import dataclass

from lantern.core.events import Event


@dataclass(frozen=True, kw_only=True)
class RiskAssessed(Event):
    """A version of the assessment made before any absence was completed."""

    version: int
