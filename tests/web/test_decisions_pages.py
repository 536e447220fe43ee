"""Pages under a rulebook that nobody here has seen: what they ask, close, set and record."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from lantern.core import clock
from lantern.episodes import queries
from lantern.episodes.actions import drafts
from lantern.episodes.details import LastSeen
from tests import own_rulebook
from tests.builders import a_looked_after_child, an_episode
from tests.web.reading import text_of
from tests.web.test_episodes_pages import at, href, offered_on

NOW = clock.now().replace(second=0, microsecond=0)
SEEN = NOW - timedelta(hours=3)
REPORTED = NOW - timedelta(hours=1)
MOST_QUERIES = 30


@pytest.fixture(autouse=True)
def at_that_time(monkeypatch):
    """The pages are asked for at the time the rows were made, however long the run before took."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture(autouse=True)
def harrowfield(cast, monkeypatch):
    own_rulebook.hold(monkeypatch)
    own_rulebook.belongs(cast.calderbrook)


@pytest.fixture
def episode(cast):
    return an_episode(cast, at=REPORTED, last_seen=LastSeen(at=SEEN, place="The bus stop"))


def chosen_on(page):
    return re.findall(r'name="choice"[^>]*value="([^"]+)" checked', page.content.decode())


def test_the_questions_of_the_rulebook_come_first_then_the_values_with_its_sentences(
    sign_in, episode
):
    client = sign_in("duty_inspector")
    address = href("classification", episode)

    asked = client.get(address)
    told = client.post(address, {"gang.involved": "yes", "step": "decide"})

    assert "Is a gang involved? Ask who drove the car." in text_of(asked)
    assert 'name="choice"' not in asked.content.decode()
    assert offered_on(told) == {"missing"}
    assert chosen_on(told) == ["missing"]
    assert "A child with whom a gang is involved is missing (agreed by nobody" in text_of(told)
    assert (
        "cannot be chosen. A child with whom a gang is involved is missing. The 2 rules that say so"
        in text_of(told)
    )
    assert "What you answered Is a gang involved? Yes Change the answers" in text_of(told)


def test_what_the_rulebook_needs_must_be_answered(sign_in, episode):
    page = sign_in("duty_inspector").post(href("classification", episode), {"step": "decide"})

    assert "Answer: Is a gang involved?" in text_of(page)


def test_the_value_with_which_the_page_begins_is_the_rulebooks(sign_in, episode):
    client = sign_in("duty_inspector")

    page = client.post(href("classification", episode), {"gang.involved": "no", "step": "decide"})

    assert chosen_on(page) == ["missing"]
    assert "Begins with this: Begin with missing" in text_of(page)


def test_the_server_refuses_what_is_closed_and_keeps_what_was_typed(sign_in, episode):
    client = sign_in("duty_inspector")
    sent = {"gang.involved": "yes", "choice": "absent", "rationale": "Often late."}

    refused = client.post(href("classification", episode), sent | at("at", NOW))
    back = client.post(
        href("classification", episode), sent | at("at", NOW) | {"step": "questions"}
    )

    assert refused.status_code == 403
    assert "A child with whom a gang is involved is missing" in text_of(refused)
    assert "Often late." in refused.content.decode()
    assert 'name="rationale" value="Often late."' in back.content.decode()
    assert re.search(r'name="gang.involved"[^>]*value="yes" checked', back.content.decode())
    assert queries.latest(episode, "police.classification") is None


def test_a_warned_value_asks_for_its_reason_and_the_record_shows_it(sign_in, episode):
    client = sign_in("duty_inspector")
    sent = {"gang.involved": "no", "choice": "absent", "rationale": "At football."} | at("at", NOW)

    asked = client.post(href("classification", episode), sent)
    client.post(
        href("classification", episode),
        sent | {"reason:absent-needs-a-word:absent": "His father rang."},
    )

    assert "Say why “absent” is chosen all the same" in text_of(asked)
    said = text_of(client.get(href("episode", episode)))
    assert "Although: Absent is rarely right here (agreed by nobody" in said
    assert "Reason: His father rang." in said
    assert "No longer so, or not so: a gang is involved" in said


def test_the_risk_is_graded_on_the_scale_of_the_rulebook(sign_in, episode):
    client = sign_in("investigating_officer")
    no_ground = {
        f"risk.{one}": "no"
        for one in ("danger_through_vulnerability", "victim_of_serious_crime", "danger_to_public")
    }
    sent = no_ground | {"choice": "grave", "rationale": "A gang."} | at("at", NOW)

    offered = client.post(href("risk", episode), no_ground | {"step": "decide"})
    recorded = client.post(href("risk", episode), sent)

    assert "How great is the danger to" in text_of(offered)
    assert offered_on(offered) == {"grave", "some"}
    assert "Only the duty inspector calls a danger slight" in text_of(offered)
    assert recorded.status_code == 302
    page = text_of(client.get(href("episode", episode)))
    assert "Grave risk" in page
    assert "The danger is grave" in page


