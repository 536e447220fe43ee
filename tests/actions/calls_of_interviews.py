"""A call of each action of return interviews."""

from datetime import timedelta

from lantern.interviews import queries, standing
from lantern.interviews.actions import (
    agreements,
    outcomes,
    records,
    reviews,
    shares,
    suggestions,
)
from lantern.interviews.actions.agreements import Agreement
from lantern.interviews.actions.outcomes import Followed
from lantern.interviews.actions.records import Correction
from lantern.interviews.actions.reviews import Finding
from lantern.vocabulary.interviewing import (
    AgreementKind,
    InterviewOutcome,
    SharingMode,
    Verdict,
    Voice,
)
from lantern.vocabulary.placement import PersonRelation
from lantern.vocabulary.returning import Answer
from tests.actions.audited import audited
from tests.interviewing import (
    AFTER,
    CHECKED,
    a_draft,
    a_referral,
    an_interview,
    giving,
    written,
)

HERE = "lantern.interviews.actions"
THEN = {"at": AFTER + timedelta(hours=1)}


@audited(f"{HERE}.records.begin")
def _(cast):
    referral = a_referral(cast)
    return lambda: a_draft(cast, referral)


@audited(f"{HERE}.records.complete")
def _(cast):
    draft = a_draft(cast)
    return lambda: records.complete(draft, written(), by=cast.interviewer, now=AFTER)


@audited(f"{HERE}.records.correct")
def _(cast):
    interview = an_interview(cast)
    put = Correction(voice=Voice.CHILD, written=written(), reason="A slip.", seen=1)
    return lambda: records.correct(interview, put, by=cast.interviewer, now=THEN["at"])


@audited(f"{HERE}.reviews.review")
def _(cast):
    interview = an_interview(cast)
    last = standing.voices(interview).last.pk
    finding = Finding(verdict=Verdict.APPROVED, checked=CHECKED, seen=last)
    return lambda: reviews.review(interview, finding, by=cast.team_manager, **THEN)


def decided():
    return Followed(
        outcome=InterviewOutcome.CAMHS, decided_by="Helen Marsh", decided_on=AFTER.date()
    )


@audited(f"{HERE}.outcomes.record")
def _(cast):
    interview = an_interview(cast)
    return lambda: outcomes.record(interview, decided(), by=cast.interviewer, **THEN)


@audited(f"{HERE}.outcomes.withdraw")
def _(cast):
    interview = an_interview(cast)
    made = outcomes.record(interview, decided(), by=cast.interviewer, **THEN)
    return lambda: outcomes.withdraw(made, by=cast.interviewer, reason="A slip.", **THEN)


@audited(f"{HERE}.shares.give")
def _(cast):
    interview = an_interview(cast)
    return lambda: shares.give(interview, giving(), by=cast.interviewer, **THEN)


@audited(f"{HERE}.shares.acknowledge")
def _(cast):
    share = shares.give(an_interview(cast), giving(), by=cast.interviewer, **THEN)
    return lambda: shares.acknowledge(share, by=cast.police_coordinator, **THEN)


@audited(f"{HERE}.suggestions.accept")
def _(cast):
    named = queries.suggestions(an_interview(cast))[0]
    return lambda: suggestions.accept(
        named, by=cast.team_manager, relation=PersonRelation.ASSOCIATE, **THEN
    )


@audited(f"{HERE}.suggestions.decline")
def _(cast):
    named = queries.suggestions(an_interview(cast))[0]
    return lambda: suggestions.decline(named, by=cast.team_manager, reason="Known.", **THEN)


@audited(f"{HERE}.agreements.register")
def _(cast):
    day = AFTER.date()
    agreement = Agreement(
        title="Sharing interviews",
        kind=AgreementKind.DEDICATED,
        parties="The council, the police and the provider",
        mode=SharingMode.SUMMARY_ALWAYS,
        contract_says_so=Answer.YES,
        starts_on=day,
        review_on=day + timedelta(days=365),
    )
    return lambda: agreements.register(agreement, by=cast.coordinator, **THEN)


@audited(f"{HERE}.agreements.choose_set")
def _(cast):
    day = AFTER.date()
    return lambda: agreements.choose_set(
        "national-2015", by=cast.coordinator, starts_on=day, **THEN
    )
