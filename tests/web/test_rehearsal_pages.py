"""A story is built by clicking, compared, and kept as a case that every draft is asked."""

import re
from datetime import date

import pytest
from django.urls import reverse

from lantern.agreements.actions import drafts
from lantern.agreements.models import AcceptanceStory
from lantern.core import clock
from tests.web.reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
CHILD = {"so": ["child.looked_after"], "so-child.placement": "childrens_home", "age": "14"}
STORY = [("18", "30", "whereabouts=not_known"), ("19", "30", "episode.reported")]
TELL_POLICE = "Tell the police that the child is missing"


@pytest.fixture
def coordinator(cast, client):
    """A browser in which the coordinator has signed in."""
    client.force_login(cast.user("coordinator"))
    return client


@pytest.fixture
def draft(cast):
    """A draft under which the police are told sooner, and which binds next year."""
    starts = date(clock.now().year + 1, 3, 1)
    agency = cast.calderbrook
    made = drafts.draw_up(
        agency, agency.rulebook, by=cast.coordinator, at=clock.now(), starts=starts
    )
    text = made.text.replace("value: 30 minutes", "value: 20 minutes")
    return drafts.change_text(
        made, by=cast.coordinator, at=clock.now(), text=text, words="Sooner.", revision=1
    )


def at(hour, minute):
    """A time that a person types."""
    return {"at-day": "4", "at-month": "5", "at-year": "2027", "at-hour": hour, "at-minute": minute}


def carried(answer):
    """What the page carries with it."""
    return re.findall(r'name="step" value="([^"]+)"', answer.content.decode())


def rehearsed(client, draft, view="draft", story=STORY):
    """The page after each thing was added."""
    url, steps, answer = reverse("rehearsal:rehearse", args=[draft.reference]), [], None
    for hour, minute, what in story:
        given = {**CHILD, **at(hour, minute), "do": "add", "what": what, "view": view}
        answer = client.post(url, {**given, "step": steps})
        steps = carried(answer)
    return answer


def keep(client, draft, steps, **given):
    url = reverse("rehearsal:keep", args=[draft.reference])
    return client.post(url, {**CHILD, "step": steps, **given})


def kept(client, draft):
    """A case that expects what the draft makes of the story."""
    steps = carried(rehearsed(client, draft))
    keep(client, draft, steps, do="keep", title="A girl away", confirmed="yes")
    return AcceptanceStory.objects.get()


def test_what_is_owed_is_seen_as_the_story_is_built(coordinator, draft):
    page = rehearsed(coordinator, draft)

    text = text_of(page)
    assert len(carried(page)) == 2
    assert f"{TELL_POLICE} 19:30, 4 May 19:50, 4 May To do The carer. Not done" in text
    assert "What would arise later, if nothing else happens (2)" in text
    assert 'name="at-hour" type="text" value="19"' in page.content.decode()
    assert '<rect class="lantern-line__owed"' in page.content.decode()


def test_two_versions_stand_side_by_side_and_say_what_differs(coordinator, draft):
    text = text_of(rehearsed(coordinator, draft, view="both"))

    assert "6 duties differ." in text
    assert re.search(f"{TELL_POLICE} Different 19:30, 4 May 19:50, 4 May .* 20:00, 4 May", text)
    assert "The same" in text


def test_the_version_before_can_be_looked_at_alone(coordinator, draft):
    text = text_of(rehearsed(coordinator, draft, view="force"))

    assert f"{TELL_POLICE} 19:30, 4 May 20:00, 4 May To do" in text


def test_a_step_is_removed_and_the_others_stay(coordinator, draft):
    steps = carried(rehearsed(coordinator, draft))
    url = reverse("rehearsal:rehearse", args=[draft.reference])

    page = coordinator.post(url, {**CHILD, "step": steps, "do": "remove-0"})

    assert carried(page) == steps[1:]
    assert "Not said in foster care" in text_of(page)
    assert 'value="childrens_home" selected' in page.content.decode()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({**at("", ""), "what": "episode.reported"}, "The time must include"),
        ({**at("25", "00"), "what": "episode.reported"}, "a real time on the 24-hour clock"),
        ({**at("10", "00"), "what": ""}, "Choose what happens"),
        ({**at("10", "00"), "what": "episode.telling_started"}, "Choose what happens"),
    ],
)
def test_a_wrong_step_gets_a_sentence_and_the_story_stays(coordinator, draft, given, said):
    steps = carried(rehearsed(coordinator, draft))
    url = reverse("rehearsal:rehearse", args=[draft.reference])

    page = coordinator.post(url, {**CHILD, "step": steps, "do": "add", **given})

    assert said in text_of(page)
    assert carried(page) == steps


