"""What happens to duties. That one arose or was met is no event: it follows from the facts."""

from dataclasses import dataclass

from lantern.core.events import Event


@dataclass(frozen=True, kw_only=True)
class DutyExcused(Event):
    """Somebody who may, excused a duty."""

    rule: str
    cause: str
    role: str
