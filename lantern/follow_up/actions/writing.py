"""The columns that say who wrote a row, and the facts that a record means."""

from collections.abc import Iterable
from datetime import datetime

from lantern.access.actor import Actor
from lantern.core.errors import Invalid
from lantern.episodes import ruling
from lantern.episodes.actions import entries
from lantern.episodes.models import Episode
from lantern.follow_up.details import Fact
from lantern.people.actions import steps
from lantern.people.askable import is_asked_of, step_of
from lantern.people.models import Child


def known(child: Child, episode: Episode | None, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Those of the facts that the protocol of the absence, or of the child, knows."""
    return tuple(
        one for one in facts if _is_of(episode, one[0]) or step_of(child, one[0]) is not None
    )


def require_asked(child: Child, facts: Iterable[Fact], *, by: Actor) -> None:
    """Raise Invalid where the rulebook asks somebody else for one of these facts of the child."""
    for fact, _ in facts:
        definition = step_of(child, fact)
        if definition is not None and not (asked := is_asked_of(definition, by)):
            raise Invalid({fact: asked.reason})


def state(  # noqa: PLR0913  when it happened and when it was recorded are two instants
    child: Child,
    episode: Episode | None,
    facts: Iterable[Fact],
    *,
    by: Actor,
    at: datetime,
    now: datetime,
    words: str,
) -> dict[str, str]:
    """Write each fact where it belongs; the keys of the entries of the absence, by fact."""
    written = {}
    for fact, value in facts:
        if episode is not None and _is_of(episode, fact):
            entry = entries.record_step(episode, by=by, fact=fact, at=at, now=now, words=words)
            written[fact] = entry.key
        else:
            steps.write(child, fact, by=by, at=at, now=now, words=words, value=value)
    return written


def _is_of(episode: Episode | None, fact: str) -> bool:
    if episode is None:
        return False
    definition = ruling.vocabulary_of(episode).get(fact)
    return definition is not None and definition.subject == "episode"
