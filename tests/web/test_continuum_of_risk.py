"""A force on today's continuum of risk: its rulebook alone puts four levels, and no “absent”, on
the pages."""

import re
from datetime import timedelta

import pytest

from lantern.core import clock
from lantern.duties.models import Duty
from lantern.episodes import queries
from lantern.episodes.details import LastSeen
from tests.builders import an_episode
from tests.web.reading import text_of
from tests.web.test_episodes_pages import at, href, offered_on

NOW = clock.now().replace(second=0, microsecond=0)
SEEN, REPORTED = NOW - timedelta(hours=3), NOW - timedelta(hours=1)
NOT_GRAVE = {
    f"risk.{one}": "no"
    for one in ("danger_through_vulnerability", "victim_of_serious_crime", "danger_to_public")
}


@pytest.fixture(autouse=True)
def at_that_time(monkeypatch):
    """The pages are asked for at the time the rows were made, however long the run before took."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def episode(cast):
    cast.calderbrook.rulebook = "calder-valley-police-2024"
    cast.calderbrook.save(update_fields=["rulebook"])
    return an_episode(cast, at=REPORTED, last_seen=LastSeen(at=SEEN, place="The bus stop"))


def answered(likelihood, degree):
    return NOT_GRAVE | {"harm.likelihood": likelihood, "harm.degree": degree}


def decided(client, address, answers, **chosen):
    return client.post(address, answers | chosen | at("at", NOW))


def test_absent_is_not_there_to_choose_and_why(sign_in, episode):
    client = sign_in("duty_inspector")
    address = href("classification", episode)

    page = client.get(address)
    refused = decided(client, address, {}, choice="absent", rationale="At a friend's.")

    assert offered_on(page) == {"missing"}
    assert "no longer uses “absent”" in text_of(page)
    assert refused.status_code == 403
    assert queries.latest(episode, "police.classification") is None


def test_the_four_levels_follow_from_what_was_answered_and_from_rank(sign_in, episode):
    address = href("risk", episode)
    possible, likely = answered("possible", "minimal"), answered("likely", "not_serious")

    officers = sign_in("investigating_officer").post(address, possible | {"step": "decide"})
    inspector = sign_in("duty_inspector")
    asked = text_of(inspector.get(address))
    inspectors = inspector.post(address, possible | {"step": "decide"})
    likelier = inspector.post(address, likely | {"step": "decide"})

    assert "How likely is harm to the child or to others?" in asked
    assert offered_on(officers) == {"high", "medium"}
    assert "by the duty inspector, or a higher rank, and nobody else" in text_of(officers)
    assert offered_on(inspectors) == {"high", "medium", "low"}
    assert re.search(r'value="low" checked', inspectors.content.decode())
    assert offered_on(likelier) == {"high", "medium"}


def test_a_level_of_the_forces_own_is_the_risk_everybody_sees_and_gives_its_duties(
    sign_in, episode
):
    client = sign_in("duty_inspector")
    decided(client, href("classification", episode), {}, choice="missing", rationale="Not seen.")

    decided(
        client,
        href("risk", episode),
        answered("none_apparent", "minimal"),
        choice="very_low",
        rationale="With his cousin, he says.",
    )

    episode.refresh_from_db()
    assert episode.risk == "very_low"
    assert "Very low risk" in text_of(client.get(href("episode", episode)))
    owed = set(Duty.objects.filter(episode=episode).values_list("rule", flat=True))
    assert {"very-low-plan", "very-low-reviewed"} <= owed
    assert not {"low-enquiries", "medium-risk-search", "absence-review-agreed"} & owed
