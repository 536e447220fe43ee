"""A child's plan as somebody may see it: what was agreed where, and how each action stands.

Whoever may see the work done for the child sees the whole plan; others what their own agency owes
or agreed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet

from lantern.access.actor import Actor
from lantern.access.sharing import Part, Sight
from lantern.agencies.models import Agency
from lantern.core.errors import NotFound
from lantern.episodes.models import Episode
from lantern.people.models import Child
from lantern.people.policies import sight_of
from lantern.people.queries import visible_to
from lantern.plans.models import Addition, Plan, PlannedAction, Step
from lantern.plans.standing import Standing, standing_of
from lantern.vocabulary.plan import ActionState, PlanOrigin, StepKind


@dataclass(frozen=True, kw_only=True)
class StepLine:
    """What became of an action at one instant."""

    kind: StepKind
    at: datetime
    recorded_at: datetime
    words: str
    by: str
    agency: str


@dataclass(frozen=True, kw_only=True)
class ActionLine:
    """One planned action, and how it stands."""

    reference: str
    what: str
    now: Standing
    agency: str
    """Whose it is, by name; empty where it follows from the role."""
    person: str
    origin: PlanOrigin
    source: str
    agreed_at: datetime
    agreed_by: str
    episode: str
    child_reference: str
    steps: tuple[StepLine, ...]

    @property
    def is_open(self) -> bool:
        """Whether it is still to do."""
        return self.now.state is ActionState.OPEN

    def is_overdue(self, at: datetime) -> bool:
        """Whether its day has passed and it is still to do."""
        return self.is_open and at > self.now.due_at

    @property
    def owner(self) -> str:
        """Who does it: the person if one is named, their role, and the agency."""
        role = self.now.role.label
        first = f"{self.person} ({role})" if self.person else role
        return f"{first}, {self.agency}" if self.agency else first


def _by_day(found: Iterable[ActionLine]) -> tuple[ActionLine, ...]:
    """Those to do first, by their day."""
    return tuple(sorted(found, key=lambda one: (not one.is_open, one.now.due_on)))


@dataclass(frozen=True, kw_only=True)
class AdditionLine:
    """What was agreed on one occasion."""

    origin: PlanOrigin
    source: str
    agreed_at: datetime
    review_on: date | None
    by: str
    agency: str
    episode: str
    actions: tuple[ActionLine, ...]


@dataclass(frozen=True, kw_only=True)
class PlanLine:
    """The child's plan with all that was added to it, the latest first."""

    reference: str
    began_at: datetime
    ended_at: datetime | None
    ended_why: str
    additions: tuple[AdditionLine, ...]

    @property
    def actions(self) -> tuple[ActionLine, ...]:
        """Every action in it: those to do first, by their day."""
        return _by_day(one for each in self.additions for one in each.actions)

    @property
    def open_actions(self) -> tuple[ActionLine, ...]:
        """Those still to do, by their day."""
        return tuple(one for one in self.actions if one.is_open)


def of_child(
    actor: Actor, child: Child, *, at: datetime, sight: Sight | None = None
) -> tuple[PlanLine, ...]:
    """The child's plans as far as the actor may see them: the present one first.

    `sight` is what the actor may see of the child, where the caller knows it already.
    """
    seen = sight or sight_of(actor, child, at=at)
    additions = _seen(actor, seen, Addition.objects.filter(plan__child=child))
    plans: dict[int, Plan] = {}
    for one in additions:
        plans.setdefault(one.plan_id, one.plan)
    in_order = sorted(plans.values(), key=lambda one: (one.ended_at is None, one.pk), reverse=True)
    agencies = _names(_each(additions))
    return tuple(
        _plan(one, [each for each in additions if each.plan_id == one.pk], agencies)
        for one in in_order
    )


def of_episode(
    actor: Actor, episode: Episode, *, at: datetime, sight: Sight | None = None
) -> tuple[AdditionLine, ...]:
    """What was agreed for one absence, the latest first."""
    seen = sight or sight_of(actor, episode.child, at=at)
    rows = _seen(actor, seen, Addition.objects.filter(episode=episode))
    agencies = _names(_each(rows))
    return tuple(_addition(one, agencies) for one in rows)


def actions_of_episode(actor: Actor, episode: Episode, sight: Sight) -> tuple[ActionLine, ...]:
    """The actions agreed for one absence, those to do first; `sight` is what the actor may see of
    the child. Two queries."""
    return _in_order(_actions(actor, sight).filter(addition__episode=episode))


def actions_of_child(actor: Actor, child: Child, sight: Sight) -> tuple[ActionLine, ...]:
    """The same of all that was ever agreed for a child."""
    return _in_order(_actions(actor, sight).filter(addition__plan__child=child))


def _in_order(actions: QuerySet[PlannedAction]) -> tuple[ActionLine, ...]:
    around = ("addition__plan__child", "addition__episode", "addition__by_agency")
    rows = list(actions.select_related("agency", "person", *around).order_by("pk"))
    agencies = _names(rows)
    return _by_day(_action(one, one.addition, agencies) for one in rows)


def of_source(actor: Actor, child: Child, source: str, *, at: datetime) -> tuple[AdditionLine, ...]:
    """What one record, such as a meeting or an interview, added to the child's plan."""
    found = Addition.objects.filter(plan__child=child, source=source)
    rows = _seen(actor, sight_of(actor, child, at=at), found)
    agencies = _names(_each(rows))
    return tuple(_addition(one, agencies) for one in rows)


