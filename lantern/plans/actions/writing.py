"""The rows of plans: who wrote them, and of whom they tell."""

from datetime import datetime

from lantern.access.actor import Actor
from lantern.accounts.authorship import author_of
from lantern.plans.models import Addition, PlannedAction
from lantern.vocabulary.plan import StepKind


def about(addition: Addition) -> str:
    """The reference of the absence that it concerns, or else of the child: the duty's subject."""
    if addition.episode is not None:
        return addition.episode.reference
    return addition.plan.child.reference


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
