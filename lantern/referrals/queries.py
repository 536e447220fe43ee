"""Referrals, and what was done about each, as somebody may see them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from lantern.access import looks
from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.access.roles import PERMISSIONS
from lantern.access.sharing import Part, Sight
from lantern.accounts.models import Membership, User
from lantern.accounts.policies import held
from lantern.agencies.models import Agency
from lantern.core import clock
from lantern.core.errors import NotFound
from lantern.episodes import queries as episodes
from lantern.episodes.models import Entry, Episode
from lantern.people.models import Child
from lantern.people.policies import sight_of
from lantern.referrals.models import (
    Allocation,
    Attempt,
    Capacity,
    Offer,
    ParentsSay,
    Referral,
    Response,
    Triage,
)

WITH: Final = (
    "child__responsible_authority",
    "provider",
    "episode__responsible_authority",
    "episode__child",
)


@dataclass(frozen=True, kw_only=True)
class Look:
    """A referral, and how much of the child's record the person who opened it may see."""

    referral: Referral
    sight: Sight


@dataclass(frozen=True, kw_only=True)
class Done:
    """What was done about one referral and still stands, each in the order it happened."""

    triages: tuple[Triage, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    offers: tuple[Offer, ...] = ()
    responses: tuple[Response, ...] = ()
    says: tuple[ParentsSay, ...] = ()

    @property
    def triage(self) -> Triage | None:
        """The rating that holds."""
        return self.triages[-1] if self.triages else None

    @property
    def allocation(self) -> Allocation | None:
        """Who has it; None where nobody ever had, or it was put back."""
        last = self.allocations[-1] if self.allocations else None
        return last if last is not None and last.worker_id is not None else None

    @property
    def response(self) -> Response | None:
        """The last answer."""
        return self.responses[-1] if self.responses else None


NOTHING_DONE: Final = Done()


def visible_to(actor: Actor, *, at: datetime | None = None) -> QuerySet[Referral]:
    """The referrals after absences that the actor may open."""
    seen = episodes.visible_to(actor, at=at)
    return Referral.objects.filter(episode__in=seen.values("pk"))


def look(actor: Actor, reference: str, *, page: str, at: datetime | None = None) -> Look:
    """One referral, by its own reference or that of the absence, if the actor may know of it; the
    look is recorded with its basis."""
    moment = at or clock.now()
    either = Q(reference=reference) | Q(episode__reference=reference)
    found = visible_to(actor, at=moment).select_related(*WITH).filter(either).first()
    if found is None:
        raise NotFound("referral", reference)
    sight = sight_of(actor, found.child, at=moment)
    sight.requires(Part.RETURN).require()
    looks.look(actor, found.episode.reference, page=page, basis=sight.basis, at=moment)
    return Look(referral=found, sight=sight)


def of_episode(actor: Actor, episode: Episode) -> Referral | None:
    """The referral after an absence that the actor was given, if there is one."""
    found = Referral.objects.filter(episode=episode).select_related("provider").first()
    if found is not None:
        found.episode, found.child = episode, episode.child
    return found


def of_child(actor: Actor, child: Child, *, at: datetime | None = None) -> tuple[Referral, ...]:
    """Every referral of the child that the actor may see, the latest first."""
    rows = visible_to(actor, at=at).filter(child=child).select_related("provider", "episode")
    return tuple(rows.order_by("-received_at", "-pk"))


def without_interview(actor: Actor, referral: Referral) -> tuple[Episode, ...]:
    """The child's other absences after which no interview was held, the latest first, of a referral
    that the actor was given. What was brought in from other records seldom says."""
    held = Entry.objects.filter(
        episode=OuterRef("pk"),
        fact="return_interview.held",
        withdrawn=False,
        corrected_by__isnull=True,
    )
    others = Episode.objects.filter(child=referral.child_id, is_history=False)
    rows = others.exclude(pk=referral.episode_id).exclude(Exists(held))
    return tuple(rows.filter(ended_at__isnull=False).order_by("-reported_at", "-pk")[:20])


def workers(actor: Actor, provider: Agency, on: date) -> tuple[User, ...]:
    """Who carries out interviews for a provider on a day, by name."""
    able = [role for role, allowed in PERMISSIONS.items() if Permission.INTERVIEW_RECORD in allowed]
    posts = Membership.objects.filter(held(on), agency=provider, role__in=able)
    rows = User.objects.filter(pk__in=posts.values("user"), is_active=True)
    return tuple(rows.order_by("name", "pk"))


def capacity(actor: Actor, provider: Agency) -> int | None:
    """How many interviews the provider holds in a week; None where it never said."""
    rows = Capacity.objects.filter(provider=provider).order_by("-at", "-pk")
    return rows.values_list("interviews_a_week", flat=True).first()


def done(actor: Actor, referral: Referral) -> Done:
    """What was done about a referral that the actor was given."""
    return done_each(actor, [referral.pk]).get(referral.pk, NOTHING_DONE)


def done_each(actor: Actor, referral_ids: Collection[int]) -> Mapping[int, Done]:
    """The same of several, in a fixed number of queries."""
    these = list(referral_ids)
    found: dict[str, list[Any]] = {
        "triages": list(Triage.objects.filter(referral__in=these)),
        "attempts": list(Attempt.objects.filter(referral__in=these)),
        "offers": list(Offer.objects.filter(referral__in=these)),
        "responses": list(Response.objects.filter(referral__in=these)),
        "says": list(ParentsSay.objects.filter(referral__in=these)),
    }
    given = Allocation.objects.filter(referral__in=these).select_related("worker")
    standing = _standing(these, [row.entry_key for rows in found.values() for row in rows])
    kept: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for name, rows in found.items():
        for row in rows:
            if row.entry_key in standing:
                row.at = standing[row.entry_key]
                kept[row.referral_id][name].append(row)
    for allocation in given:
        kept[allocation.referral_id]["allocations"].append(allocation)
    return {pk: _done(each) for pk, each in kept.items()}


def _done(each: Mapping[str, list[Any]]) -> Done:
    in_order = {name: sorted(rows, key=lambda row: (row.at, row.pk)) for name, rows in each.items()}
    return Done(**{name: tuple(rows) for name, rows in in_order.items()})


def _standing(referral_ids: Collection[int], keys: Iterable[str]) -> dict[str, datetime]:
    """When what these entries say happened, as it stands now; those withdrawn are left out."""
    wanted = list(keys)
    if not wanted:
        return {}
    rows = Entry.objects.filter(episode__referral__in=referral_ids, key__in=wanted)
    rows = rows.order_by("pk")
    latest = {key: (at, gone) for key, at, gone in rows.values_list("key", "at", "withdrawn")}
    return {key: at for key, (at, gone) in latest.items() if not gone}
