"""Episodes, and what is recorded of them, as somebody may see it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import (
    Exists,
    Max,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce

from lantern.access import looks
from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.access.sharing import Sight
from lantern.core import clock
from lantern.core.errors import NotFound
from lantern.episodes import policies, projection, ruling
from lantern.episodes.details import Details, read
from lantern.episodes.models import Draft, Entry, Episode
from lantern.people.models import Child
from lantern.people.policies import sight_of
from lantern.people.queries import visible_to as visible_children
from lantern.protocol.definitions import FactDefinition
from lantern.vocabulary.absence import EntryKind


@dataclass(frozen=True, kw_only=True)
class Look:
    """An episode, and how much of it the person who opened it may see."""

    episode: Episode
    sight: Sight


@dataclass(frozen=True, kw_only=True)
class Line:
    """One fact of an episode as the record shows it: who said what, and what became of it.

    `version` names this version of it; `earlier` are those that it replaced, oldest first.
    """

    key: str
    version: str
    kind: EntryKind
    fact: str
    value: str
    at: datetime
    precision: str
    recorded_at: datetime
    words: str
    details: Details
    by: str
    role: str
    agency: str
    reason: str
    is_withdrawn: bool
    may_correct: bool
    may_withdraw: bool
    definition: FactDefinition | None = None
    """The fact in the words of the rulebook of the absence; None where there is none."""
    earlier: tuple["Line", ...] = ()


def visible_to(actor: Actor, *, at: datetime | None = None) -> QuerySet[Episode]:
    """The episodes of the children whose records the actor may open."""
    if not actor.holds(Permission.EPISODE_SEE):
        return Episode.objects.none()
    if actor.is_system:
        return Episode.objects.all()
    seen = visible_children(actor, at=at).filter(pk=OuterRef("child"))
    return Episode.objects.filter(Exists(seen))


def look(actor: Actor, reference: str, *, page: str, at: datetime | None = None) -> Look:
    """One episode, if the actor may know of it; the look is recorded with its basis."""
    moment = at or clock.now()
    episode = (
        visible_to(actor, at=moment)
        .filter(reference=reference)
        .select_related(
            "child__responsible_authority",
            "child__school",
            "placement__carer__home",
            "responsible_authority",
            "host_authority",
            "force",
        )
        .first()
    )
    if episode is None:
        raise NotFound("episode", reference)
    seen = sight_of(actor, episode.child, at=moment)
    looks.look(
        actor,
        episode.reference,
        page=page,
        basis=seen.basis,
        at=moment,
        changed_at=_changed_at(episode) if actor.is_polling else None,
    )
    return Look(episode=episode, sight=seen)


def get(actor: Actor, reference: str, *, page: str, at: datetime | None = None) -> Episode:
    """The episode alone, where the caller has no need of the sight."""
    return look(actor, reference, page=page, at=at).episode


def _changed_at(episode: Episode) -> datetime | None:
    """When something was last recorded of the absence."""
    latest: datetime | None = episode.entries.aggregate(latest=Max("recorded_at"))["latest"]
    return latest


def open_episodes(actor: Actor, *, at: datetime | None = None) -> QuerySet[Episode]:
    """The absences that have not ended, of children the actor may see; longest away first."""
    return (
        visible_to(actor, at=at)
        .filter(ended_at__isnull=True, is_history=False)
        .select_related("child", "placement__carer", "responsible_authority", "force")
        .order_by("reported_at", "pk")
    )


def of_child(actor: Actor, child: Child, *, at: datetime | None = None) -> tuple[Episode, ...]:
    """The child's episodes that the actor may see, the latest first."""
    rows = visible_to(actor, at=at).filter(child=child).select_related("placement__carer")
    return tuple(rows.order_by(Coalesce("last_seen_at", "reported_at").desc(), "-pk"))


def read_of_child(actor: Actor, child: Child, *, at: datetime) -> tuple[Episode, ...]:
    """The same, kept with this copy of the child's row for all that its page shows."""
    rows = visible_to(actor, at=at).select_related("placement__carer")
    latest_first = rows.order_by(Coalesce("last_seen_at", "reported_at").desc(), "-pk")
    prefetch_related_objects([child], Prefetch("episodes", latest_first))
    return tuple(child.episodes.all())


def is_away(episode: Episode) -> bool:
    """Whether the child is away now by this record. One brought in open tells nothing of now."""
    return episode.ended_at is None and not episode.is_history


def open_of(actor: Actor, child: Child, *, at: datetime | None = None) -> Episode | None:
    """The child's present absence, if the child is away."""
    return (
        visible_to(actor, at=at)
        .filter(child=child, ended_at__isnull=True, is_history=False)
        .first()
    )


def away(actor: Actor, children: Collection[Child], *, at: datetime) -> Mapping[int, Episode]:
    """The present absence of each of these children who is away, by the child's id."""
    rows = visible_to(actor, at=at).filter(
        child__in=children, ended_at__isnull=True, is_history=False
    )
    return {episode.child_id: episode for episode in rows}


