"""What happened to a child's plan. `about` is the absence it concerns, or else the child."""

from dataclasses import dataclass

from lantern.core.events import Event
from lantern.vocabulary.plan import PlanOrigin


@dataclass(frozen=True, kw_only=True)
class PlanAgreed(Event):
    """Actions were agreed and added to the child's plan."""

    plan: str
    origin: PlanOrigin
    actions: int


@dataclass(frozen=True, kw_only=True)
class PlannedActionDone(Event):
    """What was planned was done."""

    action: str


@dataclass(frozen=True, kw_only=True)
class PlannedActionDropped(Event):
    """What was planned need not be done any more, with a reason."""

    action: str


@dataclass(frozen=True, kw_only=True)
class PlannedActionTakenBack(Event):
    """What was recorded as done or dropped by mistake is to do again."""

    action: str


@dataclass(frozen=True, kw_only=True)
class PlannedActionChanged(Event):
    """Somebody else does it, or by another day."""

    action: str


@dataclass(frozen=True, kw_only=True)
class PlanEnded(Event):
    """The child's plan ended. What was still open in it was dropped, each with that reason."""

    plan: str
