"""Missing now: who is on it, in which order, what each row says, how it keeps up to date."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantern.access.actor import system_actor
from lantern.audit.models import AccessEvent
from lantern.core import clock
from lantern.duties import board
from lantern.episodes.actions import entries
from lantern.episodes.details import Answered, LastSeen
from lantern.notifications.actions import handovers
from lantern.notifications.models import Handover
from lantern.people.actions import children
from lantern.vocabulary.absence import Classification
from lantern.vocabulary.risk import RiskLevel
from tests import builders
from tests.web.reading import text_of

NOW = clock.now().replace(second=0, microsecond=0)


@pytest.fixture(autouse=True)
def at_that_time(monkeypatch):
    """The pages are asked for at the time the rows were made, however long the run before took."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


POLL = {"Lantern-Poll": "1"}


def missing(cast, name="Tamsin", hours=3, carer=None):
    child = builders.a_looked_after_child(cast, name, carer=carer)
    seen = LastSeen(at=NOW - timedelta(hours=hours), place="School")
    at = NOW - timedelta(minutes=30)
    return builders.an_episode(cast, child, by=cast.call_handler, at=at, last_seen=seen)


def grade(cast, episode, level):
    entries.classify(
        episode,
        by=cast.duty_inspector,
        classification=Classification.MISSING,
        at=NOW - timedelta(minutes=20),
        now=NOW - timedelta(minutes=20),
        rationale="Young, at night.",
        seen="",
    )
    entries.grade_risk(
        episode,
        by=cast.duty_inspector,
        level=level,
        at=NOW - timedelta(minutes=10),
        now=NOW - timedelta(minutes=10),
        rationale="Young, at night.",
        seen="",
        answers=[
            Answered(
                fact="risk.danger_through_vulnerability",
                value="yes" if level == RiskLevel.HIGH else "no",
            )
        ],
    )


def names(response):
    return re.findall(r'lantern-missing__name"><a [^>]*>([^<]+)</a>', response.content.decode())


def looks(actor):
    return AccessEvent.objects.filter(by=actor.id, page="missing-now")


def test_a_child_who_is_missing_is_on_the_board_with_what_matters(cast, sign_in):
    missing(cast)

    page = text_of(sign_in("home_manager").get("/missing-now"))

    assert "1 child is away." in page
    assert "Tamsin Redfern" in page
    assert re.search(r"3 hours( 1 minute)? since last seen", page)
    assert "Risk not graded Whereabouts not known Police: not decided" in page
    assert "Alder House, Calderbrook City Council" in page
    assert re.search(r"(Due in|Overdue by) [a-z0-9 ]+ [A-Z].+ call handler, Calderbrook", page)
    assert "Calderbrook & Vale Police: Jo Lambert" in page


def test_nobody_missing_says_so(sign_in):
    assert "Nobody is away." in text_of(sign_in("duty_inspector").get("/missing-now"))


def test_the_greatest_risk_comes_first_then_the_longest_and_not_graded_is_never_low(cast, sign_in):
    grade(cast, missing(cast, "Medium", hours=9), RiskLevel.MEDIUM)
    grade(cast, missing(cast, "High", hours=2), RiskLevel.HIGH)
    missing(cast, "Later", hours=3)
    missing(cast, "Longer", hours=5)

    found = names(sign_in("duty_inspector").get("/missing-now"))

    assert [one.split()[0] for one in found] == ["High", "Longer", "Later", "Medium"]


def test_an_unacknowledged_handover_says_how_long_and_with_whom_it_is(cast, sign_in):
    child = builders.a_looked_after_child(cast)
    at = NOW - timedelta(minutes=30)
    builders.an_episode(cast, child, at=at, last_seen=LastSeen(at=at, place="School"))
    handovers.climb(by=system_actor("worker"), at=NOW)

    page = text_of(sign_in("duty_inspector").get("/missing-now"))

    assert re.search(r"waiting 3\d minutes, now with the duty inspector", page)
    assert "handovers are not acknowledged" in page
    assert "I have it : Tamsin Redfern" in page


def test_one_press_on_the_board_takes_the_handover_and_comes_back(cast, sign_in):
    builders.an_episode(cast, at=NOW, last_seen=LastSeen(at=NOW, place="School"))
    number = Handover.objects.get(role="call_handler").pk

    response = sign_in("call_handler").post(f"/handovers/{number}", {"back": "/missing-now"})

    assert response.url == "/missing-now"
    assert Handover.objects.get(pk=number).acknowledged_by == cast.user("call_handler")
    assert "Jo Lambert" in text_of(sign_in("home_manager").get("/missing-now"))


def test_the_board_is_filtered_by_authority(cast, sign_in):
    missing(cast)
    child = children.add(
        by=cast.call_handler,
        at=NOW,
        authority=cast.vale,
        given_name="Idris",
        family_name="Vale",
    )
    builders.an_episode(cast, child, by=cast.call_handler, at=NOW, last_seen=LastSeen(at=NOW))
    client = sign_in("call_handler")

    assert len(names(client.get("/missing-now"))) == 2
    assert names(client.get("/missing-now?authority=vale")) == ["Idris Vale"]
    assert len(names(client.get("/missing-now?authority=nowhere"))) == 2


