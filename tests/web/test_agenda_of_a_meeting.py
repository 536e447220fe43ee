"""A strategy meeting goes through its agenda point by point (requirements 11.4), and who chairs."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lantern.duties.actions import sweeping
from lantern.duties.models import Duty
from lantern.meetings.models import Meeting
from tests import own_rulebook
from tests.actions.test_meetings import SYSTEM
from tests.builders import an_episode
from tests.web.reading import text_of
from tests.web.test_meetings_pages import (
    DAY,
    NOW,
    arranged,
    at_that_time,
    calling,
    day,
    episode,
    offered,
    recording,
)

__all__ = ["at_that_time", "episode"]
pytestmark = pytest.mark.one_database
AGENDA = {
    "known": "She was seen at the bus stop with two friends.",
    "done": "Her phone was rung each day.",
    "needed": "Ask her school who her friends are.",
    "locating": "The police ask for the films of the bus.",
    "legal": "The court is not asked today.",
    "placed_words": "Alder House keeps her room; her key worker fetches her.",
    "publicity": "No photograph until Friday. The police lead.",
    "preventing": "She rings her sister every Sunday.",
    "decisions": "Look for her in Leeds.",
}
"""What is said on each point, in the order of the agenda (AP-050 to AP-056)."""
SOURCE = "{agreed_by: nobody (invented), on: 2020-01-01}"
CHAIRED_BY_THE_SERVICE = f"""
rulebook: {own_rulebook.NAME}
title: A partnership whose senior managers chair (invented)
agreed_by: nobody (invented)
layer: partnership
in_force: {{from: 2020-01-01}}
extends: [birmingham-2015]
changes:
  - rule: strategy-meeting-held
    set: {{owner: senior_manager}}
    reason: A senior manager chairs.
    approved_by: The director
    on: 2020-01-01
    source: {SOURCE}
"""


@pytest.mark.requirement(
    "AP-050", "AP-051", "AP-052", "AP-053", "AP-054", "AP-055", "AP-056", "QS-077", "DA-043",
)  # fmt: skip
def test_each_point_of_the_agenda_is_asked_in_turn_kept_and_read_again(cast, sign_in, episode):
    meeting = arranged(cast, episode)
    browser = sign_in("team_manager")
    address = reverse("meetings:hold", args=[meeting.reference])
    form = browser.get(address).content.decode()
    given = AGENDA | {
        "legal-police_protection": "not_now",
        "legal-recovery_order": "not_now",
        "placed": "same",
        "media_decided": "yes",
        "harbouring_agreed": "yes",
        "harbouring": "For the man in Leeds; the police serve it.",
    }

    assert all(f'name="{name}"' in form for name in given)
    places = [form.index(f'name="{name}"') for name in AGENDA]
    assert places == sorted(places)

    browser.post(address, recording(meeting) | given)
    read = text_of(browser.get(reverse("meetings:minutes", args=[meeting.reference])))

    assert [one for one in (*AGENDA.values(), given["harbouring"]) if one not in read] == []
    assert "Recovery order: considered, not now" in read
    assert "Emergency protection order: not considered" in read
    assert "Back to the same placement. Alder House keeps her room" in read
    assert episode.entries.get(fact="media.decided").words == AGENDA["publicity"]


@pytest.mark.requirement("AP-052", "RF-208")
def test_how_the_child_is_found_says_who_does_what_by_when(cast, sign_in, episode):
    meeting = arranged(cast, episode)
    browser = sign_in("team_manager")
    address = reverse("meetings:hold", args=[meeting.reference])
    tells_no_day = {"due_on-0-day": "", "due_on-0-month": "", "due_on-0-year": ""}

    refused = browser.post(address, recording(meeting) | tells_no_day)
    browser.post(
        address,
        recording(meeting)
        | {"what-1": "Visit Mia", "owner-1": "social_worker"}
        | day("due_on-1", NOW + DAY),
    )

    assert "Enter the day by which it is done" in text_of(refused)
    owed = Duty.objects.filter(subject=episode.reference, rule="planned-action")
    assert {(one.words, one.role) for one in owed} == {
        ("Ask the police in Leeds", "police"),
        ("Visit Mia", "social_worker"),
    }


@pytest.mark.requirement("CF-18", "DA-041")
def test_the_team_manager_is_proposed_as_chair_and_somebody_from_outside_may_be(
    cast, sign_in, episode
):
    browser = sign_in("social_worker")
    address = reverse("meetings:arrange", args=[episode.reference])
    page = browser.get(address)

    unnamed = browser.post(address, calling(cast, members=offered(page), chair="other"))
    outside = calling(cast, members=offered(page), chair="other", chair_name="Priya Shah")
    browser.post(address, outside)

    assert f"{cast.team_manager.name}, team manager" in chairs_of(page)
    assert "social worker" not in chairs_of(page)
    assert "Enter the name of the chair" in text_of(unnamed)
    assert Meeting.objects.get().sitting.arrangements.get().chair_name == "Priya Shah"


@pytest.mark.requirement("CF-18")
def test_whoever_owes_the_meeting_under_the_partnerships_own_rulebook_is_proposed(
    cast, sign_in, monkeypatch
):
    own_rulebook.hold(monkeypatch, CHAIRED_BY_THE_SERVICE)
    own_rulebook.belongs(cast.calderbrook)
    missing = an_episode(cast, at=NOW - timedelta(hours=80))
    sweeping.sweep(by=SYSTEM, at=NOW)

    page = sign_in("social_worker").get(reverse("meetings:arrange", args=[missing.reference]))

    assert f"{cast.senior_manager.name}, senior manager" in chairs_of(page)
    assert cast.team_manager.name not in chairs_of(page)


def chairs_of(page):
    """Who may be chosen as chair."""
    return text_of(page).partition("Who chairs?")[2].partition("Name of the chair")[0]
