"""My duties: what is listed for whom, in which order, why, and where each is met."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from lantern.core import clock
from lantern.duties import queries
from lantern.duties.models import Duty, Excuse
from lantern.episodes.actions import entries
from lantern.episodes.details import LastSeen
from lantern.people.actions import assignments, children, statuses
from lantern.protocol.conditions import facts_of
from lantern.protocol.load import library
from lantern.vocabulary.placement import StatusKind
from lantern.vocabulary.role import Role
from lantern.web.duties.places import ways
from tests import builders
from tests.web.reading import text_of

NOW = clock.now().replace(second=0, microsecond=0)


@pytest.fixture(autouse=True)
def at_that_time(monkeypatch):
    """The pages are asked for at the time the rows were made, however long the run before took."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


def reported(cast, hours=3, name="Tamsin", child=None, by=None):
    at = NOW - timedelta(hours=hours)
    child = child or builders.a_looked_after_child(cast, name)
    seen = LastSeen(at=at, place="School")
    return builders.an_episode(cast, child, by=by, at=at, last_seen=seen)


def assigned(cast, name="Tamsin"):
    child = builders.a_looked_after_child(cast, name)
    assignments.assign(
        child,
        role=Role.SOCIAL_WORKER,
        agency=cast.calderbrook,
        user=cast.user("social_worker"),
        by=cast.team_manager,
        at=builders.BEFORE,
    )
    return child


def test_what_is_overdue_comes_first_and_says_by_how_much_for_whom_and_why(cast, sign_in):
    reported(cast, hours=1)

    page = text_of(sign_in("home_manager").get("/duties/"))

    assert page.index("Overdue") < page.index("Tell the police that the child is missing")
    assert re.search(r"Overdue by (29|30|31) minutes: was due \d\d:\d\d", page)
    assert "For Tamsin Redfern" in page
    assert "You owe this because the child is looked after" in page
    assert "DfE 2014, ¶66" in page


def test_a_duty_to_notify_leads_to_the_notification_with_the_recipient_chosen(cast, sign_in):
    episode = reported(cast, hours=1)

    page = sign_in("home_manager").get("/duties/").content.decode()

    wanted = f"/episodes/{episode.reference}/notification?to=police&amp;of=absence"
    assert wanted in page


def test_a_duty_that_was_met_is_listed_no_more(cast, sign_in):
    episode = reported(cast, hours=1)
    entries.record_notification(
        episode, by=cast.home_manager, recipient="police", at=NOW, now=NOW, person="Jo"
    )

    page = text_of(sign_in("home_manager").get("/duties/"))

    assert "Tell the police that the child is missing" not in page


def test_a_worker_sees_what_is_theirs_by_name_and_then_the_teams(cast, sign_in):
    reported(cast, child=assigned(cast))
    reported(cast, name="Ottilie")
    client = sign_in("social_worker")

    mine, team = text_of(client.get("/duties/")), text_of(client.get("/duties/?whose=team"))

    assert "Tamsin" in mine
    assert "Ottilie" not in mine
    assert "Tamsin" in team
    assert "Ottilie" in team


def test_somebody_with_nothing_by_name_begins_with_the_teams(cast, sign_in):
    reported(cast)
    client = sign_in("team_manager")

    assert "Tell the police" not in text_of(client.get("/duties/"))
    assert "Decide with the police" in text_of(client.get("/duties/"))
    assert "Nothing is assigned to you by name" in text_of(client.get("/duties/?whose=mine"))


def test_what_a_carer_owes_for_a_child_who_has_none_is_the_authoritys_to_do(cast, sign_in):
    child = builders.a_child(cast, born_on=NOW.date() - timedelta(days=17 * 366))
    statuses.begin(child, StatusKind.CARE_LEAVER, by=cast.social_worker, at=builders.BEFORE)
    reported(cast, hours=1, child=child, by=cast.social_worker)

    page = text_of(sign_in("team_manager").get("/duties/"))

    assert "Tell the parents" in page
    assert "carer, Calderbrook City Council" in page


