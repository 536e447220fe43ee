"""The questions of a rehearsal: the child, what happens next, and under which protocol to look."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.forms import Field
from django.http import QueryDict

from lantern.protocol.definitions import FactDefinition, Kind, Vocabulary
from lantern.protocol.rehearsing import Composed, Step
from lantern.web.dates import LondonMomentField
from lantern.web.drafting.beginnings import GROUPS, OWN
from lantern.web.drafting.choosing import GroupedSelectField, Groups
from lantern.web.fields import (
    CheckboxesField,
    RadiosField,
    SelectField,
    TextField,
    WholeNumberField,
)
from lantern.web.forms import Form
from lantern.web.wording import capital

MOST_STEPS = 60
"""SYS: a case longer than this is told better in a file."""
NO = "no"
VIEWS = (
    ("draft", "This draft"),
    ("force", "The version it was drawn up from"),
    ("both", "Both, side by side"),
)


class ChildForm(Form):
    """What is so for the child all along, and under which protocol to look."""

    age = WholeNumberField(
        label="How old is the child? (optional)", min_value=0, max_value=25, required=False, width=2
    )

    def __init__(self, *args: Any, known: Vocabulary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= _circumstances(known)


class StepForm(Form):
    """What happens next, and when."""

    at = LondonMomentField(
        label="When?", subject="The time", help_text="For example, 4 1 2027, 18 30"
    )

    def __init__(self, *args: Any, known: Vocabulary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"] = GroupedSelectField(
            label="What happens?", missing="Choose what happens", choices=happenings(known)
        )


class CaseForm(Form):
    """A rehearsal kept as a case of the acceptance set."""

    title = TextField(
        label="What is this case about?",
        missing="Say what the case is about",
        help_text="For example, A girl of 14, away from a children’s home over a weekend",
        max_length=160,
    )
    confirmed = CheckboxesField(
        label="Is this what is to be owed?",
        missing="Confirm that this is what is to be owed, or go back and change the story",
        choices=[("yes", "Yes: who owes each duty, by when and how it ended are right")],
    )


class ExpectForm(Form):
    """A case is to expect what the draft makes of it."""

    confirmed = CheckboxesField(
        label="Is this what is to be owed from now on?",
        missing="Confirm that this is what is to be owed, or go back and change the draft",
        choices=[("yes", "Yes: who owes each duty, by when and how it ended are right")],
    )


def _circumstances(known: Vocabulary) -> dict[str, Field]:
    """The states of a child that a profile tells, and where the child lives."""
    states = [one for one in known.values() if _is_of_child(one) and one.kind is Kind.STATE]
    found: dict[str, Field] = {
        "so": CheckboxesField(
            label="What is so for the child?",
            required=False,
            choices=[(one.name, capital(one.words)) for one in states],
        )
    }
    for one in known.values():
        if _is_of_child(one) and one.kind is Kind.VALUE:
            found[field_of(one.name)] = SelectField(
                label=f"{capital(one.words)} … (optional)",
                empty="Not said",
                required=False,
                choices=list(one.values.items()),
            )
    return found


def _is_of_child(fact: FactDefinition) -> bool:
    return fact.subject == "child" and not fact.is_derived and "profile" in fact.recorded_on


def field_of(fact: str) -> str:
    """The name of the question about a fact of the child."""
    return f"so-{fact}"


def happenings(known: Vocabulary) -> Groups:
    """Everything of a child or an episode that somebody records, and that a state ends."""
    found: dict[str, list[tuple[str, str]]] = {title: [] for title in (*GROUPS.values(), OWN)}
    for fact in known.values():
        if fact.subject in ("child", "episode") and not fact.is_derived and not fact.of:
            title = OWN if fact.rulebook else GROUPS[fact.recorded_on[0]]
            found[title].extend(_choices(fact))
    return [(title, inside) for title, inside in found.items() if inside]


def _choices(fact: FactDefinition) -> Iterator[tuple[str, str]]:
    if fact.kind is Kind.VALUE:
        yield from ((f"{fact.name}={value}", fact.says(value)) for value in fact.values)
    elif fact.kind in (Kind.EVENT, Kind.STATE):
        yield fact.name, fact.words
        if fact.kind is Kind.STATE:
            yield f"{fact.name}={NO}", f"no longer: {fact.words}"


def carried(data: QueryDict, known: Vocabulary) -> list[Step]:
    """The steps that the page carries with it, in the order in which they were typed. What no page
    of ours carries is left out."""
    able = {value for _, inside in happenings(known) for value, _ in inside}
    found = []
    for text in data.getlist("step")[:MOST_STEPS]:
        when, _, what = text.partition(" ")
        try:
            at = datetime.fromisoformat(when)
        except ValueError:
            continue
        if at.tzinfo is not None and what in able and 1900 <= at.year < 2200:
            fact, _, value = what.partition("=")
            found.append(Step(at=at, fact=fact, value=value))
    return found


def carry(step: Step) -> str:
    """A step as the page carries it."""
    what = f"{step.fact}={step.value}" if step.value else step.fact
    return f"{step.at.isoformat()} {what}"


def composed(rulebook: str, form: ChildForm, steps: Iterable[Step], **named: str) -> Composed:
    """The story as far as it has been built."""
    given = form.cleaned_data
    placed = [
        (name.removeprefix("so-"), str(value))
        for name, value in given.items()
        if name.startswith("so-") and value
    ]
    return Composed(
        rulebook=rulebook,
        steps=tuple(steps),
        circumstances=(*((name, "") for name in given["so"]), *placed),
        age=given["age"],
        **named,
    )


def view_field() -> RadiosField:
    """Under which protocol to look."""
    return RadiosField(
        label="Under which protocol?", missing="Choose a protocol", choices=list(VIEWS)
    )
