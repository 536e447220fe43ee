"""The pages of the return: who must be told, the safe and well check, what follows from harm."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lantern.core import clock
from lantern.core.instants import LONDON
from lantern.duties import queries as duties
from lantern.episodes.actions import returns
from lantern.episodes.details import LastSeen, LocatedDetails, ReturnDetails, Told
from lantern.episodes.models import Entry
from lantern.protocol.lexicon import vocabulary
from lantern.returns import facts, queries
from lantern.returns.models import FrequencyAgreement
from lantern.vocabulary.absence import EndOfEpisode, Precision
from lantern.vocabulary.returning import HarmLink
from lantern.vocabulary.telling import Recipient
from lantern.web.episodes.places import address_of, place_of
from lantern.web.returns.pages import since_return
from lantern.web.returns.steps import STEPS
from tests.actions.checking import a_check, an_agreement, seen
from tests.builders import a_looked_after_child, an_episode
from tests.web.reading import text_of

pytestmark = pytest.mark.one_database

NOW = clock.now().replace(second=0, microsecond=0)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def at_that_time(monkeypatch):
    """The pages are asked for at the time the rows were made, however long the run before took."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def missing(cast):
    """Tamsin, of whose absence police and social worker know."""
    told = [Told(recipient=one, at=NOW - 4 * HOUR) for one in Recipient if one in TOLD]
    last_seen = LastSeen(at=NOW - 5 * HOUR, place="The bus stop")
    child = a_looked_after_child(cast)
    return an_episode(cast, child, at=NOW - 4 * HOUR, last_seen=last_seen, told=tuple(told))


TOLD = (Recipient.POLICE, Recipient.SOCIAL_WORKER, Recipient.SCHOOL)


@pytest.fixture
def back(cast, missing):
    returns.record_returned(missing, by=cast.home_manager, at=NOW - HOUR, now=NOW - HOUR)
    return missing


def moment(name, at):
    local = at.astimezone(LONDON)
    parts = {"day": local.day, "month": local.month, "year": local.year}
    parts |= {"hour": f"{local:%H}", "minute": f"{local:%M}"}
    return {f"{name}-{part}": str(value) for part, value in parts.items()}


def href(name, *references):
    return reverse(f"returns:{name}", args=references)


def record(episode):
    return reverse("episodes:episode", args=[episode.reference])


FOUND = {"officer": "PC Noor Haddad", "signs_of_harm": "no"} | moment("at", NOW)
HARM = FOUND | {
    "signs_of_harm": "yes",
    "harm_words": "A cut above her eye",
    "is_significant_harm": "yes",
}


@pytest.mark.requirement("RF-061", "CK-123", "FL-10.07")
def test_all_who_must_be_told_stand_on_one_page_and_are_told_in_one_sending(sign_in, back):
    client = sign_in("home_manager")
    before = text_of(client.get(href("told", back.reference)))
    for one in ("Police", "Social worker", "Independent reviewing officer", "School"):
        assert one in before
    assert "Due by" in before

    answer = client.post(
        href("told", back.reference),
        {
            "told_police": "yes",
            "person_police": "Control room",
            "acknowledged_police": "PC Haddad",
            "told_school": "no",
            "reason_school": "never_told_of_absence",
            "words_school": "It was the holidays.",
            "decided_by_school": "Dean Whitlock",
        }
        | moment("at", NOW),
        follow=True,
    )

    after = text_of(answer)
    assert "Control room, acknowledged by PC Haddad" in after
    assert "Not told: they were never told of the absence. Decided by Dean Whitlock" in after
    assert 'name="told_police"' not in answer.content.decode()
    assert 'name="told_iro"' in answer.content.decode()


def test_what_is_left_out_is_asked_beside_the_one_it_is_about(sign_in, back):
    answer = sign_in("home_manager").post(
        href("told", back.reference), {"told_police": "yes"} | moment("at", NOW)
    )

    assert "Name who was told: police." in text_of(answer)
    untold = sign_in("home_manager").post(
        href("told", back.reference), {"told_police": "no"} | moment("at", NOW)
    )
    assert "Choose why they are not told: police." in text_of(untold)
    assert not Entry.objects.filter(fact="return_notified.police").exists()


