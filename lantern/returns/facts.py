"""The facts of the protocol that are recorded once a child is located or back. Pure."""

from typing import Final

HELD: Final = "safe_and_well.held"
NOT_DONE: Final = "safe_and_well.not_done_with_reason"
SHOWED_HARM: Final = "safe_and_well.showed_significant_harm"
TOLD_OF_HARM: Final = "social_worker.told_of_harm"
DISCUSSION_DECIDED: Final = "strategy_discussion.decided"
ARRANGED: Final = "return.arranged"
NO_CONTACT: Final = "no_contact.action_decided"
AT_RISK: Final = "concern.at_risk_if_returned"
REFERRED: Final = "return_risk.referred"
ASSESSED: Final = "return_risk.needs_assessed"
PLACE_ARRANGED: Final = "return_risk.accommodation_arranged"
SECURED: Final = "welfare.secured"
PASSED_ON: Final = "carer.passed_on_information"
CONSULTED: Final = "police_coordinator.consulted"
REPORTED: Final = "return_concern.reported"
BY_SOCIAL_CARE: Final = frozenset({ASSESSED, PLACE_ARRANGED})
"""What social care alone decides: a return home is not a matter of course (DA-065)."""
DONE: Final = frozenset(
    {NO_CONTACT, REFERRED, ASSESSED, PLACE_ARRANGED, SECURED, PASSED_ON, CONSULTED, REPORTED}
)
"""What is recorded with who did it, with whom, and the words."""
