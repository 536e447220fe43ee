"""Planned actions as duties: what was agreed for a child stands in the ledger, with owner and day.

No rule of a protocol raises them. The action itself is the fact; its duty follows from it and can
be rebuilt. Its cause is the action's reference, so that a changed day moves the duty.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from lantern.core.instants import day_in_london, day_in_words
from lantern.duties.derivation import IN_ERROR, Derived, Row, derived
from lantern.duties.owners import agency_of
from lantern.duties.subjects import Subject
from lantern.plans.actions.writing import about
from lantern.plans.models import PlannedAction
from lantern.plans.standing import Standing, standing_of
from lantern.protocol.rulebook import OWNER, Telling
from lantern.vocabulary.plan import ActionState, PlanOrigin
from lantern.vocabulary.role import Role

RULE: Final = "planned-action"
"""Stands in the ledger where other duties have the rule of a protocol."""
SOON: Final = timedelta(days=2)
"""How long before the end of its day the owner is reminded. SYS: no source gives a length."""
TELL: Final = Telling(arises=(OWNER,), due_soon=(OWNER,), overdue=(OWNER, Role.TEAM_MANAGER.value))
"""The owner is told; of what was not done in time the manager who chairs hears too (SCP L1061)."""


def with_plans(
    subjects: Sequence[Subject], at: datetime
) -> Iterator[tuple[Subject, list[Derived]]]:
    """All that is owed for each subject: by its rulebooks, and by what was planned for the child.

    Two queries for all of them.
    """
    agreed = owed(subjects)
    for subject in subjects:
        yield subject, [*derived(subject, at), *agreed.get(subject.reference, ())]


def owed(subjects: Sequence[Subject]) -> Mapping[str, list[Derived]]:
    """The duties that plans make for these subjects, by subject. Two queries for all of them."""
    asked = {subject.reference: subject for subject in subjects}
    rows = (
        PlannedAction.objects.filter(
            addition__plan__child__in={subject.child_id for subject in subjects}
        )
        .select_related("addition__plan__child", "addition__episode")
        .prefetch_related("steps")
        .order_by("pk")
    )
    found: defaultdict[str, list[Derived]] = defaultdict(list)
    for action in rows:
        reference = about(action.addition)
        if reference in asked and _was_owed(asked[reference], action):
            found[reference].append(_derived(asked[reference], action))
    return found


def _was_owed(subject: Subject, action: PlannedAction) -> bool:
    """Nothing arises once a report was found to have been made in error."""
    return subject.error_at is None or action.addition.agreed_at < subject.error_at


def _derived(subject: Subject, action: PlannedAction) -> Derived:
    now = standing_of(action, action.steps.all())
    return Derived(row=_row(subject, action, now), tell=TELL)


def _row(subject: Subject, action: PlannedAction, now: Standing) -> Row:
    done = now.at if now.state is ActionState.DONE else None
    dropped, why = (now.at, now.words) if now.state is ActionState.DROPPED else (None, "")
    error = subject.error_at
    if error is not None and (now.at is None or now.at > error):
        done, dropped, why = None, error, IN_ERROR
    agreed_at = action.addition.agreed_at
    tells = subject.first_day_on is None or day_in_london(agreed_at) >= subject.first_day_on
    return Row(
        subject=subject.reference,
        rule=RULE,
        cause=action.reference,
        child_id=subject.child_id,
        episode_id=subject.episode_id,
        rulebook="",
        words=_shortened(action.what),
        stage="after",
        role=now.role,
        agency_id=now.agency_id or agency_of(now.role, subject.places),
        person_id=now.person_id,
        arose_at=agreed_at,
        due_soon_at=now.due_at - SOON,
        due_at=now.due_at,
        met_at=done,
        excused_at=dropped,
        excused_why=why,
        ended_at=done or dropped,
        because=_because(action),
        source=f"The child’s plan: {PlanOrigin(action.addition.origin).label}",
        tells_arising=tells,
        tells_due_soon=tells,
        tells_overdue=tells,
    )


def _because(action: PlannedAction) -> str:
    addition = action.addition
    on = day_in_words(day_in_london(addition.agreed_at))
    origin = PlanOrigin(addition.origin).label
    return f"This was agreed on {on} and recorded by {addition.by_name}: {origin.lower()}."


def _shortened(what: str) -> str:
    return what if len(what) <= 240 else f"{what[:239].rstrip()}…"
