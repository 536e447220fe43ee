"""The rows of plans: who wrote them, and of whom they tell."""

from datetime import datetime

from lantern.access.actor import Actor
from lantern.plans.models import Addition, PlannedAction
from lantern.vocabulary.plan import StepKind


def about(addition: Addition) -> str:
    """The reference of the absence that it concerns, or else of the child: the duty's subject."""
    if addition.episode is not None:
        return addition.episode.reference
    return addition.plan.child.reference


def author_of(by: Actor, now: datetime) -> dict[str, object]:
    """The columns that say who recorded it, and when."""
    return {
        "recorded_at": now,
        "by_id": by.user_id,
        "by_name": by.name,
        "by_role": min(by.roles, default=""),
        "by_agency_id": by.agency_id,
    }


def step_of(
    action: PlannedAction, kind: StepKind, at: datetime, words: str, *, by: Actor, now: datetime
) -> dict[str, object]:
    """The columns of a step that says what became of the action."""
    return {
        "action": action,
        "kind": kind,
        "at": at,
        "words": words.strip(),
        **author_of(by, now),
    }
