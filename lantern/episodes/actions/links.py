"""Children who went together: episodes linked, each with a record of its own (RF-037)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.audit.record import announce
from lantern.core.errors import Invalid
from lantern.episodes import policies
from lantern.episodes.actions import writing
from lantern.episodes.details import YES, Said
from lantern.episodes.events import EpisodesLinked
from lantern.episodes.models import Episode, Together
from lantern.vocabulary.absence import EntryKind

WITH_OTHERS = "episode.with_other_children"


@transaction.atomic
def link(episodes: Sequence[Episode], *, by: Actor, at: datetime) -> Together:
    """These children went together. Whoever was linked with one of them is linked with all."""
    policies.can_link(by).require()
    _check(episodes)
    held = [writing.lock(episode) for episode in sorted(episodes, key=lambda one: one.pk)]
    for episode in held:
        policies.reaches(by, episode.child, at=at).require()
    groups = {episode.together_id for episode in held if episode.together_id is not None}
    together = next((episode.together for episode in held if episode.together), None)
    if together is None:
        together = Together.objects.create(recorded_at=at)
    Episode.objects.filter(together_id__in=groups).update(together=together)
    for episode in held:
        _join(episode, together, by=by, at=at)
    first, *others = held
    references = tuple(episode.reference for episode in others)
    announce(EpisodesLinked(about=first.reference, by=by.id, at=at, others=references))
    return together


def _check(episodes: Sequence[Episode]) -> None:
    if len({episode.pk for episode in episodes}) < 2:
        raise Invalid({"episodes": "Choose at least one other child."})
    if len({episode.child_id for episode in episodes}) != len(episodes):
        raise Invalid({"episodes": "Choose absences of different children."})


def _join(episode: Episode, together: Together, *, by: Actor, at: datetime) -> None:
    episode.together = together
    episode.save(update_fields=["together"])
    if any(entry.fact == WITH_OTHERS for entry in writing.standing(episode)):
        return
    said = Said(kind=EntryKind.STEP, at=writing.began_at(episode), fact=WITH_OTHERS, value=YES)
    writing.add(episode, [said], by=by, now=at)
