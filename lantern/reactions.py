"""What happens next: one table from each event to all that follows from it."""

from collections.abc import Mapping, Sequence
from typing import Final

from lantern.accounts import events as accounts
from lantern.agencies import events as agencies
from lantern.core.events import Event, Reaction
from lantern.episodes import events as episodes
from lantern.people import events as people
from lantern.placements import events as placements
from lantern.risk import events as risk

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
    people.ChildAdded: NOTHING,
    people.ChildChanged: NOTHING,
    people.RecordRestricted: NOTHING,
    people.RestrictionLifted: NOTHING,
    people.IdentifierAdded: NOTHING,
    people.ContactChanged: NOTHING,
    people.ChildAssigned: NOTHING,
    people.AssignmentEnded: NOTHING,
    people.StatusBegan: NOTHING,
    people.StatusEnded: NOTHING,
    people.StatusWithdrawn: NOTHING,
    people.FlagRaised: NOTHING,
    people.FlagLowered: NOTHING,
    people.FlagWithdrawn: NOTHING,
    people.InvolvementBegan: NOTHING,
    people.InvolvementEnded: NOTHING,
    people.StepRecorded: NOTHING,
    placements.ChildPlaced: NOTHING,
    placements.PlacementEnded: NOTHING,
    placements.PlacementWithdrawn: NOTHING,
    placements.ProfileDrawnUp: NOTHING,
    placements.PhotographAdded: NOTHING,
    risk.RiskAssessed: NOTHING,
    episodes.EpisodeReported: NOTHING,
    episodes.EntryRecorded: NOTHING,
    episodes.EntryCorrected: NOTHING,
    episodes.EntryWithdrawn: NOTHING,
    episodes.EpisodeEnded: NOTHING,
    episodes.EpisodeReopened: NOTHING,
    episodes.EpisodesLinked: NOTHING,
}
