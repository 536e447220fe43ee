"""Roles are granted and end. A role that has ended stays in the record."""

from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.accounts.details import Post
from lantern.accounts.events import RoleEnded, RoleGranted
from lantern.accounts.models import Membership, User
from lantern.accounts.policies import can_grant, held
from lantern.agencies.policies import can_administer
from lantern.audit.record import announce
from lantern.core.decision import allowed_if
from lantern.core.errors import Conflict
from lantern.core.instants import day_in_london


@transaction.atomic
def grant(user: User, post: Post, *, by: Actor, at: datetime) -> Membership:
    """Let somebody act in a role of an agency, from today. Granting it twice changes nothing."""
    on = day_in_london(at)
    can_grant(by, user, post, on=on).require()
    same = Membership.objects.filter(
        held(on), user=user, agency=post.agency, role=post.role, team=post.team
    ).first()
    if same is not None:
        return same
    membership = Membership.objects.create(
        user=user, agency=post.agency, role=post.role, team=post.team, from_on=on
    )
    announce(
        RoleGranted(
            about=user.reference,
            by=by.id,
            at=at,
            agency=post.agency.slug,
            role=post.role.value,
            team_id=None if post.team is None else post.team.pk,
        )
    )
    return membership


@transaction.atomic
def end(membership: Membership, *, by: Actor, at: datetime) -> None:
    """Take a role away, as from today."""
    can_administer(by, membership.agency).require()
    allowed_if(
        by.user_id != membership.user_id, "You cannot end your own role. Ask another administrator."
    ).require()
    ended = Membership.objects.filter(pk=membership.pk, until_on__isnull=True)
    if not ended.update(until_on=day_in_london(at)):
        raise Conflict("This role has ended already.", theirs={}, yours={})
    membership.refresh_from_db()
    announce(
        RoleEnded(
            about=membership.user.reference,
            by=by.id,
            at=at,
            agency=membership.agency.slug,
            role=membership.role,
        )
    )
