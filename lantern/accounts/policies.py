"""Who may keep whose account."""

from datetime import date

from django.db.models import Q

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.access.roles import PERMISSIONS
from lantern.accounts.details import ROLES, Post
from lantern.accounts.models import Membership, User
from lantern.agencies.policies import can_administer
from lantern.core.decision import ALLOWED, Decision, allowed_if, first_refusal
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.role import Role


def held(on: date) -> Q:
    """The memberships in force on a day."""
    return Q(from_on__lte=on) & (Q(until_on__isnull=True) | Q(until_on__gt=on))


def can_keep(actor: Actor, user: User, *, on: date) -> Decision:
    """Whether the actor may close an account or issue a link to it.

    Whoever does so can reach all that the person sees, so every agency in which the person works
    must be theirs to keep.
    """
    posts = Membership.objects.filter(held(on), user=user).select_related("agency")
    return first_refusal(
        actor.holds(Permission.ACCOUNT_MANAGE),
        allowed_if(
            actor.user_id != user.pk, "Ask another administrator to change your own account."
        ),
        *(can_administer(actor, one.agency) for one in posts),
    )


def can_grant(actor: Actor, user: User, post: Post, *, on: date) -> Decision:
    """Whether the actor may give this person this role."""
    return first_refusal(
        can_administer(actor, post.agency),
        allowed_if(
            actor.user_id != user.pk, "You cannot give yourself a role. Ask another administrator."
        ),
        allowed_if(user.is_active, f"{user.name}’s account is closed. Open it again first."),
        _suits(post),
        _keeps_apart(user, post, on),
    )


def _suits(post: Post) -> Decision:
    kind = AgencyKind(post.agency.kind)
    return first_refusal(
        allowed_if(
            post.role in ROLES[kind],
            f"Nobody in a {kind.label} can be a {post.role.label}. Choose another role.",
        ),
        allowed_if(
            post.team is None or post.team.agency_id == post.agency.pk,
            f"Choose a team of {post.agency.name}.",
        ),
    )


def _keeps_apart(user: User, post: Post, on: date) -> Decision:
    """Whoever keeps an agency's accounts sees no child's record there, and the other way round."""
    here = Membership.objects.filter(held(on), user=user, agency=post.agency)
    roles = {Role(one.role) for one in here} | {post.role}
    if Role.ADMINISTRATOR not in roles:
        return ALLOWED
    sees = any(Permission.CHILD_SEE in PERMISSIONS[role] for role in roles)
    return allowed_if(
        not sees,
        "An administrator sees no child’s record, so one account cannot hold both roles in "
        f"{post.agency.name}. Add a second account with another email address.",
    )