def together_with(actor: Actor, episode: Episode, *, at: datetime) -> tuple[Episode, ...]:
    """The episodes of children who went with this one, as far as the actor may know of them."""
    if episode.together_id is None:
        return ()
    rows = visible_to(actor, at=at).filter(together_id=episode.together_id)
    others = rows.exclude(pk=episode.pk).select_related("child")
    return tuple(others.order_by("child__name_key", "pk"))


_WRITTEN: Final = Entry.objects.select_related("by_agency").order_by("pk")


def read_once(episode: Episode) -> None:
    """Keep the entries with this copy of the row: a page shows many things of one record, all as
    they were at one moment."""
    prefetch_related_objects([episode], Prefetch("entries", _WRITTEN.all()))


def entries(episode: Episode) -> list[Entry]:
    """Every entry with all that was corrected and withdrawn, in the order they were written."""
    if "entries" in getattr(episode, "_prefetched_objects_cache", {}):
        return list(episode.entries.all())
    rows = list(_WRITTEN.filter(episode=episode))
    for row in rows:
        row.episode = episode
    return rows


def withdrawal(actor: Actor, keys: Iterable[str]) -> Entry | None:
    """The last by which one of these entries was taken back, of a record that the actor was given;
    None where all of them stand."""
    rows = Entry.objects.filter(key__in=[key for key in keys if key], withdrawn=True)
    return rows.defer("words", "details").order_by("pk").last()


def shown(actor: Actor, sight: Sight, rows: Iterable[Entry]) -> list[Entry]:
    """Those entries that the actor may see: by the parts of the record, and their agency's own."""
    kinds = sight.entry_kinds
    return [
        row
        for row in rows
        if row.kind in kinds or (actor.agency_id and row.by_agency_id == actor.agency_id)
    ]


def timeline(actor: Actor, episode: Episode, sight: Sight) -> tuple[Line, ...]:
    """What the actor may see of the record, the latest first; each line with what it replaced."""
    versions: dict[str, list[Entry]] = defaultdict(list)
    for row in shown(actor, sight, entries(episode)):
        versions[row.key].append(row)
    may_change = bool(policies.is_kept_here(episode))
    lines = [_line(actor, chain, may_change) for chain in versions.values()]
    return tuple(sorted(lines, key=lambda line: (line.at, int(line.version)), reverse=True))


def line(actor: Actor, episode: Episode, sight: Sight, key: str) -> tuple[Entry, Line]:
    """One line and its latest entry, to be corrected or withdrawn."""
    chain = [row for row in shown(actor, sight, entries(episode)) if row.key == key]
    if not chain:
        raise NotFound("entry", key)
    return chain[-1], _line(actor, chain, bool(policies.is_kept_here(episode)))


def _line(actor: Actor, chain: list[Entry], may_change: bool) -> Line:
    latest = chain[-1]
    may_change = may_change and not latest.withdrawn
    return Line(
        key=latest.key,
        version=str(latest.pk),
        kind=EntryKind(latest.kind),
        fact=latest.fact,
        value=latest.value,
        at=latest.at,
        precision=latest.precision,
        recorded_at=latest.recorded_at,
        words=latest.words,
        details=read(EntryKind(latest.kind), latest.details),
        by=latest.by_name,
        role=latest.by_role,
        agency=latest.by_agency.name if latest.by_agency else "",
        reason=latest.reason,
        is_withdrawn=latest.withdrawn,
        may_correct=may_change and bool(policies.can_correct(actor, latest)),
        may_withdraw=may_change and bool(policies.can_withdraw(actor, latest)),
        definition=ruling.vocabulary_of(latest.episode).get(latest.fact),
        earlier=tuple(_line(actor, [row], may_change) for row in chain[:-1]),
    )


def latest(episode: Episode, fact: str) -> Entry | None:
    """The standing entry of a fact that happened last: the decision or the place as it is now."""
    rows = projection.effective(entries(episode))
    return next((row for row in reversed(rows) if row.fact == fact), None)


def value(episode: Episode, fact: str) -> str:
    """The value of a fact as it is now; empty where there is none."""
    found = latest(episode, fact)
    return found.value if found is not None else ""


def state(episode: Episode) -> projection.State:
    """How the episode stands by its entries."""
    risk = ruling.fact_decided(ruling.protocol_of(episode), "risk")
    return projection.state_of(Entry.objects.filter(episode=episode), risk=risk)


def drafts(actor: Actor) -> tuple[Draft, ...]:
    """The reports that this person has begun and not sent, the latest first."""
    rows = Draft.objects.filter(author_id=actor.user_id or 0, sent_as__isnull=True)
    return tuple(rows.select_related("child").order_by("-saved_at", "-pk"))


def draft(actor: Actor, reference: str) -> Draft:
    """One report being written: its author's alone, whether sent or not."""
    found = (
        Draft.objects.filter(Q(author_id=actor.user_id or 0), reference=reference)
        .select_related("child__responsible_authority", "sent_as")
        .first()
    )
    if found is None:
        raise NotFound("report", reference)
    return found
