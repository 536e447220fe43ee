"""What is agreed: one thing to do, whose it is, and by when."""

from dataclasses import dataclass
from datetime import date

from lantern.vocabulary.role import Role


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """One thing that somebody will do by the end of a day in London.

    Without an agency it falls to the one that the role means for this child. A person named must
    hold the role, in the agency named or their own.
    """

    what: str
    role: Role
    due_on: date
    agency_id: int | None = None
    person_id: int | None = None
