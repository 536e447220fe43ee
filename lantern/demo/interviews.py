"""Return interviews of the demonstration: one approved and shared, one that waits, one sent back,
one that is being written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from lantern.core.instants import day_in_london
from lantern.demo.cast import Partnership
from lantern.demo.records import Known
from lantern.episodes import queries as episodes
from lantern.interviews import checklist, queries
from lantern.interviews.actions import agreements, outcomes, records, reviews, shares
from lantern.interviews.actions.agreements import Agreement
from lantern.interviews.actions.outcomes import Followed
from lantern.interviews.actions.records import Written
from lantern.interviews.actions.reviews import Finding
from lantern.interviews.held import Held
from lantern.interviews.policies import can_begin
from lantern.interviews.sharing import Giving
from lantern.referrals import queries as referrals
from lantern.referrals.actions.referring import Asking, refer
from lantern.vocabulary.interview import ReferralSource
from lantern.vocabulary.interviewing import (
    AgreementKind,
    ChildTold,
    InterviewOutcome,
    ShareContent,
    SharedWith,
    SharingMode,
    Verdict,
)
from lantern.vocabulary.returning import Answer
from lantern.vocabulary.telling import Method

if TYPE_CHECKING:
    from lantern.episodes.models import Episode
    from lantern.interviews.models import Interview
    from lantern.referrals.models import Referral

HELD: Final = "return_interview.held"
LATELY: Final = timedelta(days=120)
"""How far back absences are looked for whose interview was held."""


@dataclass(frozen=True, kw_only=True)
class Story:
    """What was said in one interview, and what became of its record."""

    became: str
    shared: bool
    choice: str
    venue: str
    answers: Mapping[str, Any]
    outcome: str = ""


@cache
def stories() -> tuple[Story, ...]:
    """Every story, from the file beside this."""
    text = Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")
    return tuple(Story(**one) for one in yaml.safe_load(text))


def hold(company: Partnership, known: Mapping[str, Known], now: datetime) -> None:
    """Write down interviews that the demonstration says were held, and begin one that was not."""
    _agree(company, now)
    to_write = _held_lately(company, known, now)
    for story, (referral, at) in zip(stories(), to_write, strict=False):
        _write(story, referral, at, company, now)
    for referral in _waiting(company, known, now):
        records.begin(referral, by=company.actors["interviewer"], at=now)
        return


def _agree(company: Partnership, now: datetime) -> None:
    day = day_in_london(now)
    agreement = Agreement(
        title="Sharing what missing children tell us",
        kind=AgreementKind.DEDICATED,
        parties="Calderbrook City Council, Calderbrook & Vale Police, Open Door Returns",
        scope="Children of Calderbrook who come back after being missing or absent",
        mode=SharingMode.SUMMARY_ALWAYS,
        contract_says_so=Answer.YES,
        starts_on=day - timedelta(days=200),
        review_on=day + timedelta(days=165),
    )
    agreements.register(agreement, by=company.actors["coordinator"], at=now)


def _held_lately(
    company: Partnership, known: Mapping[str, Known], now: datetime
) -> Iterator[tuple["Referral", datetime]]:
    """Absences of Calderbrook's children after which an interview was held, and when."""
    for episode in _back(company, known, now):
        held = episodes.latest(episode, HELD)
        if held is not None:
            yield _referral(episode, company, now), held.at


def _waiting(
    company: Partnership, known: Mapping[str, Known], now: datetime
) -> Iterator["Referral"]:
    """The latest absence after which an interview is asked for and was not held yet."""
    for episode in _back(company, known, now):
        referral = referrals.of_episode(company.actors["interviewer"], episode)
        if referral is not None and episodes.latest(episode, HELD) is None:
            yield referral


def _back(company: Partnership, known: Mapping[str, Known], now: datetime) -> Iterator["Episode"]:
    by, calderbrook = company.actors["interviewer"], company.agencies["calderbrook"].pk
    for one in known.values():
        if one.child.responsible_authority_id != calderbrook or one.child.is_restricted:
            continue
        latest = next(iter(episodes.of_child(by, one.child, at=now)), None)
        if latest is not None and latest.ended_at and latest.ended_at > now - LATELY:
            yield latest


def _referral(episode: "Episode", company: Partnership, now: datetime) -> "Referral":
    asking = Asking(source=ReferralSource.LANTERN)
    return refer(episode, by=company.actors["coordinator"], at=now, now=now, asking=asking)


def _write(
    story: Story, referral: "Referral", at: datetime, company: Partnership, now: datetime
) -> None:
    by = company.actors["interviewer"]
    if not can_begin(by, referral, at=now):
        return
    held = Held(
        at=at,
        interviewer=by.name,
        interviewer_role="Return interview worker",
        interviewer_agency=by.agency_name,
        is_trained=Answer.YES,
        from_placement=Answer.YES,
        from_authority=Answer.YES,
        knows_child=Answer.NO,
        choice=story.choice,
        choice_met=Answer.YES if story.choice else Answer.NOT_KNOWN,
        venue=story.venue,
        is_neutral=Answer.NO if "home" in story.venue else Answer.YES,
        feels_safe_there=Answer.YES,
        advocate=Answer.YES,
    )
    written = Written(held=held, answers=dict(story.answers))
    draft = records.begin(referral, by=by, at=now)
    interview = records.complete(draft, written, by=by, now=now)
    _follow(story, interview, company, now)


def _follow(story: Story, interview: "Interview", company: Partnership, now: datetime) -> None:
    if story.became != "waiting":
        approved = story.became == "approved"
        _review(interview, company, now, approved=approved)
    if story.outcome:
        followed = Followed(
            outcome=InterviewOutcome(story.outcome),
            decided_by="Helen Marsh, team manager",
            decided_on=day_in_london(now),
            due_on=day_in_london(now) + timedelta(days=14),
        )
        outcomes.record(interview, followed, by=company.actors["team_manager"], at=now)
    if story.shared:
        giving = Giving(
            recipient=SharedWith.POLICE,
            content=ShareContent.RELEVANT,
            method=Method.LANTERN,
            child_told=ChildTold.TOLD,
            parts=("away", "risks"),
            summary="Nobody is thought to pose a risk. The place is the canal.",
        )
        shares.give(interview, giving, by=company.actors["interviewer"], at=now)


def _review(interview: "Interview", company: Partnership, now: datetime, *, approved: bool) -> None:
    by = company.actors["team_manager"]
    look = queries.look(by, interview.reference, page="review of an interview", at=now)
    checked = dict.fromkeys((one.id for one in checklist.items()), str(Answer.YES))
    if not approved:
        checked |= {"reasons": Answer.NO, "always": Answer.NO}
    finding = Finding(
        verdict=Verdict.APPROVED if approved else Verdict.SENT_BACK,
        checked=checked,
        seen=look.voices.last.pk if look.voices.last is not None else 0,
        words="" if approved else "What was behind the quarrel? Was exploitation asked about?",
    )
    reviews.review(interview, finding, by=by, at=now)
