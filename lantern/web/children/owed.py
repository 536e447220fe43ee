"""What is owed to a child beside any absence, as the child's page lists it."""

from dataclasses import dataclass

from lantern.duties import queries as duties
from lantern.web.children.opened import Opened
from lantern.web.duties.pages import DutyRow, row


@dataclass(frozen=True, kw_only=True)
class Owed:
    """One open duty. Only those whose agency owes it are led to where it is done."""

    row: DutyRow
    is_ours: bool


def owed(about: Opened) -> tuple[Owed, ...]:
    """The open duties that this person may see, the first due first."""
    actor = about.actor
    lines = duties.opened(duties.of_child(actor, about.child, about.at, seen=about.sight))
    return tuple(
        Owed(row=row(line, about.at), is_ours=line.agency_id == actor.agency_id) for line in lines
    )
