"""Every row of the table of refusals, sent through its page: the sentence, and nothing lost."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lantern.core import clock
from lantern.core.instants import LONDON
from lantern.episodes.actions import drafts
from lantern.episodes.details import LastSeen
from lantern.episodes.models import Entry, Episode
from tests.builders import a_looked_after_child, an_episode
from tests.spec.refused_reports import EPISODE, NEW_CHILD, REPORT

pytestmark = pytest.mark.one_database


def sent(client, cast, case, address):
    """The page's answer to what the row says was typed."""
    client.force_login(cast.user(case.who))
    typed = dict(case.typed)
    for name, minutes in case.minutes.items():
        local = (clock.now() + timedelta(minutes=minutes)).astimezone(LONDON)
        typed |= {
            f"{name}-day": local.day,
            f"{name}-month": local.month,
            f"{name}-year": local.year,
            f"{name}-hour": f"{local:%H}",
            f"{name}-minute": f"{local:%M}",
        }
    return client.post(address, typed), typed


def said(response):
    page = response.content.decode()
    return page.replace("&#39;", "'").replace("&#x27;", "'").replace("&amp;", "&")


def assert_nothing_lost(typed, page):
    """What was typed in words is on the page again."""
    for name, value in typed.items():
        if name in ("rationale", "result", "reason", "parents_words", "reporter_name"):
            assert str(value) in page


def named(case):
    return f"{case.page} {case.wrong}"


@pytest.mark.parametrize("case", REPORT, ids=named)
def test_a_page_of_the_report_refuses(client, cast, case):
    child = a_looked_after_child(cast)
    a_looked_after_child(cast, "Kit")
    draft = drafts.begin(child, by=cast.home_manager, at=clock.now(), answers={})
    address = reverse("report:page", args=[draft.reference, case.page.split(":")[1]])

    response, typed = sent(client, cast, case, address)

    assert response.status_code == 200
    assert case.says in said(response)
    assert_nothing_lost(typed, said(response))
    assert not Episode.objects.exists()


@pytest.mark.parametrize("case", NEW_CHILD, ids=named)
def test_adding_a_child_refuses(client, cast, case):
    response, _ = sent(client, cast, case, reverse(case.page))

    assert case.says in said(response)


@pytest.mark.parametrize("case", EPISODE, ids=named)
def test_a_page_of_the_episode_refuses(client, cast, case):
    now = clock.now()
    seen = LastSeen(at=now - timedelta(hours=3))
    episode = an_episode(
        cast, a_looked_after_child(cast), at=now - timedelta(hours=1), last_seen=seen
    )
    before = Entry.objects.count()

    response, typed = sent(client, cast, case, reverse(case.page, args=[episode.reference]))

    assert response.status_code in (200, 403)
    assert case.says in said(response)
    assert_nothing_lost(typed, said(response))
    assert Entry.objects.count() == before
