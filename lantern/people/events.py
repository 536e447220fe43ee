"""What happened to a child's record. Fields hold ids, never words."""

from dataclasses import dataclass

from lantern.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ChildAdded(Event):
    """A child has a record now."""

    authority: str


@dataclass(frozen=True, kw_only=True)
class ChildChanged(Event):
    """Details changed; which ones, by the names of the fields."""

    fields: str


@dataclass(frozen=True, kw_only=True)
class RecordRestricted(Event):
    """Only people named for the child see the record from now on (IS-003)."""


@dataclass(frozen=True, kw_only=True)
class RestrictionLifted(Event):
    """Everybody whose agency is involved sees the record again."""


@dataclass(frozen=True, kw_only=True)
class IdentifierAdded(Event):
    """A number by which an agency knows the child was added."""

    identifier: int


@dataclass(frozen=True, kw_only=True)
class ContactChanged(Event):
    """Somebody around the child was added, changed or ended."""

    contact: int


@dataclass(frozen=True, kw_only=True)
class ChildAssigned(Event):
    """A professional acts for the child in a role."""

    assignment: int
    role: str


@dataclass(frozen=True, kw_only=True)
class AssignmentEnded(Event):
    """A professional no longer acts for the child in a role."""

    assignment: int
    role: str


@dataclass(frozen=True, kw_only=True)
class StatusBegan(Event):
    """A legal or care status began."""

    status: int


@dataclass(frozen=True, kw_only=True)
class StatusEnded(Event):
    """A legal or care status ended."""

    status: int


@dataclass(frozen=True, kw_only=True)
class StatusWithdrawn(Event):
    """A legal or care status had been recorded in error."""

    status: int


@dataclass(frozen=True, kw_only=True)
class FlagRaised(Event):
    """A standing concern was recorded."""

    flag: int


@dataclass(frozen=True, kw_only=True)
class FlagLowered(Event):
    """A concern no longer stands."""

    flag: int


@dataclass(frozen=True, kw_only=True)
class FlagWithdrawn(Event):
    """A concern had been recorded in error."""

    flag: int


@dataclass(frozen=True, kw_only=True)
class InvolvementBegan(Event):
    """An agency may see the child's record."""

    agency: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class InvolvementEnded(Event):
    """A reason for an agency to see the child's record has ended."""

    agency: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class StepRecorded(Event):
    """Something that the protocol asks for outside an absence was done."""

    step: int


@dataclass(frozen=True, kw_only=True)
class RecordsReceived(Event):
    """Somebody brought files of records kept elsewhere. They are kept; nothing is taken yet."""

    records: str
    year: int = 0
    files: int = 0


@dataclass(frozen=True, kw_only=True)
class ArrivalApproved(Event):
    """Somebody has seen what would become of each row, and wants the good ones brought in."""


@dataclass(frozen=True, kw_only=True)
class ArrivalTurnedAway(Event):
    """Somebody wants nothing of it brought in; thrown away, it is not kept either."""

    is_thrown_away: bool


@dataclass(frozen=True, kw_only=True)
class RecordsArrived(Event):
    """Files that somebody brought were gone through; what became of their rows, in numbers."""

    records: str
    year: int = 0
    taken: int = 0
    unchanged: int = 0
    refused: int = 0
    waiting: int = 0


@dataclass(frozen=True, kw_only=True)
class ChildBroughtIn(Event):
    """Records kept elsewhere added to a child's record or changed it; which, in a word each."""

    arrival: str
    records: str


@dataclass(frozen=True, kw_only=True)
class DoubtDecided(Event):
    """Somebody said whether rows that arrived are about this child."""

    arrival: str
    decision: str
