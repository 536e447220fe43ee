"""What happened after a return. `about` is the absence it concerns, or else the child."""

from dataclasses import dataclass
from typing import Final

from lantern.core.events import Event
from lantern.vocabulary.follow_up import FollowUpKind, ReportKind


@dataclass(frozen=True, kw_only=True)
class FollowUpRecorded(Event):
    """A review, plan, discussion, assessment or decision was recorded."""

    record: str
    kind: FollowUpKind


@dataclass(frozen=True, kw_only=True)
class FollowUpCorrected(Event):
    """A record was put right, with a reason; what it said before is kept."""

    record: str
    kind: FollowUpKind


@dataclass(frozen=True, kw_only=True)
class BehaviourPlanAgreed(Event):
    """A plan to change what leads a child to go was agreed."""

    plan: str


@dataclass(frozen=True, kw_only=True)
class BehaviourPlanReviewed(Event):
    """Somebody judged whether the plan works."""

    plan: str


@dataclass(frozen=True, kw_only=True)
class BehaviourPlanEnded(Event):
    """The plan ended, by a review."""

    plan: str


@dataclass(frozen=True, kw_only=True)
class InternalReportCompleted(Event):
    """A version of an internal report was completed."""

    report: str
    kind: ReportKind


@dataclass(frozen=True, kw_only=True)
class InternalReportSigned(Event):
    """Somebody of the chain signed."""

    report: str
    kind: ReportKind


@dataclass(frozen=True, kw_only=True)
class InternalReportSentBack(Event):
    """A signer sent the report back, with a reason."""

    report: str
    kind: ReportKind


ALL: Final[tuple[type[Event], ...]] = (
    FollowUpRecorded,
    FollowUpCorrected,
    BehaviourPlanAgreed,
    BehaviourPlanReviewed,
    BehaviourPlanEnded,
    InternalReportCompleted,
    InternalReportSigned,
    InternalReportSentBack,
)
"""Each of them; the facts that they mean are recorded beside them."""