def test_each_sees_the_children_of_their_area_and_nobody_elses(cast, sign_in):
    missing(cast)

    seeing = {key for key, _ in cast if names_seen(sign_in, key)}

    assert {"call_handler", "social_worker", "home_manager", "duty_worker"} <= seeing
    assert not seeing & {"neighbour", "stranger", "other_home_manager", "foster_carer", "teacher"}


def names_seen(sign_in, key):
    response = sign_in(key).get("/missing-now")
    return response.status_code == 200 and bool(names(response))


def test_a_restricted_child_is_on_nobodys_board_but_theirs_who_are_named(cast, sign_in):
    episode = missing(cast)
    children.restrict(episode.child, by=cast.team_manager, at=NOW)

    assert not names_seen(sign_in, "home_manager")


def test_every_row_of_an_opened_board_is_a_recorded_look(cast, sign_in):
    missing(cast)
    missing(cast, "Ottilie")

    sign_in("duty_inspector").get("/missing-now")

    assert looks(cast.duty_inspector).count() == 2
    assert set(looks(cast.duty_inspector).values_list("basis", flat=True)) == {"police"}


def version_of(response):
    found = re.search(r'data-refresh-version="([^"]+)"', response.content.decode())
    return found[1].replace("&#34;", '"').replace("&quot;", '"')


def test_polling_an_unchanged_board_sends_nothing_and_records_nothing(cast, sign_in):
    missing(cast)
    client = sign_in("duty_inspector")
    version = version_of(client.get("/missing-now"))

    first = client.get("/missing-now/region", headers=POLL | {"If-None-Match": version})
    again = client.get("/missing-now/region", headers=POLL | {"If-None-Match": first["ETag"]})

    # The minute may turn between the two: then the clocks changed and nothing else.
    assert again.status_code == 304 or again["ETag"] != first["ETag"]
    assert re.fullmatch(r"\d\d:\d\d", again["Lantern-Updated"])
    assert looks(cast.duty_inspector).count() == 1


def test_polling_records_a_look_at_what_is_new_and_at_what_has_changed_alone(cast, sign_in):
    episode = missing(cast)
    client = sign_in("duty_inspector")
    version = version_of(client.get("/missing-now"))
    missing(cast, "Ottilie")

    one = client.get("/missing-now/region", headers=POLL | {"If-None-Match": version})
    two = client.get("/missing-now/region", headers=POLL | {"If-None-Match": one["ETag"]})
    grade(cast, episode, RiskLevel.HIGH)
    client.get("/missing-now/region", headers=POLL | {"If-None-Match": two["ETag"]})

    assert "Ottilie" in one.content.decode()
    assert looks(cast.duty_inspector).count() == 3
    assert looks(cast.duty_inspector).filter(about=episode.reference).count() == 2


@pytest.mark.parametrize("forged", ["", '"anything"', '"x;y;E-2222-2222=abc:zzz"'])
def test_a_version_that_we_did_not_give_hides_no_look(cast, sign_in, forged):
    missing(cast)
    client = sign_in("duty_inspector")

    client.get("/missing-now/region", headers=POLL | {"If-None-Match": forged})

    assert looks(cast.duty_inspector).count() == 1


def test_another_persons_version_hides_no_look(cast, sign_in):
    missing(cast)
    version = version_of(sign_in("call_handler").get("/missing-now"))

    sign_in("duty_inspector").get("/missing-now/region", headers=POLL | {"If-None-Match": version})

    assert looks(cast.duty_inspector).count() == 1


def test_a_poll_by_somebody_signed_out_is_refused_so_that_the_screen_says_so(client):
    assert client.get("/missing-now/region", headers=POLL).status_code == 401


@pytest.mark.parametrize("path", ["/missing-now", "/missing-now/region"])
def test_the_board_asks_the_database_no_more_for_more_children(cast, sign_in, path):
    missing(cast)
    client = sign_in("duty_inspector")
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for name in ("Ottilie", "Idris", "Jun"):
        missing(cast, name)

    with CaptureQueriesContext(connection) as many:
        client.get(path)

    assert len(many) <= len(few) <= 30


def test_a_long_board_has_pages(cast, sign_in, monkeypatch):
    monkeypatch.setattr(board, "PAGE_SIZE", 2)
    for name in ("Ottilie", "Idris", "Jun"):
        missing(cast, name)
    client = sign_in("duty_inspector")

    first, second = client.get("/missing-now"), client.get("/missing-now?page=2")

    assert (len(names(first)), len(names(second))) == (2, 1)
    assert "3 children are away" in text_of(second)
    assert "/missing-now?page=2" in first.content.decode()
    assert client.get("/missing-now?page=99").status_code == 200
    assert client.get("/missing-now?page=-1").status_code == 200
    assert client.get("/missing-now?page=٣").status_code == 200
