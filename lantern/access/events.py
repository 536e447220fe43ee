"""What happens to access. `about` is the child's reference."""

from dataclasses import dataclass

from lantern.core.events import Event


@dataclass(frozen=True, kw_only=True)
class EmergencyAccessOpened(Event):
    """Somebody opened a record in an emergency; the authority whose record it is must be told."""

    emergency: str
    agency: str
    authority: str


@dataclass(frozen=True, kw_only=True)
class EmergencyAccessEnded(Event):
    """Whoever opened the record has finished, before the time was over."""

    emergency: str


@dataclass(frozen=True, kw_only=True)
class EmergencyAccessReviewed(Event):
    """Somebody else has judged whether the record was opened properly."""

    emergency: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class EmergencyAccessMissed(Event):
    """Somebody asked to open a record in an emergency, and there is no one such child."""

    agency: str
