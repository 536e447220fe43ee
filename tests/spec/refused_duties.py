# ruff: noqa: E501  a table, one case a line
"""What the pages of duties, handovers and messages refuse, and what they say.

`on` says what it is tried on (see `tests.web.test_duties_refusals`), `who` tries it, `status` is the answer's.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Refused:
    """One thing that is refused, and the sentence about it."""

    form: str
    wrong: str
    says: str
    on: str
    who: str
    status: int = 403
    typed: dict = field(default_factory=dict)


WHY = {"reason": "It would harm her."}

DUTIES = [
    Refused(
        "Excuse a duty",
        "no reason",
        "Say why this duty need not be done",
        "excusable",
        "team_manager",
        200,
        {"reason": "  "},
    ),
    Refused(
        "Excuse a duty",
        "a reason of more than 2,000 characters",
        "must be 2,000 characters or fewer",
        "excusable",
        "team_manager",
        200,
        {"reason": "x" * 2001},
    ),
    Refused(
        "Excuse a duty",
        "a duty that the protocol lets nobody excuse",
        "The protocol lets nobody excuse this duty. It has to be met.",
        "inexcusable",
        "team_manager",
        403,
        WHY,
    ),
    Refused(
        "Excuse a duty",
        "by a role that the rule does not name",
        "Only a team manager may excuse this duty.",
        "excusable",
        "coordinator",
        403,
        WHY,
    ),
    Refused(
        "Excuse a duty",
        "by a role that excuses nothing",
        "Your role here (social worker) does not allow this.",
        "excusable",
        "social_worker",
        403,
        WHY,
    ),
    Refused(
        "Excuse a duty",
        "a duty that was excused already",
        "This duty is no longer owed.",
        "excused",
        "team_manager",
        403,
        WHY,
    ),
    Refused(
        "Excuse a duty",
        "by somebody who may not know of the child",
        "Page not found",
        "excusable",
        "neighbour",
        404,
        WHY,
    ),
]

HANDOVERS = [
    Refused(
        "Take a handover",
        "it was handed to another role",
        "This was handed to the call handler. Your roles here do not take it on.",
        "handover",
        "police_coordinator",
    ),
    Refused(
        "Take a handover",
        "it was handed to another agency",
        "This was handed to Calderbrook & Vale Police. Somebody there has to take it.",
        "handover",
        "duty_worker",
    ),
    Refused(
        "Take a handover",
        "by a role that takes none",
        "Your role here (auditor) does not allow this.",
        "handover",
        "auditor",
    ),
    Refused(
        "Take a handover",
        "there is no such handover",
        "Page not found",
        "no handover",
        "call_handler",
        404,
    ),
]

MESSAGES = [
    Refused(
        "Mark a message as read",
        "it is somebody else’s",
        "Page not found",
        "message",
        "social_worker",
        404,
    ),
    Refused(
        "Send a message again",
        "by a role that does not look after messages",
        "Your role here (social worker) does not allow this.",
        "dead letter",
        "social_worker",
    ),
    Refused(
        "Send a message again",
        "there is no such message",
        "Page not found",
        "no dead letter",
        "coordinator",
        404,
    ),
]
