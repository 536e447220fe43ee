"""What happens to accounts. `about` is the reference of the member of staff."""

from dataclasses import dataclass

from lantern.core.events import Event


@dataclass(frozen=True, kw_only=True)
class StaffAdded(Event):
    """Somebody has an account."""


@dataclass(frozen=True, kw_only=True)
class StaffDeactivated(Event):
    """Somebody's account was closed; what they recorded stays."""


@dataclass(frozen=True, kw_only=True)
class StaffReactivated(Event):
    """Somebody's account was opened again."""


@dataclass(frozen=True, kw_only=True)
class RoleGranted(Event):
    """Somebody holds a role in an agency."""

    agency: str
    role: str
    team_id: int | None


@dataclass(frozen=True, kw_only=True)
class RoleEnded(Event):
    """Somebody no longer holds a role in an agency."""

    agency: str
    role: str


@dataclass(frozen=True, kw_only=True)
class PasswordLinkIssued(Event):
    """An administrator made a link with which somebody sets their own password, once."""


@dataclass(frozen=True, kw_only=True)
class PasswordSet(Event):
    """Somebody set their own password."""


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    """Somebody signed in."""


@dataclass(frozen=True, kw_only=True)
class SignedInAsCast(Event):
    """Somebody took the part of an invented person, in the demonstration."""


@dataclass(frozen=True, kw_only=True)
class SignedOutEverywhere(Event):
    """Every session of somebody ended."""
