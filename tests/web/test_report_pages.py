"""The report, page by page: prefilled, saved as it goes, checked, sent once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lantern.core import clock
from lantern.core.instants import LONDON
from lantern.duties.models import Duty
from lantern.episodes.models import Draft, Entry, Episode
from lantern.notifications.models import Handover
from lantern.people.actions import assignments, contacts
from lantern.people.models import Child
from lantern.placements.actions import placements, profiles
from lantern.risk import actions as risk
from lantern.risk.questions import QUESTIONS
from lantern.vocabulary.placement import PersonRelation
from lantern.vocabulary.role import Role
from lantern.web import wording
from tests.builders import BEFORE, a_child, a_looked_after_child, an_episode
from tests.web.reading import text_of


@pytest.fixture
def manager(sign_in):
    return sign_in("home_manager")


def parts(name, at):
    """An instant as typed into its five inputs."""
    local = at.astimezone(LONDON)
    values = {"day": local.day, "month": local.month, "year": local.year}
    values |= {"hour": f"{local:%H}", "minute": f"{local:%M}"}
    return {f"{name}-{part}": str(value) for part, value in values.items()}


def an_hour_ago():
    return clock.now() - timedelta(hours=1)


def when(at=None, **more):
    given = {"last_seen": "known", "origin": "care", "is_back": "no"}
    return given | parts("last_seen_at", at or an_hour_ago()) | more


def a_profile(cast, child):
    return profiles.draw_up(
        child,
        by=cast.home_manager,
        at=BEFORE,
        version=0,
        description="Tall, brown eyes, a scar on her chin",
        risks="Older friends",
        tracing="The skate park",
        medical="Salbutamol inhaler",
        drawn_up_by="Mei Tanaka",
    )


def an_assessment(cast, child):
    answers = {question.id: {"answer": "no", "words": ""} for question in QUESTIONS}
    answers["medication"] = {"answer": "yes", "words": "Inhaler, twice a day"}
    return risk.assess(
        child,
        by=cast.social_worker,
        at=BEFORE,
        version=0,
        reasons="Misses her sister",
        risks="Older friends",
        mitigations="Calls on Sundays",
        answers=answers,
        owner="Mei Tanaka",
        review_on=BEFORE.date() + timedelta(days=90),
    )


def begun(client, child):
    """A report begun, and its first page."""
    response = client.post(reverse("report:begin", args=[child.reference]))
    return Draft.objects.latest("pk"), response


def page(draft, name):
    return reverse("report:page", args=[draft.reference, name])


def sent(client, child, **more):
    """The shortest report that can be sent."""
    draft, _ = begun(client, child)
    client.post(page(draft, "when"), when(**more))
    client.post(page(draft, "you"), {"reporter_name": "Dean", "reporter_telephone": "01632 960101"})
    return draft, client.post(reverse("report:check", args=[draft.reference]))


def test_the_report_begins_with_999_and_101(manager, cast):
    a_looked_after_child(cast)

    said = text_of(manager.get(reverse("report")))

    assert "If you think the child is in immediate danger, ring 999 now" in said
    assert said.index("ring 999 now") < said.index("Who is not there?")
    assert "This report does not replace that call" in said


def test_a_carer_sees_their_own_children_and_nobody_elses(manager, cast):
    a_looked_after_child(cast, "Tamsin")
    a_looked_after_child(cast, "Kit", carer=cast.okafor)

    said = text_of(manager.get(reverse("report")))

    assert "Tamsin Redfern" in said
    assert "Kit Redfern" not in said


def test_a_social_worker_sees_the_children_they_act_for_first_and_finds_the_others(sign_in, cast):
    mine, other = a_child(cast, "Tamsin"), a_child(cast, "Kit")
    assignments.assign(
        mine,
        role=Role.SOCIAL_WORKER,
        by=cast.team_manager,
        at=BEFORE,
        agency=cast.calderbrook,
        user=cast.user("social_worker"),
    )
    client = sign_in("social_worker")

    first = text_of(client.get(reverse("report")))
    found = text_of(client.post(reverse("report"), {"q": "Kit"}))

    assert mine.name in first
    assert other.name not in first
    assert other.name in found


def test_somebody_whose_role_does_not_report_is_told_so(sign_in, cast):
    assert sign_in("data_officer").get(reverse("report")).status_code == 403


@pytest.mark.requirement("RF-020", "CK-027")
def test_pages_start_from_the_profile_and_the_contacts(manager, cast):
    child = a_looked_after_child(cast, telephone="07700 900123")
    a_profile(cast, child)
    contacts.add(
        child,
        by=cast.home_manager,
        at=BEFORE,
        name="Elin Redfern",
        relation=PersonRelation.MOTHER,
        telephone="01632 960200",
        has_parental_responsibility=True,
    )
    draft, _ = begun(manager, child)

    looks = manager.get(page(draft, "description")).content.decode()
    people = manager.get(page(draft, "people")).content.decode()

    assert "Tall, brown eyes, a scar on her chin" in looks
    assert "Salbutamol inhaler" in looks
    assert "07700 900123" in looks
    assert "Elin Redfern (mother), 01632 960200" in people
    assert "The skate park" in people


def test_what_is_typed_is_kept_even_when_it_does_not_hold_together(manager, cast):
    draft, _ = begun(manager, a_looked_after_child(cast))

    wrong = when() | {"last_seen_at-hour": "27", "last_seen_place": "The bus stop"}
    response = manager.post(page(draft, "when"), wrong)
    again = manager.get(page(draft, "when")).content.decode()

    assert "must be a real time on the 24-hour clock" in text_of(response)
    assert 'value="27"' in again
    assert "The bus stop" in again


def test_a_report_is_taken_up_again_on_another_device(manager, cast, django_user_model):
    child = a_looked_after_child(cast)
    draft, _ = begun(manager, child)
    manager.post(page(draft, "when"), when(last_seen_place="The bus stop") | {"later": "yes"})

    other = type(manager)()
    other.force_login(cast.user("home_manager"))
    said = text_of(other.get(reverse("report")))
    kept = other.get(page(draft, "when")).content.decode()

    assert "Reports you have not sent" in said
    assert "The bus stop" in kept


def test_beginning_twice_goes_on_with_the_first(manager, cast):
    child = a_looked_after_child(cast)
    first, _ = begun(manager, child)
    second, _ = begun(manager, child)

    assert first == second


def test_a_draft_is_its_authors_alone(manager, cast, sign_in):
    draft, _ = begun(manager, a_looked_after_child(cast))

    assert sign_in("key_worker").get(page(draft, "when")).status_code == 404


@pytest.mark.requirement("DA-001", "CF-04")
def test_the_reporter_is_never_asked_to_say_missing_or_absent(manager, cast):
    child = a_looked_after_child(cast)
    an_assessment(cast, child)
    draft, _ = begun(manager, child)

    names = ["when", "before", "checks", "told", "risk", "description", "people", "you"]
    asked = " ".join(manager.get(page(draft, name)).content.decode() for name in names)

    assert 'value="missing"' not in asked
    assert 'value="absent"' not in asked
    assert "last seen" in asked


@pytest.mark.requirement("RF-020", "RF-201")
def test_the_shortest_report_needs_when_and_who(manager, cast):
    child = a_looked_after_child(cast)
    a_profile(cast, child)

    draft, response = sent(manager, child)

    episode = Episode.objects.get(child=child)
    assert response.url == reverse("report:sent", args=[draft.reference])
    report = Entry.objects.get(episode=episode, fact="episode.reported")
    assert report.details["description"] == "Tall, brown eyes, a scar on her chin"
    assert report.details["medical"] == "Salbutamol inhaler"
    assert report.details["reporter"]["telephone"] == "+441632960101"
    assert Entry.objects.filter(episode=episode, fact="pen_picture.given_to_police").exists()


def test_a_time_that_nobody_knows_can_be_reported_as_not_known(manager, cast):
    child = a_looked_after_child(cast)

    sent(manager, child, last_seen="not_known")

    assert Episode.objects.get(child=child).last_seen_at is None


def test_sending_twice_makes_one_episode(manager, cast):
    child = a_looked_after_child(cast)
    draft, _ = sent(manager, child)

    again = manager.post(reverse("report:check", args=[draft.reference]))

    assert again.url == reverse("report:sent", args=[draft.reference])
    assert Episode.objects.count() == 1


def test_a_report_that_lacks_what_is_needed_says_so_and_is_not_sent(manager, cast):
    draft, _ = begun(manager, a_looked_after_child(cast))

    response = manager.post(reverse("report:check", args=[draft.reference]))

    assert "Before you can send" in text_of(response)
    assert not Episode.objects.exists()


def test_what_does_not_hold_together_between_pages_leads_back_to_its_page(manager, cast):
    draft, _ = begun(manager, a_looked_after_child(cast))
    seen = an_hour_ago()
    early = (seen - timedelta(hours=3)).astimezone(LONDON)
    manager.post(page(draft, "when"), when(seen))
    manager.post(
        page(draft, "checks"),
        {
            "outcome": "known",
            "where_place": "Her aunt's",
            "where_how": "landline",
            "where_at": f"{early:%H:%M}",
        },
    )

    response = manager.get(reverse("report:check", args=[draft.reference]))

    assert "This cannot be before the child was last seen" in text_of(response)
    assert page(draft, "checks") in response.content.decode()


@pytest.mark.requirement("CK-020", "RF-021", "RF-203")
def test_checks_and_their_deadline_become_facts(manager, cast):
    child = a_looked_after_child(cast)
    draft, _ = begun(manager, child)
    manager.post(page(draft, "when"), when())
    ends = clock.now() + timedelta(minutes=20)
    made = {
        "outcome": "not_found",
        "made": ["called_child", "searched_premises"],
        "called_child_result": "Straight to voicemail",
        "deadline": "yes",
        "deadline_reason": "She is fourteen and has no coat.",
    }
    manager.post(page(draft, "checks"), made | parts("deadline_at", ends))

    manager.post(reverse("report:check", args=[draft.reference]))

    said = {entry.fact: entry for entry in Entry.objects.filter(episode__child=child)}
    assert said["contact.attempted"].words == "Straight to voicemail"
    assert {"premises.searched", "checks.failed", "checks.deadline_set"} <= set(said)
    assert said["checks.deadline"].at.replace(second=0) == ends.replace(second=0, microsecond=0)


@pytest.mark.requirement("DA-063")
def test_not_telling_the_parents_asks_why_and_who_decided(manager, cast):
    child = a_looked_after_child(cast)
    draft, _ = begun(manager, child)

    response = manager.post(page(draft, "told"), {"parents": "not_to_be"})
    said = text_of(response)
    manager.post(
        page(draft, "told"),
        {
            "parents": "not_to_be",
            "parents_reason": "against_welfare",
            "parents_decided_by": "Mei Tanaka",
            "parents_words": "Her father must not know.",
        },
    )
    manager.post(page(draft, "when"), when())
    manager.post(reverse("report:check", args=[draft.reference]))

    assert "Say who decided this" in said
    assert "Choose why the parents are not told" in said
    kept = Entry.objects.get(fact="parents.not_told_by_decision")
    assert kept.words == "Her father must not know."


def test_risks_of_the_last_assessment_are_confirmed_with_one_answer(manager, cast):
    child = a_looked_after_child(cast)
    an_assessment(cast, child)
    draft, _ = begun(manager, child)
    manager.post(page(draft, "when"), when())

    shown = text_of(manager.get(page(draft, "risk")))
    manager.post(page(draft, "risk"), {"still_right": "yes", "risk_words": "It is cold."})
    manager.post(reverse("report:check", args=[draft.reference]))

    report = Entry.objects.get(fact="episode.reported").details
    assert "Yes. Inhaler, twice a day" in shown
    assert len(report["risk"]) == 16
    assert {"question": "medication", "answer": "yes", "words": "Inhaler, twice a day"} in report[
        "risk"
    ]


def test_risks_nobody_confirmed_tonight_are_not_in_the_report(manager, cast):
    child = a_looked_after_child(cast)
    an_assessment(cast, child)

    sent(manager, child)

    assert "risk" not in Entry.objects.get(fact="episode.reported").details


def test_risks_that_have_changed_bring_up_the_questions_with_the_last_answers(manager, cast):
    child = a_looked_after_child(cast)
    an_assessment(cast, child)
    draft, _ = begun(manager, child)

    response = manager.post(page(draft, "risk"), {"still_right": "no"})
    asked = manager.get(page(draft, "questions")).content.decode()

    assert response.url == page(draft, "questions")
    assert "Inhaler, twice a day" in asked


@pytest.mark.requirement("RF-037", "IS-004")
def test_children_who_went_together_are_reported_together_with_words_of_their_own(manager, cast):
    tamsin = a_looked_after_child(cast, "Tamsin")
    kit = a_looked_after_child(cast, "Kit")
    draft, _ = begun(manager, tamsin)
    manager.post(page(draft, "when"), when())
    response = manager.post(
        page(draft, "before"),
        {"circumstances": "A letter from her mother.", "together": [kit.reference]},
    )
    manager.post(page(draft, "each"), {f"about-{kit.reference}": "He had a row with Joe."})

    manager.post(reverse("report:check", args=[draft.reference]))

    assert response.url == page(draft, "each")
    first, second = Episode.objects.get(child=tamsin), Episode.objects.get(child=kit)
    assert first.together_id == second.together_id is not None
    his = manager.get(reverse("episodes:episode", args=[second.reference])).content.decode()
    assert "He had a row with Joe." in his
    assert "A letter from her mother" not in his


@pytest.mark.requirement("CK-061")
def test_a_child_who_is_back_is_reported_and_returned_in_one_sitting(manager, cast):
    child = a_looked_after_child(cast)
    draft, _ = begun(manager, child)
    response = manager.post(page(draft, "when"), when(is_back="yes"))
    came = clock.now() - timedelta(minutes=5)
    manager.post(
        page(draft, "back"),
        {"ends": "returned", "with_whom": "Her cousin"} | parts("at", came),
    )

    manager.post(reverse("report:check", args=[draft.reference]))

    episode = Episode.objects.get(child=child)
    assert response.url == page(draft, "back")
    assert episode.ended_at is not None
    assert episode.whereabouts == "returned"


def test_a_child_reported_by_somebody_else_meanwhile_keeps_both_accounts(manager, cast):
    child = a_looked_after_child(cast)
    draft, _ = begun(manager, child)
    manager.post(page(draft, "when"), when())
    manager.post(page(draft, "before"), {"circumstances": "She rang me at six."})
    first = an_episode(cast, child, by=cast.social_worker, at=clock.now())

    conflict = manager.post(reverse("report:check", args=[draft.reference]))
    added = manager.post(reverse("report:add", args=[draft.reference]))

    said = text_of(conflict)
    assert conflict.status_code == 409
    assert "She did not come back from the shop." in said
    assert "She rang me at six." in said
    assert added.url == reverse("report:sent", args=[draft.reference])
    assert Entry.objects.filter(episode=first, words="She rang me at six.").count() == 1


def test_the_confirmation_says_who_was_asked_and_who_has_taken_it(manager, cast):
    _draft, response = sent(manager, a_looked_after_child(cast))

    said = text_of(manager.get(response.url))

    assert "Report sent" in said
    assert "Calderbrook & Vale Police" in said
    assert "Waiting" in said
    assert "Ring 101 now" not in said


def test_the_confirmation_says_what_its_sender_still_has_to_do_and_by_when(manager, cast):
    _draft, response = sent(manager, a_looked_after_child(cast))

    said = text_of(manager.get(response.url))
    owed = Duty.objects.filter(role__in=("carer", "home_manager"), ended_at=None)

    assert f"{owed.count()} things are yours to do, the first by " in said
    assert wording.limit(min(one.due_at for one in owed)) in said


def test_a_report_that_no_officer_has_taken_in_time_says_ring_101(manager, cast, monkeypatch):
    draft, response = sent(manager, a_looked_after_child(cast))
    now = clock.now()

    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=9))
    before = text_of(manager.get(response.url))
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=11))
    after = manager.get(reverse("report:told", args=[draft.reference]))

    assert "Ring 101 now" not in before
    assert "Ring 101 now. No police officer has acknowledged this report" in text_of(after)


def test_a_report_that_an_officer_has_taken_says_who_and_never_says_ring(
    manager, cast, monkeypatch
):
    _draft, response = sent(manager, a_looked_after_child(cast))
    now = clock.now()
    taken = Handover.objects.get(role=Role.CALL_HANDLER)
    Handover.objects.filter(pk=taken.pk).update(
        acknowledged_at=now, acknowledged_by=cast.user("call_handler")
    )
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=12))

    said = text_of(manager.get(response.url))

    assert "Ring 101 now" not in said
    assert f"Acknowledged {cast.call_handler.name}" in said


def test_the_police_add_a_child_without_a_record_in_the_journey(sign_in, cast):
    client = sign_in("call_handler")

    response = client.post(reverse("report:new-child"), {"given_name": "Jo", "authority": "vale"})

    child = Child.objects.get(given_name="Jo")
    assert child.responsible_authority == cast.vale
    assert response.url == page(Draft.objects.get(child=child), "when")


def test_a_child_who_may_be_on_record_is_shown_before_another_is_added(sign_in, cast):
    child = a_child(cast, "Tamsin")
    client = sign_in("social_worker")
    given = {
        "given_name": "Tamsin",
        "family_name": "Redfern",
        "born_on-day": "1",
        "born_on-month": "6",
        "born_on-year": "2011",
        "authority": "calderbrook",
    }

    shown = text_of(client.post(reverse("report:new-child"), given))
    client.post(reverse("report:new-child"), given | {"is_new": "yes"})

    assert f"Is it one of these children? {child.name}" in shown
    assert Child.objects.filter(given_name="Tamsin").count() == 2


def test_a_carer_does_not_add_a_child(manager, cast):
    assert manager.get(reverse("report:new-child")).status_code == 403


def test_a_draft_is_thrown_away_after_asking(manager, cast):
    draft, _ = begun(manager, a_looked_after_child(cast))

    asked = text_of(manager.get(reverse("report:discard", args=[draft.reference])))
    manager.post(reverse("report:discard", args=[draft.reference]))

    assert "cannot be brought back" in asked
    assert not Draft.objects.exists()


def test_pages_of_a_sent_report_lead_to_what_became_of_it(manager, cast):
    draft, response = sent(manager, a_looked_after_child(cast))

    assert manager.get(page(draft, "when")).url == response.url
    discarded = manager.post(reverse("report:discard", args=[draft.reference]))
    assert discarded.status_code == 403


def test_a_school_sees_of_the_child_only_what_a_school_may(sign_in, cast):
    child = a_child(cast)
    a_looked_after = a_looked_after_child(cast, "Kit", school=cast.millbrook)
    a_profile(cast, a_looked_after)
    client = sign_in("teacher")
    draft, _ = begun(client, a_looked_after)

    looks = client.get(page(draft, "description")).content.decode()

    assert "Tall, brown eyes" not in looks
    assert client.post(reverse("report:begin", args=[child.reference])).status_code == 404


@pytest.mark.parametrize("more", [1, 12])
def test_the_list_of_children_costs_the_same_however_long(
    manager, cast, more, django_assert_max_num_queries
):
    for number in range(more):
        child = a_looked_after_child(cast, f"Child{number}")
        if number % 2:
            an_episode(cast, child, at=clock.now())

    with django_assert_max_num_queries(16):
        manager.get(reverse("report"))


def test_a_placement_that_ended_offers_no_companions(manager, cast):
    tamsin = a_looked_after_child(cast, "Tamsin")
    kit = a_looked_after_child(cast, "Kit")
    placements.end(kit, by=cast.social_worker, at=clock.now())
    draft, _ = begun(manager, tamsin)

    assert "Kit" not in text_of(manager.get(page(draft, "before")))
