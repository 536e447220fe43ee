"""Strategy meetings in the browser: arranged from the record, recorded, copied, and what is due."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lantern.core import clock
from lantern.core.instants import LONDON
from lantern.duties.actions import sweeping
from lantern.duties.models import Duty
from lantern.episodes.actions import entries, links
from lantern.meetings.actions import arranging
from lantern.meetings.actions.arranging import When
from lantern.meetings.models import Meeting
from lantern.meetings.standing import minutes
from lantern.plans.models import PlannedAction
from lantern.vocabulary.absence import ContactKind
from lantern.vocabulary.meeting import HowHeld, MeetingKind
from tests.actions.test_meetings import SYSTEM
from tests.builders import a_looked_after_child, a_report, an_episode
from tests.web.reading import text_of

pytestmark = pytest.mark.one_database

NOW = clock.now().replace(second=0, microsecond=0)
SEEN = NOW - timedelta(hours=80)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def at_that_time(monkeypatch):
    """The pages are asked for at the time the rows were made, however long the run before took."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def episode(cast):
    """Tamsin, missing for eighty hours; two hours after last seen she was reported."""
    seen = {"last_seen": type(a_report().last_seen)(at=SEEN, place="The bus stop")}
    found = an_episode(cast, at=SEEN + timedelta(hours=2), **seen)
    sweeping.sweep(by=SYSTEM, at=NOW)
    return found


def arranged(cast, episode, starts_at=NOW):
    when = When(
        starts_at=starts_at,
        how=HowHeld.CALL,
        chair_id=cast.team_manager.user_id,
        chair_name=cast.team_manager.name,
    )
    kind = MeetingKind.CARE_72_HOURS
    (meeting,) = arranging.arrange([episode], kind, when, by=cast.social_worker, at=NOW)
    return meeting


def moment(name, at):
    local = at.astimezone(LONDON)
    parts = {"day": local.day, "month": local.month, "year": local.year}
    return {
        f"{name}-{part}": value
        for part, value in (parts | {"hour": local.hour, "minute": local.minute}).items()
    }


def day(name, on):
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def calling(cast, **more):
    """What is typed to arrange a meeting for tomorrow."""
    given = {
        "kind": "care_72_hours",
        "how": "call",
        "chair": str(cast.team_manager.user_id),
        **moment("starts_at", NOW + DAY),
    }
    return given | more


def offered(page):
    """The keys of those whom the page proposes to ask."""
    boxes = page.content.decode().split('name="members" type="checkbox" value="')[1:]
    return [one.split('"')[0] for one in boxes]


def recording(meeting, **more):
    """What is typed to record it."""
    given = {
        "do": "record",
        "came-0": "present",
        "decisions": "Look for her in Leeds.",
        "what-0": "Ask the police in Leeds",
        "owner-0": "police",
        **day("due_on-0", NOW + 2 * DAY),
        **day("review_on", NOW + 7 * DAY),
        **moment("held_at", NOW),
    }
    return given | more


def test_an_absence_past_72_hours_without_a_meeting_stands_first_in_the_list(sign_in, episode):
    page = sign_in("team_manager").get(reverse("meetings:list"))

    assert "A meeting is owed and none is arranged (1)" in text_of(page)
    assert reverse("meetings:arrange", args=[episode.reference]) in page.content.decode()


def test_nobody_reads_in_the_list_of_a_child_whom_they_may_not_know(cast, sign_in, episode):
    arranged(cast, episode, starts_at=NOW + DAY)

    assert "Tamsin" in text_of(sign_in("social_worker").get(reverse("meetings:list")))
    assert "Tamsin" not in text_of(sign_in("neighbour").get(reverse("meetings:list")))


@pytest.mark.requirement("CK-032", "RO-160")
def test_a_social_worker_arranges_it_from_the_duty_and_leaves_nobody_out_without_a_reason(
    cast, sign_in, episode
):
    browser = sign_in("social_worker")
    asked = browser.get(reverse("meetings:of-episode", args=[episode.reference]), follow=True)
    assert "Coordinates the police’s work on missing people" in text_of(asked)

    address, keys = asked.request["PATH_INFO"], offered(asked)
    refused = browser.post(address, calling(cast, members=keys[1:]))
    assert "Say why anybody is left out." in text_of(refused)
    done = browser.post(address, calling(cast, members=keys), follow=True)

    assert "The meeting is arranged" in text_of(done)
    owed = Duty.objects.get(subject=episode.reference, rule="strategy-meeting-arranged")
    assert owed.met_at == NOW


@pytest.mark.requirement("RF-036", "RF-208", "AP-050", "AP-057")
def test_the_agenda_comes_from_the_record_and_becomes_the_record(cast, sign_in, episode):
    entries.record_contact(
        episode,
        by=cast.home_manager,
        contact=ContactKind.CALL_TO_OTHER,
        at=NOW - DAY,
        now=NOW - DAY,
        person="Mia",
        result="Mia has not seen her.",
    )
    meeting = arranged(cast, episode)
    browser = sign_in("team_manager")
    address = reverse("meetings:hold", args=[meeting.reference])

    form = text_of(browser.get(address))
    assert "Mia has not seen her." in form
    done = browser.post(
        address,
        recording(
            meeting,
            done="Mia has not seen her.",
            organised_abuse="yes",
            organised="Older men were seen with her.",
            hub_consulted="yes",
        ),
        follow=True,
    )

    said = text_of(done)
    assert "Look for her in Leeds." in said
    assert "Ask the police in Leeds" in said
    owed = Duty.objects.get(rule="planned-action")
    assert (owed.agency, owed.arose_at) == (cast.force, NOW)
    assert Duty.objects.get(rule="mash-consulted").met_at == NOW