@pytest.mark.requirement("RF-211", "CK-126", "FL-10.08")
def test_significant_harm_leads_on_to_whoever_must_be_told_and_then_to_the_decision(
    sign_in, cast, back
):
    police = sign_in("investigating_officer")
    unsaid = {name: said for name, said in HARM.items() if name != "is_significant_harm"}
    unsaid = police.post(href("check", back.reference), unsaid)
    assert "Choose whether the harm is significant" in text_of(unsaid)
    recorded = police.post(href("check", back.reference), HARM)
    assert recorded.url == href("step", back.reference, "harm-told")
    told = {"person": "Ruth Adeyemi", "method": "telephone"} | moment("at", NOW)
    assert police.post(recorded.url, told).url == record(back)
    shown = text_of(sign_in("social_worker").get(record(back)))
    assert "Significant harm" in shown
    assert "The social worker knows of the harm" in shown
    assert "of harm that a check showed" in shown
    assert "Whether a strategy discussion is needed" in shown
    decision = {"decision": "needed", "manager": "Yasmin Karim", "reason": "Injured."}

    sign_in("team_manager").post(
        href("step", back.reference, "strategy-discussion"), decision | moment("at", NOW)
    )

    after = text_of(sign_in("social_worker").get(record(back)))
    assert "A strategy discussion is needed" in after
    assert "Whether a strategy discussion is needed" not in after


@pytest.mark.requirement("RF-063", "QS-071", "CF-53")
def test_the_check_is_read_by_those_who_care_and_warns_of_what_may_be_used(sign_in, cast, back):
    police = sign_in("investigating_officer")
    form = text_of(police.get(href("check", back.reference)))
    assert "that needs a caution, an appropriate adult and legal advice" in form
    police.post(href("check", back.reference), FOUND | {"said": "“I was cold.”"})
    (one,) = queries.of_episode(cast.social_worker, back)

    page = text_of(sign_in("home_manager").get(href("checked", one.check.reference)))

    assert "“I was cold.”" in page
    assert "1 hour after the return" in page
    assert "Correct this check" not in page


def test_a_check_is_put_right_on_its_own_page(sign_in, cast, back):
    check = a_check(cast, back, NOW)
    police = sign_in("investigating_officer")
    assert "Correct this check" in text_of(police.get(href("checked", check.reference)))

    right = FOUND | {"whereabouts": "At the station", "reason": "Left out."}
    police.post(href("correct", check.reference), right)

    (one,) = queries.of_episode(cast.social_worker, back)
    page = text_of(police.get(href("checked", one.check.reference)))
    assert "At the station" in page
    assert "Corrected: Left out." in page
    assert police.get(href("checked", check.reference)).status_code == 404


@pytest.mark.requirement("RF-063", "DA-051")
def test_a_check_that_was_not_made_has_its_reason_on_the_record(sign_in, back):
    police = sign_in("investigating_officer")
    empty = text_of(police.post(href("not-checked", back.reference), moment("at", NOW)))
    assert "Choose why no check was made" in empty
    given = {"officer": "PC Noor Haddad", "not_done": "child_would_not", "words": "Shut the door."}

    police.post(href("not-checked", back.reference), given | moment("at", NOW))

    shown = text_of(police.get(record(back)))
    assert "No safe and well check: the child did not want to be seen" in shown


@pytest.mark.requirement("RF-211")
def test_a_return_known_to_the_day_alone_has_no_time_since(cast, back):
    a_check(cast, back, NOW)
    (one,) = queries.of_episode(cast.social_worker, back)

    assert since_return(one) == "1 hour after the return"
    day = type(one)(**vars(one) | {"return_precision": Precision.DAY})
    assert since_return(day) == "return time not recorded"


@pytest.mark.requirement("DA-065", "CK-171", "PS-004")
def test_home_is_no_matter_of_course_and_each_step_leads_to_the_next(sign_in, cast, missing):
    details = LocatedDetails(meaningful_contact=True, place="The station")
    returns.record_located(
        missing, by=cast.investigating_officer, at=NOW - HOUR, now=NOW - HOUR, details=details
    )
    worker = sign_in("social_worker")
    worry = {"is_so": "yes", "words": "She says why she left."} | moment("at", NOW)
    worker.post(href("step", missing.reference, "risk-at-home"), worry)
    assert "The referral to children’s social care" in text_of(worker.get(record(missing)))
    page = text_of(worker.get(reverse("episodes:returned", args=[missing.reference])))
    assert "A return home is not a matter of course" in page
    assert "Nobody is punished" in page
    done = {"words": "Rang the hub."} | moment("at", NOW)

    worker.post(href("step", missing.reference, "risk-referred"), done)

    shown = text_of(worker.get(record(missing)))
    assert "The assessment of what Tamsin needs" in shown
    assert "Where Tamsin stays" in shown


