"""Accounts: who may give whom what, and who keeps whose."""

import pytest

from lantern.accounts import queries
from lantern.accounts.actions import memberships, staff
from lantern.accounts.actors import actor_of
from lantern.accounts.details import ROLES, Post, StaffDetails
from lantern.accounts.models import Membership, User
from lantern.agencies.queries import administered
from lantern.core.errors import Conflict, Invalid, NotFound, Refused
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.role import Role
from tests.builders import LATER
from tests.cast import MADE_AT

NIA = StaffDetails(email="Nia@Vale.example", name="Nia Newcome")


@pytest.fixture
def councils_administrator(cast):
    """Somebody who keeps the accounts of Calderbrook alone."""
    post = Post(agency=cast.calderbrook, role=Role.ADMINISTRATOR)
    details = StaffDetails(email="keeper@calderbrook.example", name="Kit Keeper")
    user = staff.invite(details, post, by=cast.administrator, at=MADE_AT)
    return actor_of(user, on=LATER.date())


def invite(cast, by, agency, role, details=NIA):
    return staff.invite(details, Post(agency=agency, role=role), by=by, at=LATER)


def test_everybody_in_the_cast_acts_in_their_own_agency_with_their_own_role(cast):
    assert cast.social_worker.agency_name == "Calderbrook City Council"
    assert cast.social_worker.roles == {Role.SOCIAL_WORKER}
    assert cast.user("social_worker").name == cast.social_worker.name


def test_the_cast_is_the_same_whether_the_actions_made_it_or_it_was_put_back(cast, db):
    assert User.objects.count() == len(dict(cast))
    assert {one.agency.slug for one in Membership.objects.all()} >= {"vale", "okafor"}


def test_somebody_is_added_with_a_role_and_cannot_sign_in_without_a_password(cast):
    user = invite(cast, cast.administrator, cast.vale, Role.SOCIAL_WORKER)

    assert user.email == "nia@vale.example"
    assert not user.has_usable_password()
    assert actor_of(user, on=LATER.date()).agency_slug == "vale"


@pytest.mark.parametrize(
    "email", ["ruth.adeyemi@calderbrook.example", "RUTH.ADEYEMI@Calderbrook.example"]
)
def test_one_address_is_one_account_however_it_is_written(cast, email):
    with pytest.raises(Invalid, match="has an account with this email address"):
        invite(
            cast,
            cast.administrator,
            cast.vale,
            Role.SOCIAL_WORKER,
            StaffDetails(email=email, name="Nia Newcome"),
        )

    assert not User.objects.filter(name="Nia Newcome").exists()


@pytest.mark.parametrize("who", ["team_manager", "superintendent", "auditor", "home_manager"])
def test_only_an_administrator_adds_somebody(cast, who):
    with pytest.raises(Refused):
        invite(cast, getattr(cast, who), cast.vale, Role.SOCIAL_WORKER)


def test_an_agencys_administrator_keeps_its_own_and_the_small_ones_within_it(
    cast, councils_administrator
):
    kept = {agency.slug for agency in administered(councils_administrator)}

    assert kept == {"calderbrook", "alder-house", "okafor", "open-door", "health", "millbrook"}
    invite(cast, councils_administrator, cast.alder_house, Role.KEY_WORKER)


@pytest.mark.parametrize("agency", ["vale", "force", "quarry_lodge", "partnership"])
def test_an_agencys_administrator_keeps_no_other(cast, councils_administrator, agency):
    with pytest.raises(Refused, match="Ask its own administrator"):
        invite(cast, councils_administrator, getattr(cast, agency), Role.ADMINISTRATOR)


def test_an_administrator_keeps_no_account_that_reaches_beyond_their_agencies(
    cast, councils_administrator
):
    also = Post(agency=cast.vale, role=Role.SOCIAL_WORKER)
    user = cast.user("social_worker")
    memberships.grant(user, also, by=cast.administrator, at=MADE_AT)

    with pytest.raises(Refused, match="Vale District Council"):
        staff.deactivate(user, by=councils_administrator, at=LATER)


