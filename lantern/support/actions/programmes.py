"""Offer support, say what the answer was, record its sessions and its end (RF-076, FL-11.04)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, TypedDict, Unpack

from django.db import transaction

from lantern.access.actor import Actor
from lantern.audit.record import announce
from lantern.core.errors import Refused
from lantern.episodes import ruling
from lantern.episodes.actions import entries, writing
from lantern.episodes.details import Said, StepDetails
from lantern.episodes.models import Entry, Episode
from lantern.episodes.policies import is_kept_here
from lantern.episodes.validity import Messages
from lantern.people.models import Child
from lantern.support import policies
from lantern.support.events import (
    SessionRecorded,
    SessionTakenBack,
    SupportAnswered,
    SupportEnded,
    SupportOffered,
    SupportTakenBack,
)
from lantern.support.models import Session, Support
from lantern.vocabulary.absence import EntryKind
from lantern.vocabulary.support import Attendance, SupportAnswer, SupportKind, SupportTopic

FACT: Final = "intensive_support.offered"
"""What a provider's rulebook may ask for (streetwise-2015); written only where one that binds does.
"""
MOST_SESSIONS: Final = 100


class Offer(TypedDict, total=False):
    """What is offered: of which sort, by whom, to what end, and in how many sessions."""

    kind: SupportKind
    worker: str
    aim: str
    planned_sessions: int | None
    episode: Episode | None


class SessionSaid(TypedDict, total=False):
    """What is said of a session."""

    worker: str
    attendance: Attendance
    topics: Sequence[SupportTopic]
    words: str
    next_step: str


@transaction.atomic
def offer(
    child: Child, *, by: Actor, at: datetime, now: datetime, **offered: Unpack[Offer]
) -> Support:
    """Support is offered to the child or family. `episode` is the absence after which."""
    policies.can_support(by, child, at=now).require()
    agency = policies.agency_of(by)
    episode = offered.get("episode")
    _check_offer(offered, at, now)
    if episode is not None:
        is_kept_here(episode).require()
    support = Support.objects.create(
        child=child,
        episode=episode,
        kind=offered["kind"],
        worker=offered["worker"].strip(),
        aim=offered["aim"].strip(),
        planned_sessions=offered.get("planned_sessions"),
        offered_at=at,
        by_name=by.name,
        by_agency=agency,
        recorded_at=now,
    )
    if episode is not None and support.kind == SupportKind.INTENSIVE:
        support.entry = _record(episode, support, by, now)
        support.save(update_fields=["entry"])
    announce(SupportOffered(about=child.reference, by=by.id, at=now, support=support.reference))
    return support


@transaction.atomic
def answer(
    support: Support,
    *,
    by: Actor,
    at: datetime,
    now: datetime,
    answered: SupportAnswer,
    words: str = "",
) -> Support:
    """The child or family said yes or no."""
    support = _held(support, by, now)
    if support.answer:
        raise Refused("Somebody has recorded the answer already.")
    messages = Messages()
    messages.happened("at", at, now, "When they answered")
    messages.not_before(
        "at", at, support.offered_at, "They cannot have answered before it was offered,"
    )
    messages.raise_any()
    support.answer, support.answered_at, support.answer_words = answered, at, words.strip()
    support.save(update_fields=["answer", "answered_at", "answer_words"])
    announce(
        SupportAnswered(
            about=support.child.reference,
            by=by.id,
            at=now,
            support=support.reference,
            answer=answered,
        )
    )
    return support


@transaction.atomic
def record_session(
    support: Support, *, by: Actor, at: datetime, now: datetime, **said: Unpack[SessionSaid]
) -> Session:
    """A session took place, or did not."""
    support = _held(support, by, now)
    _require_going_on(support)
    attendance = said["attendance"]
    messages = Messages()
    messages.happened("at", at, now, "When the session was")
    messages.not_before(
        "at", at, support.offered_at, "It cannot be before the support was offered,"
    )
    messages.need("worker", said.get("worker", ""), "Say who held the session.")
    if attendance == Attendance.HELD and not said.get("topics"):
        messages.add("topics", "Select what it was about.")
    if SupportTopic.OTHER in said.get("topics", ()):
        messages.need("words", said.get("words", ""), "Say what it was about.")
    messages.raise_any()
    held = attendance == Attendance.HELD
    session = Session.objects.create(
        support=support,
        at=at,
        worker=said["worker"].strip(),
        attendance=attendance,
        topics=list(said.get("topics", ())) if held else [],
        words=said.get("words", "").strip(),
        next_step=said.get("next_step", "").strip(),
        by_name=by.name,
        recorded_at=now,
    )
    announce(
        SessionRecorded(about=support.child.reference, by=by.id, at=now, support=support.reference)
    )
    return session


@transaction.atomic
def end(support: Support, *, by: Actor, at: datetime, now: datetime, outcome: str) -> Support:
    """It has come to its end: what is different now, also where nothing is."""
    support = _held(support, by, now)
    _require_going_on(support)
    messages = Messages()
    messages.happened("at", at, now, "When it ended")
    messages.not_before("at", at, support.offered_at, "It cannot end before it was offered,")
    messages.need("outcome", outcome, "Say what came of it.")
    messages.raise_any()
    support.ended_at, support.outcome = at, outcome.strip()
    support.save(update_fields=["ended_at", "outcome"])
    announce(
        SupportEnded(about=support.child.reference, by=by.id, at=now, support=support.reference)
    )
    return support


@transaction.atomic
def take_back(support: Support, *, by: Actor, now: datetime, reason: str) -> None:
    """It was recorded in error. What the offer met is owed again."""
    support = _held(support, by, now)
    messages = Messages()
    messages.need("reason", reason, "Say why it is taken back.")
    if support.sessions.filter(taken_back_at__isnull=True).exists():
        messages.add("reason", "It has sessions already. Record its end instead.")
    messages.raise_any()
    if support.entry:
        rows = Entry.objects.filter(episode=support.episode, key=support.entry)
        latest = rows.select_related("episode__child").order_by("-pk").first()
        if latest is not None and not latest.withdrawn:
            entries.withdraw(latest, by=by, now=now, reason=reason)
    support.taken_back_at, support.why_taken_back = now, reason.strip()
    support.save(update_fields=["taken_back_at", "why_taken_back"])
    announce(
        SupportTakenBack(about=support.child.reference, by=by.id, at=now, support=support.reference)
    )


@transaction.atomic
def take_session_back(session: Session, *, by: Actor, now: datetime, reason: str) -> None:
    """A session was recorded in error. It stays legible and is not counted."""
    support = _held(session.support, by, now)
    session = Session.objects.select_for_update().get(pk=session.pk)
    if session.taken_back_at is not None:
        raise Refused("Somebody has taken this session back already.")
    messages = Messages()
    messages.need("reason", reason, "Say why it is taken back.")
    messages.raise_any()
    session.taken_back_at, session.taken_back_by = now, by.name
    session.why_taken_back = reason.strip()
    session.save(update_fields=["taken_back_at", "taken_back_by", "why_taken_back"])
    announce(
        SessionTakenBack(about=support.child.reference, by=by.id, at=now, support=support.reference)
    )


def _held(support: Support, by: Actor, now: datetime) -> Support:
    """The row as it is now, for whoever may go on with it."""
    held = Support.objects.select_for_update(of=("self",)).select_related("by_agency", "child")
    support = held.get(pk=support.pk)
    policies.can_support(by, support.child, at=now).require()
    policies.is_own(by, support).require()
    if support.taken_back_at is not None:
        raise Refused("Somebody has taken this back: it was recorded in error.")
    return support


def _require_going_on(support: Support) -> None:
    if support.answer != SupportAnswer.ACCEPTED:
        raise Refused("Sessions begin when the offer has been accepted. Record the answer first.")
    if support.ended_at is not None:
        raise Refused("This support has come to its end. Offer it anew.")


def _check_offer(offered: Offer, at: datetime, now: datetime) -> None:
    messages = Messages()
    messages.happened("at", at, now, "When it was offered")
    messages.need("worker", offered.get("worker", ""), "Say who would do it.")
    messages.need("aim", offered.get("aim", ""), "Say what it is for.")
    sessions = offered.get("planned_sessions")
    if sessions is not None and not 1 <= sessions <= MOST_SESSIONS:
        messages.add("planned_sessions", f"Enter a number from 1 to {MOST_SESSIONS}.")
    messages.raise_any()


def _record(episode: Episode, support: Support, by: Actor, now: datetime) -> str:
    """The entry of the absence that says it, where a rulebook that binds asks for it."""
    if FACT not in ruling.vocabulary_of(episode):
        return ""
    said = Said(
        kind=EntryKind.STEP,
        at=support.offered_at,
        fact=FACT,
        details=StepDetails(done_by=by.name),
    )
    return writing.add(writing.lock(episode), [said], by=by, now=now)[0].key
