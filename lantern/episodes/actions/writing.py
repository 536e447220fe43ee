"""Add entries to an episode and bring its columns in line: the way in of every action."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from lantern.access.actor import Actor
from lantern.accounts.authorship import author_of
from lantern.audit.record import announce
from lantern.episodes import ruling
from lantern.episodes.details import NONE, Said, write
from lantern.episodes.events import EntryRecorded, EpisodeEnded, EpisodeReopened
from lantern.episodes.models import Entry, Episode
from lantern.episodes.policies import is_kept_here
from lantern.episodes.projection import (
    CLASSIFICATION,
    LAST_SEEN,
    REPORTED,
    RISK,
    WHEREABOUTS,
    State,
    effective,
    state_of,
)
from lantern.vocabulary.absence import EndOfEpisode, EntryKind, Precision, WhereaboutsKnown


def lock(episode: Episode) -> Episode:
    """The episode as it is now, and nobody else writes on it until this transaction ends.

    Raises Refused for an absence brought in from other records, where it has to be corrected.
    """
    is_kept_here(episode).require()
    held = Episode.objects.select_related("child").select_for_update(of=("self",))
    episode.refresh_from_db(from_queryset=held)
    return episode


def standing(episode: Episode) -> list[Entry]:
    """The entries that stand, in the order they happened."""
    return effective(Entry.objects.filter(episode=episode))


def state(episode: Episode) -> State:
    """How the episode stands by its entries. What people wrote in them is not read for it."""
    return stands(episode, Entry.objects.filter(episode=episode).defer("words", "details"))


def stands(episode: Episode, rows: Iterable[Entry]) -> State:
    """The same, by entries that are in hand already."""
    return state_of(rows, risk=ruling.fact_decided(ruling.protocol_of(episode), "risk"))


def add(episode: Episode, said: Sequence[Said], *, by: Actor, now: datetime) -> list[Entry]:
    """Add these entries, bring the columns in line, and announce each and what it ended."""
    added = put(episode, said, by=by, now=now)
    settle(episode, added, by=by, now=now)
    return added


def settle(episode: Episode, added: Sequence[Entry], *, by: Actor, now: datetime) -> None:
    """Bring the columns in line with the entries, and announce these and what they ended."""
    was_ended = episode.ended_at is not None
    bears = any(_bears(episode, entry) for entry in added)
    ends = project(episode) if bears else None
    for entry in added:
        announce(
            EntryRecorded(
                about=episode.reference,
                by=by.id,
                at=now,
                key=entry.key,
                kind=entry.kind,
                fact=entry.fact,
            )
        )
    if bears:
        announce_end(episode, was_ended, ends, by=by, now=now)


def _bears(episode: Episode, entry: Entry) -> bool:
    """Whether the columns may be otherwise after this entry. Most state a step, which is in none.

    Under a scale of risk of its own, any entry brings the column to it once that is adopted.
    """
    risk = ruling.fact_decided(ruling.protocol_of(episode), "risk")
    stated = {REPORTED, LAST_SEEN, WHEREABOUTS, CLASSIFICATION, RISK}
    return risk != RISK or entry.fact in stated or entry.kind == EntryKind.CLOSED


def put(episode: Episode, said: Sequence[Said], *, by: Actor, now: datetime) -> list[Entry]:
    """The rows alone, for an action that announces in its own words."""
    return Entry.objects.bulk_create(Entry(**row_of(episode, one, by, now)) for one in said)


def announce_end(
    episode: Episode, was_ended: bool, ends: EndOfEpisode | None, *, by: Actor, now: datetime
) -> None:
    """Say that the episode has ended, or is open again, if that changed."""
    if ends is not None and not was_ended:
        announce(EpisodeEnded(about=episode.reference, by=by.id, at=now, how=ends))
    elif ends is None and was_ended:
        announce(EpisodeReopened(about=episode.reference, by=by.id, at=now))


def correcting(entry: Entry, said: Said, *, by: Actor, now: datetime, reason: str) -> Entry:
    """A further entry in the place of this one, which stays on the record, with the reason."""
    row = row_of(entry.episode, said, by, now)
    if said.details is NONE:
        row["details"] = entry.details
    return Entry.objects.create(**row, key=entry.key, corrects=entry, reason=reason.strip())


def withdrawing(entry: Entry, *, by: Actor, now: datetime, reason: str) -> Entry:
    """A further entry that takes this one back; both stay legible."""
    said = Said(
        kind=EntryKind(entry.kind),
        at=entry.at,
        fact=entry.fact,
        value=entry.value,
        words=entry.words,
        precision=Precision(entry.precision),
    )
    row = row_of(entry.episode, said, by, now) | {"details": entry.details}
    return Entry.objects.create(
        **row, key=entry.key, corrects=entry, withdrawn=True, reason=reason.strip()
    )


def project(episode: Episode, now_is: State | None = None) -> EndOfEpisode | None:
    """Copy what the entries add up to into the episode's columns; how it ended, if it has.

    Whoever has all the entries in hand says how it stands, and they are not read again.
    """
    now_is = now_is or state(episode)
    changed = []
    for name in _COPIED:
        value = getattr(now_is, name)
        if value != getattr(episode, name) and (name != "reported_at" or value is not None):
            setattr(episode, name, value)
            changed.append(name)
    if changed:
        episode.save(update_fields=changed)
    return now_is.ends


_COPIED: Final = (
    "last_seen_at",
    "ended_at",
    "whereabouts",
    "classification",
    "risk",
    "reported_at",
)


def began_at(episode: Episode) -> datetime:
    """From when the child has been away: last seen, or the report if nobody knows (CF-15)."""
    return episode.away_since


def first_not_known(episode: Episode) -> Entry | None:
    """The entry from which the child's whereabouts were first not known."""
    return next(
        (
            entry
            for entry in standing(episode)
            if entry.fact == WHEREABOUTS and entry.value == WhereaboutsKnown.NOT_KNOWN
        ),
        None,
    )


def align_not_known(episode: Episode, was: datetime, *, by: Actor, now: datetime) -> None:
    """“Not known” starts when the child was last seen: the entry moves with that time."""
    entry = first_not_known(episode)
    seen = next((one for one in reversed(standing(episode)) if one.fact == LAST_SEEN), None)
    if entry is None or entry.at != was:
        return
    moved = seen.at if seen is not None else episode.reported_at or episode.away_since
    if moved != entry.at:
        said = Said(
            kind=EntryKind.WHEREABOUTS,
            at=moved,
            fact=WHEREABOUTS,
            value=entry.value,
            words=entry.words,
        )
        correcting(entry, said, by=by, now=now, reason="It begins when the child was last seen.")


def row_of(episode: Episode, said: Said, by: Actor, now: datetime) -> dict[str, object]:
    """The columns of an entry that says this."""
    return {
        "episode": episode,
        "kind": said.kind,
        "fact": said.fact,
        "value": said.value,
        "at": said.at,
        "precision": said.precision,
        "words": said.words.strip(),
        "details": write(said.details),
        **author_of(by, now),
    }
