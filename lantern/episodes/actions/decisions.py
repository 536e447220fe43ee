"""What the police decide on an episode: missing or absent, and how great the risk is."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction

from lantern.access.actor import Actor
from lantern.core.errors import Conflict
from lantern.core.instants import in_words
from lantern.episodes import policies, queries
from lantern.episodes.actions import writing
from lantern.episodes.details import ClassificationDetails, RiskDetails, Said
from lantern.episodes.models import Entry, Episode
from lantern.episodes.projection import CLASSIFICATION, RISK
from lantern.episodes.validity import Messages
from lantern.vocabulary.absence import Classification, EntryKind
from lantern.vocabulary.risk import HighRiskGround, RiskLevel


class Decided(TypedDict, total=False):
    """The reasons of a decision, and the key of the one that the person had on screen, or “”."""

    rationale: str
    seen: str
    questions_answered: bool
    grounds: Sequence[HighRiskGround]
    first_assessment_wrong: bool


@transaction.atomic
def classify(
    episode: Episode,
    *,
    by: Actor,
    classification: Classification,
    at: datetime,
    now: datetime,
    **decided: Unpack[Decided],
) -> Entry:
    """The police decision on what the absence is to them, with its full rationale (DA-001, DA-002).

    Raises Conflict with both decisions when another was recorded after the one in `seen`.
    """
    policies.reaches(by, episode.child, at=now).require()
    policies.can_classify(by).require()
    writing.lock(episode)
    policies.is_not_in_error(writing.state(episode)).require()
    _check(at, now, episode, decided)
    case = queries.classification_case(
        episode, at=at, questions_answered=decided.get("questions_answered", True)
    )
    policies.is_available(classification, case).require()
    latest = _latest(episode, CLASSIFICATION)
    _require_seen(latest, decided, label=classification.label)
    said = Said(
        kind=EntryKind.CLASSIFICATION,
        at=at,
        fact=CLASSIFICATION,
        value=classification,
        words=decided.get("rationale", ""),
        details=ClassificationDetails(
            questions_answered=case.questions_answered, was=latest.value if latest else ""
        ),
    )
    again = Said(kind=EntryKind.CLASSIFICATION, at=at, fact="classification.reconsidered")
    return writing.add(episode, [said, again] if latest else [said], by=by, now=now)[0]


@transaction.atomic
def grade_risk(
    episode: Episode,
    *,
    by: Actor,
    level: RiskLevel,
    at: datetime,
    now: datetime,
    **decided: Unpack[Decided],
) -> Entry:
    """The police grading of the risk, with reasons; from high only as DA-024 and DA-025 allow.

    Raises Conflict with both gradings when another was recorded after the one in `seen`.
    """
    policies.reaches(by, episode.child, at=now).require()
    writing.lock(episode)
    policies.is_not_in_error(writing.state(episode)).require()
    _check(at, now, episode, decided, high=level == RiskLevel.HIGH)
    wrong = decided.get("first_assessment_wrong", False)
    case = queries.grading_case(episode, at=at, first_assessment_wrong=wrong)
    policies.may_grade(by, level, case).require()
    latest = _latest(episode, RISK)
    _require_seen(latest, decided, label=level.label)
    said = Said(
        kind=EntryKind.RISK,
        at=at,
        fact=RISK,
        value=level,
        words=decided.get("rationale", ""),
        details=RiskDetails(
            grounds=tuple(decided.get("grounds", ())) if level == RiskLevel.HIGH else (),
            was=case.was,
            route=policies.route(by, level, case),
        ),
    )
    return writing.add(episode, [said], by=by, now=now)[0]


def _check(
    at: datetime, now: datetime, episode: Episode, decided: Decided, *, high: bool = False
) -> None:
    messages = Messages()
    messages.happened("at", at, now, "The time of the decision")
    messages.not_before(
        "at", at, writing.began_at(episode), "The decision cannot be before the child went, at"
    )
    messages.need(
        "rationale", decided.get("rationale", ""), "Give the reasons for the decision in full."
    )
    if high and not decided.get("grounds"):
        messages.add("grounds", "Choose why the risk is high. One ground is enough.")
    messages.raise_any()


def _latest(episode: Episode, fact: str) -> Entry | None:
    return next(
        (entry for entry in reversed(writing.standing(episode)) if entry.fact == fact), None
    )


def _require_seen(latest: Entry | None, decided: Decided, *, label: str) -> None:
    if decided.get("seen", "") == (latest.key if latest else ""):
        return
    theirs = {
        "decision": latest.value if latest else "",
        "words": latest.words if latest else "",
        "by": latest.by_name if latest else "",
        "when": in_words(latest.at) if latest else "",
        "seen": latest.key if latest else "",
    }
    raise Conflict(
        "Somebody else decided while you were writing. Read their decision, then record yours if "
        "it still stands.",
        theirs=theirs,
        yours={"decision": label, "words": decided.get("rationale", "")},
    )
