"""Where a duty is met: from the facts that meet it to the page that records them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from lantern.duties.queries import Line
from lantern.protocol.definitions import FactDefinition
from lantern.protocol.lexicon import vocabulary

AFTER_RETURN = "return_notified."


@dataclass(frozen=True, kw_only=True)
class Way:
    """One page on which a duty can be met, and what is done there."""

    href: str
    text: str


def ways(line: Line) -> tuple[Way, ...]:
    """The pages on which this duty can be met, the plainest first; the record itself if there is none."""
    facts = sorted(line.met_by, key=lambda name: (_rank(name), name))
    found = dict.fromkeys(
        way for name in facts if (way := _way(line, vocabulary()[name])) is not None
    )
    return tuple(found) or (_record(line),)


def _way(line: Line, fact: FactDefinition) -> Way | None:
    """The page that records this fact for the duty's subject; None where no page does."""
    if fact.subject == "child" or not line.episode:
        return _on_child(line, fact)
    return _on_episode(line, fact)
