"""Which parts of Lantern show something on the page of an absence, and on that of a child."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from lantern.access.actor import Actor
from lantern.access.sharing import Sight
from lantern.duties.queries import Line as Duty
from lantern.web.follow_up import panel as follow_up
from lantern.web.interviews import panel as interviews
from lantern.web.meetings import panel as meetings
from lantern.web.panels import Panel
from lantern.web.plans import panel as plans
from lantern.web.referrals import panel as referrals
from lantern.web.returns import panel as returns
from lantern.web.support import panel as support

if TYPE_CHECKING:
    from lantern.episodes.models import Episode
    from lantern.people.models import Child

OfChild = Callable[[Actor, "Child", Sight, datetime], Panel | None]

CHILD: Final[tuple[OfChild, ...]] = (
    referrals.of_child,
    interviews.of_child,
    plans.of_child,
    follow_up.of_child,
    support.of_child,
    returns.of_child,
)
"""In the order shown, each in a fixed number of queries."""


def of_episode(
    actor: Actor, episode: "Episode", sight: Sight, at: datetime, owed: Sequence[Duty]
) -> tuple[Panel, ...]:
    """What is shown beside an absence, in this order, each in a fixed number of queries; what this
    person may not see is left out. `owed` is what they see to be owed in it."""
    interview = partial(referrals.of_episode, owed=owed)
    parts = (
        meetings.of_episode,
        returns.of_episode,
        interview,
        interviews.of_episode,
        plans.of_episode,
        follow_up.of_episode,
        support.of_episode,
    )
    found = (one(actor, episode, sight, at) for one in parts)
    return tuple(one for one in found if one is not None)


def of_child(actor: Actor, child: "Child", sight: Sight, at: datetime) -> tuple[Panel, ...]:
    """What is shown beside a child; what this person may not see is left out."""
    found = (one(actor, child, sight, at) for one in CHILD)
    return tuple(one for one in found if one is not None)
