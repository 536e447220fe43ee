"""The page of a decision: the rulebook's questions first, then the values with what rules say.

A value that may not be chosen stands there closed, with the sentence of the rule. What the page has
asked is put to the rules before anything is recorded.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.http import QueryDict

from lantern.access.actor import Actor
from lantern.core import clock
from lantern.core.decision import Decision, first_refusal
from lantern.episodes import asked, policies, queries, ruling
from lantern.people.askable import is_asked_of
from lantern.protocol.decide import Choice, Decided, Ruling
from lantern.protocol.definitions import FactDefinition, Kind
from lantern.protocol.versions import Protocol
from lantern.protocol.wording import joined
from lantern.vocabulary.absence import Classification
from lantern.vocabulary.risk import RiskLevel
from lantern.web import wording
from lantern.web.asking import AboutChild, moment
from lantern.web.fields import CheckboxesField, HiddenField, LongTextField, RadiosField
from lantern.web.opened import Opened
from lantern.web.questions import Question

if TYPE_CHECKING:
    from lantern.episodes.models import Episode


@dataclass(frozen=True, kw_only=True)
class Deciding:
    """A decision that has its own words on the pages; any other has those of its rulebook."""

    name: str
    text: str
    title: str
    asks: str
    done: str
    button: str


DECISIONS: Final[Mapping[str, Deciding]] = {
    one.name: one
    for one in (
        Deciding(
            name="classification",
            text="Police classification",
            title="Police classification of the absence",
            asks="How do the police record {child}?",
            done="Decision recorded.",
            button="Record the decision",
        ),
        Deciding(
            name="risk",
            text="Grading of the risk",
            title="How great the risk is",
            asks="How great is the risk?",
            done="Grading recorded.",
            button="Record the grading",
        ),
    )
}
DEFINITIONS: Final[Mapping[str, str]] = {
    one.value: one.definition for kind in (Classification, RiskLevel) for one in kind
}
"""What the values that come with the product mean."""


def deciding(protocol: Protocol, definition: FactDefinition) -> Deciding:
    """The words of a decision's page."""
    for name, one in DECISIONS.items():
        if ruling.fact_decided(protocol, name) == definition.name:
            return replace(one, asks=definition.question or one.asks)
    return Deciding(
        name="decide",
        text=definition.asks,
        title=definition.did or definition.asks,
        asks=definition.question or "Which is it?",
        done="Decision recorded.",
        button="Record the decision",
    )


def may_decide(actor: Actor, episode: "Episode", decision: Deciding) -> Decision:
    """Whether this person may open the page of a decision."""
    protocol = ruling.protocol_of(episode)
    fact = ruling.fact_decided(protocol, decision.name)
    return first_refusal(
        policies.can_decide(actor, protocol.vocabulary[fact]),
        ruling.rank(episode, fact, by=actor, at=clock.now()),
    )


class BeforeForm(AboutChild):
    """What the rulebook asks before the decision; each question comes with the rulebook."""

    seen = HiddenField(required=False)


