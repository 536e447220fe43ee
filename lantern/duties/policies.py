"""Who may excuse a duty: whom its rule names, while it is owed."""

from datetime import datetime
from functools import lru_cache

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.agreements.library import library
from lantern.core.decision import Decision, allowed_if, first_refusal
from lantern.core.instants import to_microseconds
from lantern.duties.models import Duty
from lantern.protocol.layers import Library, UnknownRulebook
from lantern.protocol.rulebook import Rule
from lantern.vocabulary.role import Role


def rule_of(duty: Duty, rulebook: str) -> Rule | None:
    """The rule as it stood when the duty arose, or None where the protocol has it no more."""
    return _rule(library(), rulebook, duty.rule, to_microseconds(duty.arose_at))


@lru_cache(maxsize=4096)
def _rule(shelf: Library, rulebook: str, rule: str, arose: int) -> Rule | None:
    try:
        versions = shelf.protocol(rulebook).versions
    except UnknownRulebook:
        return None
    return next(
        (one.rule for one in versions if one.rule.id == rule and one.begins <= arose < one.ends),
        None,
    )


def excusing_roles(rule: Rule | None) -> frozenset[Role]:
    """The roles by which the rule lets the duty be excused."""
    if rule is None:
        return frozenset()
    return frozenset(Role(name) for one in rule.excused_by for name in one.roles)


def can_excuse(actor: Actor, duty: Duty, rule: Rule | None, at: datetime) -> Decision:
    """In a role that the rule names, of the agency that owes it or answers for the child."""
    able = excusing_roles(rule)
    named = " or ".join(sorted(role.label for role in able))
    agencies = {duty.agency_id, duty.child.responsible_authority_id if duty.child else None}
    return first_refusal(
        allowed_if(bool(able), "The protocol lets nobody excuse this duty. It has to be met."),
        actor.holds(Permission.DUTY_EXCUSE),
        allowed_if(bool(able & actor.roles), f"Only a {named} may excuse this duty."),
        allowed_if(
            actor.agency_id in agencies, f"This duty is another agency’s. Ask {duty.agency.name}."
        ),
        allowed_if(is_open(duty, at), "This duty is no longer owed."),
    )


def is_open(duty: Duty, at: datetime) -> bool:
    """Whether somebody still has to do it at this instant."""
    return duty.arose_at <= at and (duty.ended_at is None or duty.ended_at > at)
