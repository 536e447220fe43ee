"""Staff and homes of a case system: accounts to be invited, agencies with an address."""

import pytest
from django.core import mail

from lantern.accounts.models import Membership, User
from lantern.agencies.models import Agency
from lantern.notifications.models import Delivery
from lantern.placements.models import Home
from tests.intake.bringing import brought, counts, told

pytestmark = pytest.mark.django_db

RUTH = {
    "Email": "Rosa.Field@calderbrook.example",
    "Name": "Rosa Field",
    "Agency": "calderbrook",
    "Role": "Social worker",
    "Team": "Children in care team",
}
HOME = {
    "Short name": "birch-house",
    "URN": "SC123456",
    "Name": "Birch House",
    "Type": "Residential",
    "Address": "2 Birch Road",
    "Postcode": "CC1 9AB",
}


def test_staff_get_an_account_without_a_password_and_a_role(cast):
    report = brought(cast, "staff", RUTH)

    user = User.objects.get(email="rosa.field@calderbrook.example")
    post = Membership.objects.get(user=user)
    assert counts(report) == (1, 0, 0, 0)
    assert not user.has_usable_password()
    assert (post.agency, post.role) == (cast.calderbrook, "social_worker")
    assert post.team.name == "Children in care team"


def test_nobody_is_sent_anything_by_an_import(cast):
    before = Delivery.objects.count()

    brought(cast, "staff", RUTH)

    assert Delivery.objects.count() == before
    assert mail.outbox == []


def test_an_account_from_a_file_can_be_invited(cast):
    from lantern.accounts.actions import passwords
    from tests.intake.bringing import AT, BY

    brought(cast, "staff", RUTH)

    user = User.objects.get(email="rosa.field@calderbrook.example")
    assert passwords.issue_link(user, by=BY, at=AT)


def test_staff_brought_twice_are_there_once(cast):
    brought(cast, "staff", RUTH)

    report = brought(cast, "staff", RUTH, {**RUTH, "Role": "team_manager"})

    assert counts(report) == (1, 1, 0, 0)
    assert Membership.objects.filter(user__email__startswith="rosa").count() == 2
    assert User.objects.filter(email__startswith="rosa").count() == 1


def test_a_name_that_the_account_does_not_have_is_asked_about(cast):
    brought(cast, "staff", RUTH)

    report = brought(cast, "staff", {**RUTH, "Name": "Rosie Fields"})

    assert told(report) == [(2, "Name", "record-differs", False)]
    assert User.objects.get(email__startswith="rosa").name == "Rosa Field"


@pytest.mark.parametrize(
    ("wrong", "column", "code"),
    [
        ({"Agency": "Nowhere"}, "Agency", "no-agency"),
        ({"Team": "No such team"}, "Team", "no-team"),
        ({"Role": "Duty inspector"}, "", "not-allowed"),
        ({"Role": "King"}, "Role", "word"),
        ({"Email": "rosa"}, "Email", "email"),
        ({"Name": ""}, "Name", "empty"),
    ],
)
def test_staff_that_cannot_be_are_refused_at_their_column(cast, wrong, column, code):
    before = User.objects.count()

    report = brought(cast, "staff", {**RUTH, **wrong})

    assert told(report) == [(2, column, code, True)]
    assert User.objects.count() == before


def test_a_data_officer_makes_no_accounts(cast):
    report = brought(cast, "staff", RUTH, by=cast.data_officer)

    assert counts(report) == (0, 0, 1, 0)
    assert report.faults[0].code == "not-allowed"
    assert not User.objects.filter(email__startswith="rosa").exists()


def test_a_home_becomes_an_agency_with_an_address(cast):
    report = brought(cast, "homes", {**HOME, "Run by": "calderbrook"})

    home = Home.objects.get(agency__slug="birch-house")
    assert counts(report) == (1, 0, 0, 0)
    assert (home.agency.name, home.agency.code) == ("Birch House", "SC123456")
    assert home.agency.within == cast.calderbrook
    assert (home.address, home.postcode, home.run_by) == (
        "2 Birch Road",
        "CC1 9AB",
        cast.calderbrook,
    )


def test_a_home_brought_twice_is_there_once(cast):
    brought(cast, "homes", HOME)

    report = brought(cast, "homes", HOME)

    assert counts(report) == (0, 1, 0, 0)
    assert Agency.objects.filter(name="Birch House").count() == 1


def test_a_home_without_a_short_name_is_called_by_its_name_and_known_by_its_number(cast):
    nameless = {**HOME, "Short name": ""}
    brought(cast, "homes", nameless)

    report = brought(cast, "homes", {**nameless, "Name": "Birch Tree House"})

    assert counts(report) == (1, 0, 0, 0)
    assert Agency.objects.get(code="SC123456").slug == "birch-house"
    assert Agency.objects.get(code="SC123456").name == "Birch Tree House"


def test_a_home_that_moved_is_described_anew(cast):
    brought(cast, "homes", HOME)

    report = brought(cast, "homes", {**HOME, "Postcode": "CC1 1ZZ"})

    assert counts(report) == (1, 0, 0, 0)
    assert Home.objects.get(agency__slug="birch-house").postcode == "CC1 1ZZ"


@pytest.mark.parametrize(
    ("wrong", "column", "code"),
    [
        ({"Short name": "Birch House"}, "Short name", "short-name"),
        ({"Local authority": "Nowhere"}, "Local authority", "no-agency"),
        ({"Run by": "alder-house"}, "Run by", "no-agency"),
        ({"Short name": "alder-house", "Type": "Foster"}, "Type", "other-kind"),
        ({"Postcode": "CC"}, "Postcode", "postcode"),
        ({"Short name": "", "URN": ""}, "Short name", "empty"),
    ],
)
def test_a_home_that_cannot_be_is_refused_at_its_column(cast, wrong, column, code):
    before = Agency.objects.count()

    report = brought(cast, "homes", {**HOME, **wrong})

    assert told(report) == [(2, column, code, True)]
    assert Agency.objects.count() == before
