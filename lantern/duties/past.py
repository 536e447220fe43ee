"""What the protocol would have asked for in an absence of other records, worked out when asked.

The ledger holds none of it: history alerts nobody and stands in nobody's duties.
"""

from dataclasses import asdict
from datetime import datetime
from typing import Final

from lantern.access.actor import Actor, system_actor
from lantern.access.permissions import Permission
from lantern.access.sharing import Part
from lantern.agencies.models import Agency
from lantern.core.errors import NotFound
from lantern.duties.derivation import derived
from lantern.duties.models import Duty
from lantern.duties.queries import Line, line
from lantern.duties.subjects import subjects
from lantern.episodes.models import Episode
from lantern.people.policies import sight_of

_READER: Final = system_actor("duties of the past")


def of_history(actor: Actor, episode: Episode, at: datetime) -> tuple[Line, ...]:
    """The duties that would have arisen, in the order in which they would have.

    Raises NotFound for somebody who may not see the child's duties, and for an absence that Lantern
    was told of itself, whose duties are in the ledger.
    """
    seen = sight_of(actor, episode.child, at=at)
    allowed = actor.holds(Permission.DUTY_SEE) and seen.shows(Part.DUTIES)
    if not allowed or not episode.is_history:
        raise NotFound("duties of", episode.reference)
    found = subjects(_READER, [episode.child_id], episode_ids=[episode.pk])
    rows = [one.row for subject in found for one in derived(subject, at)]
    agencies = Agency.objects.in_bulk({row.agency_id for row in rows})
    duties = [Duty(**asdict(row)) for row in rows if row.arose_at <= at]
    for duty in duties:
        duty.child, duty.episode = episode.child, episode
        duty.agency = agencies[duty.agency_id]
    return tuple(sorted((line(duty, at) for duty in duties), key=lambda one: one.arose_at))
