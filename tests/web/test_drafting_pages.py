"""A draft is changed by forms, in plain words, by somebody who is no programmer."""

from datetime import date

import pytest
from django.urls import reverse

from lantern.agreements import queries
from lantern.agreements.actions import drafts
from lantern.core import clock
from tests.agreeing import adopted, agreed
from tests.spec.refused_drafting import ADDING, LIMITS
from tests.web.reading import text_of as words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
INTERVIEW = "return-interview-held"
AGREED = {
    "reason": "Children told us that two days is too long",
    "agreed_by": "The board, Calderbrook",
    "agreed_on-day": "1",
    "agreed_on-month": "12",
    "agreed_on-year": "2026",
}
ONE_DAY = {"limit": "length", "limit_number": "24", "limit_unit": "hours"}
NOTICE = {
    "called": "Hub notice",
    "meaning": "The hub hears of every absence",
    "duty": "",
    "question": "",
    "owner": "social_worker",
    "recorded_by": "owner",
    "begins": "episode.reported",
    "lasting": "no",
    "only_if": "child.looked_after",
    **ONE_DAY,
    "again": "no",
    "late": "team_manager",
    "stage": "missing",
}


@pytest.fixture
def coordinator(cast, client):
    """A browser in which the coordinator has signed in."""
    client.force_login(cast.user("coordinator"))
    return client


@pytest.fixture
def draft(cast):
    """A draft of Calderbrook's protocol."""
    agency = cast.calderbrook
    starts = date(clock.now().year + 1, 3, 1)
    return drafts.draw_up(
        agency, agency.rulebook, by=cast.coordinator, at=clock.now(), starts=starts
    )


def address(draft, name, *more):
    return reverse(f"drafting:{name}", args=[draft.reference, *more])


def send(client, draft, given, name, *more, revision=None):
    """What a page answers to a form of the draft's present revision."""
    draft.refresh_from_db()
    data = {"revision": revision or draft.revision, **AGREED, **given}
    return client.post(address(draft, name, *more), data)


def latest(draft):
    """What the last change says."""
    return queries.changes(draft)[0].words


def test_the_rules_stand_in_plain_words_each_with_where_it_is_changed(
    coordinator, draft, django_assert_max_num_queries
):
    coordinator.get(address(draft, "rules"))
    with django_assert_max_num_queries(14):
        answer = coordinator.get(address(draft, "rules"), {"q": "return interview carry"})

    text = words(answer)
    assert "1 rule with “return interview carry”" in text
    assert "within 48 hours" in text
    for aspect in ("limit", "owner", "overdue", "off"):
        assert address(draft, "rule", INTERVIEW, aspect) in answer.content.decode()


def test_a_limit_is_changed_with_reason_and_approver_and_said_in_a_sentence(coordinator, draft):
    answer = send(coordinator, draft, ONE_DAY, "rule", INTERVIEW, "limit")

    assert answer.status_code == 302
    assert latest(draft) == (
        "Carry out the independent return interview: within 24 hours (was within 48 hours)."
        " Why: Children told us that two days is too long"
    )
    assert "Changed here" in words(coordinator.get(address(draft, "rules"), {"q": "interview"}))


def test_who_agreed_is_remembered_for_the_next_change(coordinator, draft):
    send(coordinator, draft, ONE_DAY, "rule", INTERVIEW, "limit")

    page = coordinator.get(address(draft, "rule", "tell-police", "limit")).content.decode()

    assert 'value="The board, Calderbrook"' in page


@pytest.mark.parametrize(
    ("given", "aspect", "said"),
    [
        ({"owner": "social_worker"}, "owner", "owed by: social worker"),
        (
            {"told": ["owner", "mash"]},
            "arises",
            "the multi-agency safeguarding hub, when it arises",
        ),
        (
            {"told": ["owner"], "before_number": "6", "before_unit": "hours"},
            "due-soon",
            "when it is due soon (6 hours before)",
        ),
        ({}, "off", "Switched off: Carry out the independent return interview"),
        ({"limit": "clock", "limit_clock": "9.30"}, "limit", "by the next 09:30"),
    ],
)
def test_each_thing_about_a_rule_has_a_form(coordinator, draft, given, aspect, said):
    answer = send(coordinator, draft, given, "rule", INTERVIEW, aspect)

    assert answer.status_code == 302, words(answer)
    assert said in latest(draft)


