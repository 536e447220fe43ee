"""One thing that somebody owes: when it arose, by when it is due, whether it was met or excused."""

from datetime import datetime
from typing import NamedTuple

from lantern.core.instants import to_datetime, to_microseconds
from lantern.protocol.rulebook import Rule
from lantern.vocabulary.duty import DutyState


class DutyOwed(NamedTuple):
    """One thing that somebody owes under one rule. Instants are microseconds since 1970 in UTC;
    the properties that end in `_at` give them as datetimes.

    A tuple, where the house has frozen dataclasses: those take four times as long to make, and a
    replay makes thirty-five for each episode.
    """

    rule: Rule
    cause: str
    occurrence: int
    arose: int
    due: int | None
    due_soon: int | None
    met: int | None
    met_by: str | None
    excused: int | None
    excused_why: str
    closed: int | None
    """When the next turn of a repeating duty began: from then on this turn can't be met."""
    owner: str
    """The role that owes it."""
    met_instead: str = ""
    """Why it counts as met another way, such as “attempted and not possible”."""
    member: str = ""
    """The member of a set to whom it is owed, where its rule asks for one duty for each."""

    @property
    def identity(self) -> tuple[str, str]:
        """What makes it this duty and no other: its rule, and what raised it."""
        return identity(self.rule.id, self.cause, self.member, self.occurrence)

    @property
    def words(self) -> str:
        """The duty in words, with the member to whom it is owed."""
        return f"{self.rule.duty}: {self.member}" if self.member else self.rule.duty

    @property
    def arose_at(self) -> datetime:
        """When it arose, or will arise if nothing changes."""
        return to_datetime(self.arose)

    @property
    def due_at(self) -> datetime | None:
        """When it is due; None if it has no limit."""
        return _datetime(self.due)

    @property
    def due_soon_at(self) -> datetime | None:
        """From when its rule warns that it is due soon."""
        return _datetime(self.due_soon)

    @property
    def met_at(self) -> datetime | None:
        """When it was met; before it arose, where its rule lets an early act meet it."""
        return _datetime(self.met)

    @property
    def excused_at(self) -> datetime | None:
        """When it was excused."""
        return _datetime(self.excused)

    @property
    def late(self) -> int | None:
        """From when it was late: its time ran out, or its next turn began, and it was neither done
        nor excused by then."""
        runs_out = [one for one in (self.due, self.closed) if one is not None]
        ended = self.met if self.met is not None else self.excused
        at = min(runs_out, default=None)
        return None if at is None or (ended is not None and ended <= at) else at

    def state(self, at: datetime) -> DutyState:
        """How it stands at an instant."""
        now = to_microseconds(at)
        if now < self.arose:
            return DutyState.NOT_YET
        if self.met is not None and self.met <= now:
            late = self.due is not None and self.met > self.due
            return DutyState.MET_LATE if late else DutyState.MET
        if self.excused is not None and self.excused <= now:
            late = self.due is not None and self.excused > self.due
            return DutyState.OVERDUE_BEFORE_EXCUSED if late else DutyState.EXCUSED
        return self._unmet(now)

    def _unmet(self, now: int) -> DutyState:
        if self.closed is not None and self.closed <= now:
            return DutyState.MISSED
        if self.due is not None and now > self.due:
            return DutyState.OVERDUE
        if self.due_soon is not None and now >= self.due_soon:
            return DutyState.DUE_SOON
        return DutyState.OWED


def identity(rule: str, cause: str, member: str, occurrence: int) -> tuple[str, str]:
    """What makes a duty this one and no other."""
    if member:
        cause = f"{cause}@{member}"
    return rule, f"{cause}#{occurrence}" if occurrence else cause


def _datetime(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else to_datetime(microseconds)