def test_nobody_gives_themselves_a_role(cast):
    post = Post(agency=cast.partnership, role=Role.AUDITOR)

    with pytest.raises(Refused, match="You cannot give yourself a role"):
        memberships.grant(cast.user("administrator"), post, by=cast.administrator, at=LATER)


@pytest.mark.parametrize(
    ("first", "second"),
    [(Role.ADMINISTRATOR, Role.SOCIAL_WORKER), (Role.SOCIAL_WORKER, Role.ADMINISTRATOR)],
)
def test_an_administrator_never_sees_a_childs_record_in_the_same_agency(cast, first, second):
    user = invite(cast, cast.administrator, cast.vale, first)
    post = Post(agency=cast.vale, role=second)

    with pytest.raises(Refused, match="one account cannot hold both"):
        memberships.grant(user, post, by=cast.administrator, at=LATER)


def test_a_role_fits_the_kind_of_agency(cast):
    with pytest.raises(Refused, match="Nobody in a children's home can be a duty inspector"):
        invite(cast, cast.administrator, cast.alder_house, Role.DUTY_INSPECTOR)


def test_a_team_is_one_of_the_agencys_own(cast):
    team = cast.team("calderbrook", "Emergency duty team")
    post = Post(agency=cast.vale, role=Role.SOCIAL_WORKER, team=team)

    with pytest.raises(Refused, match="Choose a team of Vale District Council"):
        staff.invite(NIA, post, by=cast.administrator, at=LATER)


def test_a_role_granted_twice_is_held_once(cast):
    post = Post(agency=cast.calderbrook, role=Role.TEAM_MANAGER)
    user = cast.user("social_worker")

    first = memberships.grant(user, post, by=cast.administrator, at=LATER)

    assert memberships.grant(user, post, by=cast.administrator, at=LATER) == first


def test_a_role_that_has_ended_gives_nothing_from_that_day(cast):
    user = cast.user("social_worker")
    post = user.memberships.get()

    memberships.end(post, by=cast.administrator, at=LATER)

    assert actor_of(user, on=LATER.date()) is None
    assert actor_of(user, on=MADE_AT.date()).roles == {Role.SOCIAL_WORKER}
    with pytest.raises(Conflict, match="has ended already"):
        memberships.end(post, by=cast.administrator, at=LATER)


def test_nobody_ends_their_own_role(cast):
    post = cast.user("administrator").memberships.get()

    with pytest.raises(Refused, match="You cannot end your own role"):
        memberships.end(post, by=cast.administrator, at=LATER)


def test_an_account_that_is_closed_is_given_no_role_and_no_link(cast):
    user = cast.user("nurse")
    staff.deactivate(user, by=cast.administrator, at=LATER)
    post = Post(agency=cast.vale, role=Role.SOCIAL_WORKER)

    with pytest.raises(Refused, match="account is closed"):
        memberships.grant(user, post, by=cast.administrator, at=LATER)


def test_an_administrator_sees_the_accounts_they_keep_and_no_others(cast, councils_administrator):
    names = {user.name for user in queries.kept_by(councils_administrator)}

    assert {"Ruth Adeyemi", "Dean Whitlock", "Kit Keeper"} <= names
    assert not {"Saira Khalid", "Peter Haines", "Colin Webb"} & names
    with pytest.raises(NotFound):
        queries.get_kept(councils_administrator, cast.duty_inspector.id)


def test_a_search_of_accounts_is_by_name_or_address(cast):
    by_name = queries.kept_by(cast.administrator, "adeyemi")
    by_address = queries.kept_by(cast.administrator, "@alder-house")

    assert [user.name for user in by_name] == ["Ruth Adeyemi"]
    assert {user.name for user in by_address} == {"Dean Whitlock", "Bronwen Ellis"}


def test_every_kind_of_agency_has_its_roles_and_every_role_a_kind():
    assert set(ROLES) == set(AgencyKind)
    # Parents have no accounts: they are told by staff.
    assert set(Role) - set().union(*ROLES.values()) == {Role.PARENTS}
