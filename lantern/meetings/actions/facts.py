"""Keep the facts of an absence in line with a meeting's record: one source of truth for both."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lantern.access.actor import Actor
from lantern.audit.record import announce
from lantern.episodes.actions import entries, writing
from lantern.episodes.details import YES, Said
from lantern.episodes.events import EntryCorrected, EntryWithdrawn
from lantern.episodes.models import Entry, Episode
from lantern.vocabulary.absence import EntryKind


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something that a meeting's record says of the absence: when, and in which words."""

    at: datetime
    words: str = ""
    is_state: bool = False


def keep(
    episode: Episode,
    wanted: Mapping[str, Fact],
    present: Mapping[str, str],
    *,
    by: Actor,
    now: datetime,
    reason: str = "",
) -> dict[str, str]:
    """Record the facts that are new, put right those that changed, take back those that are gone.

    `present` are the keys of the entries that an earlier version wrote, by fact; what is returned
    are those that stand now. The caller has asked whether this person may.
    """
    kept: dict[str, str] = {}
    for fact, one in wanted.items():
        if fact in present:
            kept[fact] = present[fact]
            put_right(episode, present[fact], one, by=by, now=now, reason=reason)
        else:
            added = entries.record_step(
                episode,
                by=by,
                fact=fact,
                at=one.at,
                now=now,
                words=one.words,
                **({"value": YES} if one.is_state else {}),
            )
            kept[fact] = added.key
    for fact in present.keys() - wanted.keys():
        take_back(episode, present[fact], by=by, now=now, reason=reason)
    return kept


def put_right(
    episode: Episode, key: str, right: Fact, *, by: Actor, now: datetime, reason: str
) -> None:
    """An entry says this instead, unless it was taken back; the caller has asked who may."""
    entry = Entry.objects.filter(episode=episode, key=key).latest("pk")
    if entry.withdrawn or (entry.at, entry.words) == (right.at, right.words.strip()):
        return
    said = Said(
        kind=EntryKind(entry.kind),
        at=right.at,
        fact=entry.fact,
        value=entry.value,
        words=right.words,
    )
    writing.lock(episode)
    writing.correcting(entry, said, by=by, now=now, reason=reason)
    announce(
        EntryCorrected(
            about=episode.reference, by=by.id, at=now, key=key, kind=entry.kind, fact=entry.fact
        )
    )


def take_back(episode: Episode, key: str, *, by: Actor, now: datetime, reason: str) -> None:
    """An entry counts no more; the caller has asked who may."""
    entry = Entry.objects.filter(episode=episode, key=key).latest("pk")
    if entry.withdrawn:
        return
    writing.lock(episode)
    writing.withdrawing(entry, by=by, now=now, reason=reason)
    announce(
        EntryWithdrawn(
            about=episode.reference, by=by.id, at=now, key=key, kind=entry.kind, fact=entry.fact
        )
    )
