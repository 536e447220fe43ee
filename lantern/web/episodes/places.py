"""Where a fact of the protocol is recorded, so that what is owed leads to where it is done."""

from typing import TYPE_CHECKING, Final

from django.urls import reverse

from lantern.people.askable import is_askable
from lantern.protocol.definitions import FactDefinition
from lantern.web.returns.steps import BY_FACT

if TYPE_CHECKING:
    from lantern.duties.queries import Line

_PAGES: Final = {
    "whereabouts": "whereabouts",
    "whereabouts.confirmed": "whereabouts",
    "police.classification": "classification",
    "classification.reconsidered": "classification",
    "police.risk": "risk",
    "contact.attempted": "contact",
    "contact.attempted_by_iro": "contact",
    "visit.made": "contact",
    "premises.searched": "contact",
    "wellbeing.established": "contact",
    "checks.child_said_where": "contact",
    "episode.last_seen": "last-seen",
    "immediate_strategy.agreed": "strategy",
    "carer.discussed_return": "discussion",
    "carer.met_immediate_needs": "discussion",
    "child.told_of_interview_right": "discussion",
    "child.offered_talk_before_return": "returned",
    "return_concern.child_protection": "discussion",
    "episode.with_other_children": "link",
    "parents.not_told_by_decision": "notification",
}
_OWN_PAGES: Final[dict[str, str]] = {
    "strategy_meeting.arranged": "meetings:of-episode",
    "strategy_meeting.held": "meetings:of-episode",
    "strategy_meeting.cancelled_by_chair": "meetings:of-episode",
    "strategy_meeting.review_date": "meetings:of-episode",
    "strategy_meeting.reviewed": "meetings:of-episode",
    "strategy_meeting.held_jointly": "meetings:of-episode",
    "strategy_meeting.own_record_made": "meetings:of-episode",
    "joint_meeting.considered": "meetings:arrange",
    "safe_and_well.held": "returns:check",
    "safe_and_well.showed_significant_harm": "returns:check",
    "safe_and_well.not_done_with_reason": "returns:not-checked",
    "triage.rating": "referrals:rate",
    "triage.absences_seen": "referrals:rate",
    "return_interview.referred": "referrals:refer",
    "return_interview.contact_made": "referrals:contact",
    "return_interview.offered": "referrals:offer",
    "return_interview.declined": "referrals:answer",
    "parents.offered_say": "referrals:parents",
    "return_interview.held": "interviews:begin",
    "return_interview.shared_with_intelligence": "interviews:begin",
    "fostering.told_of_interview": "interviews:begin",
    "letter.sent_to_child": "support:letters",
    "letter.sent_to_parents": "support:letters",
    "intensive_support.offered": "support:offer-after",
    "placement.appropriateness_reviewed": "follow_up:placement-review",
    "placement_plan.updated": "follow_up:placement-plan",
    "early_review.considered": "follow_up:placement-plan",
    "repeat_discussion.held": "follow_up:repeat-discussion",
    "earlier_actions.reviewed": "follow_up:repeat-discussion",
    "assessment.made": "follow_up:assessment",
    "referral.considered": "follow_up:assessment",
    "schedule_7.completed": "follow_up:schedule-7",
    "schedule_7.signed_off": "follow_up:schedule-7",
    "regulation_40.completed": "follow_up:regulation-40",
    "regulation_40.signed_off_by_service_manager": "follow_up:regulation-40",
    "regulation_40.signed_off_by_assistant_director": "follow_up:regulation-40",
}
"""Facts recorded on a page of another part of Lantern, whose address takes the reference alone."""
_OF_CHILD: Final[dict[str, str]] = {
    "frequency_agreement.reviewed": "returns:agreements",
    "risk_assessment.completed": "children:risk",
    "risk_assessment.updated": "children:risk",
    "placement_plan.reviewed": "follow_up:placement-plan",
    "statutory_review.held": "follow_up:statutory-review",
    "statutory_review.absences_addressed": "follow_up:statutory-review",
    "statutory_review.absences_counted": "follow_up:statutory-review",
    "statutory_review.risk_assessment_reviewed": "follow_up:statutory-review",
    "care_plan.review_asked_for": "follow_up:care-plan-request",
    "prevention_service.offered": "follow_up:early-help",
    "caf.completed": "follow_up:assessment",
    "behaviour_plan.agreed": "follow_up:behaviour-plan",
    "behaviour_plan.reviewed": "follow_up:latest-plan",
    "behaviour_plan.ended": "follow_up:latest-plan",
}
"""The same of facts of the child."""


def address_of(definition: FactDefinition, reference: str) -> str:
    """The page on which this fact of an episode is recorded; empty when none of them does."""
    if definition.subject != "episode" or definition.is_derived:
        return ""
    fact = definition.name
    about, _, recipient = fact.partition(".")
    if about == "notified" and not definition.rulebook:
        page = reverse("episodes:notification", args=[reference])
        return f"{page}?to={recipient}&of=absence"
    name, *more = _page_of(definition)
    return reverse(name, args=[reference, *more])


def address_of_child(definition: FactDefinition, reference: str) -> str:
    """The page on which this fact of a child is recorded; empty when none of them does."""
    if definition.subject != "child" or definition.is_derived:
        return ""
    if definition.name in _OF_CHILD:
        return reverse(_OF_CHILD[definition.name], args=[reference])
    return (
        reverse("children:step", args=[reference, definition.name])
        if is_askable(definition)
        else ""
    )


def _page_of(definition: FactDefinition) -> tuple[str, ...]:
    """The name of the page that records this fact, and what its address takes beside."""
    fact = definition.name
    if fact.startswith("return_notified.") and not definition.rulebook:
        return ("returns:told",)
    if fact in BY_FACT:
        return ("returns:step", BY_FACT[fact])
    if fact in _OWN_PAGES:
        return (_OWN_PAGES[fact],)
    return (f"episodes:{_PAGES[fact]}",) if fact in _PAGES else ("episodes:step", fact)


def place_of(line: "Line") -> str:
    """The page on which a duty is met; empty when it is not met by recording something."""
    if line.planned:
        return reverse("plans:action", args=[line.planned])
    for definition in line.met_by_facts:
        if definition.is_derived:
            continue
        if address := address_of_child(definition, line.child_reference):
            return address
        if address := address_of(definition, line.episode):
            return address
    return ""
