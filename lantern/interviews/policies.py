"""May they? Fewer people read an interview than the absence; others see what was shared."""

from datetime import datetime

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.access.sharing import EMERGENCY, Sight
from lantern.core.decision import ALLOWED, Decision, allowed_if, first_refusal
from lantern.interviews.models import Interview, Share
from lantern.interviews.sharing import READERS
from lantern.people import known as people
from lantern.people.models import Child
from lantern.people.policies import sight_of
from lantern.referrals.models import Referral
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.interviewing import InterviewState, SharedWith
from lantern.vocabulary.role import Role

CLOSED = (
    "Return interviews are read by whoever held them, those who review them, and the child’s own "
    "social worker. Ask them to share what you need."
)


def can_see(
    actor: Actor, interview: Interview, *, at: datetime, seen: Sight | None = None
) -> Decision:
    """The interviewer, the provider's team, the child's own social worker, and managers of the
    responsible authority. Emergency access opens none: it is for finding a child. `seen` is what
    the actor sees of the child, where the caller knows it."""
    if actor.is_system:
        return ALLOWED
    sight = seen or sight_of(actor, interview.child, at=at)
    if not sight:
        return allowed_if(False, "Your agency is not involved with this child now.")
    return allowed_if(sight.basis != EMERGENCY and _is_near(actor, interview, at), CLOSED)


def _is_near(actor: Actor, interview: Interview, at: datetime) -> bool:
    if interview.writer_id is not None and interview.writer_id == actor.user_id:
        return True
    if _is_providers(actor, interview):
        return True
    if actor.agency_id != interview.child.responsible_authority_id:
        return False
    if actor.holds(Permission.INTERVIEW_REVIEW):
        return True
    return is_own_worker(actor, interview.child, at)


def _is_providers(actor: Actor, interview: Interview) -> bool:
    """Whether the actor is of the provider's team. Of an authority that interviews by itself only
    the writer and those above: a council has hundreds of social workers."""
    return (
        actor.agency_kind == AgencyKind.INTERVIEW_PROVIDER
        and actor.agency_id == interview.provider_id
        and bool(actor.holds(Permission.INTERVIEW_RECORD))
    )


def is_own_worker(actor: Actor, child: Child, at: datetime) -> bool:
    """Whether the actor is the child's social worker now."""
    return any(
        one.role is Role.SOCIAL_WORKER and one.user_id == actor.user_id
        for one in people.acting(child, at=at)
    )


def can_begin(actor: Actor, referral: Referral, *, at: datetime) -> Decision:
    """The provider's worker, or a social worker of the authority responsible (RO-111; IAP L577)."""
    return first_refusal(
        actor.holds(Permission.INTERVIEW_RECORD),
        allowed_if(
            actor.is_system
            or actor.agency_id in (referral.provider_id, referral.episode.responsible_authority_id),
            f"{referral.provider.name} carries out this return interview. Ask them.",
        ),
        allowed_if(
            bool(sight_of(actor, referral.child, at=at)),
            "Your agency is not involved with this child now.",
        ),
    )


def can_write(actor: Actor, interview: Interview, *, at: datetime) -> Decision:
    """Go on with it, or put it right: its writer, or another of the provider's team. Never a
    reviewer as such, who may send it back."""
    return first_refusal(
        actor.holds(Permission.INTERVIEW_RECORD),
        allowed_if(
            actor.is_system
            or interview.writer_id == actor.user_id
            or _is_providers(actor, interview),
            f"Only {interview.writer_name} or the provider’s team write this interview. A reviewer "
            "sends it back with what to look at again.",
        ),
        can_see(actor, interview, at=at),
    )


def can_review(
    actor: Actor, interview: Interview, state: InterviewState, *, at: datetime
) -> Decision:
    """A manager of the provider or the authority, who did not write it (PB-020, RF-214.38)."""
    return first_refusal(
        actor.holds(Permission.INTERVIEW_REVIEW),
        can_see(actor, interview, at=at),
        allowed_if(
            not _wrote(actor, interview), "You wrote this interview. Somebody else reviews it."
        ),
        allowed_if(
            state is not InterviewState.DRAFT,
            "This interview is not finished, so it cannot be reviewed.",
        ),
        allowed_if(
            state is not InterviewState.SENT_BACK,
            "This interview was sent back. It is reviewed again once its writer has answered.",
        ),
    )


def _wrote(actor: Actor, interview: Interview) -> bool:
    if actor.user_id is None:
        return False
    return (
        interview.writer_id == actor.user_id
        or interview.accounts.filter(by_id=actor.user_id).exists()
    )


def can_follow(actor: Actor, interview: Interview, *, at: datetime) -> Decision:
    """Record what followed: whoever may share it, once it is finished."""
    return first_refusal(
        actor.holds(Permission.INTERVIEW_SHARE),
        can_see(actor, interview, at=at),
        is_done(interview),
    )


def can_share(actor: Actor, interview: Interview, *, at: datetime) -> Decision:
    """Give it, or a part of it, to others."""
    return can_follow(actor, interview, at=at)


def is_done(interview: Interview) -> Decision:
    """Whether its writer has finished it."""
    return allowed_if(
        interview.completed_at is not None, "This interview is not finished. Finish it first."
    )


def can_read_share(actor: Actor, share: Share, *, at: datetime) -> Decision:
    """Whoever it was shared with, by agency and role; and those who may see the interview."""
    if can_see(actor, share.interview, at=at):
        return ALLOWED
    return first_refusal(is_recipient(actor, share), _involved(actor, share, at))


def is_recipient(actor: Actor, share: Share) -> Decision:
    """Whether it was given to this person's desk."""
    readers = READERS[SharedWith(share.recipient)]
    return allowed_if(
        share.agency_id is not None
        and share.agency_id == actor.agency_id
        and bool(actor.roles & set(readers)),
        "This was not shared with you.",
    )


def _involved(actor: Actor, share: Share, at: datetime) -> Decision:
    return allowed_if(
        bool(sight_of(actor, share.interview.child, at=at)),
        "Your agency is not involved with this child now.",
    )


def works_on(actor: Actor) -> Decision:
    """Whether this person writes or reviews interviews at all."""
    reviews = actor.holds(Permission.INTERVIEW_REVIEW)
    return reviews if reviews else actor.holds(Permission.INTERVIEW_RECORD)


def can_agree(actor: Actor) -> Decision:
    """Register an agreement, or choose the questions: of one's own authority."""
    return first_refusal(
        actor.holds(Permission.INTERVIEW_AGREE),
        allowed_if(
            actor.is_system or actor.agency_kind == AgencyKind.LOCAL_AUTHORITY,
            "An authority registers what it has agreed.",
        ),
    )
