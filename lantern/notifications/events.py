"""What happens to messages and handovers, for the audit trail and the table of reactions."""

from dataclasses import dataclass

from lantern.core.events import Event


@dataclass(frozen=True, kw_only=True)
class HandoverOpened(Event):
    """Something was handed to a role of an agency."""

    key: str
    role: str
    agency: str


@dataclass(frozen=True, kw_only=True)
class HandoverAcknowledged(Event):
    """A named person took what had been handed over."""

    key: str
    role: str
    agency: str


@dataclass(frozen=True, kw_only=True)
class HandoverClimbed(Event):
    """Nobody took it in time, so it was handed to the next role as well."""

    key: str
    role: str
    agency: str


@dataclass(frozen=True, kw_only=True)
class DeliverySentAgain(Event):
    """Somebody had a message that could not be sent tried again."""

    delivery: int
