"""The directory, letters, support and the child's page, as the people who use them see them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantern.core import clock
from lantern.duties.models import Duty
from lantern.people.actions import contacts
from lantern.support.actions import programmes
from lantern.support.letters import shipped
from lantern.support.models import Letter, Service, Support
from lantern.support.reading_age import reading_age
from lantern.vocabulary.placement import PersonRelation
from lantern.vocabulary.support import Attendance, LetterKind, SupportAnswer
from tests.actions.test_support_letters import rated
from tests.builders import LATER, a_child, a_returned_episode
from tests.helping import a_letter, an_offer, listed
from tests.web.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
AT = LATER + timedelta(hours=1)
MOST = 30
NOW = {
    "at-day": str(AT.day),
    "at-month": str(AT.month),
    "at-year": str(AT.year),
    "at-hour": "22",
    "at-minute": "30",
}
SERVICE = {
    "name": "Harbour Line",
    "kind": "helpline",
    "purpose": "Talk to someone.",
    "telephone": "0800 001 0001",
    "elsewhere": "",
    "hours": "Day and night",
    "audiences": ["child"],
    "area": "",
    "source": "Rang them",
    "review_on-day": "1",
    "review_on-month": "6",
    "review_on-year": "2026",
}


@pytest.fixture(autouse=True)
def that_evening(monkeypatch):
    # Nobody makes a letter on the stroke of the minute, and forms ask for no seconds.
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(seconds=43))


def after(episode):
    return f"/support/letters/after/{episode.reference}"


@pytest.mark.requirement("RF-075")
def test_a_letter_is_made_printed_and_said_to_be_sent(cast, sign_in):
    episode = a_returned_episode(cast)
    listed(cast, AT)
    client = sign_in("social_worker")
    sent = {"to": "child", "telephone": "01632 960 001", "large_print": "no"}

    made = client.post(after(episode), sent, follow=True)
    letter = Letter.objects.get()
    pdf = client.get(f"/support/letters/{letter.reference}/pdf")
    recorded = client.post(
        f"/support/letters/{letter.reference}", NOW | {"method": "by_hand"}, follow=True
    )

    assert "Dear Tamsin," in text_of(made)
    assert "0800 001 0001" in text_of(made)
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf["Content-Disposition"] == 'inline; filename="letter.pdf"'
    assert pdf.content.startswith(b"%PDF-1.7")
    assert "Sent Given by hand, 22:30 on Monday 2 March 2026, by Ruth Adeyemi" in text_of(recorded)
    panel = text_of(client.get(f"/episodes/{episode.reference}"))
    assert "Sent To Tamsin Given by hand" in panel


@pytest.mark.requirement("CK-136")
@pytest.mark.parametrize(
    ("colour", "rule", "place"),
    [
        ("green", "green-letter-to-child", "/support/letters/after/"),
        ("green", "green-letter-to-parents", "/support/letters/after/"),
        ("red", "red-support-offered", "/support/offer/after/"),
    ],
)
def test_what_is_owed_leads_to_where_it_is_done(cast, sign_in, colour, rule, place):
    episode = rated(cast, colour)
    duty = Duty.objects.get(subject=episode.reference, rule=rule)

    shown = sign_in("interviewer").get(f"/duties/{duty.pk}")

    assert f'href="{place}{episode.reference}"' in shown.content.decode()


def test_a_machine_that_cannot_print_says_what_to_do_instead(cast, sign_in, monkeypatch, tmp_path):
    letter = a_letter(cast, a_returned_episode(cast), AT)
    (tmp_path / "libpango-1.0.so.0").write_bytes(b"not a library")
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))

    answer = sign_in("social_worker").get(f"/support/letters/{letter.reference}/pdf")

    assert answer.status_code == 503
    assert "This machine cannot make a PDF. Print the page instead." in text_of(answer)


@pytest.mark.requirement("CF-64")
def test_the_page_says_why_a_parent_is_not_written_to_and_does_not_offer_it(cast, sign_in):
    episode = a_returned_episode(cast)
    father = contacts.add(
        episode.child,
        by=cast.social_worker,
        at=AT,
        name="Joss Redfern",
        relation=PersonRelation.FATHER,
        may_be_told=False,
        why_not_told="A court order forbids contact",
    )
    client = sign_in("social_worker")

    page = client.get(after(episode))
    forced = {"to": f"contact-{father.pk}", "telephone": "1", "large_print": "no"}
    refused = client.post(after(episode), forced)

    reason = "Joss Redfern may not be told: A court order forbids contact."
    assert reason in text_of(page)
    assert f"contact-{father.pk}" not in page.content.decode()
    assert refused.status_code == 200
    assert not Letter.objects.exists()


def test_a_session_that_is_a_mistake_is_taken_back_on_its_page_and_not_counted(cast, sign_in):
    support = an_offer(cast, a_child(cast), AT)
    by = {"by": cast.social_worker, "at": AT, "now": AT}
    programmes.answer(support, answered=SupportAnswer.ACCEPTED, **by)
    session = programmes.record_session(
        support, worker="Ruth Adeyemi", attendance=Attendance.HELD, topics=["identity"], **by
    )
    page = f"/support/{support.reference}"
    link = f"{page}/sessions/{session.pk}/taken-back"
    client = sign_in("social_worker")

    offered = client.get(page).content.decode()
    shown = text_of(client.post(link, {"reason": "It was her sister"}, follow=True))

    assert f'href="{link}"' in offered
    assert "Taken back By Ruth Adeyemi: It was her sister" in shown
    assert "0 of 10 sessions held" in shown
    assert link not in client.get(page).content.decode()
    assert client.get(f"{page}/sessions/{session.pk + 1}/taken-back").status_code == 404


@pytest.mark.one_database
def test_what_is_wrong_in_a_form_is_said_and_nothing_typed_is_lost(cast, sign_in):
    episode = a_returned_episode(cast)
    client = sign_in("social_worker")

    letter = client.post(after(episode), {"telephone": "01632 960 999"})
    offer = client.post(
        f"/support/offer/{episode.child.reference}",
        {"kind": "mentoring", "worker": "", "aim": "To be heard", "planned_sessions": "0"} | NOW,
    )

    assert "Choose to whom the letter goes" in text_of(letter)
    assert "01632 960 999" in letter.content.decode()
    assert "Enter who would do it" in text_of(offer)
    assert "How many sessions must be 1 or more" in text_of(offer)
    assert "To be heard" in offer.content.decode()
    assert not Letter.objects.exists()
    assert not Support.objects.exists()


@pytest.mark.requirement("RF-117", "CK-165", "CK-166", "CK-167")
def test_a_service_printed_years_ago_is_used_only_when_somebody_has_checked_it(cast, sign_in):
    client = sign_in("coordinator")

    listing = text_of(client.get("/support/services"))
    form = client.get("/support/services/add?from=childline").content.decode()
    incomplete = client.post("/support/services/add", SERVICE | {"source": ""})
    client.post("/support/services/add", SERVICE)

    assert "10 services to check" in listing
    assert "ChildLine" in form
    assert "0800 1111" in form
    assert "As printed in DfE 2014 Annex B, L1664." in form
    assert "Enter where you checked this" in text_of(incomplete)
    service = Service.objects.get()
    assert (service.purpose, service.confirmed_by) == ("Talk to someone", cast.coordinator.name)


def test_a_service_is_checked_again_and_taken_out(cast, sign_in, monkeypatch):
    service = listed(cast, AT, review_on=AT.date() + timedelta(days=1))
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=3))
    page = f"/support/services/{service.reference}"

    late = text_of(sign_in("social_worker").get("/support/services"))
    client = sign_in("board_chair")
    client.post(page, SERVICE | {"hours": "9 to 5"})
    checked = text_of(client.get("/support/services"))
    client.post(f"{page}/end")

    assert "Harbour Line Check before use" in late
    assert "Talk to someone. 9 to 5." in checked
    assert "Check before use" not in checked
    assert "Nobody has added a service yet." in text_of(client.get("/support/services"))


def test_the_words_of_a_letter_are_changed_with_their_reading_age_beside_them(cast, sign_in):
    client, page = sign_in("coordinator"), "/support/words/calderbrook/child"
    words = shipped(LetterKind.CHILD).words

    shown = text_of(client.get(page))
    wrong = client.post(page, {"title": "Hi", "words": "Dear {mother}", "version": "shipped"})
    client.post(page, {"title": "Hi", "words": words, "version": "shipped"})
    late = client.post(page, {"title": "Good day", "words": words, "version": "shipped"})

    assert (
        f"come with Lantern. Reading age: about {reading_age(words.replace('{helplines}', ''))} ."
        in shown
    )
    assert "Lantern cannot fill in {mother}." in text_of(wrong)
    assert "changed these words while you were writing" in text_of(late)
    assert "Good day" in late.content.decode()
    assert client.get("/support/words/northmoor/nobody").status_code == 404


@pytest.mark.requirement("RF-076", "PS-014")
def test_support_goes_from_the_offer_to_its_end_one_form_at_a_time(cast, sign_in):
    child = a_child(cast)
    client = sign_in("social_worker")
    offered = {"kind": "intensive", "worker": "Ruth", "aim": "To feel safe"} | NOW
    sent = client.post(f"/support/offer/{child.reference}", offered | {"planned_sessions": "10"})
    here = f"/support/{Support.objects.get().reference}"
    assert sent.url == here

    first = text_of(client.get(here))
    client.post(here, NOW | {"answered": "accepted", "words": "Okay."})
    held = {"worker": "Ruth", "attendance": "held", "topics": ["grooming"], "words": "We talked."}
    session = text_of(client.post(here, NOW | held, follow=True))
    client.post(f"{here}/end", NOW | {"outcome": "She rings first."})

    assert "What was the answer?" in first
    assert "Record a session" not in first
    assert "1 of 10 sessions held." in session
    assert "Grooming We talked." in session
    assert "She rings first." in text_of(client.get(here))
    assert "Record a session" not in text_of(client.get(here))
    assert "Ended Intensive support" in text_of(client.get(f"/children/{child.reference}"))


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_pages_ask_the_database_no_more_often_when_more_is_on_them(cast, sign_in):
    episode = a_returned_episode(cast)
    support = an_offer(cast, episode.child, AT)
    programmes.answer(
        support, by=cast.social_worker, at=AT, now=AT, answered=SupportAnswer.ACCEPTED
    )
    client = sign_in("social_worker")
    pages = (
        "/support/services",
        after(episode),
        f"/support/{support.reference}",
        f"/support/for/{episode.child.reference}",
    )

    def fill():
        listed(cast, AT)
        a_letter(cast, episode, AT)
        an_offer(cast, episode.child, AT)
        programmes.record_session(
            support,
            by=cast.social_worker,
            at=AT,
            now=AT,
            worker="Ruth",
            attendance=Attendance.DID_NOT_COME,
        )

    fill()
    few = [queries_of(client, page) for page in pages]
    for _ in range(4):
        fill()

    assert [queries_of(client, page) for page in pages] == few
    assert max(few) <= MOST
