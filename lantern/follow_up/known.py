"""What is recorded after returns, for whoever has opened the child's record."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, Subquery

from lantern.episodes.models import Entry, Episode
from lantern.follow_up.effect import Away
from lantern.follow_up.models import BehaviourPlan, FollowUp, InternalReport, PlanReview
from lantern.follow_up.occasions import COUNTING, Counts, Occasion, count, occasion
from lantern.people.models import Child, Step
from lantern.vocabulary.absence import EntryKind
from lantern.vocabulary.follow_up import FollowUpKind, ReportKind


@dataclass(frozen=True, kw_only=True)
class Absence:
    """One absence of a child, as it counts."""

    reference: str
    began: datetime
    ended: datetime | None
    counts_as: Occasion | None


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """What a statutory review has to know: the counts since the last one, and in all (004 L22)."""

    since: datetime | None
    lately: Counts
    in_all: Counts


def absences(child: Child, *, before: datetime | None = None) -> tuple[Absence, ...]:
    """Every absence of the child that began before an instant, the first of them first."""
    rows = [
        row
        for row in Episode.objects.filter(child=child)
        if before is None or row.away_since <= before
    ]
    stated: defaultdict[int, list[Entry]] = defaultdict(list)
    entries = Entry.objects.filter(
        Q(fact__in=COUNTING) | Q(kind=EntryKind.CLOSED) | Q(corrects__isnull=False),
        episode__in=[row.pk for row in rows],
    )
    for entry in entries.defer("words", "details").order_by("pk"):
        stated[entry.episode_id].append(entry)
    found = (
        Absence(
            reference=row.reference,
            began=row.away_since,
            ended=row.ended_at,
            counts_as=occasion(stated[row.pk]),
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda one: one.began))


def has_gone(child: Child) -> bool:
    """Whether there is any absence of the child on record; nothing is asked where the page has read
    the absences."""
    return child.episodes.exists()


def aways(found: Collection[Absence]) -> tuple[Away, ...]:
    """The times away among these, but for reports made in error."""
    return tuple(
        Away(began=one.began, ended=one.ended) for one in found if one.counts_as is not None
    )


def for_review(child: Child, *, at: datetime) -> Reviewed:
    """How often the child was away since the last statutory review, and in all, by the record."""
    last = (
        Step.objects.filter(child=child, fact="statutory_review.held", at__lt=at)
        .order_by("-at")
        .values_list("at", flat=True)
        .first()
    )
    counted = [(one.began, one.counts_as) for one in absences(child, before=at)]
    in_all = count(counted)
    return Reviewed(
        since=last, lately=count(counted, since=last) if last else in_all, in_all=in_all
    )


def of_episode(episode: Episode) -> tuple[FollowUp, ...]:
    """The records of one absence that stand, the latest first."""
    rows = FollowUp.objects.filter(episode=episode, corrected_by__isnull=True)
    return tuple(rows.select_related("by_agency").order_by("-at", "-pk"))


def of_child(child: Child) -> tuple[FollowUp, ...]:
    """The records of the child that stand and belong to no one absence, the latest first."""
    rows = FollowUp.objects.filter(child=child, episode__isnull=True, corrected_by__isnull=True)
    return tuple(rows.select_related("by_agency").order_by("-at", "-pk"))


def latest(child_ids: Collection[int], kind: FollowUpKind) -> Mapping[int, FollowUp]:
    """The latest standing record of this kind of each child, by the child's id: one query."""
    rows = FollowUp.objects.filter(child__in=child_ids, kind=kind, corrected_by__isnull=True)
    return {row.child_id: row for row in rows.order_by("at", "pk")}


def versions(row: FollowUp) -> tuple[FollowUp, ...]:
    """The record and all that it replaced, the latest first."""
    return tuple(FollowUp.objects.filter(key=row.key).order_by("-pk"))


def plans(child: Child) -> tuple[BehaviourPlan, ...]:
    """The child's plans to change behaviour, the latest first, each with when its last review says
    that the next is due; never where that one ended it."""
    last = PlanReview.objects.filter(plan=OuterRef("pk")).order_by("-pk")
    rows = BehaviourPlan.objects.filter(child=child).annotate(
        was_reviewed=Exists(last), next_on=Subquery(last.values("next_on")[:1])
    )
    return tuple(rows.order_by("-agreed_at", "-pk"))


def reports(episode: Episode) -> tuple[InternalReport, ...]:
    """Every version of the internal reports of an absence, the latest first, with signatures."""
    rows = InternalReport.objects.filter(episode=episode).prefetch_related("signatures")
    found = tuple(rows.order_by("kind", "-version"))
    for one in found:
        one.episode = episode
    return found


def report(episode: Episode, kind: ReportKind) -> InternalReport | None:
    """The latest version of an internal report."""
    return next((one for one in reports(episode) if one.kind == kind), None)


def worker_told_at(episode: Episode) -> datetime | None:
    """When the child's social worker was told of the absence, as the record has it (RF-222.04)."""
    told = Entry.objects.filter(
        episode=episode,
        fact="notified.social_worker",
        withdrawn=False,
        corrected_by__isnull=True,
    )
    return told.order_by("at").values_list("at", flat=True).first()
