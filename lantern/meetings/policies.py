"""May they? Arrange a strategy meeting, record it, cancel it, read its record."""

from datetime import datetime

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.core.decision import Decision, allowed_if, first_refusal
from lantern.episodes import policies as episodes
from lantern.episodes.models import Episode
from lantern.meetings.models import Arrangement, Meeting, Minutes
from lantern.meetings.standing import cancellation
from lantern.people.models import Child
from lantern.people.policies import may
from lantern.vocabulary.role import Role


def can_arrange(actor: Actor, episode: Episode, *, at: datetime) -> Decision:
    """Social workers, their managers, the reviewing officer and the police's coordinator."""
    return first_refusal(
        may(actor, Permission.MEETING_ARRANGE, episode.child, at=at), episodes.is_kept_here(episode)
    )


def can_change(actor: Actor, meeting: Meeting, *, at: datetime) -> Decision:
    """Whether this person may change when it is and who comes: before it is held."""
    return first_refusal(
        can_arrange(actor, meeting.episode, at=at),
        is_not_cancelled(meeting),
        allowed_if(
            not _is_held(meeting), "This meeting has been held. Correct its record instead."
        ),
    )


def can_record(actor: Actor, meeting: Meeting, *, at: datetime) -> Decision:
    """Whether this person may make its record, or put it right."""
    return first_refusal(can_arrange(actor, meeting.episode, at=at), is_not_cancelled(meeting))


def can_cancel(actor: Actor, meeting: Meeting, arranged: Arrangement, *, at: datetime) -> Decision:
    """The chair alone, or whoever else holds the chair's role (CF-17)."""
    return first_refusal(
        can_change(actor, meeting, at=at), _is_chair(actor, arranged, "cancel this meeting")
    )


def _is_chair(actor: Actor, arranged: Arrangement, deed: str) -> Decision:
    return allowed_if(
        actor.is_system
        or actor.user_id == arranged.chair_id
        or Role(arranged.chair_role) in actor.roles,
        f"Only the chair may {deed}. Ask {arranged.chair_name}.",
    )


def can_review(actor: Actor, meeting: Meeting, *, at: datetime) -> Decision:
    """Whether this person may record that its actions were reviewed."""
    return first_refusal(
        can_arrange(actor, meeting.episode, at=at),
        is_not_cancelled(meeting),
        allowed_if(_is_held(meeting), "This meeting has not been recorded as held yet."),
    )


def can_take_back(actor: Actor, meeting: Meeting, *, at: datetime) -> Decision:
    """Whether this person may say that the whole record of the meeting was made in error."""
    return first_refusal(can_arrange(actor, meeting.episode, at=at), is_not_cancelled(meeting))


def can_amend_cancellation(
    actor: Actor, meeting: Meeting, arranged: Arrangement, *, at: datetime
) -> Decision:
    """Whether this person may put right why it was cancelled, or take that back: the chair."""
    now = cancellation(meeting)
    return first_refusal(
        can_arrange(actor, meeting.episode, at=at),
        allowed_if(now is not None and not now.in_error, "This meeting was not cancelled."),
        _is_chair(actor, arranged, "put this right"),
    )


def is_not_cancelled(meeting: Meeting) -> Decision:
    """Whether it still stands."""
    now = cancellation(meeting)
    how = "recorded in error" if now is not None and now.in_error else "cancelled"
    return allowed_if(now is None, f"This meeting was {how}. Arrange another.")


def _is_held(meeting: Meeting) -> bool:
    return Minutes.objects.filter(meeting=meeting).exists()


def can_see(actor: Actor, child: Child, *, at: datetime) -> Decision:
    """Whether this person may know of meetings about the child at all."""
    return may(actor, Permission.EPISODE_SEE, child, at=at)
