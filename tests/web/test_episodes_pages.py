"""The episode's page and every page that adds to it: what is shown, refused, kept."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from lantern.audit.models import AccessEvent
from lantern.core import clock
from lantern.core.instants import LONDON
from lantern.duties.models import Duty
from lantern.episodes import queries
from lantern.episodes.actions import closing, entries, links, reports, returns
from lantern.episodes.details import (
    Answered,
    CheckMade,
    ChecksDeadline,
    Discussion,
    LastSeen,
    ReturnDetails,
    RiskAnswer,
    Told,
)
from lantern.people.actions import flags
from lantern.protocol.lexicon import vocabulary
from lantern.risk import actions as risk
from lantern.risk.questions import QUESTIONS
from lantern.vocabulary.absence import Classification, ContactKind, EndOfEpisode
from lantern.vocabulary.returning import Answer, CheckKind
from lantern.vocabulary.risk import FlagKind, RiskLevel
from lantern.vocabulary.telling import NotTold, Recipient
from lantern.web.episodes.deciding import DECISIONS
from lantern.web.episodes.places import address_of
from lantern.web.episodes.recording import RECORDINGS
from tests.builders import a_looked_after_child, a_report, an_episode
from tests.web.reading import text_of

NOW = clock.now().replace(second=0, microsecond=0)
SEEN = NOW - timedelta(hours=3)
REPORTED = NOW - timedelta(hours=1)


VULNERABLE = Answered(fact="risk.danger_through_vulnerability", value="yes")
NO_GROUND = {
    f"risk.{one}": "no"
    for one in ("danger_through_vulnerability", "victim_of_serious_crime", "danger_to_public")
}
"""The answers to what the rulebook asks before a grading, and before a classification."""
NO_RISK_SEEN = {
    "risk_questions.not_answered": "no",
    "risk.apparent": "no",
    "enquiries.more_needed": "no",
    "classification.disputed": "no",
}


@pytest.fixture(autouse=True)
def at_that_time(monkeypatch):
    """The pages are asked for at the time the rows were made, however long the run before took."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def episode(cast):
    return an_episode(cast, at=REPORTED, last_seen=LastSeen(at=SEEN, place="The bus stop"))


def at(name, moment):
    """An instant as typed into its five inputs."""
    local = moment.astimezone(LONDON)
    values = {"day": local.day, "month": local.month, "year": local.year}
    values |= {"hour": f"{local:%H}", "minute": f"{local:%M}"}
    return {f"{name}-{part}": str(value) for part, value in values.items()}


def offered_on(page):
    """The values that may be chosen on the page."""
    return set(re.findall(r'name="choice"[^>]*value="([^"]+)"', page.content.decode()))


def href(page, episode, *more):
    return reverse(f"episodes:{page}", args=[episode.reference, *more])


def test_the_page_says_who_how_long_and_how_it_stands(sign_in, episode):
    client = sign_in("social_worker")

    said = text_of(client.get(href("episode", episode)))

    assert "Tamsin Redfern" in said
    assert re.search(r"3 hours( \d+ minutes?)? since last seen", said)
    assert "Whereabouts not known" in said
    assert "Risk not graded" in said
    assert "Police: not decided" in said
    protocols = "Protocols: Children missing from care and home, Calderbrook (invented); Sorting "
    assert protocols + "referrals for return interviews, Streetwise." in said


def test_what_is_owed_leads_to_where_it_is_met(sign_in, episode):
    client = sign_in("social_worker")

    page = client.get(href("episode", episode)).content.decode()

    owed = Duty.objects.filter(episode=episode, ended_at__isnull=True)
    assert owed.exists()
    assert "What is owed now" in page
    assert href("notification", episode) in page


def test_what_a_persons_own_agency_owes_stands_before_what_others_owe(sign_in, episode):
    owed = {who: owed_first(sign_in(who), episode) for who in ("home_manager", "social_worker")}

    assert "Alder House" in owed["home_manager"]
    assert "Alder House" not in owed["social_worker"]


