"""Questions that a rulebook asks, as fields of a form, and the answers to them.

A field has the name of its fact, which no other field can have: there is a dot in it.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from django.forms import Field

from lantern.core.instants import LONDON
from lantern.episodes import queries
from lantern.episodes.details import NO, YES, Answered
from lantern.episodes.projection import value_at
from lantern.protocol.answering import LONGEST, needs_value
from lantern.protocol.definitions import FactDefinition, Kind
from lantern.web import wording
from lantern.web.dates import LondonMomentField
from lantern.web.fields import RadiosField, SelectField, TextField, WholeNumberField

if TYPE_CHECKING:
    from datetime import datetime

    from lantern.episodes.models import Episode

YES_OR_NO: Final = ((YES, "Yes"), (NO, "No"))
MANY: Final = 7
"""More choices than this are a list that opens."""


def fields_for(
    definitions: Iterable[FactDefinition], *, required: Collection[str] = ()
) -> dict[str, Field]:
    """A field for each question; what need not be answered may stay empty."""
    return {one.name: field_for(one, required=one.name in required) for one in definitions}


def field_for(definition: FactDefinition, *, required: bool = False) -> Field:
    """The question as a field: yes or no, a choice, a number, a name, or when it happened."""
    given: dict[str, Any] = {
        "label": definition.asks,
        "help_text": definition.help,
        "required": required,
        "missing": f"Answer: {definition.asks}",
    }
    if definition.values or (definition.kind is Kind.STATE and not definition.of):
        choices = choices_of(definition)
        field = SelectField if len(choices) > MANY else RadiosField
        return field(choices=choices, **given)
    if definition.kind is Kind.NUMBER:
        return WholeNumberField(min_value=0, max_value=999_999_999, **given)
    if definition.of or definition.kind is Kind.MEMBERS:
        return TextField(max_length=LONGEST, **given)
    help_text = " ".join(one for one in (definition.help, "Leave empty if it has not.") if one)
    subject = f"The time: {definition.words}"
    return LondonMomentField(subject=subject, **given | {"help_text": help_text})


def choices_of(definition: FactDefinition) -> tuple[tuple[str, str], ...]:
    """The answers to choose from, with their words."""
    if definition.values:
        return tuple((value, wording.capital(words)) for value, words in definition.values.items())
    return YES_OR_NO


def answers_of(
    definitions: Iterable[FactDefinition], given: Mapping[str, Any]
) -> tuple[Answered, ...]:
    """What was answered; a question left empty was not."""
    return tuple(
        _answer(one, given[one.name])
        for one in definitions
        if given.get(one.name) not in (None, "", [])
    )


def _answer(definition: FactDefinition, value: Any) -> Answered:
    if not needs_value(definition):
        return Answered(fact=definition.name, at=value)
    return Answered(fact=definition.name, value=str(value))


def as_recorded(
    definitions: Iterable[FactDefinition], episode: "Episode", at: "datetime"
) -> dict[str, str]:
    """What the record has now in answer to each question of what lasts."""
    lasting = [one for one in definitions if one.kind is not Kind.EVENT and not one.of]
    if not lasting:
        return {}
    rows = queries.entries(episode)
    return {one.name: value_at(rows, one.name, at) for one in lasting}


def in_words(definition: FactDefinition, answer: Answered) -> str:
    """An answer as a person would read it."""
    if answer.at is not None:
        return wording.moment(answer.at.astimezone(LONDON))
    return dict(choices_of(definition)).get(answer.value, answer.value)
