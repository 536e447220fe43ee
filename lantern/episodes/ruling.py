"""What the protocol says of a decision on an absence: which values may be chosen, by whom, why not.

The rules stand in rulebooks alone. They are asked with everything that is known of the absence and
the child, which a layer above reads: it is installed once, when the application starts, as
reactions are.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final

from lantern.access.actor import Actor
from lantern.agreements.binding import known_or_national, protocols_around
from lantern.agreements.library import library
from lantern.core.decision import ALLOWED, Decision, refused
from lantern.episodes.details import Said
from lantern.episodes.models import Entry, Episode
from lantern.episodes.projection import CLASSIFICATION, RISK
from lantern.protocol.decide import Decided, Ruling, decide
from lantern.protocol.decisions import DecisionRule, Effect
from lantern.protocol.definitions import FactDefinition, Kind, Vocabulary
from lantern.protocol.facts import Facts, Record
from lantern.protocol.several import Protocols
from lantern.protocol.versions import Protocol

PAGES: Final[Mapping[str, str]] = {"classification": CLASSIFICATION, "risk": RISK}
"""The decisions that come with the product, by the page on which they are taken."""
FactsOf = Callable[[Episode, Protocol, str, Sequence[Entry]], Facts]
_reads: list[FactsOf] = []


def install(facts_of: FactsOf) -> None:
    """Set who reads the facts of an absence. Called once, when the application starts."""
    _reads[:] = [facts_of]


def protocol_named(rulebook: str) -> Protocol:
    """The protocol of this rulebook; the national one where none is named or it is not here."""
    return library().protocol(known_or_national(rulebook))


def protocol_of(episode: Episode) -> Protocol:
    """The protocol of the authority that answers for an absence."""
    return protocol_named(episode.rulebook)


def protocols_of(episode: Episode) -> Protocols:
    """All protocols under which an absence stands: with the authority's that of the host, of the
    home and of the provider of return interviews. They are read once for each copy of the row."""
    known = episode.__dict__
    if "protocols" not in known:
        known["protocols"] = protocols_around(episode.child_id, episode)
    found: Protocols = known["protocols"]
    return found


def decider_of(episode: Episode, fact: str) -> Protocol:
    """The protocol under which the value of a fact is decided."""
    return protocols_of(episode).decider(fact)


def vocabulary_of(episode: Episode) -> Vocabulary:
    """Every fact that may be recorded of an absence, those of its own rulebooks among them."""
    return protocols_of(episode).vocabulary


@lru_cache(maxsize=256)
def fact_decided(protocol: Protocol, page: str) -> str:
    """Which fact is decided on the page of the classification, or of the risk.

    The one that comes with the product, unless the rulebooks forbid or warn of each of its values
    whatever the facts, and decide on that page a value of their own: another force's scale.
    """
    shipped = PAGES[page]
    spoken = {
        value
        for version in protocol.decisions
        if version.rule.decides == shipped and _is_against(version.rule)
        for value in version.rule.values
    }
    own = (
        name
        for name in protocol.deciding()
        if name != shipped and _is_kept_on(protocol.vocabulary[name], page)
    )
    out_of_use = spoken >= set(protocol.vocabulary[shipped].values)
    return next(own, shipped) if out_of_use else shipped


def is_decided(episode: Episode, fact: str) -> bool:
    """Whether the value of a fact is decided under a rule. Of what the authority's own protocol
    knows nothing more has to be read."""
    own = protocol_of(episode)
    if fact in own.vocabulary:
        return fact in own.deciding()
    return fact in protocols_of(episode).deciding()


def is_main(episode: Episode, decision: str) -> bool:
    """Whether this is the decision that the page of the classification or of the risk asks for."""
    protocol = protocol_of(episode)
    return decision in {*PAGES.values(), *(fact_decided(protocol, page) for page in PAGES)}


def _is_against(rule: DecisionRule) -> bool:
    effects = (Effect.FORBIDS, Effect.WARNS)
    return rule.effect in effects and rule.when is None and not rule.was


def _is_kept_on(definition: FactDefinition, page: str) -> bool:
    return (
        definition.kind is Kind.VALUE
        and bool(definition.rulebook)
        and page in definition.recorded_on
    )


def scales() -> tuple[tuple[str, ...], ...]:
    """Each scale on which the risk is graded under some rulebook, the greatest risk first."""
    known = library()
    protocols = [known.protocol(name) for name in known.ids]
    return tuple(
        {tuple(one.vocabulary[fact_decided(one, "risk")].values): None for one in protocols}
    )


def words_for(rulebook: str, page: str, value: str) -> str:
    """A level of risk or a classification in the words of the rulebook of its day."""
    protocol = protocol_named(rulebook)
    known = (fact_decided(protocol, page), PAGES[page])
    return next(
        (words for fact in known if (words := protocol.vocabulary[fact].values.get(value))), value
    )


def ruled(
    episode: Episode,
    decision: str,
    *,
    by: Actor,
    at: datetime,
    now: datetime,
    asked: Sequence[Said] = (),
) -> Decided:
    """Each value of a decision at an instant, for this person: refused, forced, pre-set or warned.

    `asked` is what the page has asked and nobody has recorded yet. Raises UnknownDecision where
    the protocol has no such decision.
    """
    protocol = decider_of(episode, decision)
    answers = [_unsaved(one, now) for one in asked]
    facts = _reads[0](episode, protocol, decision, answers)
    return decide(facts, protocol, decision, at=at, role=by.roles)


def rank(episode: Episode, decision: str, *, by: Actor, at: datetime) -> Decision:
    """Whether this person's rank may take the decision at all, whatever the facts: the rule's own
    sentence where every value is kept from it."""
    choices = _bare(episode, decision, by, at).choices
    kept = [next(filter(_always_keeps, one.refused), None) for one in choices]
    first = kept[0] if kept else None
    return ALLOWED if first is None or None in kept else refused(first.says)


def leaving(episode: Episode, decision: str, value: str, *, by: Actor, at: datetime) -> Decision:
    """Whether this person may take back a value in force, as if it had not been recorded.

    Not where every change from it is kept from them: a slip of the pen put right must not become a
    way round the rank that decides (DA-024).
    """
    in_force = Record(decision, at, at, "in force", value)
    return may_leave(_bare(episode, decision, by, at, in_force), value)


def may_leave(decided: Decided, value: str) -> Decision:
    """The same, by what is known of the whole absence."""
    kept = [changing(decided, one.value) for one in decided.choices if one.value != value]
    return kept[0] if kept and not any(kept) else ALLOWED


def changing(decided: Decided, value: str) -> Decision:
    """Whether the rules about changes from the value that holds let this person go to another."""
    against = next((one for one in decided[value].refused if one.rule.was), None)
    return ALLOWED if against is None else refused(against.says)


def reason_field(one: Ruling) -> str:
    """The name under which the reason against a warning is asked for."""
    return f"reason:{one.rule.id}"


def ground_field(one: Ruling) -> str:
    """The name under which the ground of an exemption is asked for."""
    return f"ground:{one.rule.id}"


def _bare(episode: Episode, decision: str, by: Actor, at: datetime, *records: Record) -> Decided:
    """The decision with nothing known of the absence but these records."""
    protocol = decider_of(episode, decision)
    facts = Facts.of(records, vocabulary=protocol.vocabulary)
    return decide(facts, protocol, decision, at=at, role=by.roles)


def _always_keeps(ruling: Ruling) -> bool:
    rule = ruling.rule
    return rule.effect is Effect.ONLY and rule.when is None and not rule.was and not rule.unless


def _unsaved(one: Said, now: datetime) -> Entry:
    """What was answered, as the entry it will be: after all else recorded at its instant."""
    return Entry(
        key=f"~{one.fact}",
        kind=one.kind,
        fact=one.fact,
        value=one.value,
        at=one.at,
        recorded_at=now,
    )
