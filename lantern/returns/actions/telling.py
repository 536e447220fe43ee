"""Everyone who must be told that the child is back, told in one sending (RF-061, CK-123)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor
from lantern.core.errors import Invalid
from lantern.episodes.actions import notices
from lantern.episodes.models import Entry, Episode
from lantern.returns.details import about
from lantern.vocabulary.telling import Method, NotTold, Recipient


@dataclass(frozen=True, kw_only=True)
class Told:
    """Somebody was told, how, and who has acknowledged it."""

    person: str
    method: Method
    acknowledged_by: str = ""
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Untold:
    """Somebody is not told, why, and who decided that."""

    reason: NotTold
    words: str
    decided_by: str


@transaction.atomic
def tell_of_return(
    episode: Episode,
    *,
    by: Actor,
    at: datetime,
    now: datetime,
    tellings: Mapping[Recipient, Told | Untold],
) -> list[Entry]:
    """Record what was done about each of these people; all of it, or none.

    Raises Invalid with a sentence for each field, named with the recipient after it.
    """
    found: list[Entry] = []
    faults: dict[str, str] = {}
    for recipient, one in tellings.items():
        try:
            found.append(_told(episode, recipient, one, by=by, at=at, now=now))
        except Invalid as fault:
            for name, sentence in fault.messages.items():
                if name == "at":
                    faults[name] = sentence
                else:
                    faults[f"{name}_{recipient}"] = about(recipient, sentence)
    if not tellings:
        faults["at"] = "Say of at least one of them whether they were told."
    if faults:
        raise Invalid(faults)
    return found


def _told(
    episode: Episode,
    recipient: Recipient,
    one: Told | Untold,
    *,
    by: Actor,
    at: datetime,
    now: datetime,
) -> Entry:
    if isinstance(one, Told):
        if not one.person.strip():
            raise Invalid({"person": "Name who was told."})
        return notices.record_notification(
            episode,
            by=by,
            recipient=recipient,
            at=at,
            now=now,
            person=one.person,
            method=one.method,
            acknowledged_by=one.acknowledged_by,
            words=one.words,
            after_return=True,
        )
    return notices.record_notification(
        episode,
        by=by,
        recipient=recipient,
        at=at,
        now=now,
        not_told_reason=one.reason,
        words=one.words,
        decided_by=one.decided_by,
        after_return=True,
    )
