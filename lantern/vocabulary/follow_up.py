"""What must change after a return, and prevention: reviews, plans, reports and their signatures."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lantern.vocabulary.placement import PlacementKind
from lantern.vocabulary.role import Role
from lantern.vocabulary.term import Term


class FollowUpKind(Term):
    """A record of what was considered, agreed or decided because a child went, or may go."""

    PLACEMENT_REVIEW = (
        "placement_review",
        "Review of the placement",
        "Whether the placement is still right, with reasons and the views of child and carers.",
        "DfE 2014 ¶68; RF-071",
    )
    PLACEMENT_PLAN = (
        "placement_plan",
        "Placement plan brought up to date",
        "What the absence means, and the strategies agreed by social worker and carer.",
        "SCP L1126–1130; RF-012; RF-013; RF-072",
    )
    STATUTORY_REVIEW = (
        "statutory_review",
        "Statutory review",
        "The review of a looked-after child's care plan, and what it found about absences.",
        "DfE 2014 ¶56; RF-107",
    )
    REPEAT_DISCUSSION = (
        "repeat_discussion",
        "Discussion about running away again",
        "With the child, the family or both: support, and what was done before.",
        "DfE 2014 ¶46; RF-078",
    )
    ASSESSMENT = (
        "assessment",
        "Assessment or referral",
        "A common assessment, an assessment of need, an enquiry, or a referral considered.",
        "IAP L682, L690; 004 L12; RF-106",
    )
    CARE_PLAN_REQUEST = (
        "care_plan_request",
        "Home asked for a review of the care plan",
        "A home asks the authority when a child is persistently absent or at risk.",
        "IAP L626; CK-014",
    )
    EARLY_HELP = (
        "early_help",
        "Early help offered",
        "A service for a child at risk of running who has not yet run.",
        "004 L30–31; PS-011",
    )
    REGULATOR = (
        "regulator",
        "Whether the regulator must be told",
        "Decided by the registered person on an event that the regulations name.",
        "Children's Homes (England) Regulations 2015 reg 40",
    )
    SAFETY_PLAN = (
        "safety_plan",
        "Safety plan",
        "What a child who may go again can do to stay safe, in the child's own words.",
        "IAP L617; RF-077",
    )


class PlacementOutcome(Term):
    """What a review of the placement came to."""

    RIGHT = ("right", "Still right", "The placement meets the child's needs.", "DfE 2014 ¶68")
    RIGHT_WITH_CHANGES = (
        "right_with_changes",
        "Right, with changes",
        "The placement goes on, and something about it changes.",
        "DfE 2014 ¶68",
    )
    NOT_RIGHT = (
        "not_right",
        "Not right any more",
        "The placement does not meet the child's needs; another is looked for.",
        "DfE 2014 ¶68",
    )


class EarlyReview(Term):
    """What came of considering an early statutory review (DA-050)."""

    ASKED_FOR = (
        "asked_for",
        "Yes, asked for",
        "The social worker asked the reviewing officer to bring the review forward.",
        "SCP L1128–1130",
    )
    NOT_NEEDED = (
        "not_needed",
        "Considered, and not needed",
        "The next review stays on its day.",
        "SCP L1128–1130",
    )


class SpokenWith(Term):
    """With whom the discussion was held."""

    CHILD = ("child", "The child", "The child alone.", "DfE 2014 ¶46")
    FAMILY = ("family", "The family", "Parents, carers or family.", "DfE 2014 ¶46")
    BOTH = ("both", "Both", "The child and the family.", "DfE 2014 ¶46")


class AssessmentKind(Term):
    """Which assessment was made, or that a referral was considered."""

    COMMON = (
        "caf",
        "Common or early help assessment",
        "An assessment under the Common Assessment Framework, or what took its place.",
        "004 L12; CK-088",
    )
    NEED = (
        "need",
        "Assessment of need (section 17)",
        "The authority's assessment of a child in need.",
        "IAP L682; Children Act 1989 s17",
    )
    ENQUIRY = (
        "enquiry",
        "Enquiry into significant harm (section 47)",
        "The authority's enquiry where a child may suffer significant harm.",
        "Children Act 1989 s47",
    )
    REFERRAL = (
        "referral",
        "Referral to children's social care considered",
        "Whether to refer a child who goes missing often; the answer may be no.",
        "IAP L690; CK-086",
    )


class Forum(Term):
    """Who manages a plan to change behaviour; it depends on the child's legal status."""

    STRATEGY_DISCUSSION = (
        "strategy_discussion",
        "Strategy discussion",
        "For a child in care.",
        "004 L19",
    )
    CARE_REVIEW = ("care_review", "Review of the child in care", "For a child in care.", "004 L19")
    CORE_GROUP = (
        "core_group",
        "Core group",
        "For a child on a child protection plan.",
        "004 L19",
    )
    COMMON_ASSESSMENT = (
        "common_assessment",
        "Common assessment",
        "For any other child.",
        "004 L19",
    )
    CORE_ASSESSMENT = ("core_assessment", "Core assessment", "For any other child.", "004 L19")
    YOUNG_PERSONS_PLAN = (
        "young_persons_plan",
        "Children and young people's plan",
        "For any other child.",
        "004 L19",
    )


