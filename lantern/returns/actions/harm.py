"""Harm that a safe and well check showed: who was told, what was decided (SCP L1112–1114)."""

from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.episodes import policies as episodes
from lantern.episodes.actions import writing
from lantern.episodes.details import NotificationDetails, Said, StepDetails
from lantern.episodes.models import Entry, Episode
from lantern.episodes.validity import Messages
from lantern.returns import policies
from lantern.returns.facts import DISCUSSION_DECIDED, TOLD_OF_HARM
from lantern.vocabulary.absence import EntryKind
from lantern.vocabulary.returning import StrategyDecision
from lantern.vocabulary.telling import Method, Recipient


@transaction.atomic
def tell(  # noqa: PLR0913  who, how, and when it was and was recorded
    episode: Episode,
    *,
    by: Actor,
    at: datetime,
    now: datetime,
    person: str,
    method: Method,
    acknowledged_by: str = "",
    words: str = "",
) -> Entry:
    """The social worker, the duty team or, for a child at home, the hub was told of the harm."""
    episodes.reaches(by, episode.child, at=now).require()
    episodes.can_add(by).require()
    messages = Messages()
    messages.happened("at", at, now, "The time")
    messages.need("person", person, "Name whom you told.")
    messages.raise_any()
    said = Said(
        kind=EntryKind.NOTIFICATION,
        at=at,
        fact=TOLD_OF_HARM,
        words=words,
        details=NotificationDetails(
            recipient=Recipient.SOCIAL_WORKER,
            after_return=True,
            person=person.strip(),
            method=method,
            acknowledged_by=acknowledged_by.strip(),
        ),
    )
    return writing.add(writing.lock(episode), [said], by=by, now=now)[0]


@transaction.atomic
def decide(  # noqa: PLR0913  the decision, who took it, and when
    episode: Episode,
    *,
    by: Actor,
    at: datetime,
    now: datetime,
    decision: StrategyDecision,
    manager: str,
    reason: str,
) -> Entry:
    """Social worker and team manager have decided whether a strategy discussion is needed."""
    episodes.reaches(by, episode.child, at=now).require()
    policies.can_decide_on_harm(by).require()
    messages = Messages()
    messages.happened("at", at, now, "The time")
    messages.need("manager", manager, "Name the team manager who decided.")
    messages.need("reason", reason, "Give the reason.")
    messages.raise_any()
    said = Said(
        kind=EntryKind.STEP,
        at=at,
        fact=DISCUSSION_DECIDED,
        words=reason,
        details=StepDetails(done_by=manager.strip(), decision=decision),
    )
    return writing.add(writing.lock(episode), [said], by=by, now=now)[0]
