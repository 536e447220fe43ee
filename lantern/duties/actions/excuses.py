"""Excuse a duty, with a reason. The excuse is a fact: the ledger is rebuilt with it."""

from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.audit.record import announce
from lantern.core.errors import Invalid
from lantern.duties import policies
from lantern.duties.events import DutyExcused
from lantern.duties.models import Duty, Excuse

LONGEST = 2000


@transaction.atomic
def excuse(duty: Duty, *, by: Actor, at: datetime, reason: str) -> None:
    """The duty need not be done, for this reason, by somebody whom its rule lets say so."""
    rules = policies.rules_of(duty)
    policies.can_excuse(by, duty, rules, at).require()
    words = reason.strip()
    if not words:
        raise Invalid({"reason": "Say why this duty need not be done."})
    if len(words) > LONGEST:
        raise Invalid({"reason": f"Give the reason in {LONGEST:,} characters or fewer."})
    role = min(policies.excusing_roles(rules) & by.roles)
    Excuse.objects.create(
        subject=duty.subject,
        rule=duty.rule,
        cause=duty.cause,
        at=at,
        recorded_at=at,
        reason=words,
        by_id=by.user_id or 0,
        by_role=role,
    )
    announce(
        DutyExcused(
            about=duty.subject, by=by.id, at=at, rule=duty.rule, cause=duty.cause, role=role
        )
    )
