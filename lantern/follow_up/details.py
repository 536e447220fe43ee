"""What each kind of record holds; stored as JSON. A field left empty was not said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from lantern.episodes.codec import from_json, to_json
from lantern.follow_up.occasions import Counts
from lantern.vocabulary.follow_up import (
    AssessmentKind,
    EarlyReview,
    FollowUpKind,
    PlacementOutcome,
    SpokenWith,
)
from lantern.vocabulary.regulator import RegulatorEvent
from lantern.vocabulary.returning import Answer

Fact = tuple[str, str]
"""The name of a fact of the protocol, and its value; an event that simply happened has none.

Those that a rulebook declares for itself are written only where it binds.
"""
ASSESSMENTS: Final[Mapping[AssessmentKind, str]] = {
    AssessmentKind.COMMON: "caf.completed",
    AssessmentKind.NEED: "assessment.made",
    AssessmentKind.ENQUIRY: "assessment.made",
    AssessmentKind.REFERRAL: "referral.considered",
}
"""What an assessment of each kind states; a referral may be considered and not made."""
NONE: Final = Counts()


@dataclass(frozen=True, kw_only=True)
class PlacementReview:
    """Whether the placement is still right: outcome, reasons, and each side's views (RF-071)."""

    outcome: PlacementOutcome
    reasons: str
    child_views: str
    carer_views: str
    decided_by: str = ""

    def means(self) -> tuple[Fact, ...]:
        """The facts that it states."""
        return (("placement.appropriateness_reviewed", ""),)

    def needs(self) -> dict[str, str]:
        """What has to be said, with a sentence for each part that is not."""
        return {
            "reasons": "Say why.",
            "child_views": "Say what the child thinks, or why that is not known.",
            "carer_views": "Say what the carers think, or why that is not known.",
        }

    def in_words(self) -> str:
        """What the timeline says of it."""
        return f"{self.outcome.label}. {self.reasons}"


@dataclass(frozen=True, kw_only=True)
class PlacementPlan:
    """What social worker and carer made of the absence, and the strategies (RF-013, RF-072)."""

    present: str
    implications: str
    prevent: str
    reduce: str
    if_missing: str
    early_review: EarlyReview | None = None
    early_review_why: str = ""

    def means(self) -> tuple[Fact, ...]:
        """The facts that it states."""
        early = (("early_review.considered", ""),) if self.early_review else ()
        return (("placement_plan.updated", ""), *early)

    def needs(self) -> dict[str, str]:
        """What has to be said, with a sentence for each part that is not."""
        why = {"early_review_why": "Say why."} if self.early_review else {}
        return {
            "present": "Say who met.",
            "implications": "Say what the absence means for the plan.",
            "prevent": "Say what is done so that the child does not go.",
            "reduce": "Say what makes an absence shorter and safer.",
            "if_missing": "Say what the carer does if the child goes.",
        } | why

    def in_words(self) -> str:
        """What the timeline says of it."""
        return self.implications


@dataclass(frozen=True, kw_only=True)
class StatutoryReview:
    """What the review found about absences (RF-107). The counts are the record's, not a form's."""

    addressed: str
    risk_reviewed: bool
    plan_agreed: bool
    plan: str = ""
    differs: str = ""
    since: datetime | None = None
    lately: Counts = NONE
    in_all: Counts = NONE

    def means(self) -> tuple[Fact, ...]:
        """The facts that it states."""
        risk = (("statutory_review.risk_assessment_reviewed", ""),) if self.risk_reviewed else ()
        return (
            ("statutory_review.held", ""),
            ("statutory_review.absences_addressed", ""),
            ("statutory_review.absences_counted", ""),
            *risk,
        )

    def needs(self) -> dict[str, str]:
        """What has to be said, with a sentence for each part that is not."""
        plan = {"plan": "Say what was agreed."} if self.plan_agreed else {}
        return {"addressed": "Say what the review made of the absences."} | plan

    def in_words(self) -> str:
        """What the record of the child says of it."""
        return self.addressed


@dataclass(frozen=True, kw_only=True)
class RepeatDiscussion:
    """The discussion after running away again, and what earlier actions came to (RF-078)."""

    spoken_with: SpokenWith
    said: str
    support: str
    earlier: str = ""
    interviews: str = ""

    def means(self) -> tuple[Fact, ...]:
        """The facts that it states."""
        earlier = (("earlier_actions.reviewed", ""),) if self.earlier else ()
        return (("repeat_discussion.held", ""), *earlier)

    def needs(self) -> dict[str, str]:
        """What has to be said, with a sentence for each part that is not."""
        return {
            "said": "Say what was said.",
            "support": "Say what support was offered, or that none was.",
        }

    def in_words(self) -> str:
        """What the timeline says of it."""
        return f"With: {self.spoken_with.label.lower()}. Support: {self.support}"


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """An assessment, or a referral considered: what led to it and what came of it (RF-106)."""

    assessment: AssessmentKind
    trigger: str
    outcome: str
    made_by: str = ""

    def means(self) -> tuple[Fact, ...]:
        """The facts that it states."""
        return ((ASSESSMENTS[self.assessment], ""),)

    def needs(self) -> dict[str, str]:
        """What has to be said, with a sentence for each part that is not."""
        return {
            "trigger": "Say what led to it.",
            "outcome": "Say what came of it.",
        }

    def in_words(self) -> str:
        """What the timeline says of it."""
        return f"{self.assessment.label}. {self.outcome}"


