"""What is recorded after returns, as somebody may see it; the look is recorded."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from lantern.access.actor import Actor
from lantern.access.sharing import Part, Sight
from lantern.core.errors import NotFound
from lantern.core.references import is_reference
from lantern.episodes import queries as episodes
from lantern.episodes.models import Episode
from lantern.follow_up import policies
from lantern.follow_up.models import BehaviourPlan, FollowUp, InternalReport
from lantern.people import queries as people
from lantern.vocabulary.follow_up import ReportKind

if TYPE_CHECKING:
    from lantern.people.models import Child


@dataclass(frozen=True, kw_only=True)
class Subject:
    """The child, and the absence if it is about one, opened by somebody now."""

    actor: Actor
    child: "Child"
    episode: "Episode | None"
    sight: Sight
    at: datetime


@dataclass(frozen=True, kw_only=True)
class SeenRecord:
    """A record, whom it is about, and what of them the reader may see."""

    row: FollowUp
    subject: Subject


@dataclass(frozen=True, kw_only=True)
class SeenPlan:
    """A plan to change behaviour, and whom it is about."""

    plan: BehaviourPlan
    subject: Subject


def subject(actor: Actor, reference: str, *, page: str, at: datetime) -> Subject:
    """The child or the absence of this reference, if the actor may know of it."""
    if is_reference(reference, "E"):
        seen = episodes.look(actor, reference, page=page, at=at)
        return Subject(
            actor=actor, child=seen.episode.child, episode=seen.episode, sight=seen.sight, at=at
        )
    found = people.look(actor, reference, page=page, at=at)
    return Subject(actor=actor, child=found.child, episode=None, sight=found.sight, at=at)


def record(actor: Actor, reference: str, *, page: str, at: datetime) -> SeenRecord:
    """One record. Raises NotFound where the child may not be known of, Refused for its part."""
    row = (
        FollowUp.objects.filter(reference=reference)
        .select_related("child", "episode", "by_agency", "corrected_by")
        .first()
    )
    if row is None:
        raise NotFound("record", reference)
    about = row.episode.reference if row.episode is not None else row.child.reference
    seen = subject(actor, about, page=page, at=at)
    policies.can_see(actor, seen.sight, row).require()
    row.child, row.episode = seen.child, seen.episode
    return SeenRecord(row=row, subject=seen)


def plan(actor: Actor, reference: str, *, page: str, at: datetime) -> SeenPlan:
    """One plan to change behaviour."""
    row = (
        BehaviourPlan.objects.filter(reference=reference)
        .select_related("child")
        .prefetch_related("reviews")
        .first()
    )
    if row is None:
        raise NotFound("plan", reference)
    seen = subject(actor, row.child.reference, page=page, at=at)
    seen.sight.requires(Part.WORK).require()
    row.child = seen.child
    return SeenPlan(plan=row, subject=seen)


def that_wrote(actor: Actor, episode: Episode, key: str) -> str:
    """The reference of the record, as it stands, that wrote this entry; empty where none did."""
    rows = FollowUp.objects.filter(episode=episode, corrected_by__isnull=True)
    for reference, entries in rows.values_list("reference", "entries"):
        if key in entries.values():
            return str(reference)
    return ""


def report_that_wrote(actor: Actor, episode: Episode, key: str) -> ReportKind | None:
    """Which internal report of the absence wrote this entry, by its completion or a signature."""
    rows = InternalReport.objects.filter(Q(entry=key) | Q(signatures__entry=key), episode=episode)
    kind = rows.values_list("kind", flat=True).first()
    return None if kind is None else ReportKind(kind)
