"""A draft from its beginning to its adoption, on the pages alone."""

import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantern.agreements import library
from lantern.agreements.actions import adoptions
from lantern.agreements.models import Adoption, Draft, PeriodicReview, Review
from lantern.core import clock
from lantern.core.instants import LONDON
from lantern.vocabulary.agreement import Answer, DraftState
from tests.agreeing import (
    APRIL,
    JUNE,
    REVIEW,
    RULEBOOK,
    a_draft,
    adopted,
    agreed,
    answered,
    asked,
    changed,
    on_the_guidance_alone,
)
from tests.web.reading import text_of

MOST = 30
START = {"starts-day": "1", "starts-month": "6", "starts-year": "2026"}
ADOPT = {
    "review_on-day": "1",
    "review_on-month": "6",
    "review_on-year": "2027",
    "reason": "Agreed by the partnership on 25 March.",
}


@pytest.fixture(autouse=True)
def in_april(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: APRIL)


def at(draft, page=""):
    return f"/protocol/drafts/{draft.reference}{page}"


@pytest.mark.requirement("CK-016")
def test_a_version_goes_from_its_beginning_to_its_adoption_on_the_pages(cast, sign_in):
    page = sign_in("coordinator").post("/protocol/drafts/start", START, follow=True)
    draft = Draft.objects.get()
    assert "calderbrook" in draft.title.lower()
    assert "Being drawn up" in text_of(page)
    changed(cast, draft, ("within: 48 hours", "within: 24 hours"))
    client = sign_in("coordinator")
    sent = {"reviewers": [cast.team_manager.id], "revision": "2"}
    assert "They are asked" in text_of(client.post(at(draft, "/ask"), sent, follow=True))

    client = sign_in("team_manager")
    listed = text_of(client.get("/protocol/drafts/"))
    assert "You are asked to review" in listed
    said = {"said": "agrees", "revision": "2"}
    assert "Your answer is recorded" in text_of(
        client.post(at(draft, "/answer"), said, follow=True)
    )

    client = sign_in("senior_manager")
    assert "It can’t be adopted yet" not in text_of(client.get(at(draft, "/adopt")))
    page = text_of(client.post(at(draft, "/adopt"), ADOPT | {"revision": "2"}, follow=True))
    assert "It is adopted, and binds from 1 June 2026." in page
    assert "Agreed by the partnership on 25 March." in page
    listed = text_of(client.get("/protocol/drafts/"))
    assert "Binds from 1 June 2026." in listed
    assert "To be looked at again by 1 June 2027" in listed


def test_a_draft_that_cannot_start_then_says_so_and_keeps_what_was_typed(cast, sign_in):
    client = sign_in("coordinator")

    page = client.post("/protocol/drafts/start", START | {"starts-year": "2025"})

    assert "The day from which it binds must be in the future" in text_of(page)
    assert 'value="2025"' in page.content.decode()
    assert not Draft.objects.exists()


def test_the_board_chooses_whose_protocol_it_is(cast, sign_in):
    client = sign_in("board_chair")

    page = text_of(client.get("/protocol/drafts/start"))
    assert "Calderbrook City Council" in page
    assert "Northmoor County Council" in page
    assert "Select whose protocol it is" in text_of(client.post("/protocol/drafts/start", START))
    client.post("/protocol/drafts/start", START | {"agency": "northmoor"})

    assert Draft.objects.get().agency.slug == "northmoor"


def test_an_authority_without_a_rulebook_of_its_own_begins_one(cast, sign_in):
    on_the_guidance_alone(cast)
    client = sign_in("coordinator")

    page = text_of(client.get("/protocol/drafts/start"))
    assert "For an authority without a rulebook of its own the draft begins one" in page
    page = text_of(client.post("/protocol/drafts/start", START, follow=True))

    assert "Begun as a rulebook of our own, which extends dfe-2014." in page
    reading = text_of(client.get(at(Draft.objects.get(), "/read")))
    assert "it asks what the version before it asks" in reading


def test_the_page_of_a_draft_says_what_was_changed_and_who_said_what(cast, sign_in):
    draft = asked(cast, a_draft(cast), cast.team_manager, cast.superintendent)
    answered(cast, draft, said=Answer.ASKS_FOR_CHANGES, words="Weekends are too short.")

    page = text_of(sign_in("coordinator").get(at(draft)))

    assert "Children asked to be seen sooner. Imran Sadiq" in page
    assert "Helen Marsh, Calderbrook City Council Asks for changes Weekends are too short" in page
    assert "Fiona Grant, Calderbrook &amp; Vale Police" not in page
    assert "Fiona Grant, Calderbrook & Vale Police Not answered" in page


