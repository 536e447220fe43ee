"""Who was told of an absence or a return, by whom, how, and who acknowledged (RF-032, RF-206)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, TypedDict, Unpack

from django.db import transaction

from lantern.access.actor import Actor
from lantern.core.errors import Invalid
from lantern.episodes import asked, policies
from lantern.episodes.actions import writing
from lantern.episodes.details import NO, YES, Answered, NotificationDetails, Said
from lantern.episodes.models import Entry, Episode
from lantern.episodes.projection import value_at
from lantern.episodes.validity import Messages
from lantern.vocabulary.absence import EntryKind
from lantern.vocabulary.role import Role
from lantern.vocabulary.telling import Method, NotTold, Recipient

TOLD_BY_HANDOVER: Final[Mapping[Role, Recipient]] = {
    Role.POLICE: Recipient.POLICE,
    Role.CALL_HANDLER: Recipient.POLICE,
    Role.DUTY_INSPECTOR: Recipient.POLICE,
    Role.FORCE_INCIDENT_MANAGER: Recipient.POLICE,
    Role.SUPERINTENDENT: Recipient.POLICE,
    Role.SOCIAL_WORKER: Recipient.SOCIAL_WORKER,
    Role.EMERGENCY_DUTY_TEAM: Recipient.EDT,
    Role.TEAM_MANAGER: Recipient.RESPONSIBLE_AUTHORITY,
    Role.RESPONSIBLE_AUTHORITY: Recipient.RESPONSIBLE_AUTHORITY,
    Role.INDEPENDENT_REVIEWING_OFFICER: Recipient.IRO,
    Role.HOST_AUTHORITY: Recipient.HOST_AUTHORITY,
    Role.FOSTERING_SERVICE: Recipient.FOSTERING_SERVICE,
    Role.MASH: Recipient.MASH,
    Role.DESIGNATED_HEALTH: Recipient.DESIGNATED_HEALTH,
    Role.SCHOOL: Recipient.SCHOOL,
    Role.RETURN_INTERVIEW_PROVIDER: Recipient.RETURN_INTERVIEW_PROVIDER,
}
"""Whom the protocol calls told, when somebody in this role has taken a handover."""
PARENTS_NOT_TOLD = "parents.not_told_by_decision"


class NotificationSaid(TypedDict, total=False):
    """Who was told and how; or why not, and who decided that."""

    person: str
    method: Method | None
    reference: str
    words: str
    acknowledged_by: str
    not_told_reason: NotTold | str
    decided_by: str
    after_return: bool
    answers: Sequence[Answered]


@transaction.atomic
def record_notification(
    episode: Episode,
    *,
    by: Actor,
    recipient: Recipient,
    at: datetime,
    now: datetime,
    **said: Unpack[NotificationSaid],
) -> Entry:
    """Somebody was told, once while the child is absent and once when located or back.

    Or somebody was not told, with the reason and who decided: for parents that is the protocol's
    own exception (DA-063); for others it is kept and the duty to tell them stays.
    """
    policies.reaches(by, episode.child, at=now).require()
    policies.can_add(by).require()
    _check(at, now, recipient, said)
    writing.lock(episode)
    entries = [told(recipient, at, said)]
    ending = recipient == Recipient.PARENTS and not said.get("not_told_reason")
    if ending and value_at(writing.standing(episode), PARENTS_NOT_TOLD, at) == YES:
        entries.append(_exception_ends(at, said))
    entries += asked.said(episode, said.get("answers", ()), by=by, at=at, now=now)
    return writing.add(episode, entries, by=by, now=now)[0]


@transaction.atomic
def acknowledge_notification(
    entry: Entry, *, by: Actor, at: datetime, now: datetime, acknowledged_by: str
) -> Entry:
    """A named person has said that they have it; recorded by whoever they said it to."""
    episode = entry.episode
    policies.reaches(by, episode.child, at=now).require()
    policies.can_add(by).require()
    messages = Messages()
    messages.happened("at", at, now, "The time of the acknowledgement")
    messages.not_before("at", at, entry.at, "Nobody can acknowledge before they were told, at")
    messages.need("acknowledged_by", acknowledged_by, "Name who acknowledged.")
    messages.raise_any()
    if entry.kind != EntryKind.NOTIFICATION:
        raise Invalid({"entry": "Only a notification can be acknowledged."})
    said = Said(
        kind=EntryKind.NOTIFICATION,
        at=at,
        details=NotificationDetails(
            recipient=Recipient(entry.details["recipient"]),
            after_return=entry.details.get("after_return", False),
            acknowledges=entry.key,
            acknowledged_by=acknowledged_by,
        ),
    )
    return writing.add(writing.lock(episode), [said], by=by, now=now)[0]


@transaction.atomic
def record_taken(
    reference: str, *, by: Actor, role: Role, at: datetime, after_return: bool
) -> Entry | None:
    """Somebody has taken in Lantern what was handed to their role: they are told, and say so.

    None for a role that the protocol does not tell under a name of its own.
    """
    recipient = TOLD_BY_HANDOVER.get(role)
    if recipient is None:
        return None
    episode = Episode.objects.select_related("child").get(reference=reference)
    said: NotificationSaid = {
        "person": by.name,
        "method": Method.LANTERN,
        "acknowledged_by": by.name,
        "after_return": after_return,
    }
    return writing.add(writing.lock(episode), [told(recipient, at, said)], by=by, now=at)[0]


def told(recipient: Recipient, at: datetime, said: NotificationSaid) -> Said:
    """The entry for one person told, or not told."""
    reason = said.get("not_told_reason") or None
    after_return = said.get("after_return", False)
    details = NotificationDetails(
        recipient=recipient,
        after_return=after_return,
        person=said.get("person", ""),
        method=said.get("method"),
        reference=said.get("reference", ""),
        not_told=NotTold(reason) if reason else None,
        decided_by=said.get("decided_by", ""),
        acknowledged_by=said.get("acknowledged_by", ""),
    )
    fact, value = fact_of(recipient, after_return=after_return), ""
    if reason is not None:
        exception = recipient == Recipient.PARENTS
        fact, value = (PARENTS_NOT_TOLD, YES) if exception else ("", "")
    return Said(
        kind=EntryKind.NOTIFICATION,
        at=at,
        fact=fact,
        value=value,
        words=said.get("words", ""),
        details=details,
    )


def fact_of(recipient: Recipient, *, after_return: bool) -> str:
    """The protocol's name for telling this recipient."""
    return f"{'return_notified' if after_return else 'notified'}.{recipient}"


def _exception_ends(at: datetime, said: NotificationSaid) -> Said:
    return Said(
        kind=EntryKind.NOTIFICATION,
        at=at,
        fact=PARENTS_NOT_TOLD,
        value=NO,
        words="Told after all.",
        details=NotificationDetails(
            recipient=Recipient.PARENTS, after_return=said.get("after_return", False)
        ),
    )


def _check(at: datetime, now: datetime, recipient: Recipient, said: NotificationSaid) -> None:
    messages = Messages()
    messages.happened("at", at, now, "The time")
    if said.get("not_told_reason"):
        messages.need("decided_by", said.get("decided_by", ""), "Say who decided not to tell them.")
        messages.need("words", said.get("words", ""), "Give the reason in a few words.")
    messages.raise_any()
