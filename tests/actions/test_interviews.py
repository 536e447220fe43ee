"""A return interview: begun, finished, put right; whose words are whose; what it states."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from lantern.core.errors import Conflict, Invalid, Refused
from lantern.core.instants import day_in_london
from lantern.duties.models import Duty
from lantern.episodes import queries as episodes
from lantern.episodes.actions import returns, writing
from lantern.episodes.details import ReturnDetails
from lantern.interviews import queries, standing
from lantern.interviews.actions import outcomes, records, reviews, shares, suggestions
from lantern.interviews.actions.outcomes import Followed
from lantern.interviews.actions.records import Correction
from lantern.interviews.actions.reviews import Finding
from lantern.interviews.held import on_day
from lantern.interviews.models import Account
from lantern.notifications.models import Message
from lantern.people.actions import involvements
from lantern.vocabulary.absence import Precision
from lantern.vocabulary.interviewing import (
    ChildTold,
    Company,
    Dependence,
    Ending,
    InterviewerKind,
    InterviewOutcome,
    InterviewState,
    ShareContent,
    SharedWith,
    Verdict,
    Voice,
)
from lantern.vocabulary.placement import PersonRelation
from lantern.vocabulary.returning import Answer
from lantern.vocabulary.telling import Method
from tests.builders import LATER, a_looked_after_child, a_returned_episode, an_episode
from tests.interviewing import (
    AFTER,
    ANSWERS,
    CHECKED,
    NEXT_DAY,
    WORDS,
    a_draft,
    a_referral,
    an_interview,
    cast,
    draft,
    giving,
    held,
    interview,
    told,
    written,
)

__all__ = ["cast", "draft", "interview", "told"]
pytestmark = pytest.mark.django_db
EVENING = AFTER + timedelta(hours=4)


def fact(interview, name):
    episode = interview.episodes.get()
    return episodes.latest(episode, name)


def reviewed(cast, interview, verdict, words=""):
    last = standing.voices(interview).last.pk
    finding = Finding(verdict=verdict, checked=CHECKED, seen=last, words=words)
    return reviews.review(interview, finding, by=cast.team_manager, at=EVENING)


def put(interview, voice, answers=None, how=None, reason="I left something out.", seen=1):
    whole = replace(written(), answers={} if answers is None else answers, held=how or held())
    return Correction(voice=voice, written=whole, reason=reason, seen=seen)


@pytest.mark.requirement("RF-067", "RF-214")
def test_a_finished_interview_holds_each_voice_apart_and_meets_the_duty(cast, interview):
    said = standing.voices(interview)
    assert said.of(Voice.CHILD).answers["harm_away_more"] == WORDS
    assert set(said.of(Voice.PARENTS).answers) == {"parents_said"}
    assert "why_went" not in said.of(Voice.INTERVIEWER).answers
    assert fact(interview, "return_interview.held").at == NEXT_DAY
    duty = Duty.objects.get(
        subject=interview.episodes.get().reference, rule="return-interview-held"
    )
    assert duty.met_at == NEXT_DAY


def test_contact_made_before_is_not_said_twice(cast, interview):
    standing_entries = writing.standing(interview.episodes.get())

    made = [one for one in standing_entries if one.fact == "return_interview.contact_made"]

    assert len(made) == 1


@pytest.mark.requirement("RF-067")
def test_one_interview_is_about_several_absences_and_each_gets_the_fact(cast):
    child = a_looked_after_child(cast)
    first = a_referral(cast, a_returned_episode(cast, child))
    second = a_returned_episode(cast, a_looked_after_child(cast, "Idris"))
    with pytest.raises(Refused, match="one child"):
        records.begin(first, by=cast.interviewer, at=NEXT_DAY, also=[a_referral(cast, second)])
    draft = a_draft(cast, first)
    draft.episodes.add(second)

    records.complete(draft, written(), by=cast.interviewer, now=AFTER)

    for episode in draft.episodes.all():
        assert episodes.latest(episode, "return_interview.held").at == NEXT_DAY


@pytest.mark.requirement("CK-127")
@pytest.mark.parametrize(
    ("ending", "name"),
    [
        (Ending.PARTS, "return_interview.held"),
        (Ending.LEFT, "return_interview.contact_made"),
        (Ending.REFUSED, "return_interview.declined"),
    ],
)
def test_how_it_ended_says_which_fact_it_is(cast, draft, ending, name):
    answers = ANSWERS if ending.is_held else {}
    whole = replace(written(ending=ending, ending_words="She wanted to go home."), answers=answers)

    interview = records.complete(draft, whole, by=cast.interviewer, now=AFTER)

    assert fact(interview, name) is not None
    assert (fact(interview, "return_interview.held") is None) is not ending.is_held


@pytest.mark.requirement("FL-10.13", "QS-091")
def test_concerns_become_facts_of_the_absence(cast):
    worry = {
        "cse": "yes",
        "cse_more": "A man gives her things.",
        "protection_concern": "yes",
        "protection_concern_more": "She was threatened.",
    }

    interview = an_interview(cast, answers=worry)

    assert fact(interview, "exploitation_concern.highlighted").at == NEXT_DAY
    assert fact(interview, "return_concern.child_protection").at == NEXT_DAY
    assert "threatened" not in fact(interview, "return_concern.child_protection").words


@pytest.mark.requirement("QS-091")
def test_what_is_always_assessed_has_to_be_answered(cast, draft):
    whole = replace(written(), answers={"why_went": "I was bored."})

    with pytest.raises(Invalid) as fault:
        records.complete(draft, whole, by=cast.interviewer, now=AFTER)

    assert {"cse", "radicalisation", "gangs", "trafficking"} <= set(fault.value.messages)
    assert not {name for name in fault.value.messages if name.startswith("why")}


@pytest.mark.requirement("CF-46", "CF-11", "DA-053")
@pytest.mark.parametrize(
    ("how", "missing"),
    [
        ({"from_authority": Answer.NO}, {"dependence", "dependence_words"}),
        ({"interviewer_kind": InterviewerKind.POLICE}, {"police_reason"}),
        ({"company": Company.ASKED_FOR}, {"companion"}),
        ({"interviewer": " "}, {"interviewer"}),
        ({"ending": Ending.PARTS}, {"ending_words"}),
        ({"at": LATER - timedelta(hours=1)}, {"at"}),
        ({"at": AFTER + timedelta(hours=1)}, {"at"}),
    ],
)
def test_how_it_was_held_says_what_is_missing(cast, draft, how, missing):
    with pytest.raises(Invalid) as fault:
        records.complete(draft, written(**how), by=cast.interviewer, now=AFTER)

    assert set(fault.value.messages) == missing


@pytest.mark.requirement("DA-053", "CF-46")
def test_the_childs_preference_is_an_exception_with_its_reason(cast):
    by_preference = {
        "from_placement": Answer.NO,
        "dependence": Dependence.CHILDS_PREFERENCE,
        "dependence_words": "I will only talk to Bronwen.",
    }

    interview = an_interview(cast, **by_preference)

    kept = standing.voices(interview).held
    assert kept.dependence is Dependence.CHILDS_PREFERENCE
    assert (kept.from_placement, kept.from_authority) == (Answer.NO, Answer.YES)


def test_where_only_the_day_is_known_no_time_is_made_up(cast):
    day = on_day(day_in_london(NEXT_DAY), AFTER + timedelta(days=3))

    interview = an_interview_later(cast, at=day, precision=Precision.DAY)

    entry = fact(interview, "return_interview.held")
    assert entry.precision == Precision.DAY
    assert interview.held_precision == Precision.DAY


def an_interview_later(cast, **how):
    now = AFTER + timedelta(days=3)
    return records.complete(a_draft(cast), written(**how), by=cast.interviewer, now=now)


def test_a_draft_keeps_what_was_typed_and_does_not_lose_anothers(cast, draft):
    records.save(
        draft, by=cast.interviewer, at=AFTER, part="why", typed={"why_went": ["x"]}, seen=0
    )

    with pytest.raises(Conflict):
        records.save(
            draft, by=cast.interviewer, at=AFTER, part="why", typed={"why_went": ["y"]}, seen=0
        )

    draft.refresh_from_db()
    assert draft.typed["why"]["typed"] == {"why_went": ["x"]}


def test_begun_twice_it_is_one_draft(cast):
    referral = a_referral(cast)

    assert a_draft(cast, referral) == a_draft(cast, referral)


@pytest.mark.requirement("RF-214")
def test_putting_right_keeps_the_former_words_and_moves_the_fact(cast, interview):
    sooner = NEXT_DAY - timedelta(hours=2)

    records.correct(
        interview,
        put(interview, Voice.ARRANGEMENTS, how=held(at=sooner)),
        by=cast.interviewer,
        now=EVENING,
    )

    versions = standing.voices(interview).all[Voice.ARRANGEMENTS]
    assert [one.number for one in versions] == [1, 2]
    assert versions[1].reason == "I left something out."
    assert fact(interview, "return_interview.held").at == sooner


def test_a_concern_that_was_a_slip_is_taken_back_from_the_absence(cast):
    interview = an_interview(cast, answers={"cse": "yes", "cse_more": "A slip."})
    analysis = standing.voices(interview).of(Voice.INTERVIEWER).answers
    right = {name: value for name, value in analysis.items() if name != "cse_more"} | {"cse": "no"}

    records.correct(
        interview, put(interview, Voice.INTERVIEWER, right), by=cast.interviewer, now=EVENING
    )

    assert fact(interview, "exploitation_concern.highlighted") is None


def test_two_who_put_the_same_right_are_both_heard(cast, interview):
    first = put(interview, Voice.CHILD, {"why_went": "One."})
    records.correct(interview, first, by=cast.interviewer, now=EVENING)

    with pytest.raises(Conflict, match="while you were writing"):
        records.correct(interview, first, by=cast.interviewer, now=EVENING)


@pytest.mark.requirement("PB-020", "RF-214")
def test_a_reviewer_approves_or_sends_back_and_changes_no_word(cast, interview):
    before = list(Account.objects.values())

    reviewed(cast, interview, Verdict.SENT_BACK, "Why did she go?")

    assert list(Account.objects.values()) == before
    assert standing.state(interview) is InterviewState.SENT_BACK
    assert Message.objects.filter(kind="interview_sent_back").count() == 1
    with pytest.raises(Refused, match="does not allow this"):
        records.correct(
            interview,
            put(interview, Voice.CHILD, {"why_went": "Mine."}),
            by=cast.team_manager,
            now=EVENING,
        )
    records.correct(
        interview,
        put(interview, Voice.CHILD, {"why_went": "To see her."}),
        by=cast.interviewer,
        now=EVENING,
    )
    assert standing.state(interview) is InterviewState.WAITING
    reviewed(cast, interview, Verdict.APPROVED)
    assert standing.state(interview) is InterviewState.APPROVED


@pytest.mark.requirement("RF-214")
def test_no_review_of_any_kind_changes_what_anybody_said(cast, interview):
    before = list(Account.objects.order_by("pk").values())
    answers = st.fixed_dictionaries(dict.fromkeys(CHECKED, st.sampled_from(["yes", "no", ""])))

    @given(verdict=st.sampled_from(Verdict), checked=answers, words=st.text(max_size=30))
    def whatever_is_reviewed(verdict, checked, words):
        last = standing.voices(interview).last.pk
        finding = Finding(verdict=verdict, checked=checked, seen=last, words=words)
        with transaction.atomic():
            with suppress(Invalid):
                reviews.review(interview, finding, by=cast.team_manager, at=EVENING)
            assert list(Account.objects.order_by("pk").values()) == before
            transaction.set_rollback(True)

    whatever_is_reviewed()


@pytest.mark.requirement("PB-020")
def test_nobody_reviews_what_they_wrote_and_sending_back_says_why(cast, interview):
    finding = Finding(
        verdict=Verdict.SENT_BACK, checked=CHECKED, seen=standing.voices(interview).last.pk
    )

    with pytest.raises(Refused, match="You wrote this"):
        reviews.review(interview, finding, by=cast.interviewer, at=EVENING)
    with pytest.raises(Invalid, match="look at again"):
        reviews.review(interview, finding, by=cast.team_manager, at=EVENING)
    no = replace(finding, verdict=Verdict.APPROVED, checked=CHECKED | {"harm": "no"})
    with pytest.raises(Invalid, match="good enough"):
        reviews.review(interview, no, by=cast.team_manager, at=EVENING)


@pytest.mark.requirement("RF-214")
def test_what_waits_for_review_is_in_the_reviewers_queue(cast, interview):
    waiting = queries.waiting_for_review(cast.team_manager, at=EVENING)
    assert [one.pk for one in waiting] == [interview.pk]
    assert not queries.waiting_for_review(cast.interviewer, at=EVENING).exists()
    assert not queries.waiting_for_review(cast.social_worker, at=EVENING).exists()
    reviewed(cast, interview, Verdict.APPROVED)
    assert not queries.waiting_for_review(cast.team_manager, at=EVENING).exists()


@pytest.mark.requirement("RF-069")
def test_what_followed_says_who_decided_and_by_when(cast, interview):
    followed = Followed(
        outcome=InterviewOutcome.EARLY_HELP,
        decided_by="Helen Marsh",
        decided_on=EVENING.date(),
        due_on=EVENING.date() + timedelta(days=7),
    )

    made = outcomes.record(interview, followed, by=cast.interviewer, at=EVENING)
    outcomes.withdraw(made, by=cast.interviewer, at=EVENING, reason="Not hers.")

    assert queries.outcomes(interview)[0].withdrawn_because == "Not hers."
    early = replace(followed, decided_on=LATER.date() - timedelta(days=2))
    with pytest.raises(Invalid, match="before the interview"):
        outcomes.record(interview, early, by=cast.interviewer, at=EVENING)


@pytest.mark.requirement("IS-007", "CK-133", "CF-31")
def test_the_police_get_what_is_relevant_and_exactly_that(cast, interview):
    share = shares.give(interview, giving(), by=cast.interviewer, at=EVENING)

    shown = queries.given(cast.police_coordinator, share)
    assert shown["harm_away_more"] == WORDS
    assert "why_went" not in shown
    assert share.agency == cast.force
    assert "CF-31" in share.basis
    assert Message.objects.filter(kind="interview_shared", about=share.reference).exists()


def test_what_was_shared_stays_as_it_was_when_words_are_put_right(cast, interview):
    share = shares.give(interview, giving(parts=("why",)), by=cast.interviewer, at=EVENING)
    later = put(interview, Voice.CHILD, {"why_went": "Another reason."})

    records.correct(interview, later, by=cast.interviewer, now=EVENING)

    assert queries.given(cast.police_coordinator, share) == {"why_went": ANSWERS["why_went"]}


@pytest.mark.requirement("CK-142", "FL-10.12")
def test_the_fostering_service_learns_that_it_took_place_and_nothing_of_it(cast):
    child = a_looked_after_child(cast, carer=cast.okafor)
    interview = an_interview(cast, a_referral(cast, a_returned_episode_of(cast, child)))
    word = giving(
        SharedWith.FOSTERING_SERVICE,
        ShareContent.TOOK_PLACE,
        method=Method.TELEPHONE,
        person="Del Hargrove",
        acknowledged_by="Del Hargrove",
    )

    share = shares.give(interview, word, by=cast.interviewer, at=EVENING)

    assert queries.given(cast.interviewer, share) == {}
    assert share.acknowledgement.by_name == "Del Hargrove"
    assert fact(interview, "fostering.told_of_interview").at == EVENING


def a_returned_episode_of(cast, child):
    episode = an_episode(cast, child, by=cast.foster_carer)
    returns.record_returned(
        episode, by=cast.foster_carer, at=LATER, now=LATER, details=ReturnDetails()
    )
    return episode


@pytest.mark.requirement("CF-64")
def test_what_the_child_wants_kept_from_the_home_is_never_given_to_it(cast, interview):
    to_home = giving(
        SharedWith.HOME, ShareContent.WHOLE, method=Method.LANTERN, reason="They asked for all."
    )

    share = shares.give(interview, to_home, by=cast.interviewer, at=EVENING)

    shown = queries.given(cast.home_manager, share)
    assert "why_went" not in shown
    assert "wants_soon" in shown
    with pytest.raises(Invalid, match="cannot be given"):
        shares.give(
            interview,
            giving(SharedWith.HOME, parts=("why",), reason="x"),
            by=cast.interviewer,
            at=EVENING,
        )


def test_giving_other_than_agreed_needs_a_reason_and_a_child_not_told_too(cast, interview):
    with pytest.raises(Invalid) as fault:
        shares.give(
            interview,
            giving(content=ShareContent.WHOLE, child_told=ChildTold.NOT_TOLD),
            by=cast.interviewer,
            at=EVENING,
        )

    assert set(fault.value.messages) == {"reason", "child_told_words"}


def test_a_concern_given_to_social_care_is_reported(cast):
    worry = {"protection_concern": "yes", "protection_concern_more": "She was threatened."}
    interview = an_interview(cast, answers=worry)

    shares.give(
        interview,
        giving(SharedWith.CASEWORKER, ShareContent.WHOLE),
        by=cast.interviewer,
        at=EVENING,
    )

    assert fact(interview, "return_concern.reported").at == EVENING


def test_only_whom_it_was_given_to_acknowledges_it(cast, interview):
    share = shares.give(interview, giving(), by=cast.interviewer, at=EVENING)

    with pytest.raises(Refused, match="not shared with you"):
        shares.acknowledge(share, by=cast.social_worker, at=EVENING)
    shares.acknowledge(share, by=cast.police_coordinator, at=EVENING)
    shares.acknowledge(share, by=cast.investigating_officer, at=EVENING)

    assert share.acknowledgement.by_name == "Anita Rowe"


@pytest.mark.requirement("RF-214")
def test_somebody_named_is_added_to_the_contacts_only_when_a_person_says_so(cast, interview):
    baz, leanne = queries.suggestions(interview)
    assert (baz.name, baz.words) == ("Baz", "drives a silver van")

    suggestions.accept(baz, by=cast.team_manager, at=EVENING, relation=PersonRelation.ASSOCIATE)
    suggestions.decline(leanne, by=cast.team_manager, at=EVENING, reason="Her sister, known.")

    assert [one.name for one in interview.child.contacts.all()] == ["Baz"]
    with pytest.raises(Refused, match="decided"):
        suggestions.decline(baz, by=cast.team_manager, at=EVENING, reason="No.")


@pytest.mark.requirement("IS-063")
def test_an_interview_is_read_by_fewer_than_the_absence(cast, interview):
    near = {"interviewer", "team_manager", "coordinator", "senior_manager"}

    may = {key for key, actor in cast if queries.of_child(actor, interview.child, at=EVENING)}

    assert may == near


def test_a_provider_that_is_done_with_the_child_reads_it_no_more(cast, interview):
    for row in interview.child.involvements.filter(basis="return_interview"):
        involvements.end(
            interview.child,
            row.agency,
            row.basis,
            by=cast.team_manager,
            at=EVENING,
            because=row.because,
        )
    months_later = EVENING + timedelta(days=60)

    assert not queries.of_child(cast.interviewer, interview.child, at=months_later)