class PlanJudgement(Term):
    """A person's judgement of whether a plan works. The figures beside it decide nothing."""

    WORKS = ("works", "It works", "The child goes less, or is safer.", "004 L19")
    PARTLY = ("partly", "It works in part", "Something is better and something is not.", "004 L19")
    DOES_NOT = ("does_not", "It does not work", "Something else has to be tried.", "004 L19")
    TOO_SOON = ("too_soon", "Too soon to say", "Not enough time has gone by.", "004 L19")


class ReportKind(Term):
    """An internal report on a child missing from a placement of the authority's own."""

    SCHEDULE_7 = (
        "schedule_7",
        "Schedule 7 report",
        "On a child missing from the authority's own foster care.",
        "IFR L74; RF-090",
    )
    REGULATION_40 = (
        "regulation_40",
        "Regulation 40 report",
        "The authority's own form on a child missing from its children's home.",
        "IFR L74; RF-091",
    )


class Verdict(Term):
    """What a signer did with a report."""

    SIGNED = ("signed", "Signed off", "The signer agrees the report.", "IFR L74; DA-059")
    SENT_BACK = (
        "sent_back",
        "Sent back",
        "The signer asks for something to be put right, and says what.",
        "SYS: a signature that can't be withheld is none",
    )


@dataclass(frozen=True, kw_only=True)
class Link:
    """One signature of a chain: whose it is, and the fact of the absence that it records."""

    role: Role
    fact: str


@dataclass(frozen=True, kw_only=True)
class Chain:
    """Who completes a report and who signs it, in this order. `placed` is where the child lived."""

    writers: frozenset[Role]
    completed: str
    links: tuple[Link, ...]
    placed: PlacementKind


CHAINS: Final[Mapping[ReportKind, Chain]] = {
    ReportKind.SCHEDULE_7: Chain(
        writers=frozenset({Role.FOSTERING_SERVICE}),
        completed="schedule_7.completed",
        links=(Link(role=Role.FOSTERING_HEAD, fact="schedule_7.signed_off"),),
        placed=PlacementKind.FOSTER_CARE,
    ),
    ReportKind.REGULATION_40: Chain(
        writers=frozenset({Role.HOME_MANAGER, Role.HOME_ON_CALL}),
        completed="regulation_40.completed",
        links=(
            Link(role=Role.RESIDENTIAL_MANAGER, fact="regulation_40.signed_off_by_service_manager"),
            # The paper's assistant director is the named senior manager of DfE 2014 ¶14.
            Link(role=Role.SENIOR_MANAGER, fact="regulation_40.signed_off_by_assistant_director"),
        ),
        placed=PlacementKind.CHILDRENS_HOME,
    ),
}
"""The chains of IFR L74 and DA-059."""
