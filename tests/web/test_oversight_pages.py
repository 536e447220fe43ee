"""Oversight: what was done and seen, in sentences; emergency access from asking to review."""

import re

import pytest
from django.urls import reverse

from lantern.access.models import EmergencyAccess
from lantern.audit.models import AccessEvent, AuditEvent
from lantern.audit.sentences import PHRASES, did
from lantern.core import clock
from lantern.core.events import Event
from lantern.people.actions import children
from tests.builders import a_child

REASON = "Found at the bus station and will not say where she lives"
POLL = {"Lantern-Poll": "1"}


@pytest.fixture
def child(cast):
    return a_child(cast)


@pytest.fixture
def as_(client, cast):
    """A browser in which somebody of the cast is signed in."""

    def sign_in(key):
        client.force_login(cast.user(key))
        return client

    return sign_in


def look(client, child):
    return client.get(reverse("children:page", args=[child.reference]))


def ask(client, **typed):
    return client.post(reverse("emergency"), {"reason": REASON} | typed)


def test_the_auditor_reads_what_was_done_as_sentences(as_, cast, child):
    page = as_("auditor").get(reverse("oversight:activity")).text

    assert "Ruth Adeyemi</a> started the child’s record" in page
    assert child.reference in page
    assert "Tamsin" not in page


def test_what_was_done_is_narrowed_to_one_record_or_one_person(as_, cast, child):
    auditor = as_("auditor")
    record = {"record": child.reference.lower()}
    person = {"person": cast.social_worker.id}

    of_record = auditor.get(reverse("oversight:activity"), record).text
    of_person = auditor.get(reverse("oversight:activity"), person).text

    assert "started the child" in of_record
    assert "added the agency" not in of_record
    assert "started the child" in of_person
    assert "added the agency" not in of_person


def test_the_trail_is_read_page_by_page(as_, cast):
    auditor, href = as_("auditor"), reverse("oversight:activity")
    pages = [auditor.get(href).text]

    while older := re.search(r'href="\?before=(\d+)"', pages[-1]):
        pages.append(auditor.get(href, {"before": older[1]}).text)

    rows = [page.count("<td class") for page in pages]
    assert sum(rows) == 3 * AuditEvent.objects.count()
    assert "added the agency" not in pages[0]
    assert "added the agency" in pages[-1]


@pytest.mark.requirement("IS-069")
def test_a_look_at_a_record_is_seen_by_its_managers_with_who_when_and_why(as_, cast, child):
    look(as_("social_worker"), child)

    page = as_("team_manager").get(reverse("oversight:looks", args=[child.reference])).text

    assert "<strong>Ruth Adeyemi</strong> looked at: child" in page
    assert "Calderbrook City Council, responsible authority" in page
    assert "Tamsin Redfern" in page


def test_the_auditor_sees_who_looked_and_not_whose_record_it_is(as_, cast, child):
    look(as_("social_worker"), child)

    page = as_("auditor").get(reverse("oversight:looks", args=[child.reference])).text

    assert "Ruth Adeyemi" in page
    assert "Tamsin" not in page


def test_a_manager_does_not_see_who_looked_at_another_authoritys_child(as_, cast):
    theirs = a_child(cast, "Idris", authority=cast.northmoor)

    page = as_("team_manager").get(reverse("oversight:looks", args=[theirs.reference]))

    assert page.status_code == 404


def test_a_managers_page_of_a_child_leads_to_who_looked(as_, cast, child):
    href = reverse("oversight:looks", args=[child.reference])

    assert href in look(as_("team_manager"), child).text
    assert href not in look(as_("social_worker"), child).text


def test_a_page_that_updates_itself_adds_no_second_look(as_, cast, child):
    client = as_("social_worker")
    look(client, child)

    client.get(reverse("children:page", args=[child.reference]), headers=POLL)

    assert AccessEvent.objects.filter(about=child.reference).count() == 1
    look(client, child)
    assert AccessEvent.objects.filter(about=child.reference).count() == 2


