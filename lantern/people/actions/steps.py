"""What the protocol asks to be done for a child outside an absence, and that it was done."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.audit.record import announce
from lantern.core.errors import Invalid
from lantern.people import policies
from lantern.people.askable import is_asked_of, step_of
from lantern.people.events import StepRecorded
from lantern.people.models import Child, Step
from lantern.protocol.answering import fault_in


@transaction.atomic
def record(  # noqa: PLR0913  when it happened and when it was recorded are two instants
    child: Child,
    fact: str,
    *,
    by: Actor,
    at: datetime,
    words: str,
    value: str = "",
    now: datetime | None = None,
) -> Step:
    """This was done at `at`, and recorded `now`."""
    recorded = now or at
    policies.can_record_step(by, child, at=recorded).require()
    if at > recorded:
        raise Invalid({"at": "Enter a date and time that have passed"})
    return write(child, fact, by=by, at=at, now=recorded, words=words, value=value)


@transaction.atomic
def write(  # noqa: PLR0913  as above
    child: Child,
    fact: str,
    *,
    by: Actor,
    at: datetime,
    now: datetime,
    words: str = "",
    value: str = "",
) -> Step:
    """The same, where the deed itself was asked about: a profile drawn up is a step done."""
    definition = step_of(child, fact)
    if definition is None:
        raise Invalid({"fact": f"“{fact}” is not something that the protocol asks for"})
    is_asked_of(definition, by).require()
    if definition.rulebook and (fault := fault_in(definition, value)):
        raise Invalid({"value": fault})
    step = Step.objects.create(
        child=child,
        fact=fact,
        value=value,
        at=at,
        words=words,
        by=by.id,
        by_name=by.name,
        by_role=min(by.roles, default=""),
        recorded_at=now,
    )
    announce(StepRecorded(about=child.reference, by=by.id, at=now, step=step.pk))
    return step


@transaction.atomic
def answer(
    child: Child, answers: Mapping[str, str], *, by: Actor, at: datetime, now: datetime
) -> None:
    """What was answered to questions of the rulebook, by fact; the same again is not recorded."""
    latest = dict(
        Step.objects.filter(child=child, fact__in=answers, at__lte=at)
        .order_by("at", "recorded_at", "pk")
        .values_list("fact", "value")
    )
    for fact, value in answers.items():
        if latest.get(fact) != value:
            write(child, fact, by=by, at=at, now=now, value=value)
