"""A call of each action of a child's plan."""

from lantern.plans.actions import plans, steps, strategy
from lantern.plans.actions.strategy import Strategy
from lantern.plans.models import PlannedAction
from tests.actions.audited import audited
from tests.actions.test_plans import AT, DUE, Agreed, agreed
from tests.builders import LATER, a_child, an_episode


@audited("lantern.plans.actions.plans.agree")
def _(cast):
    child = a_child(cast)
    return lambda: agreed(cast, child)


@audited("lantern.plans.actions.plans.end")
def _(cast):
    plan = agreed(cast, a_child(cast))
    return lambda: plans.end(plan, by=cast.team_manager, at=AT, reason="It worked.")


def _action(cast):
    agreed(cast, a_child(cast))
    return PlannedAction.objects.get()


@audited("lantern.plans.actions.steps.complete")
def _(cast):
    action = _action(cast)
    return lambda: steps.complete(action, by=cast.social_worker, at=AT, words="Done.")


@audited("lantern.plans.actions.steps.drop")
def _(cast):
    action = _action(cast)
    return lambda: steps.drop(action, by=cast.social_worker, at=AT, reason="Not needed.")


@audited("lantern.plans.actions.steps.take_back")
def _(cast):
    action = _action(cast)
    steps.complete(action, by=cast.social_worker, at=AT, words="Done.")
    return lambda: steps.take_back(action, by=cast.social_worker, at=AT, reason="A mistake.")


@audited("lantern.plans.actions.steps.change")
def _(cast):
    action = _action(cast)
    wanted = Agreed(what="", role=action.role, due_on=DUE)
    return lambda: steps.change(action, wanted, by=cast.social_worker, at=AT, reason="Later.")


@audited("lantern.plans.actions.strategy.agree")
def _(cast):
    episode = an_episode(cast)
    agreed = Strategy(worker="Tomasz Zielny", officer="Jo Marsh", child_phone="Tomasz, at noon.")
    return lambda: strategy.agree(episode, agreed, by=cast.social_worker, at=LATER, now=LATER)
