"""A girl who goes again and again, and what was done about it; reports on their way to the top;
help offered to a child who has not gone."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from lantern.core.instants import day_in_london
from lantern.demo.cast import MAKER, Partnership
from lantern.demo.records import Known
from lantern.episodes import queries as episodes
from lantern.follow_up import known as follow_ups
from lantern.follow_up.actions import plans, records, reports
from lantern.follow_up.details import (
    EarlyHelp,
    PlacementPlan,
    PlacementReview,
    Regulator,
    RepeatDiscussion,
    SafetyPlan,
)
from lantern.people.actions import flags
from lantern.vocabulary.follow_up import (
    EarlyReview,
    Forum,
    PlacementOutcome,
    PlanJudgement,
    ReportKind,
    SpokenWith,
)
from lantern.vocabulary.regulator import RegulatorEvent
from lantern.vocabulary.returning import Answer
from lantern.vocabulary.risk import FlagKind

if TYPE_CHECKING:
    from lantern.episodes.models import Episode

DAY: Final = timedelta(days=1)
RUNNER: Final = "Amelia Thornwick"
NOT_YET: Final = "Ezra Winterbourne-Hale"
"""There is concern for him, and he has not gone."""
PLANNED: Final = 75 * DAY
"""How long ago the plan was agreed, so that there is something to compare."""
JUDGED: Final = 30 * DAY

DISCUSSION: Final = RepeatDiscussion(
    spoken_with=SpokenWith.BOTH,
    said="Millie: “When I can’t talk to my sister I can’t sit there.” Her nan worries.",
    support="A mentor on Saturdays, and somebody to walk with after the calls.",
    earlier="The curfew at eight changed nothing. The calls with her sister helped.",
    interviews="Offered each time; two were late.",
)
SAFETY: Final = SafetyPlan(
    ring="Bronwen on the house mobile, day or night. Nan. Harbour Line, 0800 001 0001.",
    safe_places="Nan’s in Eastmere. The bus station office. The library till seven.",
    reach="I text the word “kettle” and someone comes to get me. Nobody shouts till the next day.",
    pulls="No call with Chloe. New people in the house. Rows about my phone.",
    helps="Walking with Bronwen. Knowing when the next call is.",
)
PLACEMENT: Final = PlacementReview(
    outcome=PlacementOutcome.RIGHT_WITH_CHANGES,
    reasons="She trusts Bronwen and is doing well at school. The evenings have to change.",
    child_views="Wants to stay, and to have her own key to the garden door.",
    carer_views="Can keep her, with another member of staff on Fridays.",
)
STRATEGIES: Final = PlacementPlan(
    present="Ruth Adeyemi, Bronwen Ellis and Millie",
    implications="She goes on the evenings on which a call with her sister falls through.",
    prevent="If a call is cancelled, staff say at once when the next one is.",
    reduce="Her phone is charged at tea; staff answer the code word at any hour.",
    if_missing="Ring her first, then nan; look at the parade and the bus station before nine.",
    early_review=EarlyReview.NOT_NEEDED,
    early_review_why="Her review is in three weeks.",
)


def follow_up(company: Partnership, known: Mapping[str, Known], now: datetime) -> None:
    """All of it, each at the instant at which it was done."""
    _runner(company, known[RUNNER], now)
    _reports(company, known, now)
    _not_yet(company, known[NOT_YET], now)


def _past(one: Known, now: datetime) -> list["Episode"]:
    """The child's absences that are over, the first of them first."""
    found = episodes.of_child(MAKER, one.child, at=now)
    return [row for row in reversed(found) if row.ended_at is not None]


def _runner(company: Partnership, one: Known, now: datetime) -> None:
    worker, key_worker = company.actors["social_worker"], company.actors["key_worker"]
    past = _past(one, now)
    before = [row for row in past if row.away_since < now - PLANNED - 3 * DAY]
    if not past or not before:
        return
    first = before[-1]
    talked = max((first.ended_at or now) + 2 * DAY, now - PLANNED - 2 * DAY)
    records.record(one.child, DISCUSSION, by=worker, at=talked, now=talked, episode=first)
    agreed = now - PLANNED
    records.record(one.child, SAFETY, by=key_worker, at=agreed, now=agreed)
    _plan(company, one, now)
    _after(company, one, past[-1], now)


