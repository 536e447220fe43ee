"""The pages of a return interview, as its people use them."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantern.core import clock
from lantern.interviews import standing
from lantern.interviews.actions import records, shares
from lantern.interviews.models import Interview, Share
from lantern.referrals.actions import offering
from lantern.referrals.actions.offering import Offered
from lantern.vocabulary.interviewing import Voice
from lantern.vocabulary.returning import Answer
from lantern.vocabulary.telling import Method
from tests.builders import a_child, an_episode
from tests.interviewing import (
    AFTER,
    ANSWERS,
    NEXT_DAY,
    WORDS,
    cast,
    draft,
    giving,
    interview,
    told,
    written,
)
from tests.web.reading import text_of

__all__ = ["cast", "draft", "interview", "told"]
pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
HELD = {
    "time": "",
    "ending": "whole",
    "interviewer": "Kezia Brand",
    "interviewer_kind": "provider",
    "company": "alone",
    "from_placement": "yes",
    "from_authority": "yes",
}


@pytest.fixture
def as_(cast, client):
    """The browser of one of the cast, signed in."""

    def signed_in(key):
        client.force_login(cast.user(key))
        return client

    return signed_in


@pytest.fixture
def share(cast, interview):
    """What of it the police were given."""
    return shares.give(interview, giving(), by=cast.interviewer, at=clock.now())


def page(name, *args):
    return reverse(f"interviews:{name}", args=args)


def today(**fields):
    now = clock.now()
    return (
        HELD
        | {
            "on-day": str(now.day),
            "on-month": str(now.month),
            "on-year": str(now.year),
        }
        | fields
    )


def sent_in_parts(client, draft, answers):
    """Every part sent as a browser would."""
    arrangements = page("part", draft.reference, "arrangements")
    client.post(arrangements, today() | {"seen": "0", "next": "yes"})
    for section in standing.question_set(draft).sections:
        given = {
            name: answers[name]
            for question in section.questions
            for name in question.names
            if name in answers
        }
        saved = str(Interview.objects.get(pk=draft.pk).saved)
        client.post(page("part", draft.reference, section.id), given | {"seen": saved})


@pytest.mark.requirement("RF-067", "RF-214")
def test_an_interview_is_written_part_by_part_and_finished(as_, draft):
    client = as_("interviewer")
    sent_in_parts(client, draft, ANSWERS)

    before = client.get(page("finish", draft.reference)).content.decode()
    client.post(page("finish", draft.reference))

    assert "Nobody but you and your team" in before
    said = standing.voices(draft)
    assert said.of(Voice.CHILD).answers["harm_away_more"] == WORDS
    assert said.held.precision == "day"
    shown = client.get(page("interview", draft.reference)).content.decode()
    assert shown.index(WORDS) < shown.index("What the interviewer thinks")
    assert "time not known" in shown


def test_the_arrangements_begin_with_what_the_offer_recorded(as_, cast, draft):
    referral = draft.episodes.get().referral
    wishes = Offered(
        method=Method.TELEPHONE,
        advocate_offered=True,
        before_return=Answer.NO,
        chosen_person="Somebody who is not a teacher",
        chosen_place="The café by the library",
    )
    offering.offer(referral, wishes, by=cast.interviewer, at=NEXT_DAY, now=NEXT_DAY)

    shown = as_("interviewer").get(page("part", draft.reference, "arrangements"))

    shown = shown.content.decode()
    assert re.search(r'name="choice"[^>]*value="Somebody who is not a teacher"', shown)
    assert re.search(r'name="venue"[^>]*value="The café by the library"', shown)
    assert re.search(r'name="advocate"[^>]*value="yes"[^>]*checked', shown)
    assert re.search(r'name="before_return"[^>]*value="no"[^>]*checked', shown)


def test_a_provider_begins_as_independent_of_placement_and_authority(as_, draft):
    shown = as_("interviewer").get(page("part", draft.reference, "arrangements")).content.decode()

    assert re.search(r'name="from_placement"[^>]*value="yes"[^>]*checked', shown)
    assert re.search(r'name="from_authority"[^>]*value="yes"[^>]*checked', shown)


def test_what_is_amiss_is_said_at_once_with_the_part_where_it_is_put_right(as_, draft):
    shown = as_("interviewer").get(page("finish", draft.reference)).content.decode()

    assert "Enter the day of the interview" in shown
    assert "Answer: Is there a concern about radicalisation?" in shown
    assert page("part", draft.reference, "risks") in shown


def test_a_wrong_answer_loses_nothing_that_was_typed(as_, draft):
    client = as_("interviewer")
    where = page("part", draft.reference, "arrangements")

    refused = client.post(where, today(time="half past", venue="The library", seen="0"))
    again = client.get(where).content.decode()

    assert "Enter a time like 16:30" in refused.content.decode()
    assert "half past" in again
    assert "The library" in again


def test_two_who_write_the_same_part_are_told_and_may_send_again(as_, draft):
    client = as_("interviewer")
    where = page("part", draft.reference, "why")
    client.post(where, {"why_went": "First.", "seen": "0"})

    told = client.post(where, {"why_went": "Second.", "seen": "0"}).content.decode()
    client.post(where, {"why_went": "Second.", "seen": "1"})

    assert "Somebody else saved this part" in told
    assert "Second." in told
    draft.refresh_from_db()
    assert draft.typed["why"]["typed"]["why_went"] == ["Second."]


def test_put_right_keeps_the_former_words_on_the_page(cast, interview, as_):
    where = page("part", interview.reference, "why")

    as_("interviewer").post(
        where, {"why_went": "To see her.", "reason": "I had misheard.", "seen": "1"}
    )

    shown = as_("interviewer").get(page("interview", interview.reference)).content.decode()
    assert "Parts with nothing written" in shown
    assert page("part", interview.reference, "feeling") in shown
    assert "To see her." in shown
    assert ANSWERS["why_went"] in shown
    assert "I had misheard." in shown


def checked(**fields):
    items = ("child_alone", "own_words", "reasons", "harm", "always", "wishes", "safety")
    return dict.fromkeys((*items, "actions", "shared"), "yes") | fields


@pytest.mark.requirement("PB-020", "RF-214")
def test_a_manager_reviews_it_and_its_writer_reads_why_it_came_back(cast, interview, as_):
    seen = standing.voices(interview).last.pk

    as_("team_manager").post(
        page("review", interview.reference),
        checked(verdict="sent_back", words="What did she want?", seen=str(seen)),
    )

    shown = as_("interviewer").get(page("interview", interview.reference)).content.decode()
    assert "Answer the review" in shown
    assert "What did she want?" in shown


@pytest.mark.requirement("IS-008", "CF-31")
def test_a_share_by_the_agreement_is_read_and_acknowledged(share, as_):
    where = page("shared", share.reference)

    client = as_("police_coordinator")
    shown = client.get(where).content.decode()
    client.post(where)

    assert WORDS in shown
    assert ANSWERS["why_went"] not in shown
    assert ANSWERS["wants_soon"] not in shown
    assert "Acknowledged" in client.get(where).content.decode()


@pytest.mark.requirement("CF-64")
def test_what_the_child_wants_kept_is_not_offered_to_the_home(cast, interview, as_):
    where = page("share", interview.reference)

    to_home = as_("interviewer").get(where, {"to": "home"}).content.decode()
    to_police = as_("interviewer").get(where, {"to": "police"}).content.decode()

    assert 'value="why"' not in to_home
    assert "wants kept from them" in to_home
    assert 'value="why"' in to_police


def test_to_share_otherwise_than_agreed_asks_why_and_keeps_what_was_typed(cast, interview, as_):
    sent = {"content": "whole", "method": "lantern", "child_told": "told", "reason": ""}

    shown = as_("interviewer").post(f"{page('share', interview.reference)}?to=police", sent)

    assert "Say why this is otherwise" in shown.content.decode()
    assert not Share.objects.filter(interview=interview).exists()


def test_the_absence_and_the_child_lead_to_the_interview(cast, interview, as_):
    here = page("interview", interview.reference)

    for where in (
        reverse("episodes:episode", args=[interview.episodes.get().reference]),
        reverse("children:page", args=[interview.child.reference]),
    ):
        assert here in as_("team_manager").get(where).content.decode()
        assert here not in as_("social_worker").get(where).content.decode()


@pytest.mark.requirement("IS-009")
def test_an_agreement_is_registered_and_decides_what_is_given(cast, interview, as_):
    day = clock.now().date()
    later = day + timedelta(days=300)
    sent = {
        "title": "Sharing",
        "kind": "dedicated",
        "parties": "All of us",
        "mode": "whole_form",
        "contract_says_so": "yes",
        **{f"starts_on-{one}": str(getattr(day, one)) for one in ("day", "month", "year")},
        **{f"review_on-{one}": str(getattr(later, one)) for one in ("day", "month", "year")},
        **{
            f"of_{one}": "took_place"
            for one in (
                "caseworker",
                "front_door",
                "reviewing_officer",
                "fostering_service",
                "home",
                "health",
                "school",
                "parents",
            )
        },
    }

    as_("coordinator").post(page("agreements"), sent)
    as_("coordinator").post(page("agreements"), sent | {"title": "All", "kind": "general"})

    register = as_("coordinator").get(page("agreements")).content.decode()
    assert "An agreement about missing children, between All of us" in register
    assert "general agreement, between All of us" in register
    as_("coordinator").post(page("agreements"), sent)
    shown = as_("interviewer").get(page("share", interview.reference), {"to": "police"})
    assert "Agreed: the whole of it. Sharing" in shown.content.decode()


def test_a_question_set_with_a_fault_is_refused_with_its_line_and_kept(cast, interview, as_):
    day = clock.now().date()
    when = {f"starts_on-{one}": str(getattr(day, one)) for one in ("day", "month", "year")}

    shown = as_("coordinator").post(
        page("question-sets"), when | {"name": "", "text": "set: Ours\ntitle: Ours\n"}
    )

    said = shown.content.decode()
    assert "line 1" in said
    assert "title: Ours" in said


def test_a_child_without_a_referral_has_no_interview_to_begin(cast, as_):
    episode = an_episode(cast, a_child(cast, "Nell"), by=cast.social_worker)

    shown = as_("social_worker").get(page("begin", episode.reference))

    assert shown.status_code == 403
    assert "Nobody has asked for a return interview" in shown.content.decode()


@pytest.mark.requirement("RF-214")
def test_what_waits_for_review_is_listed_in_a_fixed_number_of_queries(cast, interview, draft, as_):
    client = as_("team_manager")
    client.get(page("list"))
    with CaptureQueriesContext(connection) as one:
        shown = client.get(page("list")).content.decode()
    records.complete(draft, written(), by=cast.interviewer, now=AFTER)
    with CaptureQueriesContext(connection) as two:
        both = client.get(page("list")).content.decode()

    assert page("interview", interview.reference) in shown
    assert page("interview", draft.reference) not in shown
    assert page("interview", draft.reference) in both
    assert len(one) == len(two)


def test_on_paper_the_childs_words_come_first_and_the_analysis_stands_apart(interview, as_):
    one = as_("interviewer")

    link = one.get(page("interview", interview.reference)).content.decode()
    shown = text_of(one.get(page("printed", interview.reference)))
    pdf = one.get(page("printed", interview.reference), {"as": "pdf"})

    assert f'href="{page("printed", interview.reference)}"' in link
    child, analysis = shown.index("What Tamsin said"), shown.index(Voice.INTERVIEWER.label)
    assert child < shown.index(WORDS) < analysis < shown.index("How it was held")
    assert pdf["Content-Disposition"] == f'inline; filename="{interview.reference}.pdf"'
    assert pdf.content.startswith(b"%PDF-1.7")


def test_on_the_paper_of_whoever_was_given_a_part_nothing_hints_at_the_rest(share, as_):
    police = as_("police_coordinator")

    whole = police.get(page("printed", share.interview.reference))
    shown = text_of(police.get(page("shared", share.reference), {"as": "page"}))

    assert whole.status_code == 403
    assert WORDS in shown
    for name in ("why_went", "wants_soon", "parents_said", "level_reasons"):
        assert ANSWERS[name] not in shown
    for hint in ("How it was held", "How much", "relevant", "leaves out"):
        assert hint not in shown
