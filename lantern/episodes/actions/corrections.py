"""Put an entry right, or take it back. The first words stay on the record, struck but legible."""

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction

from lantern.access.actor import Actor
from lantern.audit.record import announce
from lantern.core.errors import Conflict, Invalid, Refused
from lantern.core.instants import in_words
from lantern.episodes import asked, policies, ruling
from lantern.episodes.actions import writing
from lantern.episodes.details import NONE, Details, Said
from lantern.episodes.events import EntryCorrected, EntryWithdrawn
from lantern.episodes.models import Entry, Episode
from lantern.episodes.projection import LAST_SEEN, RETURNED, value_at
from lantern.episodes.validity import Messages
from lantern.protocol.decide import Decided
from lantern.vocabulary.absence import EntryKind, Precision


class Corrected(TypedDict, total=False):
    """What should stand instead; what is left out stays as it was."""

    at: datetime
    precision: Precision
    words: str
    details: Details


@transaction.atomic
def correct(
    entry: Entry, *, by: Actor, now: datetime, seen: str, reason: str, **right: Unpack[Corrected]
) -> Entry:
    """Another entry in the place of this one. `seen` is the version on screen (`version_of`).

    When it happened, the words and the details can be put right. A decision itself cannot: a new
    decision is recorded. Raises Conflict with both versions when somebody else was first.
    """
    policies.reaches(by, entry.episode.child, at=now).require()
    policies.can_correct(by, entry).require()
    episode = writing.lock(entry.episode)
    latest = _latest(entry)
    words, at = right.get("words", latest.words), right.get("at", latest.at)
    _require_seen(latest, seen, words=words, at=at)
    _check(latest, at, now, reason)
    decided = _decided(latest, by, now)
    began = writing.began_at(episode)
    said = Said(
        kind=EntryKind(latest.kind),
        at=at,
        fact=latest.fact,
        value=latest.value,
        words=words,
        details=right.get("details", NONE),
        precision=right.get("precision", _precision(latest, at)),
    )
    corrected = writing.correcting(latest, said, by=by, now=now, reason=reason)
    if latest.fact == LAST_SEEN:
        writing.align_not_known(episode, began, by=by, now=now)
    _settle(episode, decided, by=by, now=now)
    announce(
        EntryCorrected(
            about=episode.reference,
            by=by.id,
            at=now,
            key=latest.key,
            kind=latest.kind,
            fact=latest.fact,
        )
    )
    return corrected


@transaction.atomic
def withdraw(entry: Entry, *, by: Actor, now: datetime, reason: str, seen: str = "") -> Entry:
    """Take an entry back, with the reason. It stays legible; the protocol no longer counts it."""
    policies.reaches(by, entry.episode.child, at=now).require()
    policies.can_withdraw(by, entry).require()
    episode = writing.lock(entry.episode)
    latest = _latest(entry)
    _require_seen(latest, seen or version_of(entry), words=reason, at=latest.at)
    messages = Messages()
    messages.need("reason", reason, "Say why this entry is withdrawn.")
    messages.raise_any()
    _may_reopen(episode, latest)
    decided, began = _decided(latest, by, now), writing.began_at(episode)
    withdrawn = writing.withdrawing(latest, by=by, now=now, reason=reason)
    if latest.fact == LAST_SEEN:
        writing.align_not_known(episode, began, by=by, now=now)
    _settle(episode, decided, by=by, now=now)
    announce(
        EntryWithdrawn(
            about=episode.reference,
            by=by.id,
            at=now,
            key=latest.key,
            kind=latest.kind,
            fact=latest.fact,
        )
    )
    return withdrawn


def _precision(latest: Entry, at: datetime) -> Precision:
    """As exactly as before, unless a time was put right: somebody knows it then."""
    return Precision(latest.precision) if at == latest.at else Precision.MINUTE


def version_of(entry: Entry) -> str:
    """What names the version of an entry that somebody has on screen."""
    return str(entry.pk)


def _latest(entry: Entry) -> Entry:
    latest = Entry.objects.filter(episode_id=entry.episode_id, key=entry.key).latest("pk")
    if latest.withdrawn:
        raise Refused("This entry has been withdrawn, so there is nothing to put right.")
    return latest


def _require_seen(latest: Entry, seen: str, *, words: str, at: datetime) -> None:
    if seen == version_of(latest):
        return
    raise Conflict(
        "Somebody else changed this entry while you were writing. Read what they wrote, then say "
        "what should stand.",
        theirs={
            "words": latest.words,
            "when": in_words(latest.at),
            "by": latest.by_name,
            "seen": version_of(latest),
        },
        yours={"words": words, "when": in_words(at)},
    )


def _check(entry: Entry, at: datetime, now: datetime, reason: str) -> None:
    messages = Messages()
    if entry.fact not in asked.set_ahead(ruling.protocols_of(entry.episode)):
        messages.happened("at", at, now, "The time")
    messages.need("reason", reason, "Say why this is put right.")
    messages.raise_any()


def _decided(entry: Entry, by: Actor, now: datetime) -> Decided | None:
    """What the rules say now of the decision that an entry records; None for any other entry."""
    if not ruling.is_decided(entry.episode, entry.fact):
        return None
    return ruling.ruled(entry.episode, entry.fact, by=by, at=now, now=now)


def _settle(episode: Episode, decided: Decided | None, *, by: Actor, now: datetime) -> None:
    was_ended = episode.ended_at is not None
    ends = writing.project(episode)
    if decided is not None and decided.was:
        # A slip of the pen put right must not become a way round the rank that decides (DA-024).
        is_now = value_at(Entry.objects.filter(episode=episode), decided.decision, now)
        if not is_now:
            ruling.may_leave(decided, decided.was).require()
        elif is_now != decided.was:
            ruling.changing(decided, is_now).require()
    writing.announce_end(episode, was_ended, ends, by=by, now=now)


def _may_reopen(episode: Episode, entry: Entry) -> None:
    ends = entry.kind == EntryKind.CLOSED or entry.value == RETURNED
    if not ends or episode.ended_at is None:
        return
    later = Episode.objects.filter(
        child_id=episode.child_id, ended_at__isnull=True, is_history=False
    )
    if later.exclude(pk=episode.pk).exists():
        raise Invalid(
            {
                "reason": "The child has been reported again since, so this absence cannot be "
                "opened again. Correct the time or the words instead."
            }
        )
