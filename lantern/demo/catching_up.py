"""What slipped in the months gone by was done late, by whoever owed it: a history in which nobody
ever caught up would be nobody's."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from lantern.access.actor import Actor
from lantern.core.errors import Invalid, Refused
from lantern.demo.cast import Partnership
from lantern.duties import queries
from lantern.episodes.actions import entries
from lantern.people.actions import steps
from lantern.protocol.answering import needs_value
from lantern.protocol.definitions import FactDefinition
from lantern.returns.actions import checks
from lantern.returns.details import Seen
from lantern.returns.facts import HELD
from lantern.vocabulary.returning import Answer

if TYPE_CHECKING:
    from lantern.duties.models import Duty

AGO: Final = timedelta(days=1)
"""What fell due before this is caught up; what is later is this week's work."""
LATE: Final = timedelta(hours=6)
WORDS: Final = "Done late; found when the record was looked through."


def catch_up(company: Partnership, now: datetime) -> None:
    """Record, late, what is owed since longer ago and is recorded by itself."""
    done: set[tuple[str, str, str]] = set()
    for by in company.actors.values():
        for duty in list(queries.owed_by(by, now).filter(due_at__lt=now - AGO)):
            for fact in _ways(duty, now):
                if (duty.subject, duty.rule, duty.cause) not in done and _does(duty, fact, by):
                    done.add((duty.subject, duty.rule, duty.cause))


def _ways(duty: "Duty", now: datetime) -> Iterator[FactDefinition]:
    """The facts by which it is met that somebody simply records as done."""
    for fact in queries.line(duty, now).met_by_facts:
        is_step = "step" in fact.recorded_on and not needs_value(fact)
        if not fact.is_derived and (is_step or fact.name == HELD):
            yield fact


def _does(duty: "Duty", fact: FactDefinition, by: Actor) -> bool:
    if duty.due_at is None or duty.child is None:
        return False
    at = duty.due_at + LATE
    try:
        if duty.episode is not None and fact.name == HELD:
            seen = Seen(officer=by.name, signs_of_harm=Answer.NO, said=WORDS)
            checks.record(duty.episode, by=by, at=at, now=at, found=seen)
        elif duty.episode is not None and fact.subject == "episode":
            entries.record_step(duty.episode, by=by, fact=fact.name, at=at, now=at, words=WORDS)
        else:
            steps.record(duty.child, fact.name, by=by, at=at, words=WORDS)
    except (Invalid, Refused):
        return False  # It has a page of its own, or is not this person's to record.
    return True