def owed_first(client, episode):
    """The first line of what is owed on the page of an absence."""
    page = text_of(client.get(href("episode", episode)))
    return page.partition("What is owed now")[2].partition("Why")[0]


def test_looking_at_the_page_is_recorded_and_its_own_updating_is_not(sign_in, cast, episode):
    client = sign_in("social_worker")

    client.get(href("episode", episode))
    client.get(href("now", episode), headers={"Lantern-Poll": "1"})

    looks = AccessEvent.objects.filter(about=episode.reference, by=cast.social_worker.id)
    assert [one.page for one in looks] == ["episode"]


@pytest.mark.parametrize("who", ["neighbour", "stranger", "other_home_manager", "administrator"])
def test_those_who_may_not_know_of_it_are_told_there_is_no_such_page(sign_in, episode, who):
    client = sign_in(who)

    for name in ("episode", "now", "contact", "returned", "steps"):
        assert client.get(href(name, episode)).status_code in (403, 404), name


def test_each_fact_is_shown_with_its_source_and_late_ones_say_so(sign_in, cast, episode):
    entries.record_contact(
        episode,
        by=cast.key_worker,
        contact=ContactKind.SIGHTING,
        at=NOW - timedelta(minutes=45),
        now=NOW,
        result="Seen by the river",
        person="A neighbour",
    )

    said = text_of(sign_in("home_manager").get(href("episode", episode)))

    assert "recorded 45 minutes later" in said
    assert "Bronwen Ellis, residential key worker, Alder House" in said
    assert "Seen by the river" in said


def test_a_correction_shows_both_with_the_first_struck_but_legible(sign_in, cast, episode):
    note = entries.add_note(episode, by=cast.key_worker, at=NOW, now=NOW, words="A blue coat")
    client = sign_in("key_worker")

    client.post(
        href("correct", episode, note.key),
        {"words": "A red coat", "reason": "She rang", "seen": str(note.pk)} | at("at", NOW),
    )
    page = client.get(href("episode", episode)).content.decode()

    assert "A red coat" in page
    assert re.search(r"<del>.*A blue coat.*</del>", page, re.DOTALL)
    assert "Reason: She rang" in page


def test_a_withdrawn_entry_stays_legible_with_the_reason(sign_in, cast, episode):
    note = entries.add_note(episode, by=cast.key_worker, at=NOW, now=NOW, words="A blue coat")
    client = sign_in("key_worker")

    client.post(
        href("withdraw", episode, note.key), {"reason": "Another child", "seen": str(note.pk)}
    )
    page = client.get(href("episode", episode)).content.decode()

    assert re.search(r"<del>.*A blue coat.*</del>", page, re.DOTALL)
    assert "Reason: Another child" in page


def test_a_correction_after_somebody_elses_shows_theirs_and_keeps_mine(sign_in, cast, episode):
    note = entries.add_note(episode, by=cast.key_worker, at=NOW, now=NOW, words="A blue coat")
    entries.correct(
        note, by=cast.home_manager, now=NOW, seen=str(note.pk), reason="x", words="A red coat"
    )
    client = sign_in("key_worker")
    mine = {"words": "A green coat", "reason": "y", "seen": str(note.pk)} | at("at", NOW)

    conflict = client.post(href("correct", episode, note.key), mine)

    page = conflict.content.decode()
    assert conflict.status_code == 409
    assert "A red coat" in page
    assert "A green coat" in page
    latest = queries.entries(episode)[-1]
    again = client.post(href("correct", episode, note.key), mine | {"seen": str(latest.pk)})
    assert again.status_code == 302
    assert queries.entries(episode)[-1].words == "A green coat"