def test_an_answer_to_an_earlier_text_is_shown_as_such(cast, sign_in):
    draft = changed(cast, agreed(cast), ("24 hours", "20 hours"))

    page = text_of(sign_in("coordinator").get(at(draft)))

    assert "Helen Marsh, Calderbrook City Council Of an earlier text" in page


def test_what_a_draft_changes_is_said_in_words_beside_what_binds(cast, sign_in):
    draft = asked(cast, a_draft(cast))

    page = text_of(sign_in("team_manager").get(at(draft, "/read")))

    assert "Carry out the independent return interview" in page
    assert re.search(r"48 hours.*24 hours", page)
    assert "in_force: {from: 2026-06-01}" in page


def test_a_draft_that_changes_nothing_or_has_faults_says_so(cast, sign_in):
    draft = a_draft(cast, edit=None)
    client = sign_in("coordinator")
    assert "it asks what the version before it asks" in text_of(client.get(at(draft, "/read")))

    changed(cast, draft, ("within: 48 hours", "within: soon"))

    page = text_of(client.get(at(draft, "/read")))
    assert "The text has faults" in page
    assert "Line 40:" in page


def test_those_asked_about_an_earlier_text_are_chosen_to_be_asked_again(cast, sign_in):
    draft = changed(cast, agreed(cast), ("24 hours", "20 hours"))
    client = sign_in("coordinator")

    page = client.get(at(draft, "/ask")).content.decode()

    names = re.findall(r"govuk-fieldset__legend--s\">\s*(.+)\s*</legend>", page)
    assert "Calderbrook City Council" in names
    assert names == sorted(set(names))
    chosen = re.findall(r'value="(S-[^"]+)"[^>]* checked', page)
    assert chosen == [cast.team_manager.id]
    assert "Select at least one person" in text_of(client.post(at(draft, "/ask"), {"revision": 3}))


def test_whoever_read_an_earlier_text_reads_again_and_goes_on_with_what_they_typed(cast, sign_in):
    draft = asked(cast, a_draft(cast))
    words = "Weekends are too short."
    sent = {"said": "asks_for_changes", "words": words, "revision": "1"}
    client = sign_in("team_manager")

    page = client.post(at(draft, "/answer"), sent)
    assert "The draft was changed while you had it open" in text_of(page)
    assert words in page.content.decode()
    assert 'name="revision" value="2"' in page.content.decode()
    client.post(at(draft, "/answer"), sent | {"revision": "2"})

    assert Review.objects.get().words == words


@pytest.mark.parametrize("revision", ["", "x", "²", "99999999999999999999"])
def test_a_revision_that_is_none_is_refused_in_a_sentence(cast, sign_in, revision):
    draft = asked(cast, a_draft(cast))

    page = sign_in("team_manager").post(
        at(draft, "/answer"), {"said": "agrees", "revision": revision}
    )

    assert page.status_code == 200
    assert not Review.objects.get().answer


def test_each_thing_in_the_way_of_an_adoption_is_listed_for_those_who_may_remove_it(cast, sign_in):
    draft = asked(cast, a_draft(cast))

    for who in ("senior_manager", "coordinator"):
        page = sign_in(who).get(at(draft, "/adopt"))
        assert "It can’t be adopted yet Helen Marsh has not answered yet." in text_of(page)
        assert "Vale District Council and" not in page.content.decode().partition("<main")[0]
        assert "work to this rulebook too" in text_of(page)
    client = sign_in("senior_manager")
    page = client.post(at(draft, "/adopt"), ADOPT | {"revision": "2"})

    assert "There is a problem Helen Marsh has not answered yet." in text_of(page)
    assert "Agreed by the partnership on 25 March." in page.content.decode()
    assert not Adoption.objects.exists()


def test_whoever_may_change_a_draft_and_not_adopt_it_is_told_whom_to_ask(cast, sign_in):
    draft = agreed(cast)
    client = sign_in("coordinator")

    assert "Ask a senior manager for missing children" in text_of(client.get(at(draft, "/adopt")))
    assert client.post(at(draft, "/adopt"), ADOPT | {"revision": "2"}).status_code == 403
    assert not Adoption.objects.exists()