class ChoiceField(RadiosField):
    """The values of a decision. Those that may not be chosen are not offered; sent all the same,
    they reach the rules, which refuse them with their own sentence."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.closed: frozenset[str] = frozenset()
        self.begins_with = ""

    def items(self, bound: Question, chosen: set[str]) -> list[dict[str, Any]]:
        """What was chosen, unless it is closed; otherwise what the rules begin with."""
        chosen = {one for one in chosen if one and one not in self.closed}
        items = super().items(bound, chosen or {self.begins_with})
        return [item for item in items if item["value"] not in self.closed]


class DecisionForm(AboutChild):
    """One value, with the reasons for it."""

    choice = ChoiceField(label="Which is it?", missing="Choose one")
    rationale = LongTextField(
        label="Reasons in full",
        help_text="What the decision rests on: the answers, the checks, what is not known",
        missing="Give the reasons for the decision in full",
        rows=6,
    )
    at = moment("When was it decided?", "The time of the decision")
    seen = HiddenField(required=False)

    def fit(self, decided: Decided, asks: str, *, needs_reasons: bool) -> None:
        """Every value with what the rules say of it."""
        field: Any = self.fields["choice"]
        field.label = asks
        field.error_messages["required"] = f"Choose one: {field.label}"
        field.choices = [(one.value, wording.capital(one.words)) for one in decided.choices]
        field.closed = frozenset(one.value for one in decided.choices if not one.is_allowed)
        field.begins_with = decided.preset
        field.hints = {one.value: _hint(one) for one in decided.choices}
        self.fields["rationale"].required = needs_reasons
        for one in decided.choices:
            if one.is_allowed:
                self._weigh(one, field)

    def _weigh(self, one: Choice, field: ChoiceField) -> None:
        more: dict[str, LongTextField | CheckboxesField] = {}
        for ruling_ in one.warned:
            more[_of(one, ruling.reason_field(ruling_))] = LongTextField(
                label="Why it is chosen all the same",
                help_text=ruling_.says,
                missing=f"Say why “{one.words}” is chosen all the same",
                rows=3,
            )
        for ruling_, ground in one.grounds:
            more[_of(one, ruling.ground_field(ruling_))] = CheckboxesField(
                label="On which ground?",
                help_text=ruling_.says,
                missing=f"Confirm the ground: {ground}",
                choices=[("yes", wording.capital(ground))],
            )
        if more:
            self.fields |= more
            field.reveals = {**field.reveals, one.value: tuple(more)}

    def reasons(self, choice: Choice) -> dict[str, str]:
        """The reason given against each warning of this value."""
        given = self.cleaned_data
        return {
            one.rule.id: given.get(_of(choice, ruling.reason_field(one))) or ""
            for one in choice.warned
        }

    def grounds(self, choice: Choice) -> list[str]:
        """The rules from which an exemption is claimed."""
        given = self.cleaned_data
        return [
            one.rule.id
            for one, _ in choice.grounds
            if given.get(_of(choice, ruling.ground_field(one)))
        ]

    def decided_at(self, now: datetime) -> datetime:
        """The instant that was typed, as far as it can be read yet; otherwise now."""
        if not self.is_bound:
            return now
        field = self.fields["at"]
        typed = field.widget.value_from_datadict(self.data, self.files, "at")
        try:
            at = field.clean(typed)
        except ValidationError:
            return now
        return min(at, now) if isinstance(at, datetime) else now


def _of(choice: Choice, name: str) -> str:
    return f"{name}:{choice.value}"


def closed(decided: Decided) -> tuple[tuple[str, str], ...]:
    """Each sentence that closes a value, with the values that it closes."""
    found: dict[str, list[str]] = {}
    for one in decided.choices:
        for sentence in one.reasons:
            found.setdefault(sentence, []).append(wording.capital(one.words))
    return tuple(("; ".join(words), sentence) for sentence, words in found.items())


def closed_in_short(decided: Decided) -> str:
    """Which values are closed, with the first reason that closes them all, without its source;
    empty where none is."""
    shut = [one for one in decided.choices if not one.is_allowed]
    if not shut:
        return ""
    values = joined(f"“{wording.capital(one.words).strip('“”')}”" for one in shut)
    others = [{ruling.rule.id for ruling in one.refused} for one in shut[1:]]
    of_all = (one.rule for one in shut[0].refused if all(one.rule.id in each for each in others))
    rule = next(of_all, None)
    if rule is None:
        return f"{values} cannot be chosen, each for a reason of its own."
    return f"{values} cannot be chosen. {rule.says.partition('. ')[0].rstrip('.')}."


def _hint(one: Choice) -> str:
    """What the value means, and the rules that set it or begin with it."""
    said: list[str] = [DEFINITIONS.get(one.value, "")]
    said += [f"Set by the rule: {_says(one.forced)}"] if one.forced else []
    said += [f"Begins with this: {one.preset.says}"] if one.preset else []
    return " ".join(each for each in said if each)


def _says(rulings: Iterable[Ruling]) -> str:
    return " ".join(one.says for one in rulings)


def questions_of(opened: Opened, decision: str, page: str) -> tuple[FactDefinition, ...]:
    """The questions that the rulebook has this person asked before the decision, as it now is."""
    protocols = ruling.protocols_of(opened.episode)
    was = queries.value(opened.episode, decision)
    bears = asked.bearing(protocols.decider(decision), decision, was)
    if page in DECISIONS:
        found = asked.asked_on(protocols, page, opened.actor)
        return tuple(one for one in found if bears.get(one.name, True))
    decided = protocols.deciding()
    return tuple(
        one
        for one in asked.declared(protocols)
        if bears.get(one.name)
        and one.kind is not Kind.EVENT
        and one.name not in decided
        and is_asked_of(one, opened.actor)
    )


def needed(opened: Opened, decision: str, questions: Iterable[FactDefinition]) -> frozenset[str]:
    """The questions that must be answered: what a rule of the decision rests on is never taken for
    no because nobody answered."""
    bears = asked.bearing(ruling.decider_of(opened.episode, decision), decision, "")
    return frozenset(one.name for one in questions if one.name in bears and one.kind is Kind.STATE)


def kept_from(data: QueryDict, form: AboutChild) -> tuple[tuple[str, str], ...]:
    """What was typed in the other part of the page, to be carried along unseen."""
    shown = tuple(form.fields)
    return tuple(
        (name, value)
        for name in data
        if name not in ("csrfmiddlewaretoken", "step") and not _is_of(name, shown)
        for value in data.getlist(name)
    )


def _is_of(name: str, fields: Iterable[str]) -> bool:
    """Whether an input belongs to one of these fields: a time has several."""
    return any(name == field or name.startswith(f"{field}-") for field in fields)


def typed_in(data: QueryDict, form: AboutChild) -> dict[str, Any]:
    """What was typed before for the fields of a form, to begin with."""
    return {
        name: field.widget.value_from_datadict(data, {}, name)
        for name, field in form.fields.items()
        if any(_is_of(each, (name,)) for each in data)
    }
