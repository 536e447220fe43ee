"""The child is located, or back. Located is not yet contact, and contact is not yet return."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.core.errors import Conflict
from lantern.core.instants import in_words
from lantern.episodes import asked, policies
from lantern.episodes.accounts import care_entries, return_entries
from lantern.episodes.actions import writing
from lantern.episodes.details import Answered, LocatedDetails, ReturnDetails, Said
from lantern.episodes.models import Entry, Episode
from lantern.episodes.projection import (
    LOCATED_NO_CONTACT,
    LOCATED_WITH_CONTACT,
    RETURNED,
    WHEREABOUTS,
)
from lantern.episodes.validity import Messages, return_faults
from lantern.vocabulary.absence import EntryKind


@transaction.atomic
def record_located(
    episode: Episode,
    *,
    by: Actor,
    at: datetime,
    now: datetime,
    details: LocatedDetails,
    words: str = "",
) -> Entry:
    """Where the child is has been established, with meaningful contact or without (GL-024)."""
    policies.reaches(by, episode.child, at=now).require()
    writing.lock(episode)
    policies.can_record_return(by, episode).require()
    messages = Messages()
    messages.happened("at", at, now, "The time the child was located")
    messages.not_before(
        "at", at, episode.last_seen_at, "The child cannot be located before last seen, at"
    )
    messages.need("place", details.place, "Say where the child is.")
    messages.distance("distance_miles", details.distance_miles)
    messages.raise_any()
    value = LOCATED_WITH_CONTACT if details.meaningful_contact else LOCATED_NO_CONTACT
    said = Said(
        kind=EntryKind.LOCATED, at=at, fact=WHEREABOUTS, value=value, words=words, details=details
    )
    return writing.add(episode, [said], by=by, now=now)[0]


@transaction.atomic
def record_returned(  # noqa: PLR0913  two instants, and what the rulebook asks beside
    episode: Episode,
    *,
    by: Actor,
    at: datetime,
    now: datetime,
    details: ReturnDetails | None = None,
    words: str = "",
    answers: Sequence[Answered] = (),
) -> Entry:
    """The child is back, or in another safe place. The episode ends at that instant.

    Raises Conflict with both accounts when somebody else has recorded the return already.
    """
    back = details or ReturnDetails()
    policies.reaches(by, episode.child, at=now).require()
    policies.can_record_returns(by).require()
    writing.lock(episode)
    _require_away(episode, at, words)
    faults = return_faults(back, at, now, episode.last_seen_at)
    faults.raise_any()
    standing = writing.standing(episode)
    located = any(entry.value == LOCATED_WITH_CONTACT for entry in standing)
    entries = return_entries(back, at, words, writing.began_at(episode), located=located)
    entries += asked.said(episode, answers, by=by, at=at, now=now)
    added = writing.add(episode, entries, by=by, now=now)
    return next(entry for entry in added if entry.value == RETURNED)


@transaction.atomic
def record_discussion(
    episode: Episode, *, by: Actor, at: datetime, now: datetime, details: ReturnDetails
) -> list[Entry]:
    """What the carer did and heard after the child came back, when there was time (RF-062)."""
    policies.reaches(by, episode.child, at=now).require()
    policies.can_record_returns(by).require()
    writing.lock(episode)
    entries = care_entries(details, at)
    messages = Messages()
    messages.happened("at", at, now, "The time")
    messages.not_before(
        "at", at, episode.ended_at or episode.last_seen_at, "This cannot be before the return, at"
    )
    if not entries:
        messages.add("needs_met", "Say at least one thing that was done or said.")
    messages.raise_any()
    return writing.add(episode, entries, by=by, now=now)


def _require_away(episode: Episode, at: datetime, words: str) -> None:
    if episode.ended_at is None:
        return
    ending = [entry for entry in writing.standing(episode) if entry.value == RETURNED]
    theirs = ending[-1] if ending else None
    if theirs is None:
        policies.is_open(episode).require()
        return
    raise Conflict(
        "Somebody else has recorded the return already. Read what they wrote, and add what is "
        "missing.",
        theirs={
            "words": theirs.words,
            "when": in_words(theirs.at),
            "by": theirs.by_name,
            "seen": theirs.key,
        },
        yours={"words": words, "when": in_words(at)},
    )