@pytest.mark.parametrize("case", [*LIMITS, *ADDING], ids=lambda case: f"{case.form}: {case.wrong}")
def test_a_wrong_answer_gets_a_sentence_and_nothing_typed_is_lost(coordinator, draft, case):
    by = {"agreed_by": "Somebody"}
    if case in LIMITS:
        where, right = ("rule", INTERVIEW, "limit"), ONE_DAY
    else:
        where, right = ("add", "form"), NOTICE
    answer = send(coordinator, draft, right | by | case.typed, *where)

    assert answer.status_code == 200
    assert case.says in words(answer)
    if case.typed.get("agreed_by", "x"):
        assert 'value="Somebody"' in answer.text
    assert draft.changes.count() == 1


def test_a_change_from_an_earlier_revision_is_refused_and_what_was_typed_is_kept(
    coordinator, draft
):
    send(coordinator, draft, ONE_DAY, "rule", INTERVIEW, "limit")

    answer = send(coordinator, draft, {"owner": "carer"}, "rule", INTERVIEW, "owner", revision=1)

    text = words(answer)
    assert "changed this draft while you were writing: Carry out the independent" in text
    assert 'value="carer" selected' in answer.content.decode()
    assert 'name="revision" value="2"' in answer.content.decode()
    assert draft.changes.count() == 2


def test_a_setting_and_a_reading_are_changed_with_their_meaning_beside_them(coordinator, draft):
    page = words(coordinator.get(address(draft, "setting", "telling")))
    given = {"value_number": "1", "value_unit": "hours"}
    send(coordinator, draft, given, "setting", "telling")

    assert "How long" in page
    assert latest(draft).startswith("The setting “telling”: 1 hour, was 30 minutes.")

    send(coordinator, draft, {"option": "same_time"}, "reading", "months")
    assert latest(draft).startswith("When do months and years from a day end?")


def test_a_new_form_becomes_a_duty_and_the_question_that_meets_it(coordinator, draft):
    assert send(coordinator, draft, NOTICE, "add", "form").status_code == 302

    draft.refresh_from_db()
    assert latest(draft).startswith("Added: Send the hub notice. Within 24 hours, by the")
    for line in (
        "words: the hub notice was sent",
        "question: When was the hub notice sent?",
        "asked_of: [social_worker]",
        "arises: {all: [child.looked_after, episode.reported]}",
        "tell: {arises: [owner], overdue: [owner, team_manager]}",
    ):
        assert line in draft.text


def test_a_long_list_is_narrowed_by_words_and_nothing_that_was_typed_is_lost(coordinator, draft):
    sought = {"begins": "", "owner": "", "begins-words": "told Police", "find": "begins"}
    typed = NOTICE | sought | {"only_if-words": "", "until-words": ""}

    answer = send(coordinator, draft, typed, "add", "form")
    again = typed | {"begins-sought": "told Police", "begins": "notified.police"}
    judged = send(coordinator, draft, again, "add", "form")

    page = answer.text
    first = page.partition('id="begins"')[2].partition("</select>")[0]
    assert 'value="notified.police"' in first
    assert 'value="return_interview.held"' not in first
    assert 'value="Hub notice"' in page
    assert 'value="2026"' in page
    assert "There is a problem" not in words(answer)
    assert "Choose who must do it" in words(judged)
    assert draft.changes.count() == 1


def test_words_that_no_choice_has_leave_the_list_whole(coordinator, draft):
    answer = send(coordinator, draft, {"begins-words": "zebra", "find": "begins"}, "add", "form")

    assert "None has these words. All are listed." in words(answer)
    assert 'value="return_interview.held"' in answer.text


