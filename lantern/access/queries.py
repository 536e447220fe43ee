"""Which records are open in an emergency, to whom, and which openings wait for a review."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet

from lantern.access.actor import Actor
from lantern.access.models import EmergencyAccess
from lantern.access.permissions import Permission
from lantern.access.sharing import EMERGENCY
from lantern.audit.models import AccessEvent, AuditEvent
from lantern.core.errors import NotFound

PAGE_SIZE: Final = 50


def open_to(actor: Actor, at: datetime) -> QuerySet[EmergencyAccess]:
    """The emergency accesses through which this actor sees records now.

    Somebody with several agencies sees through it only while acting for the one they opened it in.
    """
    return EmergencyAccess.objects.filter(
        by=actor.id, agency=actor.agency_slug, opened_at__lte=at, ends_at__gt=at
    )


def overseen_by(actor: Actor) -> QuerySet[EmergencyAccess]:
    """Those that this actor may review: all, for an auditor; a manager's own authority's."""
    everything = EmergencyAccess.objects.order_by("reviewed_at", "-opened_at")
    if actor.holds(Permission.AUDIT_SEE):
        return everything
    actor.holds(Permission.EMERGENCY_REVIEW).require()
    return everything.filter(authority=actor.agency_slug)


def get(actor: Actor, reference: str) -> EmergencyAccess:
    """One emergency access, to whoever may review it and to whoever opened it."""
    found = EmergencyAccess.objects.filter(reference=reference).first()
    if found is not None and found.by == actor.id:
        return found
    if found is None or not overseen_by(actor).filter(pk=found.pk).exists():
        raise NotFound("emergency access", reference)
    return found


def to_review(actor: Actor) -> int:
    """How many emergency accesses wait for this actor's review."""
    return overseen_by(actor).filter(reviewed_at=None).exclude(by=actor.id).count()


def get_overseen(actor: Actor, reference: str) -> EmergencyAccess:
    """One emergency access, to whoever may review it."""
    found = overseen_by(actor).filter(reference=reference).first()
    if found is None:
        raise NotFound("emergency access", reference)
    return found


def activity(
    actor: Actor, *, about: str = "", by: str = "", before: int = 0
) -> tuple[AuditEvent, ...]:
    """What was done, newest first: to one record, by one person, or all of it; a page at a time."""
    actor.holds(Permission.AUDIT_SEE).require()
    found = AuditEvent.objects.order_by("-pk")
    return tuple(_narrowed(found, about=about, by=by, before=before)[: PAGE_SIZE + 1])


def looks_everywhere(
    actor: Actor, *, about: str = "", by: str = "", before: int = 0
) -> tuple[AccessEvent, ...]:
    """What was looked at, newest first, as `activity`."""
    actor.holds(Permission.AUDIT_SEE).require()
    found = AccessEvent.objects.order_by("-pk")
    return tuple(_narrowed(found, about=about, by=by, before=before)[: PAGE_SIZE + 1])


def looks_at(actor: Actor, abouts: Collection[str], *, before: int = 0) -> tuple[AccessEvent, ...]:
    """Who looked at these records, newest first. Whose records they are, the caller has asked."""
    actor.holds(Permission.LOOKS_SEE).require()
    found = AccessEvent.objects.filter(about__in=list(abouts)).order_by("-at", "-pk")
    return tuple((found.filter(pk__lt=before) if before else found)[: PAGE_SIZE + 1])


def looks_under(actor: Actor, emergency: EmergencyAccess) -> tuple[AccessEvent, ...]:
    """What whoever opened a record in an emergency looked at while it was open, in order."""
    overseen_by(actor)
    found = AccessEvent.objects.filter(
        by=emergency.by, at__gte=emergency.opened_at, at__lte=emergency.ends_at
    )
    return tuple(found.filter(basis=EMERGENCY).order_by("at", "pk")[:PAGE_SIZE])


def _narrowed(found: QuerySet[Any], *, about: str, by: str, before: int) -> QuerySet[Any]:
    if about:
        found = found.filter(about=about)
    if by:
        found = found.filter(by=by)
    return found.filter(pk__lt=before) if before else found