def test_one_decision_leads_to_the_next_that_the_rulebook_has_there(sign_in, episode):
    client = sign_in("duty_inspector")
    sent = {"gang.involved": "no", "choice": "missing", "rationale": "Dark."} | at("at", NOW)

    onward = client.post(href("classification", episode), sent)
    page = client.get(onward["Location"])

    assert onward["Location"] == href("decide", episode, "log.colour")
    assert "Which colour has the log?" in text_of(page)
    assert offered_on(page) == {"red"}
    assert "The log of a missing child is red" in text_of(page)
    client.post(onward["Location"], {"choice": "red"} | at("at", NOW))
    assert queries.value(episode, "log.colour") == "red"


def test_a_form_of_the_partnerships_own_has_its_page_for_those_who_are_asked(sign_in, episode):
    client = sign_in("social_worker")
    address = href("step", episode, "local_form.sent")

    listed = text_of(client.get(href("steps", episode)))
    page = text_of(client.get(address))
    client.post(address, {"words": "By e-mail"} | at("at", NOW))

    assert "Asked by the protocol of" in listed
    assert "When was the local form sent?" in page
    assert "Not the form of the police." in page
    assert queries.latest(episode, "local_form.sent").words == "By e-mail"
    assert "The local form was sent" in text_of(client.get(href("episode", episode)))
    refused = sign_in("home_manager").get(address)
    assert refused.status_code == 403
    assert "is asked of: social worker, team manager" in text_of(refused)


def test_a_question_stands_on_the_page_that_the_rulebook_names(sign_in, episode):
    client = sign_in("home_manager")
    sent = {"contact": "call_to_child", "result": "No answer"} | at("at", NOW)

    page = text_of(client.get(href("contact", episode)))
    client.post(href("contact", episode), sent | at("phone.traced", NOW))

    assert "When was the phone traced?" in page
    assert "When was the phone traced?" not in text_of(client.get(href("whereabouts", episode)))
    assert queries.latest(episode, "phone.traced").at == NOW


def test_a_report_asks_it_too(cast, sign_in):
    client = sign_in("home_manager")
    child = a_looked_after_child(cast)
    draft = drafts.begin(child, by=cast.home_manager, at=NOW, answers={})
    page = reverse("report:page", args=[draft.reference, "asked"])

    asked = client.get(page)
    client.post(page, {"car.taken": "yes"})

    assert "Was a car taken?" in text_of(asked)
    checked = client.get(reverse("report:check", args=[draft.reference]))
    assert "Was a car taken? Yes" in text_of(checked)


def test_where_the_rulebook_asks_nothing_the_report_has_no_such_page(cast, sign_in):
    cast.calderbrook.rulebook = "dfe-2014"
    cast.calderbrook.save(update_fields=["rulebook"])
    draft = drafts.begin(a_looked_after_child(cast), by=cast.home_manager, at=NOW, answers={})

    page = sign_in("home_manager").get(reverse("report:page", args=[draft.reference, "asked"]))

    assert page.status_code == 404


def test_a_childs_question_is_asked_on_the_childs_own_pages(cast, sign_in):
    child = a_looked_after_child(cast)
    address = reverse("children:step", args=[child.reference, "safe_plan.agreed"])
    client = sign_in("social_worker")

    page = text_of(client.get(address))
    client.post(address, {"value": "yes", "words": "With her aunt"} | at("at", NOW))

    assert "Is a safe plan agreed?" in page
    assert child.steps.get(fact="safe_plan.agreed").value == "yes"
    history = client.get(reverse("children:history", args=[child.reference]))
    assert "With her aunt" in text_of(history)


def test_what_belongs_to_the_profile_is_asked_when_it_is_drawn_up(cast, sign_in):
    child = a_looked_after_child(cast)
    address = reverse("children:profile", args=[child.reference])
    client = sign_in("home_manager")
    whole = {"description": "Tall", "risks": "None known", "tracing": "Not known", "version": "0"}

    page = text_of(client.get(address))
    sent = whole | {"drawn_up_by": "Mei Tanaka", "safe_plan.agreed": "yes"}
    saved = client.post(address, sent)
    again = client.get(address)

    assert "Is a safe plan agreed?" in page
    assert saved.status_code == 302, text_of(saved)
    assert child.steps.get(fact="safe_plan.agreed").value == "yes"
    assert re.search(r'name="safe_plan.agreed"[^>]*value="yes" checked', again.content.decode())


def test_the_page_of_a_decision_costs_few_queries(sign_in, episode, django_assert_max_num_queries):
    client = sign_in("duty_inspector")
    client.get(href("classification", episode))

    with django_assert_max_num_queries(MOST_QUERIES):
        client.post(href("classification", episode), {"gang.involved": "no", "step": "decide"})
