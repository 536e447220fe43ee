"""Every row of the table of refusals of duties, handovers and messages, tried through its page."""

import re
from datetime import timedelta

import pytest

from lantern.core import clock
from lantern.duties.actions import excuses
from lantern.duties.models import Duty, Excuse
from lantern.episodes.actions import entries
from lantern.episodes.details import LastSeen
from lantern.notifications.models import Delivery, Handover, Message
from tests import builders
from tests.spec.refused_duties import DUTIES, HANDOVERS, MESSAGES

pytestmark = pytest.mark.one_database

NOW = clock.now()


@pytest.fixture(autouse=True)
def at_that_time(monkeypatch):
    """The pages are asked for at the time the rows were made, however long the run before took."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


def declined(cast):
    episode = builders.a_returned_episode(cast)
    at = builders.REPORTED + timedelta(hours=2)
    entries.record_step(
        episode, by=cast.social_worker, fact="return_interview.declined", at=at, now=at, words="No."
    )
    return Duty.objects.get(rule="parents-offered-say")


def excused(cast):
    duty = declined(cast)
    excuses.excuse(duty, by=cast.team_manager, at=NOW, reason="It would harm her.")
    return duty


def reported(cast):
    return builders.an_episode(cast, at=NOW, last_seen=LastSeen(at=NOW))


def inexcusable(cast):
    reported(cast)
    return Duty.objects.get(rule="tell-police")


def handover(cast):
    reported(cast)
    return Handover.objects.get(role="call_handler")


def message(cast):
    reported(cast)
    return Message.objects.get(team__name="Control room")


def dead_letter(cast):
    reported(cast)
    dead = Delivery.objects.order_by("pk")[0]
    Delivery.objects.filter(pk=dead.pk).update(state="dead")
    return dead


ADDRESSES = {
    "excusable": lambda cast: f"/duties/{declined(cast).pk}/excuse",
    "excused": lambda cast: f"/duties/{excused(cast).pk}/excuse",
    "inexcusable": lambda cast: f"/duties/{inexcusable(cast).pk}/excuse",
    "handover": lambda cast: f"/handovers/{handover(cast).pk}",
    "no handover": lambda cast: "/handovers/0",
    "message": lambda cast: f"/messages/{message(cast).pk}/read",
    "dead letter": lambda cast: f"/messages/unsent/{dead_letter(cast).pk}",
    "no dead letter": lambda cast: "/messages/unsent/0",
}


@pytest.mark.parametrize(
    "case", [*DUTIES, *HANDOVERS, *MESSAGES], ids=lambda case: f"{case.form}: {case.wrong}"
)
def test_it_is_refused_with_a_sentence_and_changes_nothing(client, cast, case):
    address = ADDRESSES[case.on](cast)
    before = Excuse.objects.count()
    client.force_login(cast.user(case.who))

    response = client.post(address, case.typed)

    words = re.sub(r"<[^>]+>", " ", response.content.decode())
    words = " ".join(words.replace("&amp;", "&").replace("&#39;", "'").split())
    assert response.status_code == case.status
    assert case.says in words
    assert Excuse.objects.count() == before
    assert not Handover.objects.filter(acknowledged_at__isnull=False, role="call_handler").exists()
    assert not Message.objects.filter(read_at__isnull=False).exists()
