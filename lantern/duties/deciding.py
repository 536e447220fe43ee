"""The facts of an absence as a decision on it rests on them: all that its duties rest on too."""

from collections.abc import Sequence

from lantern.access.actor import system_actor
from lantern.duties import facts
from lantern.duties.subjects import subjects
from lantern.episodes.models import Entry, Episode
from lantern.protocol.facts import Facts
from lantern.protocol.versions import Protocol

_READER = system_actor("decisions")


def facts_of(episode: Episode, protocol: Protocol, asked: Sequence[Entry]) -> Facts:
    """What is known of an absence and its child, with what a page has asked and not recorded."""
    (subject,) = subjects(_READER, [episode.child_id], episode_ids=[episode.pk])
    return Facts.of(
        [*subject.records, *facts.of_answers(asked, protocol.vocabulary)],
        subject=subject.kind,
        born=subject.born_on,
        excuses=subject.excuses,
        vocabulary=protocol.vocabulary,
    )
