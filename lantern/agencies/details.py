"""What is said of an agency when it joins."""

from dataclasses import dataclass
from datetime import date, time

from lantern.agencies.models import Agency, Cover
from lantern.vocabulary.agency import AgencyKind

When = Cover.When
"""At which hours a team covers a role."""


@dataclass(frozen=True, kw_only=True)
class AgencyDetails:
    """An agency as its administrator describes it."""

    slug: str
    name: str
    kind: AgencyKind
    code: str = ""
    telephone: str = ""
    within: Agency | None = None
    rulebook: str = ""
    rulebook_from: date | None = None
    first_day_on: date | None = None
    """An authority’s first day on Lantern: for absences before it nothing is owed here."""


@dataclass(frozen=True, kw_only=True)
class AgencyChanges:
    """What may be said anew of an agency. Its short name and its kind stay."""

    name: str
    telephone: str = ""
    rulebook: str = ""
    rulebook_from: date | None = None
    """The first day on which it works to that rulebook: without one, of another than before, the
    day on which it is said."""
    first_day_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class TeamDetails:
    """A team as its administrator describes it."""

    name: str
    email: str = ""
    telephone: str = ""


@dataclass(frozen=True, kw_only=True)
class Opening:
    """When the offices are open on one day of the week (0 is Monday), London civil time."""

    weekday: int
    opens: time
    closes: time