def test_a_new_meeting_comes_round_again_and_begins_once_something_has_lasted(coordinator, draft):
    given = {
        **NOTICE,
        "called": "The Weekly Missing Review",
        "begins": "whereabouts=not_known",
        "lasting": "yes",
        "lasting_number": "3",
        "lasting_unit": "days",
        "only_if": "",
        "again": "yes",
        "every_number": "1",
        "every_unit": "weeks",
        "until": "",
    }

    answer = send(coordinator, draft, given, "add", "meeting")

    assert answer.status_code == 302, words(answer)
    draft.refresh_from_db()
    assert "duty: Hold the weekly Missing Review" in draft.text
    assert "arises: {lasting: 3 days, of: {whereabouts: not_known}}" in draft.text
    assert "repeats: {every: 1 week}" in draft.text


def test_every_change_is_listed_and_can_be_taken_back(coordinator, draft):
    send(coordinator, draft, NOTICE, "add", "form")
    listed = words(coordinator.get(address(draft, "changed")))

    send(coordinator, draft, {"section": "rules", "name": "hub-notice"}, "changed")

    assert "“Send the hub notice” Added" in listed
    assert "Nothing yet" in words(coordinator.get(address(draft, "changed")))
    again = send(coordinator, draft, {"section": "rules", "name": "hub-notice"}, "changed")
    assert "This is as it was already" in words(again)


def test_a_rule_that_is_switched_off_here_is_switched_on_again(coordinator, draft):
    send(coordinator, draft, {}, "rule", "tell-iro", "off")

    page = words(coordinator.get(address(draft, "rules")))
    answer = send(coordinator, draft, {}, "on", "tell-iro")

    assert "Switch on again : Tell the independent reviewing officer" in page
    assert answer.status_code == 302
    assert latest(draft).startswith("Switched on again: Tell the independent")


def test_a_text_with_faults_is_kept_and_each_fault_stands_with_its_line(coordinator, draft):
    wrong = draft.text.replace("owner: carer", "owner: carrer", 1)

    answer = send(coordinator, draft, {"text": wrong}, "text")
    page = words(coordinator.get(address(draft, "text")))

    assert answer.status_code == 302
    assert "there is no role “carrer” (did you mean `carer`?)" in page
    assert "owner: carrer" in page
    rules = coordinator.get(address(draft, "rules"))
    assert (rules.status_code, rules["Location"]) == (302, address(draft, "text"))
    assert coordinator.get(address(draft, "settings")).status_code == 400


@pytest.mark.parametrize(
    "where",
    [
        ("rule", "no-rule", "limit"),
        ("rule", INTERVIEW, "colour"),
        ("setting", "x"),
        ("reading", "x"),
    ],
)
def test_what_the_draft_does_not_have_is_not_found(coordinator, draft, where):
    assert coordinator.get(address(draft, *where)).status_code == 404
    assert coordinator.get(address(draft, "add", "party")).status_code == 404


def test_whoever_changed_a_rule_sees_it_alone_as_it_stands_now(coordinator, draft):
    answer = send(coordinator, draft, ONE_DAY, "rule", INTERVIEW, "limit")

    text = words(coordinator.get(answer["Location"]))

    assert "1 rule with “Carry out the independent return interview”" in text
    assert "within 24 hours" in text


def test_what_is_listed_as_changed_is_named_as_a_person_would(coordinator, draft):
    send(coordinator, draft, {"owner": "social_worker"}, "rule", "tell-iro", "owner")
    send(coordinator, draft, NOTICE, "add", "form")

    text = words(coordinator.get(address(draft, "changed")))

    assert "“Tell the independent reviewing officer that the child is missing” Changed" in text
    assert "local_form" not in text


def test_what_an_adopted_draft_changed_can_still_be_read(coordinator, draft, cast):
    send(coordinator, draft, NOTICE, "add", "form")
    draft.refresh_from_db()
    adopted(
        cast, agreed(cast, draft), at=clock.now(), review_on=date(draft.starts_on.year + 1, 3, 1)
    )

    text = words(coordinator.get(reverse("drafts:read", args=[draft.reference])))

    assert "Send the hub notice Added" in text


def test_two_forms_of_one_name_are_refused(coordinator, draft):
    send(coordinator, draft, NOTICE, "add", "form")

    answer = send(coordinator, draft, NOTICE, "add", "form")

    assert "There is one called “hub notice” already. Choose another name" in words(answer)