@pytest.mark.requirement("FL-10.07")
def test_whoever_knew_that_a_child_is_found_is_told_again_once_the_child_is_back(
    sign_in, cast, missing
):
    details = LocatedDetails(meaningful_contact=True, place="The station")
    by, found = cast.investigating_officer, NOW - 2 * HOUR
    returns.record_located(missing, by=by, at=found, now=found, details=details)
    home, asked = sign_in("home_manager"), href("told", missing.reference)
    word = {"told_police": "yes", "person_police": "PC Haddad"} | moment("at", found)

    before = text_of(home.get(record(missing)))
    home.post(asked, word)
    once_found = home.get(asked).content.decode()
    returns.record_returned(missing, by=cast.home_manager, at=NOW - HOUR, now=NOW - HOUR)
    once_back = home.get(asked).content.decode()

    assert "That Tamsin is safe for now" in before
    assert "Who must be told that Tamsin is found" in before
    assert "PC Haddad" in once_found
    assert 'name="told_police"' not in once_found
    assert 'name="told_police"' in once_back


@pytest.mark.requirement("RF-060", "RF-209", "DA-047")
def test_another_safe_place_and_whose_help_stand_beside_the_absence(sign_in, cast, missing):
    details = ReturnDetails(
        ends=EndOfEpisode.NEW_PLACEMENT,
        place="Her grandmother’s",
        brought_by="Her key worker",
        transport="The home’s car",
    )
    returns.record_returned(missing, by=cast.home_manager, at=NOW, now=NOW, details=details)

    shown = text_of(sign_in("social_worker").get(record(missing)))

    assert "In another safe place" in shown
    assert "Her grandmother’s. With Her key worker. By The home’s car" in shown


def test_each_duty_of_the_return_leads_to_a_page_of_its_own():
    addresses = {address_of(vocabulary()[one.fact], "E-1") for one in STEPS.values()}

    assert addresses == {href("step", "E-1", name) for name in STEPS}


def test_the_duty_to_review_an_agreement_leads_to_the_agreements(cast, missing):
    an_agreement(cast, missing.child, NOW - HOUR, review_on=NOW.date() + timedelta(days=30))

    (line,) = [
        one
        for one in duties.of_child(cast.social_worker, missing.child, NOW)
        if one.rule == "agreed-frequency-reviewed"
    ]

    assert place_of(line) == href("agreements", missing.child.reference)


@pytest.mark.requirement("RF-064", "RF-212", "QS-090", "CF-23")
def test_an_agreement_is_made_reviewed_and_ended_on_its_pages(sign_in, cast, missing):
    child, worker = missing.child, sign_in("social_worker")
    days = {"review_on-day": "1", "review_on-month": "6", "review_on-year": str(NOW.year + 1)}
    if NOW.month >= 6:
        days["review_on-month"] = "1"
    given = (
        {"applies_to": "safe_and_well", "frequency": "Once a week", "every_days": "7"}
        | {"reasons": "She asked for it.", "police": "PC Haddad", "social_worker": "Ruth Adeyemi"}
        | dict.fromkeys(HarmLink, "no")
        | moment("at", NOW)
        | days
    )
    seldom = text_of(worker.post(href("agree", child.reference), given | {"every_days": "8"}))
    assert "A check is made at least once in 7 days; your protocol sets this." in seldom

    worker.post(href("agree", child.reference), given)
    shown = text_of(worker.get(reverse("children:page", args=[child.reference])))
    assert "Once a week. Review by" in shown
    agreement = FrequencyAgreement.objects.get()
    worker.post(href("review", agreement.reference), given | {"words": "Calmer.", "child": "T"})
    again = FrequencyAgreement.objects.get(replaces=agreement)
    worker.post(href("end", again.reference), {"words": "She moved."} | moment("at", NOW))

    listed = text_of(worker.get(href("agreements", child.reference)))
    assert "Reviewed, and agreed anew" in listed
    assert "She moved." in listed
    assert "In force" not in listed


def test_every_step_names_the_child_and_keeps_what_was_typed(sign_in, back):
    client = sign_in("team_manager")
    for name, step in STEPS.items():
        typed = {"words": "Kept, though incomplete"}
        page = client.post(href("step", back.reference, name), typed)

        assert "There is a problem" in text_of(page), name
        assert "{child}" not in page.content.decode(), name
        is_asked = "words" in step.form.base_fields
        assert ("Kept, though incomplete" in page.content.decode()) == is_asked, name


def test_a_step_that_is_none_is_not_found(sign_in, back):
    assert sign_in("home_manager").get(href("step", back.reference, "nothing")).status_code == 404


def test_the_panel_takes_as_many_queries_whatever_is_recorded(
    cast, back, django_assert_num_queries
):
    from lantern.people.policies import sight_of
    from lantern.web.returns.panel import of_episode

    sight = sight_of(cast.social_worker, back.child, at=NOW)
    for _ in range(2):
        a_check(cast, back, NOW, seen(whereabouts="At the station"))
        with django_assert_num_queries(3):
            of_episode(cast.social_worker, back, sight, NOW)
    assert facts.HELD in {one.fact for one in back.entries.all()}