@pytest.mark.requirement("IS-069")
def test_a_search_that_finds_nothing_leads_to_emergency_access_and_to_the_record(as_, cast, child):
    client = as_("neighbour")
    nothing = client.post(reverse("children:search"), {"text": "Redfern"})

    answer = ask(client, reference=child.reference)

    assert reverse("emergency") in nothing.text
    assert answer.url == reverse("children:page", args=[child.reference])
    page = client.get(answer.url)
    assert "You opened this record in an emergency." in page.text
    assert "Tamsin Redfern" in page.text


def test_a_record_that_is_not_open_leads_there_too_and_only_those_who_may(as_, child):
    assert reverse("emergency") in look(as_("neighbour"), child).text
    assert reverse("emergency") not in look(as_("teacher"), child).text


def test_asking_without_a_reason_opens_nothing_and_says_what_to_write(as_, child):
    page = ask(as_("neighbour"), reference=child.reference, reason="now")

    assert "Say what has happened and why you need this record now" in page.text
    assert not EmergencyAccess.objects.exists()


def test_asking_for_nobody_says_what_to_check_and_is_on_the_record(as_, child):
    page = ask(as_("neighbour"), given_name="Tamsin", family_name="Redfearn")

    assert page.status_code == 404
    assert "No one record fits" in page.text
    assert AuditEvent.objects.filter(kind="EmergencyAccessMissed").count() == 1


def test_whoever_opened_a_record_closes_it_when_they_have_finished(as_, cast, child):
    client = as_("neighbour")
    ask(client, reference=child.reference)
    opened = EmergencyAccess.objects.get()

    client.post(reverse("emergency-end", args=[opened.reference]))

    assert look(client, child).status_code == 404


@pytest.mark.requirement("IS-069")
def test_the_authority_reviews_what_was_opened_and_what_was_looked_at(as_, cast, child):
    client = as_("neighbour")
    ask(client, reference=child.reference)
    look(client, child)
    opened = EmergencyAccess.objects.get()
    href = reverse("oversight:emergency", args=[opened.reference])

    manager = as_("team_manager")
    listed = manager.get(reverse("oversight:emergencies"))
    shown = manager.get(href)
    sent = manager.post(href, {"outcome": "proper", "finding": "She was cold and alone."})

    assert href in listed.text
    assert REASON in shown.text
    assert "looked at: child" in shown.text
    assert sent.status_code == 302
    opened.refresh_from_db()
    assert (opened.outcome, opened.reviewed_by) == ("proper", cast.team_manager.id)
    assert "She was cold and alone." in manager.get(href).text


def test_a_review_lacking_an_answer_is_asked_for_it(as_, cast, child):
    ask(as_("neighbour"), reference=child.reference)
    href = reverse("oversight:emergency", args=[EmergencyAccess.objects.get().reference])

    page = as_("team_manager").post(href, {"outcome": "", "finding": ""})

    assert "Select what you found" in page.text
    assert "Say what you found" in page.text


def test_what_waits_to_be_reviewed_is_counted_in_the_menu(as_, cast, child):
    ask(as_("neighbour"), reference=child.reference)

    page = as_("senior_manager").get(reverse("account")).text

    assert "Emergencies" in page
    assert '1<span class="govuk-visually-hidden"> waiting</span>' in page


def test_a_restricted_record_is_not_found_by_colleagues(as_, cast, child):
    children.restrict(child, by=cast.team_manager, at=clock.now())

    assert look(as_("social_worker"), child).status_code == 404
    assert look(as_("team_manager"), child).status_code == 200


def every_kind(event=Event):
    for one in event.__subclasses__():
        if one.__module__.startswith("lantern."):
            yield one.__name__
            yield from every_kind(one)


def test_every_kind_of_event_has_a_sentence():
    assert set(every_kind()) - set(PHRASES) == set()


def test_no_sentence_has_outlived_its_event():
    assert set(PHRASES) - set(every_kind()) == set()


def test_a_sentence_is_in_the_fields_words():
    given = {"agency": "vale", "role": "social_worker", "team_id": None}

    assert did("RoleGranted", given) == "gave the role of social worker in vale"
    assert did("EntryRecorded", {"kind": "classification"}) == "recorded: police classification"
    assert did("RoleGranted", {}).endswith("something not recorded in something not recorded")
    assert did("Renamed", {}) == "did what is recorded as Renamed"
