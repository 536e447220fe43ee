"""A call of each action of agencies, accounts and access."""

from datetime import time

from lantern.access import actions as access
from lantern.accounts import links
from lantern.accounts.actions import memberships, passwords, sessions, staff
from lantern.accounts.actors import actor_alone
from lantern.accounts.details import Post, StaffDetails
from lantern.agencies.actions import agencies, areas, office_hours, teams
from lantern.agencies.details import AgencyChanges, AgencyDetails, Opening, TeamDetails
from lantern.people.actions import emergency
from lantern.people.actions.emergency import Sought
from lantern.vocabulary.access import EmergencyOutcome
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.role import Role
from tests.actions.audited import audited
from tests.builders import LATER, a_child

REASON = "Found at the bus station, will not say where she lives"
LONG = "kettles in the harbour"
SOMEBODY = StaffDetails(email="new@calderbrook.example", name="Nia Newcome")


def opened(cast):
    sought = Sought(reference=a_child(cast).reference)
    return emergency.open_record(sought, by=cast.neighbour, at=LATER, reason=REASON)


@audited("lantern.agencies.actions.agencies.add")
def _(cast):
    details = AgencyDetails(slug="fern-bank", name="Fern Bank", kind=AgencyKind.CHILDRENS_HOME)
    return lambda: agencies.add(details, by=cast.administrator, at=LATER)


@audited("lantern.agencies.actions.agencies.change")
def _(cast):
    changes = AgencyChanges(name="Vale Council")
    return lambda: agencies.change(cast.vale, changes, by=cast.administrator, at=LATER)


@audited("lantern.agencies.actions.areas.add")
def _(cast):
    return lambda: areas.add(cast.calderbrook, by=cast.administrator, at=LATER, name="North")


@audited("lantern.agencies.actions.office_hours.set_week")
def _(cast):
    week = [Opening(weekday=0, opens=time(8), closes=time(18))]
    return lambda: office_hours.set_week(cast.vale, week, by=cast.administrator, at=LATER)


@audited("lantern.agencies.actions.teams.add")
def _(cast):
    details = TeamDetails(name="Reviewing")
    return lambda: teams.add(cast.vale, details, by=cast.administrator, at=LATER)


@audited("lantern.agencies.actions.teams.cover")
def _(cast):
    team = cast.team("vale", "Emergency duty team")
    return lambda: teams.cover(team, by=cast.administrator, at=LATER, role=Role.MASH)


@audited("lantern.agencies.actions.teams.uncover")
def _(cast):
    team = cast.team("vale", "Emergency duty team")
    role = Role(team.covers.first().role)
    return lambda: teams.uncover(team, by=cast.administrator, at=LATER, role=role)


@audited("lantern.agencies.actions.teams.set_areas")
def _(cast):
    team = cast.team("vale", "Emergency duty team")
    area = areas.add(cast.vale, by=cast.administrator, at=LATER, name="Quarry side")
    return lambda: teams.set_areas(team, [area], by=cast.administrator, at=LATER)


@audited("lantern.accounts.actions.staff.add")
def _(cast):
    return lambda: staff.add(SOMEBODY, by=cast.administrator, at=LATER)


@audited("lantern.accounts.actions.staff.invite")
def _(cast):
    post = Post(agency=cast.calderbrook, role=Role.SOCIAL_WORKER)
    return lambda: staff.invite(SOMEBODY, post, by=cast.administrator, at=LATER)


@audited("lantern.accounts.actions.staff.deactivate")
def _(cast):
    return lambda: staff.deactivate(cast.user("nurse"), by=cast.administrator, at=LATER)


@audited("lantern.accounts.actions.staff.reactivate")
def _(cast):
    staff.deactivate(cast.user("nurse"), by=cast.administrator, at=LATER)
    return lambda: staff.reactivate(cast.user("nurse"), by=cast.administrator, at=LATER)


@audited("lantern.accounts.actions.memberships.grant")
def _(cast):
    post = Post(agency=cast.vale, role=Role.SOCIAL_WORKER)
    user = cast.user("social_worker")
    return lambda: memberships.grant(user, post, by=cast.administrator, at=LATER)


@audited("lantern.accounts.actions.memberships.end")
def _(cast):
    post = cast.user("nurse").memberships.get()
    return lambda: memberships.end(post, by=cast.administrator, at=LATER)


@audited("lantern.accounts.actions.passwords.issue_link")
def _(cast):
    return lambda: passwords.issue_link(cast.user("nurse"), by=cast.administrator, at=LATER)


@audited("lantern.accounts.actions.passwords.change")
def _(cast):
    user = cast.user("nurse")
    user.set_password("lamps along the quay")
    user.save()
    return lambda: passwords.change(
        user, by=cast.nurse, at=LATER, present="lamps along the quay", new=LONG
    )


@audited("lantern.accounts.actions.passwords.set_by_link")
def _(cast):
    user = cast.user("nurse")
    token = links.make(user)
    return lambda: passwords.set_by_link(user.reference, token, at=LATER, new=LONG)


@audited("lantern.accounts.actions.sessions.sign_in")
def _(cast):
    user = cast.user("nurse")
    return lambda: sessions.sign_in(user, by=actor_alone(user), at=LATER)


@audited("lantern.accounts.actions.sessions.sign_in_as_cast")
def _(cast):
    user = cast.user("nurse")
    return lambda: sessions.sign_in_as_cast(user, by=actor_alone(user), at=LATER)


@audited("lantern.accounts.actions.sessions.sign_out_everywhere")
def _(cast):
    return lambda: sessions.sign_out_everywhere(cast.user("nurse"), by=cast.nurse, at=LATER)


@audited("lantern.access.actions.open_emergency")
def _(cast):
    child = a_child(cast)
    return lambda: access.open_emergency(
        child.reference, authority="calderbrook", by=cast.neighbour, at=LATER, reason=REASON
    )


@audited("lantern.access.actions.miss_emergency")
def _(cast):
    return lambda: access.miss_emergency(by=cast.neighbour, at=LATER)


@audited("lantern.access.actions.end_emergency")
def _(cast):
    emergency_access = opened(cast)
    return lambda: access.end_emergency(emergency_access, by=cast.neighbour, at=LATER)


@audited("lantern.access.actions.review")
def _(cast):
    emergency_access = opened(cast)
    return lambda: access.review(
        emergency_access,
        by=cast.auditor,
        at=LATER,
        outcome=EmergencyOutcome.PROPER,
        finding="Right to ask.",
    )


@audited("lantern.people.actions.emergency.open_record")
def _(cast):
    sought = Sought(reference=a_child(cast).reference)
    return lambda: emergency.open_record(sought, by=cast.neighbour, at=LATER, reason=REASON)