def _plan(company: Partnership, one: Known, now: datetime) -> None:
    """Agreed in her review, and judged once since."""
    agreed = now - PLANNED
    plan = plans.agree(
        one.child,
        by=company.actors["reviewing_officer"],
        at=agreed,
        now=agreed,
        forum=Forum.CARE_REVIEW,
        leads="Calls with her sister that fall through; older friends who ring on Fridays.",
        changes="Bronwen walks with her after each call. Ruth Adeyemi keeps the calls going. Her "
        "nan has her for tea on Fridays.",
        child_words="I want to know when the next call is. That’s all.",
        review_on=day_in_london(now - JUDGED),
    )
    plans.review(
        plan,
        by=company.actors["social_worker"],
        now=now - JUDGED,
        judgement=PlanJudgement.PARTLY,
        reasons="She goes as often, and twice stayed away for days. Fridays are better.",
        next_on=day_in_london(now + 12 * DAY),
    )


def _after(company: Partnership, one: Known, last: "Episode", now: datetime) -> None:
    """What was decided after the last time that is over."""
    worker = company.actors["social_worker"]
    reviewed = min((last.ended_at or now) + 2 * DAY, now)
    for details in (PLACEMENT, STRATEGIES):
        records.record(one.child, details, by=worker, at=reviewed, now=reviewed, episode=last)
    told = Regulator(
        must_tell=True,
        reasons="A man outside the arcade bought her gifts; the police are asking about him.",
        decided_by="Dean Whitlock, registered manager",
        events=(RegulatorEvent.HOME_EXPLOITATION,),
        told_at=reviewed,
        told_whom="Ofsted and the placing authority",
        told_how="The online form",
        reference="Not given yet",
    )
    manager = company.actors["home_manager"]
    records.record(one.child, told, by=manager, at=reviewed, now=reviewed, episode=last)


def _reports(company: Partnership, known: Mapping[str, Known], now: datetime) -> None:
    """Three reports of Alder House: completed, signed, and sent back."""
    kind, manager = ReportKind.REGULATION_40, company.actors["home_manager"]
    signer = company.actors["residential_manager"]
    theirs = [
        one
        for one in known.values()
        if (one.character.lives, one.character.authority) == ("alder-house", "calderbrook")
    ]
    past = sorted(
        (row for one in theirs for row in _past(one, now)),
        key=lambda row: (row.ended_at or now, row.pk),
    )
    for number, row in enumerate(past[-3:]):
        at = min((row.ended_at or now) + DAY, now)
        report = reports.complete(
            row,
            kind,
            by=manager,
            now=at,
            themes="Went after tea and came back by night. Staff rang and went to look at once.",
            patterns="As before: a weekday evening, alone, towards the parade.",
            worker_told_at=follow_ups.worker_told_at(row),
        )
        later = min(at + DAY, now)
        if number == 0:
            reports.sign(report, by=signer, now=later)
        elif number == 1:
            reason = "Say when the social worker was told, and by whom."
            reports.send_back(report, by=signer, now=later, reason=reason)


def _not_yet(company: Partnership, one: Known, now: datetime) -> None:
    at, worker = now - 9 * DAY, company.actors["coordinator"]
    flags.raise_(
        one.child,
        FlagKind.MAY_GO_MISSING,
        by=worker,
        at=at - 3 * DAY,
        said_by="His school",
        note="Says at school that he will not go home one day; packs a bag and shows it.",
    )
    offered = EarlyHelp(
        offered="A place in the boys’ group on Wednesdays, with somebody to go with him.",
        accepted=Answer.YES,
        review_on=day_in_london(now + 21 * DAY),
    )
    records.record(one.child, offered, by=worker, at=at, now=at)
