"""Staff join, leave and come back. An account is never deleted: it says who recorded what."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import F

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.accounts.actions import memberships
from lantern.accounts.details import Post, StaffDetails
from lantern.accounts.events import StaffAdded, StaffDeactivated, StaffReactivated
from lantern.accounts.models import User
from lantern.accounts.policies import can_keep
from lantern.audit.record import announce
from lantern.core.errors import Invalid
from lantern.core.instants import day_in_london


@transaction.atomic
def add(details: StaffDetails, *, by: Actor, at: datetime) -> User:
    """Give somebody an account, with no password and no role as yet."""
    by.holds(Permission.ACCOUNT_MANAGE).require()
    _check(details)
    user = _insert(details)
    announce(StaffAdded(about=user.reference, by=by.id, at=at))
    return user


@transaction.atomic
def invite(details: StaffDetails, post: Post, *, by: Actor, at: datetime) -> User:
    """Give somebody an account and their first role together."""
    user = add(details, by=by, at=at)
    memberships.grant(user, post, by=by, at=at)
    return user


@transaction.atomic
def deactivate(user: User, *, by: Actor, at: datetime) -> None:
    """Close an account at once, on every device."""
    can_keep(by, user, on=day_in_london(at)).require()
    User.objects.filter(pk=user.pk).update(is_active=False, session_epoch=F("session_epoch") + 1)
    user.refresh_from_db()
    announce(StaffDeactivated(about=user.reference, by=by.id, at=at))


@transaction.atomic
def reactivate(user: User, *, by: Actor, at: datetime) -> None:
    """Open a closed account again, with the roles that have not ended."""
    can_keep(by, user, on=day_in_london(at)).require()
    User.objects.filter(pk=user.pk).update(is_active=True)
    user.refresh_from_db()
    announce(StaffReactivated(about=user.reference, by=by.id, at=at))


def _check(details: StaffDetails) -> None:
    messages = {}
    if not details.name.strip():
        messages["name"] = "Enter the person’s name"
    try:
        validate_email(details.email.strip())
    except ValidationError:
        messages["email"] = "Enter an email address in the correct format, like name@example.org"
    if messages:
        raise Invalid(messages)


def _insert(details: StaffDetails) -> User:
    user = User(
        email=details.email.strip().lower(),
        name=details.name.strip(),
        telephone=details.telephone.strip(),
    )
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as fault:
        raise Invalid({"email": "Somebody has an account with this email address"}) from fault
    return user
