"""The facts of each absence that an interview means, and their entries when it is put right."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lantern.access.actor import Actor
from lantern.episodes import ruling
from lantern.episodes.actions import corrections, writing
from lantern.episodes.details import YES, Said, StepDetails
from lantern.episodes.models import Entry, Episode
from lantern.interviews.meaning import CONTACT
from lantern.interviews.models import Interview, Stated
from lantern.people.askable import is_asked_of
from lantern.protocol.definitions import Kind
from lantern.vocabulary.absence import EntryKind, Precision


@dataclass(frozen=True, kw_only=True)
class Meant:
    """What an interview means for its absences: facts, when, and how it was held in words."""

    facts: frozenset[str]
    at: datetime
    done_by: str
    precision: Precision = Precision.MINUTE


def state(
    interview: Interview, episodes: Iterable[Episode], meant: Meant, *, by: Actor, now: datetime
) -> None:
    """Write what the interview means on each absence; what it meant before is corrected or taken
    back with it. A fact that the absence's protocol does not know, or asks of others, is left out.
    """
    for episode in episodes:
        writing.lock(episode)
        before = {
            one.fact: one for one in Stated.objects.filter(interview=interview, episode=episode)
        }
        wanted = {fact for fact in meant.facts if _fits(episode, fact, by)}
        for fact in sorted(before.keys() - wanted):
            _take_back(before[fact], by=by, now=now)
        for fact in sorted(before.keys() & wanted):
            _move(before[fact], meant, by=by, now=now)
        _add(interview, episode, sorted(wanted - before.keys()), meant, by=by, now=now)


def add(
    interview: Interview, episode: Episode, fact: str, meant: Meant, *, by: Actor, now: datetime
) -> None:
    """Write one more fact on an absence, such as that somebody was told; each once."""
    writing.lock(episode)
    known = Stated.objects.filter(interview=interview, episode=episode, fact=fact).exists()
    if not known and _fits(episode, fact, by):
        _add(interview, episode, [fact], meant, by=by, now=now)


def _fits(episode: Episode, fact: str, by: Actor) -> bool:
    definition = ruling.vocabulary_of(episode).get(fact)
    return definition is not None and bool(is_asked_of(definition, by))


def _add(
    interview: Interview,
    episode: Episode,
    facts: Iterable[str],
    meant: Meant,
    *,
    by: Actor,
    now: datetime,
) -> None:
    standing = writing.standing(episode)
    known = {entry.fact for entry in standing}
    by_hand = {entry.fact: entry for entry in standing if entry.at == meant.at}
    # Somebody may have reached the child before, or written down that it was held; what another
    # agency wrote is theirs to put right.
    found = {
        fact: by_hand[fact].key
        for fact in facts
        if fact in by_hand and by_hand[fact].by_agency_id == by.agency_id
    }
    new = [fact for fact in facts if fact not in by_hand and (fact != CONTACT or fact not in known)]
    found |= _written(episode, new, meant, by=by, now=now)
    Stated.objects.bulk_create(
        Stated(interview=interview, episode=episode, fact=fact, entry_key=key, recorded_at=now)
        for fact, key in found.items()
    )


def _written(
    episode: Episode, new: Iterable[str], meant: Meant, *, by: Actor, now: datetime
) -> dict[str, str]:
    """New entries of the absence, by fact."""
    vocabulary = ruling.vocabulary_of(episode)
    said = [
        Said(
            kind=EntryKind.STEP,
            at=meant.at,
            fact=fact,
            value=YES if vocabulary[fact].kind is Kind.STATE else "",
            details=StepDetails(done_by=meant.done_by),
            precision=meant.precision,
        )
        for fact in new
    ]
    added = writing.add(episode, said, by=by, now=now) if said else []
    return {entry.fact: entry.key for entry in added}


def _latest(stated: Stated) -> Entry | None:
    """The entry as it stands; None where somebody has taken it back."""
    rows = Entry.objects.filter(episode=stated.episode, key=stated.entry_key)
    found = rows.select_related("episode__child", "by_agency").order_by("-pk").first()
    return None if found is None or found.withdrawn else found


def _take_back(stated: Stated, *, by: Actor, now: datetime) -> None:
    entry = _latest(stated)
    if entry is not None:
        why = "The record of the return interview was put right."
        corrections.withdraw(entry, by=by, now=now, reason=why)
    Stated.objects.filter(pk=stated.pk).delete()


def _move(stated: Stated, meant: Meant, *, by: Actor, now: datetime) -> None:
    entry = _latest(stated)
    if entry is None or (entry.at, entry.precision) == (meant.at, meant.precision):
        return
    corrections.correct(
        entry,
        by=by,
        now=now,
        seen=corrections.version_of(entry),
        reason="The record of the return interview was put right.",
        at=meant.at,
        precision=meant.precision,
    )
