"""Who has an account, and which roles they hold where."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.accounts import policies
from lantern.accounts.models import Membership, User
from lantern.accounts.policies import held
from lantern.agencies.models import Agency
from lantern.agencies.queries import administered
from lantern.core.decision import Decision
from lantern.core.errors import NotFound


@dataclass(frozen=True, kw_only=True)
class Choice:
    """An agency that somebody can act for, with their roles there."""

    agency: Agency
    roles: tuple[str, ...]


def kept_by(actor: Actor, wanted: str = "") -> QuerySet[User]:
    """The accounts that this administrator keeps: all who have or had a role in their agencies.

    `wanted` is part of a name or of an email address.
    """
    actor.holds(Permission.ACCOUNT_MANAGE).require()
    theirs = Membership.objects.filter(agency__in=administered(actor)).values("user_id")
    found = User.objects.filter(pk__in=theirs).order_by("name", "pk")
    return found.filter(Q(name__icontains=wanted) | Q(email__icontains=wanted)) if wanted else found


def can_be_kept(actor: Actor, user: User, *, on: date) -> Decision:
    """Whether this administrator may close the account or make a link to it, and if not why."""
    return policies.can_keep(actor, user, on=on)


def get_kept(actor: Actor, reference: str) -> User:
    """One account that this administrator keeps."""
    found: User | None = kept_by(actor).filter(reference=reference).first()
    if found is None:
        raise NotFound("account", reference)
    return found


def posts(actor: Actor, users: Iterable[User], *, on: date) -> QuerySet[Membership]:
    """The roles that these people hold on a day, by agency."""
    return (
        Membership.objects.filter(held(on), user__in=list(users))
        .select_related("agency", "team", "user")
        .order_by("agency__name", "role", "pk")
    )


def get_post(actor: Actor, user: User, membership_id: int) -> Membership:
    """One role of somebody whose account this administrator keeps."""
    found = Membership.objects.select_related("agency", "user").filter(
        pk=membership_id, user=get_kept(actor, user.reference)
    )
    membership = found.first()
    if membership is None:
        raise NotFound("role", str(membership_id))
    return membership


def choices(actor: Actor, *, on: date) -> tuple[Choice, ...]:
    """The agencies that the person can act for on a day."""
    mine = list(
        Membership.objects.filter(held(on), user=myself(actor))
        .select_related("agency")
        .order_by("agency__name", "role")
    )
    agencies = {one.agency_id: one.agency for one in mine}
    return tuple(
        Choice(agency=agency, roles=tuple(one.role for one in mine if one.agency_id == agency.pk))
        for agency in agencies.values()
    )


def myself(actor: Actor) -> User:
    """The account of the person who asks."""
    found: User | None = User.objects.filter(reference=actor.id).first()
    if found is None:
        raise NotFound("account", actor.id)
    return found


def names(references: Iterable[str]) -> dict[str, str]:
    """The names of staff by their references, for the activity page."""
    return dict(User.objects.filter(reference__in=set(references)).values_list("reference", "name"))


def cast(*, on: date) -> QuerySet[Membership]:
    """In the demonstration, everybody and the role they play, by agency. Elsewhere nobody."""
    if not settings.LANTERN_DEMO:
        return Membership.objects.none()
    return (
        Membership.objects.filter(held(on), user__is_active=True)
        .select_related("agency", "user")
        .order_by("agency__pk", "pk")
    )


def one_of_the_cast(reference: str) -> User:
    """Somebody whose part a visitor to the demonstration may take."""
    found: User | None = None
    if settings.LANTERN_DEMO:
        found = User.objects.filter(reference=reference, is_active=True).first()
    if found is None:
        raise NotFound("person", reference)
    return found


def by_email(actor: Actor, email: str) -> User:
    """The account with this address, for a command given on the machine itself."""
    found: User | None = User.objects.filter(email__iexact=email.strip()).first()
    if found is None or not actor.is_system:
        raise NotFound("account", "with that address")
    return found
