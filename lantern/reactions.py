"""What happens next: one table from each event to all that follows from it."""

from collections.abc import Mapping, Sequence
from typing import Final

from lantern.accounts import events as accounts
from lantern.agencies import events as agencies
from lantern.core.events import Event, Reaction

NOTHING: Final[Sequence[Reaction]] = ()

TABLE: Final[Mapping[type[Event], Sequence[Reaction]]] = {
    agencies.AgencyAdded: NOTHING,
    agencies.AreaAdded: NOTHING,
    agencies.TeamAdded: NOTHING,
    agencies.TeamCovers: NOTHING,
    agencies.OfficeHoursSet: NOTHING,
    accounts.StaffAdded: NOTHING,
    accounts.StaffDeactivated: NOTHING,
    accounts.StaffReactivated: NOTHING,
    accounts.RoleGranted: NOTHING,
    accounts.RoleEnded: NOTHING,
    accounts.PasswordLinkIssued: NOTHING,
    accounts.PasswordSet: NOTHING,
    accounts.SignedIn: NOTHING,
    accounts.SignedInAsCast: NOTHING,
    accounts.SignedOutEverywhere: NOTHING,
}
