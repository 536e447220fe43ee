"""What every action on a referral does: who may, on a record that nobody else writes on."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from lantern.access.actor import Actor
from lantern.episodes.actions import writing
from lantern.episodes.details import Said
from lantern.episodes.models import Entry
from lantern.referrals import policies
from lantern.referrals.models import Referral


class Author(TypedDict):
    """Who recorded a row, and when."""

    by_id: int | None
    by_name: str
    recorded_at: datetime


def author(by: Actor, now: datetime) -> Author:
    """The columns of a row that say who recorded it, and when."""
    return {"by_id": by.user_id, "by_name": by.name, "recorded_at": now}


def hold(referral: Referral, *, by: Actor, now: datetime) -> None:
    """Nobody else writes on the absence until the transaction ends; raises Refused for those who
    may not work on the referral."""
    policies.can_work(by, referral, at=now).require()
    writing.lock(referral.episode)


def enter(referral: Referral, said: Sequence[Said], *, by: Actor, now: datetime) -> Entry:
    """Entries of the absence that say what was done; the first stands for the row."""
    return writing.add(referral.episode, said, by=by, now=now)[0]