def test_what_was_typed_is_saved_on_the_way_and_comes_back_as_it_was(cast, sign_in, episode):
    meeting = arranged(cast, episode)
    browser = sign_in("team_manager")
    address = reverse("meetings:hold", args=[meeting.reference])

    half = recording(meeting, do="save", decisions="", needed="Ask the school") | {
        "review_on-day": "",
        "what-4": "Ring her aunt",
    }
    browser.post(address, half)
    page = browser.get(address)

    said = page.content.decode()
    assert "Ask the school" in said
    assert "Ring her aunt" in said
    assert "There is a problem" not in said
    assert minutes(meeting) is None
    browser.post(address, recording(meeting))
    assert minutes(Meeting.objects.get()).version == 1


@pytest.mark.one_database
def test_a_record_that_lacks_something_says_what_and_keeps_what_was_typed(cast, sign_in, episode):
    meeting = arranged(cast, episode)
    wrong = recording(meeting, decisions="") | {"owner-0": ""}

    page = sign_in("team_manager").post(reverse("meetings:hold", args=[meeting.reference]), wrong)

    said = text_of(page)
    assert "Say what the meeting decided" in said
    assert "Select who does it" in said
    assert "Ask the police in Leeds" in said
    assert not PlannedAction.objects.exists()


def test_a_day_that_has_passed_is_refused_beside_the_action_that_has_it(cast, sign_in, episode):
    meeting = arranged(cast, episode)
    late = {"what-2": "Ring", "owner-2": "carer", **day("due_on-2", NOW - 2 * DAY)}

    page = sign_in("team_manager").post(
        reverse("meetings:hold", args=[meeting.reference]), recording(meeting) | late
    )

    assert 'id="due_on-2-error"' in page.content.decode()
    assert minutes(Meeting.objects.get()) is None


@pytest.mark.requirement("CK-034", "RF-037", "DA-061", "FL-08.02")
def test_children_who_went_together_are_asked_about_and_meet_once(cast, sign_in, episode):
    seen = {"last_seen": type(a_report().last_seen)(at=SEEN, place="The bus stop")}
    idris = a_looked_after_child(cast, "Idris")
    other = an_episode(cast, child=idris, at=SEEN + timedelta(hours=2), **seen)
    links.link([episode, other], by=cast.social_worker, at=NOW - DAY)
    browser = sign_in("social_worker")
    address = reverse("meetings:arrange", args=[episode.reference])
    page = browser.get(address)
    assert "They went together: Idris" in text_of(page)

    answered = {"joint": "yes", "joint_words": "They rely on each other.", "members": offered(page)}
    done = browser.post(address, calling(cast, **answered), follow=True)

    assert "Shared with Idris" in text_of(done)
    assert Meeting.objects.count() == 2
    assert Meeting.objects.values("sitting").distinct().count() == 1


@pytest.mark.requirement("IS-060")
def test_a_copy_is_made_for_an_agency_and_leaves_out_what_is_not_for_it(cast, sign_in, episode):
    meeting = arranged(cast, episode)
    police = f"shared-{cast.force.pk}"
    browser = sign_in("team_manager")
    shared = {police: "A man is under watch.", f"{police}-reach": "police_and_social_care"}
    browser.post(reverse("meetings:hold", args=[meeting.reference]), recording(meeting) | shared)
    address = reverse("meetings:minutes", args=[meeting.reference])

    own = text_of(browser.get(address))
    home = text_of(browser.get(f"{address}?copy={cast.alder_house.slug}"))

    police = text_of(browser.get(f"{address}?copy={cast.force.slug}"))

    assert "A man is under watch." in own
    assert "Ask the police in Leeds" in police
    assert "A man is under watch." not in home
    assert "This copy leaves out" in home
    assert "Look for her in Leeds." in home
    assert sign_in("police_coordinator").get(f"{address}?copy=alder-house").status_code == 403


def test_only_the_chair_cancels_and_the_page_says_whom_to_ask(cast, sign_in, episode):
    meeting = arranged(cast, episode, starts_at=NOW + DAY)
    address = reverse("meetings:meeting", args=[meeting.reference])

    worker = text_of(sign_in("social_worker").get(address))
    assert "Only the chair may cancel this meeting. Ask" in worker
    chair = sign_in("team_manager")
    done = chair.post(
        reverse("meetings:cancel", args=[meeting.reference]),
        {"reason": "She is back, and the review meets on Monday."},
        follow=True,
    )

    assert "Cancelled" in text_of(done)
    owed = Duty.objects.get(subject=episode.reference, rule="strategy-meeting-held")
    assert owed.excused_at == NOW


def test_the_list_of_meetings_costs_the_same_however_many_there_are(
    cast, sign_in, episode, django_assert_max_num_queries
):
    for name in ("Idris", "Ottilie", "Junaid"):
        seen = {"last_seen": type(a_report().last_seen)(at=SEEN, place="The bus stop")}
        child = a_looked_after_child(cast, name)
        arranged(cast, an_episode(cast, child=child, at=SEEN + timedelta(hours=2), **seen))
    browser = sign_in("team_manager")
    browser.get(reverse("meetings:list"))

    with django_assert_max_num_queries(24):
        page = browser.get(reverse("meetings:list"))

    assert "To record (3)" in text_of(page)