def test_a_step_that_no_page_carries_is_left_out(coordinator, draft):
    url = reverse("rehearsal:rehearse", args=[draft.reference])
    made_up = ["x", "2027-01-04T18:30 episode.reported", "2027-01-04T18:30+00:00 no.such"]

    page = coordinator.post(url, {**CHILD, "step": made_up, "do": "remove-x"})

    assert page.status_code == 200
    assert carried(page) == []


def test_a_story_becomes_a_case_only_when_somebody_confirms_what_it_shows(coordinator, draft):
    steps = carried(rehearsed(coordinator, draft))

    first = keep(coordinator, draft, steps, do="begin")
    unsure = keep(coordinator, draft, steps, do="keep", title="A girl away")
    done = keep(coordinator, draft, steps, do="keep", title="A girl away", confirmed="yes")

    assert TELL_POLICE in text_of(first)
    assert "Confirm that this is what is to be owed" in text_of(unsure)
    assert done["Location"] == reverse("rehearsal:cases", args=[draft.reference])
    text = AcceptanceStory.objects.get(name="a-girl-away").text
    expected = "duty: tell-police, owner: carer, arises: 2027-05-04 19:30, due: 2027-05-04 19:50"
    assert expected in text


def test_each_case_is_asked_again_whenever_the_draft_changes(coordinator, draft, cast):
    case = kept(coordinator, draft)
    page = reverse("rehearsal:cases", args=[draft.reference])
    before = text_of(coordinator.get(page))

    later = draft.text.replace("value: 20 minutes", "value: 15 minutes")
    drafts.change_text(
        draft, by=cast.coordinator, at=clock.now(), text=later, words="Sooner still.", revision=2
    )

    after = text_of(coordinator.get(page))
    assert "1 case, as expected" in before
    assert "1 case, 1 not as expected" in after
    assert f"{TELL_POLICE}: is due 19:45 on Tuesday 4 May 2027, not 19:50" in after
    assert f"expect this : {case.title}" in after


def test_a_case_comes_to_expect_what_the_draft_does_and_the_old_one_is_kept(
    coordinator, draft, cast
):
    kept(coordinator, draft)
    later = draft.text.replace("value: 20 minutes", "value: 15 minutes")
    drafts.change_text(
        draft, by=cast.coordinator, at=clock.now(), text=later, words="Sooner still.", revision=2
    )
    page = reverse("rehearsal:expect", args=[draft.reference, "a-girl-away"])

    assert "19:45, 4 May" in text_of(coordinator.get(page))
    assert "Confirm that" in text_of(coordinator.post(page, {}))
    assert coordinator.post(page, {"confirmed": "yes"}).status_code == 302

    asked = AcceptanceStory.objects.filter(withdrawn_at=None)
    assert [one.name for one in asked] == ["a-girl-away"]
    assert "due: 2027-05-04 19:45" in asked[0].text
    assert AcceptanceStory.objects.count() == 2


def test_a_case_that_is_no_longer_asked_is_kept(coordinator, draft):
    kept(coordinator, draft)
    coordinator.post(reverse("rehearsal:withdraw", args=[draft.reference, "a-girl-away"]))

    page = text_of(coordinator.get(reverse("rehearsal:cases", args=[draft.reference])))

    assert "No case is kept yet" in page
    assert AcceptanceStory.objects.get().withdrawn_at is not None


def test_a_draft_with_faults_can_be_rehearsed_by_nobody(coordinator, draft, cast):
    drafts.change_text(
        draft, by=cast.coordinator, at=clock.now(), text="rules: [", words="Broken.", revision=2
    )

    for name in ("rehearse", "cases"):
        answer = coordinator.get(reverse(f"rehearsal:{name}", args=[draft.reference]))
        assert answer["Location"] == reverse("drafting:text", args=[draft.reference])


def test_the_page_of_the_draft_says_how_its_cases_stand(coordinator, draft, cast):
    url = reverse("drafts:draft", args=[draft.reference])
    assert "No case is kept yet" in text_of(coordinator.get(url))
    kept(coordinator, draft)
    assert "1 case, as expected" in text_of(coordinator.get(url))
    later = draft.text.replace("value: 20 minutes", "value: 15 minutes")
    drafts.change_text(
        draft, by=cast.coordinator, at=clock.now(), text=later, words="Sooner still.", revision=2
    )

    text = text_of(coordinator.get(url))

    assert "1 case, 1 not as expected" in text
    assert (
        "A girl away. Tell the emergency duty team that the child is missing: is due 19:45" in text
    )
