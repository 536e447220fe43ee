"""What became of a planned action: done, dropped, opened again, or given to another time."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.audit.record import announce
from lantern.core.errors import Conflict, Invalid
from lantern.core.instants import day_in_london, in_words
from lantern.people.locks import hold
from lantern.plans import policies
from lantern.plans.actions.plans import holds_role
from lantern.plans.actions.writing import about, step_of
from lantern.plans.details import Agreed
from lantern.plans.events import (
    PlannedActionChanged,
    PlannedActionDone,
    PlannedActionDropped,
    PlannedActionTakenBack,
)
from lantern.plans.models import PlannedAction, Step
from lantern.plans.standing import Standing, standing_of
from lantern.vocabulary.plan import ActionState, StepKind


@transaction.atomic
def complete(
    action: PlannedAction, *, by: Actor, at: datetime, words: str, now: datetime | None = None
) -> Step:
    """It was done at `at`; `words` say what was done and what came of it."""
    recorded = now or at
    action, standing = _held(action)
    _require_open(action, standing, by, recorded, words)
    at = _within_the_minute(at, action.addition.agreed_at)
    faults = _when(action, at, recorded)
    if not words.strip():
        faults["words"] = "Say what was done and what came of it."
    _raise(faults)
    step = Step.objects.create(**step_of(action, StepKind.DONE, at, words, by=by, now=recorded))
    announce(
        PlannedActionDone(
            about=about(action.addition), by=by.id, at=recorded, action=action.reference
        )
    )
    return step


@transaction.atomic
def drop(action: PlannedAction, *, by: Actor, at: datetime, reason: str) -> Step:
    """It need not be done any more, and why."""
    action, standing = _held(action)
    _require_open(action, standing, by, at, reason)
    _raise({} if reason.strip() else {"reason": "Say why this need not be done any more."})
    step = Step.objects.create(**step_of(action, StepKind.DROPPED, at, reason, by=by, now=at))
    announce(
        PlannedActionDropped(about=about(action.addition), by=by.id, at=at, action=action.reference)
    )
    return step


@transaction.atomic
def take_back(action: PlannedAction, *, by: Actor, at: datetime, reason: str) -> Step:
    """It was recorded as done or dropped by mistake: it is to do again, and both stay legible."""
    action, standing = _held(action)
    policies.can_take_back(by, action, standing, at=at).require()
    _raise({} if reason.strip() else {"reason": "Say why this is to do again."})
    step = Step.objects.create(**step_of(action, StepKind.TAKEN_BACK, at, reason, by=by, now=at))
    announce(
        PlannedActionTakenBack(
            about=about(action.addition), by=by.id, at=at, action=action.reference
        )
    )
    return step


@transaction.atomic
def change(action: PlannedAction, wanted: Agreed, *, by: Actor, at: datetime, reason: str) -> Step:
    """Somebody else does it, or by another day, and why. What it is stays as it was agreed."""
    action, standing = _held(action)
    policies.can_change(by, action, standing, at=at).require()
    faults: dict[str, str] = {}
    if not reason.strip():
        faults["reason"] = "Say why this is changed."
    if wanted.due_on < day_in_london(at):
        faults["due_on"] = "Enter a day that has not passed."
    if wanted.person_id is not None and not holds_role(action.addition.plan.child, wanted, at):
        faults["person"] = f"This person is not a {wanted.role.label} there now."
    _raise(faults)
    columns = step_of(action, StepKind.CHANGED, at, reason, by=by, now=at)
    given = {
        "role": wanted.role,
        "agency_id": wanted.agency_id,
        "person_id": wanted.person_id,
        "due_on": wanted.due_on,
    }
    step = Step.objects.create(**columns | given)
    announce(
        PlannedActionChanged(about=about(action.addition), by=by.id, at=at, action=action.reference)
    )
    return step


def _held(action: PlannedAction) -> tuple[PlannedAction, Standing]:
    """The action as it stands now; nobody else says anything of it until this is written."""
    hold(action.addition.plan.child)
    row = PlannedAction.objects.select_related(
        "addition__plan__child__responsible_authority", "addition__episode"
    ).get(pk=action.pk)
    return row, standing_of(row, row.steps.all())


def _require_open(
    action: PlannedAction, standing: Standing, by: Actor, at: datetime, words: str
) -> None:
    """Raises Conflict with both accounts where somebody else has said it already."""
    policies.can_do(by, action, replace(standing, state=ActionState.OPEN), at=at).require()
    if standing.state is not ActionState.OPEN and standing.at is not None:
        raise Conflict(
            f"{standing.by} has recorded this already. Read what they wrote.",
            theirs={
                "words": standing.words,
                "state": standing.state.label,
                "when": in_words(standing.at),
            },
            yours={"words": words},
        )


def _within_the_minute(at: datetime, agreed_at: datetime) -> datetime:
    """A form knows minutes only: what was done in the minute of the agreement came after it."""
    same = at.replace(second=0, microsecond=0) == agreed_at.replace(second=0, microsecond=0)
    return max(at, agreed_at) if same else at


def _when(action: PlannedAction, at: datetime, now: datetime) -> dict[str, str]:
    if at > now:
        return {"at": f"The time must be now or earlier; it is {in_words(now)}."}
    if at < action.addition.agreed_at:
        agreed = in_words(action.addition.agreed_at)
        return {"at": f"This was agreed at {agreed}. It cannot have been done before."}
    return {}


def _raise(faults: dict[str, str]) -> None:
    if faults:
        raise Invalid(faults)
