"""How a planned action stands, as its steps say. Pure: what was agreed, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from lantern.core import calendar
from lantern.core.instants import to_datetime
from lantern.plans.models import PlannedAction, Step
from lantern.vocabulary.plan import ActionState, StepKind
from lantern.vocabulary.role import Role


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Whose an action is, by when, and whether it is done. `at` is when it was done or dropped."""

    role: Role
    agency_id: int | None
    person_id: int | None
    due_on: date
    state: ActionState = ActionState.OPEN
    at: datetime | None = None
    words: str = ""
    by: str = ""

    @property
    def due_at(self) -> datetime:
        """The end of its day in London."""
        return end_of(self.due_on)


def end_of(day: date) -> datetime:
    """The instant at which a day ends in London, in UTC."""
    return to_datetime(calendar.midnight(day.toordinal() + 1))


def standing_of(action: PlannedAction, steps: Iterable[Step]) -> Standing:
    """The action after all its steps, in the order in which they were recorded."""
    now = Standing(
        role=Role(action.role),
        agency_id=action.agency_id,
        person_id=action.person_id,
        due_on=action.due_on,
    )
    for step in sorted(steps, key=lambda one: (one.recorded_at, one.pk)):
        now = _after(now, step)
    return now


def _after(now: Standing, step: Step) -> Standing:
    match StepKind(step.kind):
        case StepKind.DONE | StepKind.DROPPED as kind:
            state = ActionState.DONE if kind is StepKind.DONE else ActionState.DROPPED
            return replace(now, state=state, at=step.at, words=step.words, by=step.by_name)
        case StepKind.TAKEN_BACK:
            return replace(now, state=ActionState.OPEN, at=None, words="", by="")
        case StepKind.CHANGED:
            return replace(
                now,
                role=Role(step.role),
                agency_id=step.agency_id,
                person_id=step.person_id,
                due_on=step.due_on or now.due_on,
            )
