"""What happens to agencies. `about` is the agency's slug."""

from dataclasses import dataclass

from lantern.core.events import Event


@dataclass(frozen=True, kw_only=True)
class AgencyAdded(Event):
    """An agency joined the partnership."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class AgencyChanged(Event):
    """Something about an agency was said anew; what, by the names of the fields."""

    fields: str


@dataclass(frozen=True, kw_only=True)
class AreaAdded(Event):
    """An agency named a part of its area."""

    area: str


@dataclass(frozen=True, kw_only=True)
class TeamAdded(Event):
    """An agency has a new team."""

    team_id: int


@dataclass(frozen=True, kw_only=True)
class TeamCovers(Event):
    """A team does what a role owes, at any hour or at some."""

    team_id: int
    role: str
    when: str


@dataclass(frozen=True, kw_only=True)
class TeamCoversNoLonger(Event):
    """A team no longer does what a role owes."""

    team_id: int
    role: str


@dataclass(frozen=True, kw_only=True)
class TeamAreasSet(Event):
    """It was said which parts of the agency’s area a team covers; none means all of them."""

    team_id: int
    areas: str


@dataclass(frozen=True, kw_only=True)
class OfficeHoursSet(Event):
    """An agency said when its offices are open."""

    days: int
