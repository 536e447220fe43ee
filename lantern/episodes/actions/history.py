"""Bring in absences from records kept elsewhere, many at once. Nobody is told, nothing owed."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest

from django.db import transaction
from django.db.models.functions import Coalesce

from lantern.access.actor import Actor
from lantern.accounts.authorship import author_of
from lantern.audit.record import announce_all
from lantern.core.bulk import insert_all
from lantern.episodes import policies
from lantern.episodes.actions.writing import row_of
from lantern.episodes.events import AbsenceBroughtIn
from lantern.episodes.history import (
    Fact,
    Outcome,
    PastAbsence,
    facts_of,
    is_same_day,
    source_of,
    whereabouts_of,
)
from lantern.episodes.models import Entry, Episode
from lantern.episodes.projection import effective
from lantern.vocabulary.absence import Precision

_CORRECTED = "The records that it came from say otherwise now."
_COLUMNS = (
    "reported_at",
    "last_seen_at",
    "ended_at",
    "whereabouts",
    "classification",
    "risk",
    "began_precision",
    "ended_precision",
)


@transaction.atomic
def bring_in(absences: Sequence[PastAbsence], *, by: Actor, at: datetime) -> Mapping[str, Outcome]:
    """Put these absences on record as the other records tell them; what became of each, by key.

    The same again changes nothing. One told otherwise than before is corrected, and the record
    keeps both. One that Lantern was told of itself is left as it is. Queries are the same few
    however many absences are brought.
    """
    policies.can_bring_in(by).require()
    coming = _Coming(absences)
    for absence in absences:
        coming.take(absence)
    _add(coming.added, by=by, at=at)
    _bring_up_to_date(coming.changed, by=by, at=at)
    _announce(coming, by=by, at=at)
    return coming.outcomes


@dataclass
class _Coming:
    """What is coming in, beside what is on record."""

    absences: Sequence[PastAbsence]
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    added: list[tuple[Episode, PastAbsence]] = field(default_factory=list)
    changed: list["_Change"] = field(default_factory=list)

    def __post_init__(self) -> None:
        keys = {one.key for one in self.absences}
        known = Episode.objects.filter(origin_key__in=keys)
        self.known = {one.origin_key: one for one in known}
        self.entries = _standing([one.pk for one in self.known.values()])
        self.others = _others({one.child_id for one in self.absences}, keys)

    def take(self, absence: PastAbsence) -> None:
        """Sort one absence by what becomes of it. A key met twice is taken once."""
        if absence.key in self.outcomes:
            return
        episode = self.known.get(absence.key)
        if episode is not None:
            self.outcomes[absence.key] = self._again(episode, absence)
        elif self._is_told_already(absence):
            self.outcomes[absence.key] = Outcome.JOINED
        else:
            self.added.append((_episode(absence), absence))
            self.outcomes[absence.key] = Outcome.ADDED

    def _is_told_already(self, absence: PastAbsence) -> bool:
        """Whether another source told of this absence. Each of its records answers for one."""
        others = self.others[absence.child_id]
        for place, other in enumerate(others):
            if other.source != source_of(absence.key) and is_same_day(other.at, absence.began.at):
                del others[place]
                return True
        return False

    def _again(self, episode: Episode, absence: PastAbsence) -> Outcome:
        change = _Change(episode, self.entries[episode.pk], absence)
        if not change.entries and not change.facts:
            return Outcome.UNCHANGED
        self.changed.append(change)
        return Outcome.CHANGED


class _Change:
    """What an absence told otherwise replaces: everything from the first fact that differs.

    Facts of one day stand in the order they were written, so those after a corrected one are
    written again behind it.
    """

    def __init__(self, episode: Episode, standing: Sequence[Entry], absence: PastAbsence) -> None:
        wanted = facts_of(absence)
        same = 0
        for entry, fact in zip(standing, wanted, strict=False):
            if _told(entry) != _telling(fact):
                break
            same += 1
        self.episode, self.absence = episode, absence
        self.entries, self.facts = standing[same:], wanted[same:]


def _telling(fact: Fact) -> tuple[object, ...]:
    said = fact.said
    return (said.kind, said.fact, said.value, said.at, fact.precision, said.words.strip())


def _told(entry: Entry) -> tuple[object, ...]:
    return (entry.kind, entry.fact, entry.value, entry.at, entry.precision, entry.words)


def _standing(episode_ids: Sequence[int]) -> Mapping[int, list[Entry]]:
    """The standing entries of these absences, in the order they were written."""
    found: defaultdict[int, list[Entry]] = defaultdict(list)
    for entry in Entry.objects.filter(episode__in=episode_ids).order_by("pk"):
        found[entry.episode_id].append(entry)
    for pk, entries in found.items():
        found[pk] = sorted(effective(entries), key=lambda entry: entry.pk)
    return found


@dataclass(frozen=True, kw_only=True)
class _Other:
    """An absence on record from another source, or from Lantern itself: where, and when."""

    source: str
    at: datetime


def _others(child_ids: Collection[int], keys: Collection[str]) -> Mapping[int, list[_Other]]:
    """The absences of these children under none of these keys, by child, the first first."""
    rows = (
        Episode.objects.filter(child__in=child_ids)
        .annotate(began=Coalesce("last_seen_at", "reported_at"))
        .order_by("began", "pk")
        .values_list("child_id", "origin_key", "began")
    )
    found: defaultdict[int, list[_Other]] = defaultdict(list)
    for child, key, began in rows:
        if key not in keys:
            found[child].append(_Other(source=source_of(key or ""), at=began))
    return found


def _episode(absence: PastAbsence) -> Episode:
    return _copied(
        Episode(
            child_id=absence.child_id,
            origin=absence.origin,
            responsible_authority_id=absence.authority_id,
            rulebook="",
            is_history=True,
            origin_key=absence.key,
        ),
        absence,
    )


def _copied(episode: Episode, absence: PastAbsence) -> Episode:
    """The episode with its columns in line with what the absence says."""
    ended = absence.ended
    episode.reported_at = absence.reported.at if absence.reported else None
    episode.last_seen_at = absence.began.at
    episode.ended_at = ended.at if ended else None
    episode.whereabouts = whereabouts_of(absence)
    episode.classification = absence.classification
    episode.risk = absence.risk
    episode.began_precision = absence.began.precision
    episode.ended_precision = ended.precision if ended else Precision.MINUTE
    return episode


def _add(added: Sequence[tuple[Episode, PastAbsence]], *, by: Actor, at: datetime) -> None:
    for episode, _ in added:
        episode.recorded_at = at
    Episode.objects.bulk_create([episode for episode, _ in added], batch_size=500)
    insert_all(
        _entry(episode, fact, by, at) for episode, absence in added for fact in facts_of(absence)
    )


def _bring_up_to_date(changed: Sequence[_Change], *, by: Actor, at: datetime) -> None:
    entries = []
    for change in changed:
        _copied(change.episode, change.absence)
        for old, fact in zip_longest(change.entries, change.facts):
            entries.append(_instead(change.episode, old, fact, by, at))
    Entry.objects.bulk_create(entries, batch_size=500)
    if changed:
        Episode.objects.bulk_update([one.episode for one in changed], _COLUMNS, batch_size=500)


def _instead(
    episode: Episode, old: Entry | None, fact: Fact | None, by: Actor, at: datetime
) -> Entry:
    """The entry that stands in the place of another, or adds to it, or takes it back."""
    if old is None and fact is not None:
        return _entry(episode, fact, by, at)
    if old is None:
        raise ValueError("neither an entry nor a fact")
    if fact is None:
        entry = Entry(
            episode=episode,
            kind=old.kind,
            fact=old.fact,
            value=old.value,
            at=old.at,
            words=old.words,
            details=old.details,
            withdrawn=True,
            **author_of(by, at),
        )
    else:
        entry = _entry(episode, fact, by, at)
    entry.key, entry.corrects, entry.reason = old.key, old, _CORRECTED
    return entry


def _entry(episode: Episode, fact: Fact, by: Actor, at: datetime) -> Entry:
    return Entry(**row_of(episode, fact.said, by, at) | {"precision": fact.precision})


def _announce(coming: _Coming, *, by: Actor, at: datetime) -> None:
    touched = [
        *((episode, Outcome.ADDED) for episode, _ in coming.added),
        *((one.episode, Outcome.CHANGED) for one in coming.changed),
    ]
    announce_all(
        AbsenceBroughtIn(about=episode.reference, by=by.id, at=at, outcome=outcome)
        for episode, outcome in touched
    )
