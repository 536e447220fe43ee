"""Who has which referral, and how many interviews a provider holds in a week."""

from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor, system_actor
from lantern.accounts.models import User
from lantern.agencies.models import Agency
from lantern.audit.record import announce
from lantern.core.errors import Invalid
from lantern.episodes.actions import notices
from lantern.people.actions import assignments
from lantern.referrals import policies
from lantern.referrals.actions.steps import author, hold
from lantern.referrals.events import CapacitySet, ReferralAllocated
from lantern.referrals.models import Allocation, Capacity, Referral
from lantern.vocabulary.role import Role

_SYSTEM = system_actor("referrals")


@transaction.atomic
def allocate(
    referral: Referral,
    worker: User | None,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> Allocation:
    """This worker has the referral; nobody, where it is put back into the queue with a reason.

    What is owed for the child then stands among the worker's own duties. The first worker to have
    it has, for the provider, been told of the return (CK-141).
    """
    hold(referral, by=by, now=at)
    last = Allocation.objects.filter(referral=referral).order_by("at", "pk").last()
    _check(referral, last, worker, reason)
    allocation = Allocation.objects.create(
        referral=referral, worker=worker, reason=reason.strip(), at=at, **author(by, at)
    )
    _name(referral, last, worker, at)
    if last is None and worker is not None:
        notices.record_taken(
            referral.episode.reference,
            by=by,
            role=Role.RETURN_INTERVIEW_PROVIDER,
            at=at,
            after_return=True,
        )
    announce(
        ReferralAllocated(
            about=referral.episode.reference,
            by=by.id,
            at=at,
            referral=referral.reference,
            worker=worker.reference if worker else "",
        )
    )
    return allocation


def _check(referral: Referral, last: Allocation | None, worker: User | None, reason: str) -> None:
    has_it = last.worker_id if last is not None else None
    if worker is None:
        if has_it is None:
            raise Invalid({"worker": "Nobody has this referral, so it cannot be put back."})
        if not reason.strip():
            raise Invalid({"reason": "Say why it is put back."})
        return
    if worker.pk == has_it:
        raise Invalid({"worker": f"{worker.name} has this referral already."})
    works_there = worker.is_active and worker.memberships.filter(agency=referral.provider_id)
    if not works_there or not works_there.exists():
        raise Invalid({"worker": f"Choose somebody who works for {referral.provider.name}."})


def _name(referral: Referral, last: Allocation | None, worker: User | None, at: datetime) -> None:
    """Name the worker for the child, so that what is owed is theirs by name."""
    role = Role.RETURN_INTERVIEW_PROVIDER
    if worker is not None:
        assignments.assign(
            referral.child, role=role, by=_SYSTEM, at=at, agency=referral.provider, user=worker
        )
    elif last is not None:
        assignments.end(referral.child, role=role, by=_SYSTEM, at=at)


@transaction.atomic
def set_capacity(provider: Agency, interviews_a_week: int, *, by: Actor, at: datetime) -> Capacity:
    """How many interviews the provider's workers hold in a week between them, from now on."""
    policies.can_set_capacity(by, provider.pk).require()
    if not 0 <= interviews_a_week <= 1000:
        raise Invalid({"interviews_a_week": "Enter a number from 0 to 1,000."})
    capacity = Capacity.objects.create(
        provider=provider, interviews_a_week=interviews_a_week, at=at, **author(by, at)
    )
    announce(CapacitySet(about=provider.slug, by=by.id, at=at, interviews_a_week=interviews_a_week))
    return capacity
