"""Drafts, reviews and adopted versions, as far as somebody may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.access.roles import PERMISSIONS
from lantern.accounts.models import Membership
from lantern.accounts.policies import held
from lantern.agencies.models import Agency
from lantern.agreements import library, policies
from lantern.agreements.models import (
    AcceptanceStory,
    Adoption,
    Change,
    Draft,
    LedgerRound,
    PeriodicReview,
    Review,
)
from lantern.core.errors import NotFound
from lantern.core.instants import day_in_london
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.agreement import DraftState
from lantern.vocabulary.role import Role

REVIEWING = tuple(role for role in Role if Permission.PROTOCOL_REVIEW in PERMISSIONS[role])
"""The roles whose holders may be asked to review a draft."""


@dataclass(frozen=True, kw_only=True)
class Askable:
    """Somebody who may be asked to review a draft."""

    user_id: int
    reference: str
    name: str
    agency_id: int
    agency: str
    roles: tuple[str, ...]


def authorities(actor: Actor) -> QuerySet[Agency]:
    """The authorities for which the actor acts, by name."""
    return Agency.objects.filter(policies.authorities_of(actor)).order_by("name")


def drafts(actor: Actor) -> QuerySet[Draft]:
    """The drafts that the actor may see, those still open first, then the latest."""
    seen = Q(reviews__reviewer=actor.user_id or 0)
    if policies.works_on(actor):
        seen |= Q(agency__in=authorities(actor))
    found = Draft.objects.filter(pk__in=Draft.objects.filter(seen).values("pk"))
    return found.select_related("agency", "drawn_up_by").order_by("-changed_at", "-pk")


def get(actor: Actor, reference: str) -> Draft:
    """One draft, to whoever may see it."""
    found = Draft.objects.select_related("agency", "drawn_up_by").filter(reference=reference)
    draft = found.first()
    if draft is None or not policies.can_see(actor, draft):
        raise NotFound("draft", reference)
    return draft


def changes(draft: Draft) -> QuerySet[Change]:
    """How a draft came to be as it is, the latest change first. The texts are not read."""
    return draft.changes.select_related("by").defer("text_after").order_by("-revision")


def reviews(draft: Draft) -> QuerySet[Review]:
    """Who was asked about a draft and what they said, the latest revision first."""
    return draft.reviews.select_related("reviewer", "agency", "asked_by").order_by(
        "-of_revision", "reviewer__name", "pk"
    )


def my_review(actor: Actor, draft: Draft) -> Review | None:
    """What the actor was last asked about a draft, if anything."""
    return (
        draft.reviews.filter(reviewer_id=actor.user_id or 0)
        .select_related("reviewer", "agency", "asked_by")
        .order_by("-of_revision")
        .first()
    )


def reviewed_by(actor: Actor) -> frozenset[int]:
    """The keys of the drafts that the actor was ever asked to review."""
    asked = Review.objects.filter(reviewer_id=actor.user_id or 0)
    return frozenset(asked.values_list("draft_id", flat=True))


def waiting_for(actor: Actor) -> QuerySet[Review]:
    """The reviews that the actor has been asked for and has not answered."""
    return (
        Review.objects.filter(
            reviewer_id=actor.user_id or 0,
            answered_at=None,
            draft__state=DraftState.IN_REVIEW,
        )
        .select_related("draft", "draft__agency")
        .order_by("asked_at")
    )


def askable(actor: Actor, draft: Draft, at: datetime) -> tuple[Askable, ...]:
    """Who may be asked to review a draft: those whose role allows it, in the agencies that the
    protocol concerns; never who wrote some of it."""
    policies.can_ask(actor, draft).require()
    wrote = draft.changes.values("by")
    rows = (
        Membership.objects.filter(
            held(day_in_london(at)),
            user__is_active=True,
            role__in=REVIEWING,
            agency__in=concerned(draft),
        )
        .exclude(user__in=wrote)
        .order_by("user__name", "user_id", "agency__name", "pk")
        .values_list(
            "user_id", "user__reference", "user__name", "agency_id", "agency__name", "role"
        )
    )
    roles: dict[tuple[int, str, str, int, str], list[str]] = {}
    for user_id, reference, name, agency_id, agency, role in rows:
        key = user_id, reference, name, agency_id, agency
        roles.setdefault(key, []).append(Role(role).label)
    return tuple(
        Askable(
            user_id=user_id,
            reference=reference,
            name=name,
            agency_id=agency_id,
            agency=agency,
            roles=tuple(some),
        )
        for (user_id, reference, name, agency_id, agency), some in roles.items()
    )


def concerned(draft: Draft) -> QuerySet[Agency]:
    """The agencies that a protocol concerns: every authority that works to it, what is in their
    areas, their forces, and the bodies that are in nobody's area."""
    sharing = Agency.objects.filter(
        Q(pk=draft.agency_id) | Q(rulebook=draft.rulebook), kind=AgencyKind.LOCAL_AUTHORITY
    )
    return Agency.objects.filter(
        Q(pk__in=sharing.values("pk"))
        | Q(pk__in=sharing.values("within"))
        | Q(within__in=sharing.values("pk"))
        | Q(within=None) & ~Q(kind__in=(AgencyKind.LOCAL_AUTHORITY, AgencyKind.POLICE_FORCE))
    )


