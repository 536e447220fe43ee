"""Who may excuse a duty: whom its rule names, while it is owed."""

from collections.abc import Collection, Iterator
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
from lantern.protocol.several import BETWEEN
from lantern.vocabulary.role import Role


def rules_of(duty: Duty) -> tuple[Rule, ...]:
    """The rules by which it is owed, one for each rulebook that asks, as they stood when the duty
    arose; none where no protocol has them any more."""
    shelf, arose = library(), to_microseconds(duty.arose_at)
    found = (_rule(shelf, *asked, arose) for asked in _asked_by(duty))
    return tuple(one for one in found if one is not None)


def _asked_by(duty: Duty) -> Iterator[tuple[str, str]]:
    """Each rulebook that asks for the duty, with the id of its rule there."""
    mine = duty.rule.rpartition(BETWEEN)[2]
    for one in duty.under.split():
        rulebook, _, rule = one.partition(BETWEEN)
        yield rulebook, rule or mine
    if not duty.under:
        yield duty.rulebook, mine


@lru_cache(maxsize=4096)
def _rule(shelf: Library, rulebook: str, rule: str, arose: int) -> Rule | None:
    try:
        versions = shelf.protocol(rulebook).of_rule(rule)
    except UnknownRulebook:
        return None
    # Of a duty that several ask for, one may ask only from later on.
    return next((one.rule for one in versions if arose < one.ends), None)


def excusing_roles(rules: Collection[Rule]) -> frozenset[Role]:
    """The roles by which each of the rules lets the duty be excused."""
    able = [{Role(name) for one in rule.excused_by for name in one.roles} for rule in rules]
    return frozenset[Role]().union(*able[:1]).intersection(*able)


def can_excuse(actor: Actor, duty: Duty, rules: Collection[Rule], at: datetime) -> Decision:
    """In a role that its rules name, of the agency that owes it or answers for the child."""
    able = excusing_roles(rules)
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