def test_nothing_owed_says_so(sign_in):
    assert "Nothing is owed now." in text_of(sign_in("interviewer").get("/duties/"))


def test_nobody_elsewhere_is_shown_a_duty(cast, sign_in):
    reported(cast)

    for key in ("neighbour", "stranger", "other_home_manager", "foster_carer", "nurse"):
        assert "Tamsin" not in text_of(sign_in(key).get("/duties/?whose=team"))


def test_a_restricted_childs_duties_are_for_those_who_are_named(cast, sign_in):
    episode = reported(cast)
    children.restrict(episode.child, by=cast.team_manager, at=NOW)

    assert "Tamsin" not in text_of(sign_in("home_manager").get("/duties/?whose=team"))


def test_the_duties_are_in_pages(cast, sign_in, monkeypatch):
    monkeypatch.setattr(queries, "PAGE_SIZE", 3)
    reported(cast)
    client = sign_in("home_manager")

    first, second = client.get("/duties/"), client.get("/duties/?whose=team&page=2")

    assert "Page 1 of" in text_of(first)
    assert "Page 2 of" in text_of(second)
    assert client.get("/duties/?page=99").status_code == 200
    assert client.get("/duties/?page=x").status_code == 200


def test_the_page_asks_the_database_no_more_for_more_duties(cast, sign_in):
    reported(cast)
    client = sign_in("home_manager")
    client.get("/duties/")
    with CaptureQueriesContext(connection) as few:
        client.get("/duties/")
    for name in ("Ottilie", "Idris"):
        reported(cast, name=name)

    with CaptureQueriesContext(connection) as many:
        client.get("/duties/")

    assert len(many) <= len(few) <= 30


def excusable(cast):
    episode = builders.a_returned_episode(cast)
    at = builders.REPORTED + timedelta(hours=2)
    entries.record_step(
        episode, by=cast.social_worker, fact="return_interview.declined", at=at, now=at, words="No."
    )
    return Duty.objects.get(rule="parents-offered-say")


def test_a_team_manager_excuses_a_duty_with_a_reason(cast, sign_in):
    duty = excusable(cast)
    client = sign_in("team_manager")

    form = text_of(client.get(f"/duties/{duty.pk}/excuse"))
    response = client.post(f"/duties/{duty.pk}/excuse", {"reason": "It would harm her."})

    assert "Tamsin Redfern" in form
    assert response.url == "/duties/"
    assert Excuse.objects.get().reason == "It would harm her."


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [("", "Say why this duty need not be done"), ("x" * 2001, "2,000 characters or fewer")],
)
def test_an_excuse_without_a_fair_reason_is_refused(cast, sign_in, reason, sentence):
    duty = excusable(cast)

    response = sign_in("team_manager").post(f"/duties/{duty.pk}/excuse", {"reason": reason})

    assert sentence in text_of(response)
    assert not Excuse.objects.exists()


def test_somebody_who_may_not_excuse_is_told_why_and_offered_no_link(cast, sign_in):
    duty = excusable(cast)
    client = sign_in("social_worker")

    response = client.get(f"/duties/{duty.pk}/excuse")

    assert response.status_code == 403
    assert "excuse" not in text_of(client.get(f"/duties/{duty.pk}")).lower()


def lines(cast):
    """One duty of every rule of the shipped protocols, as a list shows it."""
    reported(cast)
    line = queries.line(Duty.objects.filter(episode__isnull=False)[0], NOW)
    for name in library().ids:
        for rule in library().protocol(name).rules():
            if rule.subject in ("child", "episode"):
                episode = line.episode if rule.subject == "episode" else ""
                met_by = facts_of(rule.met_by)
                yield rule, replace(line, episode=episode, met_by=met_by, knows=rule.vocabulary)


def test_every_duty_of_every_shipped_protocol_leads_to_a_page_that_meets_it(cast):
    checked = set()
    for rule, line in lines(cast):
        for way in ways(line):
            assert resolve(way.href.partition("?")[0])
            assert way.text != "Open the record", rule.id
        checked.add(rule.id)

    assert len(checked) > 100
