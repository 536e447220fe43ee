"""Decisions on an episode: missing or absent, how great the risk is, and what else a rulebook has
decided. Which value may be chosen, by whom and why not is the protocol's business alone."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final, TypedDict, Unpack

from django.db import transaction

from lantern.access.actor import Actor
from lantern.core.errors import Conflict, Invalid, Refused
from lantern.core.instants import in_words
from lantern.core.words import capital
from lantern.episodes import asked, policies, ruling
from lantern.episodes.actions import writing
from lantern.episodes.details import (
    Answered,
    ClassificationDetails,
    RiskDetails,
    Said,
    StepDetails,
    UnderRules,
    Weighed,
)
from lantern.episodes.models import Entry, Episode
from lantern.episodes.projection import CLASSIFICATION
from lantern.episodes.validity import Messages
from lantern.protocol.decide import Choice, Ruling
from lantern.protocol.definitions import FactDefinition
from lantern.vocabulary.absence import EntryKind

_KINDS: Final = {"classification": EntryKind.CLASSIFICATION, "risk": EntryKind.RISK}
_DETAILS: Final[Mapping[str, type[ClassificationDetails | RiskDetails | StepDetails]]] = {
    "classification": ClassificationDetails,
    "risk": RiskDetails,
}
"""What an entry holds beside the value, by the page on which the decision is taken."""


class Deciding(TypedDict, total=False):
    """The reasons of a decision, and the key of the one that the person had on screen, or “”.

    `answers` are to the questions of the rulebook on the same page; `reasons` has, for each rule
    that warns of the value, the reason against it; `grounds` the rules from which it is exempt.
    """

    rationale: str
    seen: str
    answers: Sequence[Answered]
    reasons: Mapping[str, str]
    grounds: Collection[str]


def classify(
    episode: Episode,
    *,
    by: Actor,
    classification: str,
    at: datetime,
    now: datetime,
    **given: Unpack[Deciding],
) -> Entry:
    """The police decision on what the absence is to them, with its full rationale (DA-001, DA-002).

    Raises Conflict with both decisions when another was recorded after the one in `seen`.
    """
    return decide(episode, CLASSIFICATION, classification, by=by, at=at, now=now, **given)


def grade_risk(
    episode: Episode,
    *,
    by: Actor,
    level: str,
    at: datetime,
    now: datetime,
    **given: Unpack[Deciding],
) -> Entry:
    """The police grading of the risk on the scale of the rulebook, with reasons (RF-029).

    Raises Conflict with both gradings when another was recorded after the one in `seen`.
    """
    risk = ruling.fact_decided(ruling.protocol_of(episode), "risk")
    return decide(episode, risk, level, by=by, at=at, now=now, **given)


@transaction.atomic
def decide(
    episode: Episode,
    decision: str,
    value: str,
    *,
    by: Actor,
    at: datetime,
    now: datetime,
    **given: Unpack[Deciding],
) -> Entry:
    """One value of a decision, chosen under the rules of the absence's protocol.

    Raises Refused with the rule's own sentence for a value that may not be chosen, and Conflict
    with both decisions when another was recorded after the one in `seen`.
    """
    policies.reaches(by, episode.child, at=now).require()
    definition = _decided(episode, decision, value)
    policies.can_decide(by, definition).require()
    writing.lock(episode)
    standing = writing.standing(episode)
    policies.is_not_in_error(writing.stands(episode, standing)).require()
    page = definition.recorded_on[0]
    _check(episode, at, now, given, needs_reasons=ruling.is_main(episode, decision))
    answers = asked.said(episode, given.get("answers", ()), by=by, at=at, now=now, page=page)
    decided = ruling.ruled(episode, decision, by=by, at=at, now=now, asked=answers)
    choice = decided[value]
    if not choice.is_allowed:
        raise Refused(" ".join(dict.fromkeys(choice.reasons)))
    rules = _weighed(choice, by, given)
    latest = next((one for one in reversed(standing) if one.fact == decision), None)
    _require_seen(latest, given, label=_label(definition, value), definition=definition)
    said = _said(decision, value, at, given, was=decided.was, rules=rules, definition=definition)
    again = Said(kind=EntryKind.CLASSIFICATION, at=at, fact="classification.reconsidered")
    more = [again] if latest and decision == CLASSIFICATION else []
    return writing.add(episode, [said, *more, *answers], by=by, now=now)[0]


def _decided(episode: Episode, decision: str, value: str) -> FactDefinition:
    """What is decided, if the protocol of the absence has it and the value."""
    definition = ruling.vocabulary_of(episode).get(decision)
    if definition is None or definition.subject != "episode" or not definition.values:
        raise Invalid({"choice": f"Nothing called “{decision}” is decided on an absence."})
    if value not in definition.values:
        raise Invalid({"choice": f"Choose one of these: {', '.join(definition.values.values())}."})
    return definition


def _check(
    episode: Episode, at: datetime, now: datetime, given: Deciding, *, needs_reasons: bool
) -> None:
    messages = Messages()
    messages.happened("at", at, now, "The time of the decision")
    messages.not_before(
        "at", at, writing.began_at(episode), "The decision cannot be before the child went, at"
    )
    if needs_reasons:
        sentence = "Give the reasons for the decision in full."
        messages.need("rationale", given.get("rationale", ""), sentence)
    messages.raise_any()


def _weighed(choice: Choice, by: Actor, given: Deciding) -> UnderRules:
    """How the rules bear on the value chosen. A warning needs a reason, an exemption its ground."""
    reasons, claimed = given.get("reasons", {}), given.get("grounds", ())
    messages = Messages()
    for one in choice.warned:
        messages.need(
            ruling.reason_field(one), reasons.get(one.rule.id, ""), f"{one.says} Give a reason."
        )
    for one, ground in choice.grounds:
        if one.rule.id not in claimed:
            messages.add(ruling.ground_field(one), f"{one.says} Confirm the ground: {ground}.")
    messages.raise_any()
    return UnderRules(
        decided_as=next((role for role in choice.only if role in by.roles), ""),
        forced=tuple(_weigh(one) for one in choice.forced),
        exempt=tuple(_weigh(one, ground) for one, ground in choice.grounds),
        warned=tuple(_weigh(one, reasons[one.rule.id].strip()) for one in choice.warned),
    )


def _weigh(one: Ruling, words: str = "") -> Weighed:
    return Weighed(rule=one.rule.id, says=one.says, words=words)


def _said(  # noqa: PLR0913  the parts of one decision
    decision: str,
    value: str,
    at: datetime,
    given: Deciding,
    *,
    was: str,
    rules: UnderRules,
    definition: FactDefinition,
) -> Said:
    page = definition.recorded_on[0]
    details = _DETAILS.get(page, StepDetails)
    return Said(
        kind=_KINDS.get(page, EntryKind.STEP),
        at=at,
        fact=decision,
        value=value,
        words=given.get("rationale", ""),
        details=details(was=was, rules=rules),
    )


def _label(definition: FactDefinition, value: str) -> str:
    words = definition.values.get(value, value)
    return capital(words)


def _require_seen(
    latest: Entry | None, given: Deciding, *, label: str, definition: FactDefinition
) -> None:
    if given.get("seen", "") == (latest.key if latest else ""):
        return
    theirs = {
        "decision": _label(definition, latest.value) if latest else "",
        "words": latest.words if latest else "",
        "by": latest.by_name if latest else "",
        "when": in_words(latest.at) if latest else "",
        "seen": latest.key if latest else "",
    }
    raise Conflict(
        "Somebody else decided while you were writing. Read their decision, then record yours if "
        "it still stands.",
        theirs=theirs,
        yours={"decision": label, "words": given.get("rationale", "")},
    )