def open_actions(actor: Actor, child: Child, *, at: datetime) -> tuple[ActionLine, ...]:
    """What is still to do in the child's plan, by its day."""
    return tuple(one for plan in of_child(actor, child, at=at) for one in plan.open_actions)


def get(actor: Actor, reference: str, *, at: datetime) -> tuple[PlannedAction, ActionLine]:
    """One planned action, if the actor may know of it."""
    row = (
        PlannedAction.objects.filter(
            reference=reference, addition__plan__child__in=visible_to(actor, at=at).values("pk")
        )
        .select_related(
            "agency",
            "person",
            "addition__plan__child__responsible_authority",
            "addition__episode",
            "addition__by_agency",
        )
        .first()
    )
    if row is None:
        raise NotFound("planned action", reference)
    sight = sight_of(actor, row.addition.plan.child, at=at)
    seen = _seen(actor, sight, Addition.objects.filter(pk=row.addition_id))
    found = {one.pk: one for each in seen for one in each.actions.all()}
    if row.pk not in found:
        raise NotFound("planned action", reference)
    return row, _action(found[row.pk], row.addition, _names(_each([row.addition, *seen])))


def get_plan(actor: Actor, reference: str, *, at: datetime) -> Plan:
    """One plan of a child whose record the actor may see."""
    seen = visible_to(actor, at=at).values("pk")
    row = Plan.objects.filter(reference=reference, child__in=seen)
    found = row.select_related("child__responsible_authority").first()
    if found is None:
        raise NotFound("plan", reference)
    return found


def _seen(actor: Actor, sight: Sight, rows: QuerySet[Addition]) -> list[Addition]:
    """These additions with the actions that the actor may see; those of which none is, are not."""
    chosen = rows.select_related("plan__child", "episode", "by_agency").prefetch_related(
        Prefetch("actions", _actions(actor, sight).order_by("pk"))
    )
    ordered = chosen.order_by("-agreed_at", "-pk")
    return [one for one in ordered if sight.shows(Part.WORK) or one.actions.all()]


def _actions(actor: Actor, sight: Sight) -> QuerySet[PlannedAction]:
    """The actions that the actor may see of a child of whom they see so much."""
    actions = PlannedAction.objects.select_related("agency", "person").prefetch_related(
        Prefetch("steps", Step.objects.select_related("by_agency", "agency", "person"))
    )
    if sight.shows(Part.WORK):
        return actions
    mine = Q(agency=actor.agency_id or 0) | Q(person=actor.user_id or 0)
    given = Q(steps__agency=actor.agency_id or 0) | Q(addition__by_agency=actor.agency_id or 0)
    acting = Q(agency__isnull=True, role__in=actor.roles)
    return actions.filter(mine | given | acting).distinct()


def _each(additions: Iterable[Addition]) -> Iterable[PlannedAction]:
    return (action for addition in additions for action in addition.actions.all())


def _names(actions: Iterable[PlannedAction]) -> dict[int, str]:
    """The names of the agencies to which these actions were given: known from the rows alone."""
    found: dict[int, str] = {}
    for agency in _agencies(actions):
        found[agency.pk] = agency.name
    return found


def _agencies(actions: Iterable[PlannedAction]) -> Iterable[Agency]:
    for action in actions:
        for one in (action.agency, *(step.agency for step in action.steps.all())):
            if one is not None:
                yield one


def _plan(plan: Plan, additions: list[Addition], agencies: dict[int, str]) -> PlanLine:
    return PlanLine(
        reference=plan.reference,
        began_at=plan.began_at,
        ended_at=plan.ended_at,
        ended_why=plan.ended_why,
        additions=tuple(_addition(one, agencies) for one in additions),
    )


def _addition(row: Addition, agencies: dict[int, str]) -> AdditionLine:
    return AdditionLine(
        origin=PlanOrigin(row.origin),
        source=row.source,
        agreed_at=row.agreed_at,
        review_on=row.review_on,
        by=row.by_name,
        agency=row.by_agency.name if row.by_agency else "",
        episode=row.episode.reference if row.episode else "",
        actions=tuple(_action(one, row, agencies) for one in row.actions.all()),
    )


def _action(row: PlannedAction, addition: Addition, agencies: dict[int, str]) -> ActionLine:
    steps = sorted(row.steps.all(), key=lambda one: (one.recorded_at, one.pk))
    now = standing_of(row, steps)
    people = {one.pk: one.name for one in (row.person, *(s.person for s in steps)) if one}
    return ActionLine(
        reference=row.reference,
        what=row.what,
        now=now,
        agency=agencies.get(now.agency_id or 0, ""),
        person=people.get(now.person_id or 0, ""),
        origin=PlanOrigin(addition.origin),
        source=addition.source,
        agreed_at=addition.agreed_at,
        agreed_by=addition.by_name,
        episode=addition.episode.reference if addition.episode else "",
        child_reference=addition.plan.child.reference,
        steps=tuple(_step(one) for one in steps),
    )


def _step(row: Step) -> StepLine:
    return StepLine(
        kind=StepKind(row.kind),
        at=row.at,
        recorded_at=row.recorded_at,
        words=row.words,
        by=row.by_name,
        agency=row.by_agency.name if row.by_agency else "",
    )