def test_a_decision_after_somebody_elses_shows_theirs_and_keeps_mine(sign_in, cast, episode):
    entries.classify(
        episode,
        by=cast.incident_manager,
        classification=Classification.MISSING,
        at=NOW,
        now=NOW,
        rationale="Nobody has heard from her.",
    )
    client = sign_in("duty_inspector")
    mine = NO_RISK_SEEN | {"choice": "absent", "rationale": "At football.", "seen": ""}
    mine |= at("at", NOW)

    conflict = client.post(href("classification", episode), mine)

    page = conflict.content.decode()
    assert conflict.status_code == 409
    assert "Nobody has heard from her." in page
    assert "At football." in page
    assert queries.latest(episode, "police.classification").value == "missing"
    key = re.search(r'name="seen"[^>]*value="(N-[^"]+)"', page)[1]
    client.post(href("classification", episode), mine | {"seen": key})
    assert queries.latest(episode, "police.classification").value == "absent"


@pytest.mark.requirement("DA-004")
def test_the_page_says_why_absent_is_not_available(sign_in, cast, episode):
    flags.raise_(
        episode.child,
        FlagKind.CHILD_SEXUAL_EXPLOITATION,
        by=cast.social_worker,
        at=SEEN,
        said_by="School",
    )

    page = sign_in("duty_inspector").post(
        href("classification", episode), NO_RISK_SEEN | {"step": "decide"}
    )

    assert "a child with any such risk is recorded as missing" in text_of(page)
    assert offered_on(page) == {"missing"}
    assert 'value="missing" checked' in page.content.decode()


@pytest.mark.requirement("DA-003")
def test_absent_without_answers_is_refused_on_the_page_and_nothing_typed_is_lost(sign_in, episode):
    response = sign_in("duty_inspector").post(
        href("classification", episode),
        NO_RISK_SEEN
        | {"risk_questions.not_answered": "yes", "choice": "absent", "rationale": "Often late."}
        | at("at", NOW),
    )

    assert "too little information is a risk in itself" in text_of(response)
    assert "Often late." in response.content.decode()
    assert queries.latest(episode, "police.classification") is None


@pytest.mark.requirement("DA-012")
def test_the_page_offers_a_child_no_low_risk_and_says_why(sign_in, episode):
    page = sign_in("investigating_officer").post(
        href("risk", episode), NO_GROUND | {"step": "decide"}
    )

    assert "graded medium or high, never low" in text_of(page)
    assert offered_on(page) == {"high", "medium"}


@pytest.mark.requirement("DA-024")
def test_the_page_offers_no_way_down_from_high_to_those_who_may_not(sign_in, cast, episode):
    entries.grade_risk(
        episode,
        by=cast.duty_inspector,
        level=RiskLevel.HIGH,
        at=NOW,
        now=NOW,
        rationale="No coat, no insulin.",
        answers=[VULNERABLE],
    )
    sent = NO_GROUND | {"step": "decide"}

    officer = sign_in("investigating_officer").post(href("risk", episode), sent)
    assert offered_on(officer) == {"high"}
    assert "Only a superintendent" in text_of(officer)
    above = sign_in("superintendent").post(href("risk", episode), sent)
    assert offered_on(above) == {"high", "medium"}


WHOLE = {
    "contact": {"contact": "call_to_child", "result": "No answer"},
    "whereabouts": {"known": "yes", "place": "Her aunt's", "corroboration": "voice"},
    "last-seen": {"place": "Station"},
    "notification": {"recipient": "iro", "about": "absence", "told": "yes"},
    "classification": NO_RISK_SEEN | {"choice": "missing", "rationale": "Because"},
    "risk": NO_GROUND | {"choice": "medium", "rationale": "Because"},
    "strategy": {"worker": "Tomasz", "officer": "Jo", "child_phone": "Tomasz, at noon"},
    "located": {"place": "A flat", "meaningful_contact": "no"},
    "returned": {"ends": "returned"},
    "note": {"words": "A note"},
    "error": {"reason": "Asleep upstairs"},
}
WHO = {"classification": "duty_inspector", "risk": "duty_inspector", "error": "team_manager"}


@pytest.mark.parametrize("name", WHOLE)
def test_each_page_records_what_it_asks_for(sign_in, cast, episode, name):
    client = sign_in(WHO.get(name, "social_worker"))
    before = len(queries.entries(episode))

    response = client.post(href(name, episode), WHOLE[name] | at("at", NOW))

    assert response.status_code == 302, text_of(response)
    assert len(queries.entries(episode)) > before