@dataclass(frozen=True, kw_only=True)
class CarePlanRequest:
    """Why a home asks the authority to review the care plan, and whom it asked (IAP L626)."""

    reasons: str
    asked_of: str

    def means(self) -> tuple[Fact, ...]:
        """The facts that it states."""
        return (("care_plan.review_asked_for", ""),)

    def needs(self) -> dict[str, str]:
        """What has to be said, with a sentence for each part that is not."""
        return {
            "reasons": "Say why.",
            "asked_of": "Say who was asked.",
        }

    def in_words(self) -> str:
        """What the record of the child says of it."""
        return self.reasons


@dataclass(frozen=True, kw_only=True)
class EarlyHelp:
    """What was offered to a child at risk who has not yet run (PS-011)."""

    offered: str
    accepted: Answer
    notes: str = ""
    review_on: date | None = None

    def means(self) -> tuple[Fact, ...]:
        """The facts that it states."""
        return (("prevention_service.offered", ""),)

    def needs(self) -> dict[str, str]:
        """What has to be said, with a sentence for each part that is not."""
        return {
            "offered": "Say what was offered.",
        }

    def in_words(self) -> str:
        """What the record of the child says of it."""
        return self.offered


@dataclass(frozen=True, kw_only=True)
class Regulator:
    """Whether the regulator must be told, on which event, and that it was told."""

    must_tell: bool
    reasons: str
    decided_by: str
    events: tuple[RegulatorEvent, ...] = ()
    told_at: datetime | None = None
    told_whom: str = ""
    told_how: str = ""
    reference: str = ""

    def means(self) -> tuple[Fact, ...]:
        """The facts that it states."""
        return ()

    def needs(self) -> dict[str, str]:
        """What has to be said, with a sentence for each part that is not."""
        return {
            "reasons": "Say why.",
            "decided_by": "Say who decided.",
        }

    def in_words(self) -> str:
        """What the page says of it."""
        return self.reasons


@dataclass(frozen=True, kw_only=True)
class SafetyPlan:
    """What the child can do to stay safe when going again, in the child's words (RF-077)."""

    ring: str
    safe_places: str
    reach: str
    pulls: str = ""
    helps: str = ""
    is_agreed: bool = True
    why_not: str = ""
    review_on: date | None = None

    def means(self) -> tuple[Fact, ...]:
        """The facts that it states."""
        return ()

    def needs(self) -> dict[str, str]:
        """What has to be said, with a sentence for each part that is not."""
        why = {} if self.is_agreed else {"why_not": "Say why the child did not agree."}
        return {
            "ring": "Say whom the child can ring.",
            "safe_places": "Say where the child can go and be safe.",
            "reach": "Say how the child can get help while away.",
        } | why

    def in_words(self) -> str:
        """What the page says of it."""
        return self.ring


Details = (
    PlacementReview
    | PlacementPlan
    | StatutoryReview
    | RepeatDiscussion
    | Assessment
    | CarePlanRequest
    | EarlyHelp
    | Regulator
    | SafetyPlan
)

KINDS: Final[Mapping[FollowUpKind, type]] = {
    FollowUpKind.PLACEMENT_REVIEW: PlacementReview,
    FollowUpKind.PLACEMENT_PLAN: PlacementPlan,
    FollowUpKind.STATUTORY_REVIEW: StatutoryReview,
    FollowUpKind.REPEAT_DISCUSSION: RepeatDiscussion,
    FollowUpKind.ASSESSMENT: Assessment,
    FollowUpKind.CARE_PLAN_REQUEST: CarePlanRequest,
    FollowUpKind.EARLY_HELP: EarlyHelp,
    FollowUpKind.REGULATOR: Regulator,
    FollowUpKind.SAFETY_PLAN: SafetyPlan,
}
"""Which dataclass the details of each kind are."""
KIND_OF: Final = {each: kind for kind, each in KINDS.items()}


def write(details: Details) -> dict[str, Any]:
    """The details as a row stores them."""
    written: dict[str, Any] = to_json(details)
    return written


def read(kind: FollowUpKind, written: Mapping[str, Any]) -> Details:
    """The details of a record of this kind, as they were given."""
    details: Details = from_json(KINDS[kind], written)
    return details
