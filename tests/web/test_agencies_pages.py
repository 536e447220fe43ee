"""An administrator brings agencies in and says who does what there, when."""

import pytest
from django.urls import reverse

from lantern.agencies.models import Agency, Area, Cover, Team

JOINING = {
    "name": "Fern Bank",
    "slug": "fern-bank",
    "kind": "childrens_home",
    "within": "calderbrook",
    "telephone": "",
    "code": "",
    "rulebook": "",
}


@pytest.fixture
def administrator(client, cast):
    client.force_login(cast.user("administrator"))
    return client


def test_an_agency_joins_within_another(administrator):
    answer = administrator.post(reverse("agencies:add"), JOINING)

    made = Agency.objects.get(slug="fern-bank")
    assert answer.url == reverse("agencies:list")
    assert (made.name, made.within.slug) == ("Fern Bank", "calderbrook")
    assert "Fern Bank" in administrator.get(reverse("agencies:list")).text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Enter name"),
        ({"slug": "fern bank"}, "Use small letters, digits and hyphens only"),
        ({"slug": "vale"}, "There is an agency called “vale” already"),
        ({"slug": "add"}, "Choose another short name"),
        ({"kind": ""}, "Select the kind of agency"),
        ({"rulebook": "nowhere-1999"}, "Select rulebook"),
    ],
)
def test_an_agency_that_is_not_well_described_is_refused(administrator, wrong, sentence):
    page = administrator.post(reverse("agencies:add"), JOINING | wrong)

    assert sentence in page.text
    assert not Agency.objects.filter(name="Fern Bank").exists()


def test_an_authority_gets_its_rulebook_and_its_first_day(administrator):
    page = administrator.post(
        reverse("agencies:change", args=["vale"]),
        {
            "name": "Vale Council",
            "rulebook": "birmingham-2015",
            "first_day_on-day": "1",
            "first_day_on-month": "12",
            "first_day_on-year": "2026",
        },
    )

    vale = Agency.objects.get(slug="vale")
    assert page.status_code == 302, page.text
    assert (vale.name, vale.rulebook) == ("Vale Council", "birmingham-2015")
    assert f"{vale.first_day_on}" == "2026-12-01"
    assert "1 December 2026" in administrator.get(reverse("agencies:agency", args=["vale"])).text


def test_a_team_is_added_and_told_what_it_does(administrator):
    added = reverse("agencies:team", args=["vale"])
    administrator.post(added, {"name": "Reviewing team", "email": "reviews@vale.example"})
    team = Team.objects.get(name="Reviewing team")

    administrator.post(
        reverse("agencies:cover", args=["vale", team.pk]),
        {"role": "independent_reviewing_officer", "when": "office_hours"},
    )

    assert Cover.objects.get(team=team).role == "independent_reviewing_officer"
    page = administrator.get(reverse("agencies:agency", args=["vale"])).text
    assert "Independent reviewing officer, in office hours" in page


def test_a_team_does_only_what_its_kind_of_agency_can(administrator, cast):
    team = cast.team("vale", "Emergency duty team")

    page = administrator.post(
        reverse("agencies:cover", args=["vale", team.pk]),
        {"role": "call_handler", "when": "always"},
    )

    assert "Select a role" in page.text


def test_office_hours_are_set_for_the_days_chosen(administrator):
    href = reverse("agencies:hours", args=["vale"])

    administrator.post(href, {"days": ["0", "5"], "opens": "8.30", "closes": "1200"})

    page = administrator.get(reverse("agencies:agency", args=["vale"])).text
    assert "Monday, 08:30 to 12:00" in page
    assert "Saturday, 08:30 to 12:00" in page
    assert "Tuesday" not in page


@pytest.mark.parametrize(
    ("times", "sentence"),
    [
        ({"opens": "17:00", "closes": "09:00"}, "closing time that is after the opening time"),
        ({"opens": "nine", "closes": "17:00"}, "Enter a time like 09:00, on the 24-hour clock"),
        ({"opens": "25:00", "closes": "17:00"}, "Enter a time like 09:00, on the 24-hour clock"),
    ],
)
def test_office_hours_that_cannot_be_are_refused(administrator, times, sentence):
    page = administrator.post(reverse("agencies:hours", args=["vale"]), {"days": ["0"]} | times)

    assert sentence in page.text


def test_an_area_is_named(administrator):
    administrator.post(reverse("agencies:area", args=["vale"]), {"name": "Quarry side"})

    assert "Quarry side" in administrator.get(reverse("agencies:agency", args=["vale"])).text


def test_what_a_team_does_is_taken_away_again_and_its_messages_go_elsewhere(administrator, cast):
    team = cast.team("vale", "Emergency duty team")
    role = team.covers.order_by("pk")[0].role
    href = reverse("agencies:uncover", args=["vale", team.pk, role])
    assert href in administrator.get(reverse("agencies:agency", args=["vale"])).text
    assert "whoever else there may take it" in administrator.get(href).text

    administrator.post(href)

    page = administrator.get(reverse("agencies:agency", args=["vale"])).text
    assert href not in page
    assert not Cover.objects.filter(team=team, role=role).exists()
    assert administrator.post(href).status_code == 404


def test_a_team_is_given_areas_of_its_own_agency_and_no_others(administrator, cast):
    team = cast.team("vale", "Emergency duty team")
    href = reverse("agencies:team-areas", args=["vale", team.pk])
    agency = reverse("agencies:agency", args=["vale"])
    assert href not in administrator.get(agency).text
    administrator.post(reverse("agencies:area", args=["vale"]), {"name": "Quarry side"})
    administrator.post(reverse("agencies:area", args=["calderbrook"]), {"name": "Canalside"})
    ours, theirs = Area.objects.get(name="Quarry side"), Area.objects.get(name="Canalside")
    before = administrator.get(agency).text.count("All areas")

    refused = administrator.post(href, {"areas": [theirs.pk]})
    administrator.post(href, {"areas": [ours.pk]})

    assert "Choose the areas" in refused.text
    assert [one.name for one in team.areas.all()] == ["Quarry side"]
    assert administrator.get(agency).text.count("All areas") == before - 1