def sharing(draft: Draft) -> QuerySet[Agency]:
    """The other authorities that work to the same rulebook, by name."""
    return (
        Agency.objects.filter(rulebook=draft.rulebook, kind=AgencyKind.LOCAL_AUTHORITY)
        .exclude(pk=draft.agency_id)
        .order_by("name")
    )


def adopted(actor: Actor, rulebooks: Iterable[str]) -> QuerySet[Adoption]:
    """The adopted versions of these rulebooks, the latest day first. The texts are not read."""
    actor.holds(Permission.PROTOCOL_SEE).require()
    return (
        Adoption.objects.filter(rulebook__in=list(rulebooks))
        .select_related("draft", "agency", "adopted_by")
        .defer("text", "draft__text", "draft__base_text")
        .prefetch_related("periodic_reviews")
        .order_by("-starts_on", "-pk")
    )


def adoption_of(draft: Draft) -> Adoption | None:
    """The adoption of a draft, if it was adopted. The text is not read: it is the draft's."""
    found = Adoption.objects.filter(draft=draft).select_related("agency", "adopted_by")
    adoption = found.defer("text").prefetch_related("periodic_reviews__by").first()
    if adoption is not None:
        adoption.draft = draft
    return adoption


def rulebooks(actor: Actor) -> tuple[str, ...]:
    """The rulebooks of the authorities whose protocol the actor works to."""
    own = Agency.objects.filter(pk=actor.agency_id or 0)
    theirs = Agency.objects.filter(
        policies.authorities_of(actor)
        | Q(pk__in=own.values("within"))
        | Q(within__in=own.filter(kind=AgencyKind.POLICE_FORCE).values("pk")),
        kind=AgencyKind.LOCAL_AUTHORITY,
    )
    return tuple(sorted(set(theirs.exclude(rulebook="").values_list("rulebook", flat=True))))


def stories(draft: Draft) -> QuerySet[AcceptanceStory]:
    """The acceptance set of a draft: the stories of every authority that works to its rulebook."""
    return AcceptanceStory.objects.filter(rulebook=draft.rulebook, withdrawn_at=None).order_by(
        "title", "pk"
    )


def rounds_to_do(actor: Actor, at: datetime) -> QuerySet[LedgerRound]:
    """The rounds of the ledger whose time has come and that are not done. For the system alone."""
    if not actor.is_system:
        return LedgerRound.objects.none()
    return (
        LedgerRound.objects.filter(done_at=None, begins_at__lte=at)
        .select_related("adoption__agency")
        .defer("adoption__text")
        .order_by("begins_at", "pk")
    )


@dataclass(frozen=True, kw_only=True)
class ReviewDue:
    """An adopted version in force, and by when it must be looked at again."""

    adoption: Adoption
    review_on: date
    is_due: bool


def reviews_due(actor: Actor, rulebooks: Iterable[str], at: datetime) -> tuple[ReviewDue, ...]:
    """Of each of these rulebooks the version in force, where it was adopted, with its day of
    review."""
    today = day_in_london(at)
    names = {
        library.name_of(one): one
        for one in reversed(adopted(actor, rulebooks).filter(starts_on__lte=today))
    }
    books = [library.in_force(one, today) for one in dict.fromkeys(rulebooks)]
    in_force = [names[str(one.place.file)] for one in books if one and str(one.place.file) in names]
    return tuple(
        ReviewDue(adoption=one, review_on=day, is_due=day <= today)
        for one in in_force
        for day in [next_review(one)]
    )


def next_review(adoption: Adoption) -> date:
    """By when an adopted version must be looked at again, after every time that it was."""
    again: list[PeriodicReview] = sorted(adoption.periodic_reviews.all(), key=lambda one: one.pk)
    return again[-1].review_on if again else adoption.review_on
