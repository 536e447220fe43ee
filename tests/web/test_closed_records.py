"""What a person may not see is on none of their pages: closed records, and closed parts."""

import pytest
from django.test import Client
from django.urls import reverse

from lantern.people.actions import children
from tests.access_matrix import INVOLVED, MATRIX
from tests.addresses import SENT, address
from tests.world import reported, world

__all__ = ["world"]
pytestmark = pytest.mark.django_db

SHARED = ("missing-now", "missing-now-region", "my-duties", "messages", "children", "report")


def as_(world, who):
    client = Client(raise_request_exception=False)
    client.force_login(world.cast.user(who))
    return client


def page_of(client, name, *references):
    return client.get(reverse(name, args=references)).text


@pytest.fixture
def restricted_absence(world):
    """Saskia, whose record is open to the team manager alone, is reported missing."""
    return reported(world.cast, world.restricted, world.cast.team_manager, world.now)


@pytest.mark.requirement("IS-003")
@pytest.mark.parametrize("who", sorted(INVOLVED - {"team_manager"}))
def test_a_restricted_childs_name_is_on_no_shared_page(world, restricted_absence, who):
    client = as_(world, who)

    for name in SHARED:
        assert "Saskia" not in page_of(client, name), name
    for name in ("episodes:episode", "episodes:now"):
        answer = client.get(reverse(name, args=[restricted_absence.reference]))
        assert answer.status_code == 404, name


def test_whoever_is_named_sees_the_restricted_absence(world, restricted_absence):
    client = as_(world, "team_manager")

    assert "Saskia" in page_of(client, "missing-now")
    assert "Saskia" in page_of(client, "episodes:episode", restricted_absence.reference)


@pytest.mark.requirement("IS-003")
def test_a_record_restricted_while_the_child_is_away_closes_at_once(world):
    before = as_(world, "call_handler").get(address(world, "episodes:episode")).status_code

    children.restrict(world.in_area, by=world.cast.duty_inspector, at=world.now)

    client = as_(world, "call_handler")
    assert before == 200
    assert client.get(address(world, "episodes:episode")).status_code == 404
    assert "Tamsin" not in page_of(client, "missing-now")
    assert as_(world, "duty_inspector").get(address(world, "episodes:episode")).status_code == 200


@pytest.mark.requirement("IS-065")
def test_a_school_is_told_that_its_pupil_is_missing_and_is_shown_nothing_of_the_absence(world):
    missing = reported(world.cast, world.fostered, world.cast.foster_carer, world.now)
    client = as_(world, "teacher")

    board = page_of(client, "missing-now")
    child = page_of(client, "children:page", world.fostered.reference)
    episode = client.get(reverse("episodes:episode", args=[missing.reference])).text

    assert "Ottilie" in board
    for page in (board, child, episode):
        assert "did not come back from the shop" not in page
        assert "By bus." not in page


@pytest.mark.requirement("IS-064")
def test_the_police_are_not_shown_the_homes_note(world):
    note = "Her coat is here."

    assert note in as_(world, "social_worker").get(address(world, "episodes:episode")).text
    assert note not in as_(world, "call_handler").get(address(world, "episodes:episode")).text


ROWS_BROUGHT = {"arrivals:doubt", "arrivals:rows"}
"""The rows that somebody brought are shown to them, and whom of their own authority they may mean:
otherwise nobody could say."""


@pytest.mark.requirement("IS-067")
@pytest.mark.parametrize("who", ["board_chair", "data_officer", "administrator", "auditor"])
def test_no_page_open_to_those_who_see_no_child_names_one(world, who):
    client = as_(world, who)

    for name in sorted(set(MATRIX) - SENT - ROWS_BROUGHT):
        if MATRIX[name][who] == 200:
            page = client.get(address(world, name))
            assert not any(child.given_name in page.text for child in world.children.values()), name