def test_every_page_that_records_is_tried():
    assert {*RECORDINGS, *DECISIONS} - set(WHOLE) == {"discussion", "link"}


@pytest.mark.requirement("RF-037")
def test_children_are_linked_from_the_page_and_shown_to_each_other_by_name_only(
    sign_in, cast, episode
):
    other = an_episode(
        cast,
        a_looked_after_child(cast, "Kit"),
        at=REPORTED,
        last_seen=LastSeen(at=SEEN),
        circumstances="Kit had a row with Joe.",
    )
    client = sign_in("social_worker")

    client.post(href("link", episode), {"episodes": [other.reference]})
    page = text_of(client.get(href("episode", episode)))

    assert "Went with: Kit Redfern" in page
    assert "a row with Joe" not in page


def test_a_linked_child_whom_i_may_not_know_of_is_not_named(sign_in, cast, episode):
    other = an_episode(
        cast,
        a_looked_after_child(cast, "Kit", carer=cast.okafor),
        by=cast.foster_carer,
        at=REPORTED,
        last_seen=LastSeen(at=SEEN),
    )
    links.link([episode, other], by=cast.social_worker, at=NOW)

    page = text_of(sign_in("home_manager").get(href("episode", episode)))

    assert "Kit" not in page


def test_the_talk_after_the_return_is_recorded_on_its_page(sign_in, cast, episode):
    returns.record_returned(episode, by=cast.home_manager, at=NOW, now=NOW, details=ReturnDetails())
    client = sign_in("key_worker")

    response = client.post(
        href("discussion", episode), {"reasons": "A row", "adults": "Nobody"} | at("at", NOW)
    )

    assert response.status_code == 302
    assert "A row" in text_of(client.get(href("episode", episode)))


def test_an_episode_closed_in_error_says_so(sign_in, cast, episode):
    closing.close_as_error(episode, by=cast.team_manager, at=NOW, reason="In the attic.")

    said = text_of(sign_in("social_worker").get(href("episode", episode)))

    assert "Closed as reported in error. The record is kept." in said
    assert "In the attic." in said


def test_told_people_wait_until_somebody_says_who_acknowledged(sign_in, cast, episode):
    told = entries.record_notification(
        episode, by=cast.social_worker, recipient=Recipient.PARENTS, at=NOW, now=NOW
    )
    client = sign_in("social_worker")

    before = text_of(client.get(href("episode", episode)))
    client.post(
        href("acknowledge", episode, told.key),
        {"acknowledged_by": "Elin Redfern"} | at("at", NOW),
    )
    after = text_of(client.get(href("episode", episode)))

    assert "Not acknowledged Record an acknowledgement" in before
    assert "Acknowledged Elin Redfern" in after


def test_a_link_from_a_duty_brings_its_recipient_with_it(sign_in, episode):
    address = address_of(vocabulary()["notified.parents"], episode.reference)

    page = sign_in("social_worker").get(address).content.decode()

    assert '<option value="parents" selected>' in page
    assert re.search(r'value="absence"[^>]*checked', page)


def test_a_step_is_recorded_on_a_page_of_its_own(sign_in, cast, episode):
    client = sign_in("team_manager")

    page = text_of(client.get(href("step", episode, "strategy_meeting.held")))
    response = client.post(
        href("step", episode, "strategy_meeting.held"), {"words": "By phone"} | at("at", NOW)
    )

    assert "Strategy meeting held" in page
    assert response.status_code == 302
    assert queries.latest(episode, "strategy_meeting.held").words == "By phone"


def test_every_fact_of_an_episode_that_somebody_records_has_a_page(sign_in, episode):
    client = sign_in("duty_inspector")
    facts = [
        one
        for one in vocabulary().values()
        if one.subject == "episode" and not one.is_derived and one.name != "episode.reported"
    ]

    pages = {one.name: address_of(one, episode.reference) for one in facts}

    assert all(pages.values())
    for address in sorted({address.split("?")[0] for address in pages.values()}):
        # Some lead on: to the meeting that stands, say, or to arrange one.
        assert client.get(address, follow=True).status_code in (200, 403), address


