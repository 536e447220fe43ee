"""Close an episode for which there was no absence. It is kept: nothing is deleted."""

from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.episodes import policies
from lantern.episodes.actions import writing
from lantern.episodes.details import ClosedDetails, Said
from lantern.episodes.models import Entry, Episode
from lantern.episodes.validity import Messages
from lantern.vocabulary.absence import EntryKind


@transaction.atomic
def close_as_error(episode: Episode, *, by: Actor, at: datetime, reason: str) -> Entry:
    """The child was never away. The record stays, with who closed it and why."""
    policies.reaches(by, episode.child, at=at).require()
    writing.lock(episode)
    policies.can_close_as_error(by, episode).require()
    messages = Messages()
    messages.need("reason", reason, "Say how it was found that the child was not away.")
    messages.raise_any()
    said = Said(kind=EntryKind.CLOSED, at=at, words=reason, details=ClosedDetails())
    return writing.add(episode, [said], by=by, now=at)[0]
