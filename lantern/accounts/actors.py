"""From a signed-in person to the actor they are in one agency."""

from datetime import date

from lantern.access.actor import Actor
from lantern.accounts.models import Membership, User
from lantern.accounts.policies import held
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.role import Role


def actor_of(user: User, *, on: date, agency_id: int | None = None) -> Actor | None:
    """The person in the agency asked for, or in their first; None if they hold no role that day."""
    posts = list(
        Membership.objects.filter(held(on), user=user)
        .select_related("agency")
        .order_by("agency_id", "id")
    )
    wanted = [one for one in posts if agency_id in (None, one.agency_id)]
    if not wanted:
        return None
    agency = wanted[0].agency
    here = [one for one in posts if one.agency_id == agency.pk]
    return Actor(
        id=user.reference,
        name=user.name,
        user_id=user.pk,
        agency_id=agency.pk,
        agency_slug=agency.slug,
        agency_name=agency.name,
        agency_kind=AgencyKind(agency.kind),
        roles=frozenset(Role(one.role) for one in here),
        team_ids=frozenset(one.team_id for one in here if one.team_id is not None),
    )


def actor_alone(user: User) -> Actor:
    """The person in no agency: they keep their own password and see nothing."""
    return Actor(id=user.reference, name=user.name, user_id=user.pk)
