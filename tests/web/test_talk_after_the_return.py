"""The carer talks with the child after the return: six topics (QS-070), kept and read again."""

import pytest

from lantern.episodes.actions import returns
from lantern.episodes.details import ReturnDetails
from lantern.episodes.models import Entry
from tests.web.reading import text_of
from tests.web.test_episodes_pages import NOW, at, episode, href

__all__ = ["episode"]
TOPICS = {
    "reasons": "A row about the phone.",
    "whereabouts": "Round the shops.",
    "where_slept": "On a friend’s sofa.",
    "adults": "A man called Baz.",
    "young_people": "Mia from school.",
    "funding": "Baz paid for chips.",
    "harm": "A bruise on her arm.",
    "risk_of_harm": "She got into his car.",
}


@pytest.mark.requirement("QS-070", "RF-062", "RF-210", "FL-10.06")
def test_each_topic_is_asked_kept_and_read_again(sign_in, cast, episode):
    returns.record_returned(episode, by=cast.home_manager, at=NOW, now=NOW, details=ReturnDetails())
    client = sign_in("key_worker")
    form = client.get(href("discussion", episode)).content.decode()

    client.post(href("discussion", episode), TOPICS | at("at", NOW))

    assert [name for name in TOPICS if f'name="{name}"' not in form] == []
    kept = Entry.objects.get(episode=episode, fact="carer.discussed_return").details
    assert kept["discussion"] == TOPICS
    read = text_of(client.get(href("episode", episode)))
    assert [said for said in TOPICS.values() if said not in read] == []