def test_the_first_day_is_changed(cast, sign_in):
    draft = a_draft(cast)
    client = sign_in("coordinator")
    day = START | {"starts-month": "9", "revision": "2"}

    assert 'value="2026"' in client.get(at(draft, "/day")).content.decode()
    client.post(at(draft, "/day"), day)

    draft.refresh_from_db()
    assert draft.starts_on.month == 9
    again = client.post(at(draft, "/day"), day | {"revision": "3"})
    assert "This is the day from which it binds already" in text_of(again)


def test_a_draft_is_withdrawn_and_offers_nothing_more(cast, sign_in):
    draft = a_draft(cast)
    client = sign_in("coordinator")

    assert "Withdraw the draft?" in text_of(client.get(at(draft, "/withdraw")))
    page = client.post(at(draft, "/withdraw"), follow=True)

    draft.refresh_from_db()
    assert draft.state == DraftState.WITHDRAWN
    main = text_of(page)
    assert "Withdrawn" in main
    assert "Change the draft" not in main
    assert client.get(at(draft, "/day")).status_code == 403


@pytest.mark.requirement("CK-016")
def test_whoever_may_not_open_a_draft_reads_that_it_was_adopted_without_a_link(cast, sign_in):
    address = at(adopted(cast).draft)

    theirs = sign_in("senior_manager").get("/protocol/drafts/").content.decode()
    hers = sign_in("social_worker").get("/protocol/drafts/").content.decode()

    assert f'href="{address}"' in theirs
    assert "Agreed on 25 March 2026." in hers
    assert address not in hers


def test_a_version_is_due_for_review_until_somebody_says_that_it_was_looked_at(
    cast, sign_in, monkeypatch
):
    draft = adopted(cast).draft
    library.look()
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, 6, 2, 9, 0, tzinfo=LONDON))
    client = sign_in("senior_manager")

    assert "Review due Say that it was looked at" in text_of(client.get("/protocol/drafts/"))
    assert "Review due" in text_of(sign_in("home_manager").get("/protocol/drafts/"))
    said = "Review due It had to be looked at again by 1 June 2027."
    assert said in text_of(sign_in("home_manager").get("/protocol"))
    client = sign_in("senior_manager")
    assert "Say who looked at it" in text_of(client.post(at(draft, "/again"), {"words": " "}))
    sent = {
        "words": "The board looked at it on 1 June.",
        "review_on-day": "1",
        "review_on-month": "6",
        "review_on-year": "2028",
    }
    page = text_of(client.post(at(draft, "/again"), sent, follow=True))

    assert "The board looked at it on 1 June. Caroline Pike" in page
    assert "Review due" not in text_of(client.get("/protocol/drafts/"))
    assert PeriodicReview.objects.count() == 1


def test_a_draft_that_was_not_adopted_is_not_looked_at_again(cast, sign_in):
    assert sign_in("senior_manager").get(at(a_draft(cast), "/again")).status_code == 404


def test_a_version_that_cannot_be_read_any_more_is_said_at_the_top(cast, sign_in):
    broken = agreed(cast)
    Adoption.objects.create(
        draft=broken,
        agency=cast.calderbrook,
        rulebook=RULEBOOK,
        adopted_at=APRIL,
        adopted_by_id=cast.senior_manager.user_id,
        starts_on=JUNE,
        review_on=REVIEW,
        text="rulebook: [",
    )
    library.look()

    page = text_of(sign_in("coordinator").get("/protocol/drafts/"))

    assert f"Lantern can no longer read {RULEBOOK} from 2026-06-01, so it does not bind" in page


def asked_of(client, address):
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_long_lists_of_drafts_changes_reviews_and_versions_ask_no_more_often(cast, sign_in):
    draft = asked(cast, a_draft(cast))
    first = adopted(cast)
    library.look()
    looked = {"by": cast.senior_manager, "at": APRIL, "words": "Looked at.", "review_on": REVIEW}
    adoptions.look_again(first, **looked)
    client = sign_in("senior_manager")
    pages = (
        "/protocol/drafts/",
        at(draft),
        at(first.draft),
        at(draft, "/ask"),
        at(draft, "/adopt"),
    )
    few = [asked_of(client, one) for one in pages]
    for hour in range(3):
        again = a_draft(cast, at=APRIL + timedelta(hours=hour), edit=None)
        asked(cast, changed(cast, again, ("24 hours", f"{20 + hour} hours")))
    for people in ((cast.superintendent,), (cast.home_manager, cast.board_chair)):
        asked(cast, draft, *people)
        adoptions.look_again(first, **looked)

    many = [asked_of(client, one) for one in pages]

    assert all(more <= less <= MOST for more, less in zip(many, few, strict=True)), (few, many)