def test_a_fact_that_is_nobodys_to_record_is_refused_with_a_sentence(sign_in, episode):
    client = sign_in("social_worker")

    for fact in ("child.age", "episode.was_reported_to_police", "no.such_fact"):
        response = client.get(href("step", episode, fact))
        assert response.status_code == 400
        assert "is not something that can be recorded here" in text_of(response)


def test_health_staff_see_no_enquiries_but_what_they_may(sign_in, cast, episode):
    entries.record_contact(
        episode,
        by=cast.key_worker,
        contact=ContactKind.CALL_TO_CHILD,
        at=NOW,
        now=NOW,
        result="She is with Danny",
    )
    entries.record_notification(
        episode, by=cast.social_worker, recipient=Recipient.DESIGNATED_HEALTH, at=NOW, now=NOW
    )

    said = text_of(sign_in("nurse").get(href("episode", episode)))

    assert "Tamsin Redfern" in said
    assert "She is with Danny" not in said


@pytest.mark.parametrize("more", [1, 30])
def test_the_page_costs_the_same_however_long_the_record(
    sign_in, cast, episode, more, django_assert_max_num_queries
):
    for _ in range(more):
        entries.add_note(episode, by=cast.key_worker, at=NOW, now=NOW, words="A note")
    client = sign_in("social_worker")

    with django_assert_max_num_queries(30):
        assert client.get(href("episode", episode)).status_code == 200


def test_an_absence_is_not_ended_nor_its_clock_moved_by_a_press_on_a_page_nobody_filled_in(
    sign_in, episode
):
    client = sign_in("home_manager")
    before = episode.entries.count()

    for name, wanting in (("returned", "Choose where"), ("last-seen", "Say where")):
        page = client.get(href(name, episode)).content.decode()
        assert wanting in text_of(client.post(href(name, episode), at("at", NOW)))
        assert not re.search(r'type="radio"[^>]* checked', page.partition('name="ends"')[2][:200])

    assert episode.entries.count() == before


def test_links_and_names_on_the_record_stand_apart(sign_in, episode):
    page = text_of(sign_in("home_manager").get(href("episode", episode)))

    assert "Alder House. Correct" in page
    assert "Not confirmed" not in page
    assert "Protocols: Children missing from care and home" in page


def test_among_all_that_can_be_recorded_what_is_owed_now_comes_first(sign_in, episode):
    page = text_of(sign_in("social_worker").get(href("steps", episode)))

    owed, _, rest = page.partition("While the child is away")
    assert "Owed now" in owed
    assert "Premises searched" in owed
    assert "Premises searched" in rest
    assert "Return interview held" not in owed


def test_the_page_itself_says_ring_when_no_officer_has_taken_the_report(
    sign_in, cast, episode, monkeypatch
):
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=5))

    home = text_of(sign_in("home_manager").get(href("episode", episode)))
    police = text_of(sign_in("call_handler").get(href("episode", episode)))

    assert "Ring 101 now" in home
    assert "Ring 101 now" not in police
    entries.record_notification(
        episode, by=cast.home_manager, recipient=Recipient.POLICE, at=NOW, now=NOW
    )
    assert "Ring 101 now" not in text_of(sign_in("home_manager").get(href("episode", episode)))


