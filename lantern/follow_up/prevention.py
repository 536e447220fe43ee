"""Children at risk of going missing who have not yet gone: what is in place, and what is not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from lantern.access import looks
from lantern.access.actor import Actor
from lantern.access.sharing import Part
from lantern.episodes.models import Episode
from lantern.follow_up import known
from lantern.people.models import Child, Flag
from lantern.people.policies import sights_of
from lantern.people.queries import visible_to
from lantern.placements.models import Placement, Profile
from lantern.risk.models import RiskAssessment
from lantern.vocabulary.follow_up import FollowUpKind
from lantern.vocabulary.risk import FlagKind

PAGE_SIZE: Final = 25
CONCERNS: Final = (
    FlagKind.MAY_GO_MISSING,
    FlagKind.CHILD_SEXUAL_EXPLOITATION,
    FlagKind.TRAFFICKING,
    FlagKind.RADICALISATION,
    FlagKind.GANGS,
    FlagKind.PERSON_POSING_RISK,
)
"""The concerns for which a child who has not gone is worked with (PS-010, PS-011; IAP L506)."""


@dataclass(frozen=True, kw_only=True)
class AtRisk:
    """A child who has not gone: why there is concern, and what is in place; None: nothing is."""

    child: Child
    concerns: tuple[FlagKind, ...]
    is_placed: bool
    picture_at: datetime | None
    assessed_at: datetime | None
    assessment_review_on: date | None
    strategies_at: datetime | None
    strategies: str
    helped_at: datetime | None
    help_reference: str
    help_review_on: date | None

    @property
    def next_review_on(self) -> date | None:
        """The first day on which something of it is looked at again."""
        days = [one for one in (self.assessment_review_on, self.help_review_on) if one is not None]
        return min(days, default=None)


@dataclass(frozen=True, kw_only=True)
class ListedAtRisk:
    """A page of the children, and whether there are more."""

    children: tuple[AtRisk, ...]
    page: int
    has_more: bool


def at_risk(actor: Actor, *, at: datetime, page: int = 1) -> ListedAtRisk:
    """The children whom the actor may see, for whom there is concern and no absence: by name.

    A fixed number of queries, however many they are. A child who is known to have run before is
    not among them.
    """
    first = (max(page, 1) - 1) * PAGE_SIZE
    rows = list(_children(actor, at)[first : first + PAGE_SIZE + 1])
    shown = rows[:PAGE_SIZE]
    sights = sights_of(actor, [child.pk for child in shown], at=at)
    shown = [child for child in shown if sights[child.pk].shows(Part.CONCERNS)]
    looks.look(actor, "children", page="children at risk", basis="list", at=at)
    return ListedAtRisk(
        children=_described(shown, at), page=max(page, 1), has_more=len(rows) > PAGE_SIZE
    )


def _children(actor: Actor, at: datetime) -> QuerySet[Child]:
    standing = _standing(at).filter(child=OuterRef("pk"))
    gone = Episode.objects.filter(child=OuterRef("pk"))
    return (
        visible_to(actor, at=at)
        .filter(Exists(standing.filter(kind__in=CONCERNS)))
        .exclude(Exists(standing.filter(kind=FlagKind.RUNNING_HISTORY)))
        .exclude(Exists(gone))
        .select_related("responsible_authority")
        .order_by("name_key", "born_on", "pk")
    )


def _standing(at: datetime) -> QuerySet[Flag]:
    return Flag.objects.filter(
        Q(until_at__isnull=True) | Q(until_at__gt=at), withdrawn_at__isnull=True, from_at__lte=at
    )


def _described(children: list[Child], at: datetime) -> tuple[AtRisk, ...]:
    ids = [child.pk for child in children]
    flags = _concerns(ids, at)
    pictures: Mapping[int, datetime] = dict(
        Profile.objects.filter(child__in=ids)
        .order_by("version")
        .values_list("child_id", "drawn_up_at")
    )
    assessed = {
        row.child_id: row
        for row in RiskAssessment.objects.filter(child__in=ids)
        .order_by("version")
        .only("child_id", "assessed_at", "review_on")
    }
    placed = _placed(ids, at)
    strategies = known.latest(ids, FollowUpKind.PLACEMENT_PLAN)
    helped = known.latest(ids, FollowUpKind.EARLY_HELP)
    return tuple(
        AtRisk(
            child=child,
            concerns=tuple(sorted(set(flags[child.pk]))),
            is_placed=child.pk in placed,
            picture_at=pictures.get(child.pk),
            assessed_at=assessed[child.pk].assessed_at if child.pk in assessed else None,
            assessment_review_on=assessed[child.pk].review_on if child.pk in assessed else None,
            strategies_at=strategies[child.pk].at if child.pk in strategies else None,
            strategies=strategies[child.pk].reference if child.pk in strategies else "",
            helped_at=helped[child.pk].at if child.pk in helped else None,
            help_reference=helped[child.pk].reference if child.pk in helped else "",
            help_review_on=_review_day(helped[child.pk].details) if child.pk in helped else None,
        )
        for child in children
    )


def _concerns(ids: list[int], at: datetime) -> Mapping[int, list[FlagKind]]:
    found: dict[int, list[FlagKind]] = {pk: [] for pk in ids}
    rows = _standing(at).filter(child__in=ids, kind__in=CONCERNS)
    for child_id, kind in rows.values_list("child_id", "kind"):
        found[child_id].append(FlagKind(kind))
    return found


def _placed(ids: list[int], at: datetime) -> set[int]:
    rows = Placement.objects.filter(
        Q(until_at__isnull=True) | Q(until_at__gt=at),
        child__in=ids,
        from_at__lte=at,
        withdrawn_at__isnull=True,
    )
    return set(rows.values_list("child_id", flat=True))


def _review_day(details: Mapping[str, str]) -> date | None:
    written = details.get("review_on")
    return date.fromisoformat(written) if written else None
