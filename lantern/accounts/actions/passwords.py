"""Passwords are set by the person alone; an administrator can only make a link for it."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from lantern.access.actor import Actor
from lantern.accounts import links
from lantern.accounts.actors import actor_alone
from lantern.accounts.events import PasswordLinkIssued, PasswordSet
from lantern.accounts.models import User
from lantern.accounts.passwords import require_strong
from lantern.accounts.policies import can_keep
from lantern.audit.record import announce
from lantern.core.decision import allowed_if
from lantern.core.errors import Invalid, NotFound
from lantern.core.instants import day_in_london


@transaction.atomic
def issue_link(user: User, *, by: Actor, at: datetime) -> str:
    """Make the secret part of a one-time link. Earlier links die, and the person is signed out."""
    can_keep(by, user, on=day_in_london(at)).require()
    allowed_if(user.is_active, f"{user.name}’s account is closed. Open it again first.").require()
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db()
    announce(PasswordLinkIssued(about=user.reference, by=by.id, at=at))
    return links.make(user)


@transaction.atomic
def change(user: User, *, by: Actor, at: datetime, present: str, new: str) -> None:
    """Set one's own password, knowing the present one. Every other session ends."""
    allowed_if(by.user_id == user.pk, "Only the person can change their own password.").require()
    if not user.check_password(present):
        raise Invalid({"present_password": "Enter your present password: this is not it"})
    _set(user, new, by, at)


@transaction.atomic
def set_by_link(reference: str, token: str, *, at: datetime, new: str) -> User:
    """Set the password of whoever the link is for. NotFound when the link has died."""
    user: User | None = User.objects.select_for_update().filter(reference=reference).first()
    if user is None or not links.is_good(user, token):
        raise NotFound("link", reference)
    _set(user, new, actor_alone(user), at)
    return user


def _set(user: User, new: str, by: Actor, at: datetime) -> None:
    require_strong(user, new)
    user.set_password(new)
    user.save(update_fields=["password"])
    announce(PasswordSet(about=user.reference, by=by.id, at=at))
