"""Signing in is a deed on the record, and so is signing out everywhere."""

from datetime import datetime

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F

from lantern.access.actor import Actor
from lantern.accounts.events import SignedIn, SignedInAsCast, SignedOutEverywhere
from lantern.accounts.models import User
from lantern.accounts.policies import can_keep
from lantern.audit.record import announce
from lantern.core.decision import allowed_if
from lantern.core.instants import day_in_london


@transaction.atomic
def sign_in(user: User, *, by: Actor, at: datetime) -> None:
    """Record that somebody has shown who they are."""
    allowed_if(by.user_id == user.pk, "Nobody signs in as somebody else.").require()
    announce(SignedIn(about=user.reference, by=by.id, at=at))


@transaction.atomic
def sign_in_as_cast(user: User, *, by: Actor, at: datetime) -> None:
    """Record that a visitor to the demonstration takes an invented person's part."""
    allowed_if(settings.LANTERN_DEMO, "Only the demonstration lets you choose who to be.").require()
    announce(SignedInAsCast(about=user.reference, by=by.id, at=at))


@transaction.atomic
def sign_out_everywhere(user: User, *, by: Actor, at: datetime) -> None:
    """End every session of one's own, or of somebody whose account one keeps."""
    if by.user_id != user.pk:
        can_keep(by, user, on=day_in_london(at)).require()
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db()
    announce(SignedOutEverywhere(about=user.reference, by=by.id, at=at))


def forget_ended(*, by: Actor, at: datetime) -> int:
    """Throw away what the server kept of sessions that have ended; how many there were."""
    allowed_if(by.is_system, "Only the worker throws sessions away.").require()
    gone, _ = Session.objects.filter(expire_date__lt=at).delete()
    return gone
