"""Named lists of children: who is on which, since when and why, and what a meeting considers.

A list informs a person's judgement. Who is on it follows from the facts alone; nobody is put on it
or taken off it by hand.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from lantern.core.instants import ALWAYS, to_datetime, to_microseconds
from lantern.protocol.compiled import Evaluation
from lantern.protocol.evaluate import Lateness
from lantern.protocol.explain import Because, Explanations, reason_in_words
from lantern.protocol.facts import Facts
from lantern.protocol.rulebook import NamedList, Rule
from lantern.protocol.spells import holding
from lantern.protocol.versions import Protocol
from lantern.protocol.wording import joined


@dataclass(frozen=True, slots=True, kw_only=True)
class OnList:
    """That a child, or an absence, is on a list at an instant."""

    named: NamedList
    since: datetime | None
    """Since when it has been so without a break; None where it has always been so."""
    cause: str
    """The key of the record that brought it about; the same while the child stays on the list."""
    because: tuple[Because, ...]

    @property
    def sentence(self) -> str:
        """“On “Repeat runners” because …, under …”."""
        why = joined(reason_in_words(one) for one in self.because) if self.because else "it is so"
        book = self.named.rulebook_title
        return f"On “{self.named.title}” because {why}, under “{book}” ({self.named.source})."


@dataclass(frozen=True, slots=True, kw_only=True)
class ToConsider:
    """One child, or one absence, on the agenda of a duty, by every list that brought it there."""

    reference: str
    lists: tuple[OnList, ...]


def on_lists(facts: Facts, protocol: Protocol, at: datetime) -> tuple[OnList, ...]:
    """The lists on which the subject of these facts is at an instant, in the rulebooks' order."""
    now = to_microseconds(at)
    evaluation = Evaluation(facts, protocol.list_size)
    evaluation.late = Lateness.of(facts, protocol, now)
    explained = Explanations(facts, protocol, until=at)
    found = []
    for version in protocol.lists:
        if version.named.subject != facts.subject or not version.begins <= now < version.ends:
            continue
        spell = holding(version.when.spells(evaluation), now)
        if spell is not None:
            found.append(
                OnList(
                    named=version.named,
                    since=None if spell[0] == ALWAYS else to_datetime(spell[0]),
                    cause=spell[2],
                    because=explained.listed(version.named, at),
                )
            )
    return tuple(found)


def agenda(
    rule: Rule, subjects: Mapping[str, Facts], protocol: Protocol, at: datetime
) -> tuple[ToConsider, ...]:
    """Whom a duty considers at an instant: of these subjects, by their references, those that are
    on one of its lists; whoever has been there longest comes first."""
    found = []
    for reference, facts in subjects.items():
        wanted = tuple(one for one in on_lists(facts, protocol, at) if one.named.id in rule.agenda)
        if wanted:
            found.append(ToConsider(reference=reference, lists=wanted))
    return tuple(sorted(found, key=_longest_first))


def _longest_first(one: ToConsider) -> tuple[float, str]:
    return min(_instant(one.lists)), one.reference


def _instant(lists: Iterable[OnList]) -> list[float]:
    return [-1.0 if one.since is None else one.since.timestamp() for one in lists]
