"""What must change after a return, on its pages: asked, kept, put right, signed, judged, listed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lantern.core import clock
from lantern.episodes.details import LastSeen
from lantern.episodes.models import Entry
from lantern.follow_up import known
from lantern.follow_up.models import BehaviourPlan, FollowUp, Signature
from lantern.people.actions import flags
from lantern.plans.models import PlannedAction
from lantern.vocabulary.follow_up import ReportKind
from lantern.vocabulary.risk import FlagKind
from tests.actions.following_up import REVIEW, a_report, a_review
from tests.builders import (
    BEFORE,
    LATER,
    a_child,
    a_looked_after_child,
    a_returned_episode,
    an_episode,
)
from tests.web.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
ANSWERS = {
    "placement-review": {
        "outcome": "right",
        "reasons": "She is settled",
        "child_views": "Wants to stay",
        "carer_views": "Want her to stay",
        "what-0": "Find a mentor",
        "person-0": "social_worker",
        "due_on-0-day": "1",
        "due_on-0-month": "3",
        "due_on-0-year": "2040",
    },
    "placement-plan": {
        "present": "Ruth and Bronwen",
        "implications": "Evenings",
        "prevent": "A walk",
        "reduce": "A charged phone",
        "if_missing": "Ring her brother",
        "early_review": "not_needed",
        "early_review_why": "Soon anyway",
    },
    "repeat-discussion": {"spoken_with": "both", "said": "Evenings", "support": "A mentor"},
    "assessment": {"assessment": "referral", "trigger": "Third time", "outcome": "Not needed"},
}
FACTS = {
    "placement-review": "placement.appropriateness_reviewed",
    "placement-plan": "early_review.considered",
    "repeat-discussion": "repeat_discussion.held",
    "assessment": "referral.considered",
}


def now_typed(name="at"):
    """This minute, as somebody leaves it."""
    at = clock.now()
    parts = {
        "day": at.day,
        "month": at.month,
        "year": at.year,
        "hour": at.hour,
        "minute": at.minute,
    }
    return {f"{name}-{part}": str(value) for part, value in parts.items()}


def test_each_page_of_an_absence_records_what_was_answered_and_its_fact(cast, sign_in):
    episode = a_returned_episode(cast)
    client = sign_in("social_worker")

    for slug, given in ANSWERS.items():
        url = reverse(f"follow_up:{slug}", args=[episode.reference])
        answer = client.post(url, given | now_typed())
        assert answer.status_code == 302, text_of(answer)
        assert Entry.objects.filter(episode=episode, fact=FACTS[slug]).exists()

    shown = text_of(client.get(reverse("episodes:episode", args=[episode.reference])))
    assert "What must change" in shown
    assert "Review of the placement" in shown


def test_nothing_must_change_while_the_child_is_away(cast, sign_in):
    away = an_episode(cast)

    shown = sign_in("social_worker").get(reverse("episodes:episode", args=[away.reference]))

    assert shown.status_code == 200
    assert "What must change" not in text_of(shown)


@pytest.mark.one_database
def test_what_was_left_out_is_asked_for_and_nothing_typed_is_lost(cast, sign_in):
    episode = a_returned_episode(cast)
    url = reverse("follow_up:placement-review", args=[episode.reference])
    given = ANSWERS["placement-review"] | {"child_views": "", "reasons": "Settled at school"}

    answer = sign_in("social_worker").post(url, given | now_typed())

    assert "Say what Tamsin thinks, or why that is not known" in text_of(answer)
    assert "Settled at school" in answer.content.decode()


@pytest.mark.one_database
def test_half_an_action_is_asked_for_whole(cast, sign_in):
    episode = a_returned_episode(cast)
    url = reverse("follow_up:placement-review", args=[episode.reference])
    given = ANSWERS["placement-review"] | {"person-0": "", "due_on-0-day": ""}
    half = given | {"due_on-0-month": "", "due_on-0-year": ""}

    shown = text_of(sign_in("social_worker").post(url, half | now_typed()))

    assert "Select who does it" in shown
    assert "Enter the day by which it is done" in shown
    assert not FollowUp.objects.exists()


@pytest.mark.requirement("RF-107", "QS-081")
def test_the_reviewing_officer_is_shown_the_count_before_answering(cast, sign_in):
    child = a_looked_after_child(cast)
    a_returned_episode(cast, child)
    url = reverse("follow_up:statutory-review", args=[child.reference])
    client = sign_in("reviewing_officer")

    assert "In all: missing once, absent never, away never." in text_of(client.get(url))

    given = {"addressed": "Evenings", "risk_reviewed": "yes", "plan_agreed": "no"}
    assert client.post(url, given | now_typed()).status_code == 302
    row = FollowUp.objects.get()
    kept = text_of(client.get(reverse("follow_up:record", args=[row.reference])))
    assert "missing once" in kept


@pytest.mark.requirement("RF-077")
def test_the_childs_sheet_has_the_childs_words_and_nothing_of_the_record(cast, sign_in):
    child = a_looked_after_child(cast)
    client = sign_in("key_worker")
    given = {
        "ring": "My brother",
        "safe_places": "The library",
        "reach": "The night line",
        "pulls": "Quarrels",
        "is_agreed": "yes",
    }
    client.post(reverse("follow_up:safety-plan", args=[child.reference]), given | now_typed())
    row = FollowUp.objects.get()

    sheet = text_of(client.get(reverse("follow_up:for-the-child", args=[row.reference])))

    for words in ("I can ring", "My brother", "I am safe here", "The library", "Quarrels", "999"):
        assert words in sheet
    assert "Redfern" not in sheet


def test_the_next_safety_plan_begins_with_the_words_of_the_last(cast, sign_in):
    child = a_looked_after_child(cast)
    client = sign_in("key_worker")
    url = reverse("follow_up:safety-plan", args=[child.reference])
    given = {"ring": "Aunt Joy", "safe_places": "Library", "reach": "Line", "is_agreed": "yes"}
    client.post(url, given | now_typed())

    assert "Aunt Joy" in client.get(url).content.decode()


def test_a_record_is_put_right_on_its_page_and_what_it_said_is_kept(cast, sign_in):
    row = a_review(cast)
    client = sign_in("social_worker")
    given = {
        "outcome": REVIEW.outcome,
        "reasons": "She asked to stay",
        "child_views": REVIEW.child_views,
        "carer_views": REVIEW.carer_views,
        "reason": "Misheard",
    }

    client.post(reverse("follow_up:correct", args=[row.reference]), given)

    latest = FollowUp.objects.latest("pk")
    kept = text_of(client.get(reverse("follow_up:record", args=[latest.reference])))
    assert "She asked to stay" in kept
    assert "She is settled, and the evenings are not" in kept
    assert "Put right: Misheard" in kept


@pytest.mark.requirement("RF-222")
def test_a_report_begins_with_what_the_record_knows_and_waits_for_its_signature(cast, sign_in):
    child = a_looked_after_child(cast)
    a_returned_episode(cast, child)
    again = LATER + timedelta(days=20)
    seen = LastSeen(at=again - timedelta(hours=1), place="Alder House")
    episode = an_episode(cast, child, at=again, last_seen=seen)
    url = reverse("follow_up:regulation-40", args=[episode.reference])
    client = sign_in("home_manager")

    assert "Away once before, once of them in 90 days" in client.get(url).content.decode()

    answer = client.post(url, {"themes": "Evenings", "patterns": "Once before"})
    assert answer.status_code == 302
    assert "Next Service manager, residential" in text_of(client.get(url))
    assert known.report(episode, ReportKind.REGULATION_40).patterns == "Once before"


def test_somebody_whose_turn_it_is_not_is_told_whose_it_is(cast, sign_in):
    report = a_report(cast)
    url = reverse("follow_up:regulation-40", args=[report.episode.reference])

    answer = sign_in("senior_manager").post(url, {"verdict": "signed"})

    assert answer.status_code == 403
    assert "service manager, residential" in text_of(answer)
    assert not Signature.objects.exists()


@pytest.mark.requirement("RF-079", "CK-168")
def test_a_plan_is_agreed_compared_and_judged_by_a_person(cast, sign_in):
    child = a_looked_after_child(cast)
    a_returned_episode(cast, child)
    client = sign_in("social_worker")
    given = {
        "forum": "care_review",
        "leads": "Evenings",
        "changes": "Walks",
        "review_on-day": "1",
        "review_on-month": "3",
        "review_on-year": "2040",
    }
    client.post(reverse("follow_up:behaviour-plan", args=[child.reference]), given | now_typed())
    url = reverse("follow_up:plan", args=[BehaviourPlan.objects.get().reference])
    assert "These periods are short" in text_of(client.get(url))
    to_judge = reverse("plans:action", args=[PlannedAction.objects.get().reference])
    assert client.post(to_judge, {"became": "done", "words": "Done"}).url == url

    judged = {"judgement": "partly", "reasons": "Comes back sooner", "goes_on": "no"}
    assert client.post(url, judged).status_code == 302

    shown = text_of(client.get(url))
    assert "Works in part Ruth Adeyemi" in shown
    assert "The plan ended." in shown
    assert "Record this judgement" not in shown


@pytest.mark.requirement("PS-010", "PS-011", "RF-011")
def test_children_at_risk_are_listed_until_they_have_gone(
    cast, sign_in, django_assert_max_num_queries
):
    client, url = sign_in("coordinator"), reverse("follow_up:at-risk")
    gone, known_before = a_child(cast, "Gwen"), a_child(cast, "Run")
    for name in ("Ada", "Bea", "Cleo"):
        concern(cast, a_child(cast, name))
    concern(cast, gone)
    concern(cast, known_before)
    concern(cast, known_before, FlagKind.RUNNING_HISTORY)
    an_episode(cast, gone, by=cast.social_worker)
    a_child(cast, "Dora")

    with django_assert_max_num_queries(24):
        shown = text_of(client.get(url))

    assert [name for name in ("Ada", "Bea", "Cleo", "Gwen", "Run", "Dora") if name in shown] == [
        "Ada",
        "Bea",
        "Cleo",
    ]
    assert "Risk assessment : none" in shown


def concern(cast, child, kind=FlagKind.MAY_GO_MISSING):
    flags.raise_(child, kind, by=cast.social_worker, at=BEFORE, said_by="Her school")


@pytest.mark.one_database
def test_the_question_of_the_regulator_has_no_answer_beforehand(cast, sign_in):
    episode = a_returned_episode(cast)

    page = sign_in("home_manager").get(reverse("follow_up:regulator", args=[episode.reference]))

    assert " checked" not in page.content.decode()
    assert "does not name going missing as such" in text_of(page)
    assert "sexual exploitation" in text_of(page)
    assert "Regulation 40" in text_of(page)


@pytest.mark.one_database
def test_of_supported_accommodation_the_page_names_regulation_27_alone(cast, sign_in):
    episode = a_returned_episode(cast, a_looked_after_child(cast, supported=True))
    home = sign_in("home_manager")
    asked = reverse("follow_up:regulator", args=[episode.reference])

    absence = home.get(reverse("episodes:episode", args=[episode.reference])).content.decode()
    page = text_of(home.get(asked))

    assert f'href="{asked}"' in absence
    assert "Regulation 27 of the Supported Accommodation (England) Regulations 2023" in page
    assert "The child was restrained" in page
    assert "within 24 hours where possible, and a death at once" in page
    assert "Regulation 40" not in page
    assert "Schedule 7" not in page