def test_the_record_reads_as_sentences_whatever_was_recorded(sign_in, cast):
    child = a_looked_after_child(cast)
    whole = an_episode(
        cast,
        child,
        at=REPORTED,
        last_seen=LastSeen(at=SEEN, place="The bus stop", by="A neighbour"),
        clothing="A red coat",
        immediate_worry="No inhaler",
        risk=(RiskAnswer(question="medication", answer=Answer.YES, words="Inhaler"),),
        checks=(CheckMade(kind=CheckKind.CALLED_FRIENDS, at=SEEN, by="Dean", result="No"),),
        deadline=ChecksDeadline(at=NOW + timedelta(hours=1), reason="Dark", set_at=SEEN),
        told=(Told(recipient=Recipient.POLICE, at=REPORTED, person="Jo"),),
    )
    entries.record_notification(
        whole,
        by=cast.home_manager,
        recipient=Recipient.SCHOOL,
        at=NOW,
        now=NOW,
        not_told_reason=NotTold.ALREADY_AWARE,
        decided_by="Dean",
        words="They rang.",
    )
    for value in ("yes", "no"):
        entries.record_step(
            whole,
            by=cast.home_manager,
            fact="concern.significant_harm",
            at=NOW,
            now=NOW,
            value=value,
        )
    entries.grade_risk(
        whole,
        by=cast.duty_inspector,
        level=RiskLevel.HIGH,
        at=NOW - timedelta(minutes=1),
        now=NOW,
        rationale="No inhaler.",
        answers=[VULNERABLE],
    )
    grade = queries.latest(whole, "police.risk")
    entries.grade_risk(
        whole,
        by=cast.superintendent,
        level=RiskLevel.MEDIUM,
        at=NOW,
        now=NOW,
        rationale="Inhaler found.",
        seen=grade.key,
        answers=[Answered(fact=VULNERABLE.fact, value="no")],
    )
    returns.record_returned(
        whole,
        by=cast.home_manager,
        at=NOW,
        now=NOW,
        details=ReturnDetails(
            ends=EndOfEpisode.NEW_PLACEMENT,
            place="Quarry Lodge",
            found_at=NOW - timedelta(minutes=30),
            distance_miles=2.5,
            overnight=Answer.NO,
            discussion=Discussion(reasons="A row"),
        ),
    )

    said = text_of(sign_in("team_manager").get(href("episode", whole)))

    for words in (
        "Where: The bus stop",
        "By: A neighbour",
        "A red coat",
        "Worry now No inhaler",
        "Does the child need medicine or treatment? Yes. Inhaler",
        "Called friends",
        "Deadline of the preliminary checks",
        "set at",
        "School: decided not to tell them",
        "There is concern that the child may suffer significant harm",
        "No longer so, or not so: there is concern",
        "Risk graded high",
        "Decided as: superintendent",
        "Before: high",
        "Set by a rule: The risk is high",
        "In another safe place",
        "Distance: 2.5 miles",
        "Located, and in contact",
        "Why: A row",
        "away in all",
    ):
        assert words in said, words


def test_everything_else_that_the_protocol_asks_for_is_listed_with_its_page(sign_in, episode):
    page = sign_in("social_worker").get(href("steps", episode)).content.decode()

    assert "Strategy meeting held" in page
    assert reverse("meetings:of-episode", args=[episode.reference]) in page
    assert href("step", episode, "media.decided") in page
    assert reverse("interviews:begin", args=[episode.reference]) in page
    assert "notified.police" not in page


def test_a_second_report_is_shown_as_such(sign_in, cast, episode):
    reports.add_account(
        episode, by=cast.social_worker, at=NOW, report=a_report(circumstances="She rang me.")
    )

    said = text_of(sign_in("home_manager").get(href("episode", episode)))

    assert "Reported by somebody else as well" in said
    assert "She rang me." in said


@pytest.mark.requirement("DA-028")
def test_the_authoritys_own_assessment_stands_beside_the_grading(sign_in, cast, episode):
    risk.assess(
        episode.child,
        by=cast.social_worker,
        at=SEEN,
        version=0,
        reasons="Misses her sister",
        risks="Older friends",
        mitigations="Calls on Sundays",
        answers={one.id: {"answer": "no", "words": ""} for one in QUESTIONS},
        owner="Mei Tanaka",
        review_on=SEEN.date() + timedelta(days=90),
    )

    page = text_of(sign_in("duty_inspector").get(href("episode", episode)))

    assert "Risk assessment of the authority and home" in page
    assert "Risk not graded" in page  # the police have not, and theirs is no answer for them
