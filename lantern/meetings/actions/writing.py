"""The rows of meetings, and what goes out to those who are invited."""

from collections.abc import Iterable, Mapping

from lantern.meetings.models import Arrangement, Meeting, Member
from lantern.meetings.standing import arranged, members
from lantern.notifications.outbox import Note, Outgoing
from lantern.notifications.wording import Wording
from lantern.vocabulary.role import Role


def tell(
    meeting: Meeting,
    said: Mapping[str, Wording],
    *,
    cause: str,
    outgoing: Outgoing,
    invited: Iterable[Member] | None = None,
) -> set[str]:
    """Send each member who has an account what is said to them, by the member's key.

    Whose keys were sent a message. The others have to be told by hand, and the record says so.
    """
    told: set[str] = set()
    for member in members(meeting) if invited is None else invited:
        if not member.is_invited or member.key not in said:
            continue
        users, teams = _reached(member, outgoing)
        if users or teams:
            wording = said[member.key]
            note = Note(
                key=f"{meeting.reference} {cause} {member.key}"[:160],
                kind="meeting",
                about=meeting.episode.reference,
                subject=wording.subject,
                body=wording.body,
            )
            outgoing.put(note, user_ids=users, team_ids=teams)
            told.add(member.key)
    return told


def _reached(member: Member, outgoing: Outgoing) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The accounts and teams by which this member is reached."""
    if member.user_id is not None:
        return (member.user_id,), ()
    if member.agency_id is None or not member.role:
        return (), ()
    to = outgoing.rota.holders(Role(member.role), member.agency_id)
    return to.user_ids, to.team_ids


def where(one: Arrangement) -> str:
    """Where it is held, in words."""
    how = one.get_how_display()
    return f"{how}: {one.place}" if one.place else str(how)


def latest(meeting: Meeting) -> Arrangement:
    """How the meeting is arranged now."""
    return arranged(meeting)
