"""May they? Asking for a return interview, and the work of whoever carries it out."""

from datetime import datetime
from typing import Final

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.access.sharing import Part, Sight
from lantern.core.decision import Decision, allowed_if, first_refusal
from lantern.episodes.models import Episode
from lantern.episodes.policies import is_kept_here
from lantern.people.policies import sight_of
from lantern.referrals.models import Referral
from lantern.vocabulary.agency import AgencyKind

_FOLLOWING: Final = frozenset(
    {AgencyKind.LOCAL_AUTHORITY, AgencyKind.CHILDRENS_HOME, AgencyKind.FOSTER_HOUSEHOLD}
)


def can_see(actor: Actor, referral: Referral, *, at: datetime) -> Decision:
    """Whoever sees what came of the return sees how the interview stands."""
    return first_refusal(
        actor.holds(Permission.EPISODE_SEE),
        sight_of(actor, referral.child, at=at).requires(Part.RETURN),
    )


def can_refer(
    actor: Actor, episode: Episode, *, at: datetime, seen: Sight | None = None
) -> Decision:
    """Whoever adds to the record of an absence may ask for a return interview after it.

    `seen` is what the actor sees of the child, where the caller knows it at this instant.
    """
    return first_refusal(
        actor.holds(Permission.EPISODE_ADD),
        allowed_if(
            bool(seen or sight_of(actor, episode.child, at=at)),
            "Your agency is not involved with this child now.",
        ),
        is_kept_here(episode),
    )


def can_route(actor: Actor, referral: Referral, *, at: datetime) -> Decision:
    """The authority responsible for the child sees to the interview, and so says who carries it
    out, also where the child is placed elsewhere (DfE 2014 ¶57; CF-10)."""
    return first_refusal(
        actor.holds(Permission.CHILD_STATUS),
        allowed_if(
            actor.is_system or actor.agency_id == referral.episode.responsible_authority_id,
            f"Only {referral.episode.responsible_authority.name} says who carries out the "
            "interview.",
        ),
        allowed_if(
            bool(sight_of(actor, referral.child, at=at)),
            "Your agency is not involved with this child now.",
        ),
    )


def provides(actor: Actor) -> Decision:
    """Whether this person carries out return interviews at all."""
    return actor.holds(Permission.INTERVIEW_RECORD)


def follows(actor: Actor) -> Decision:
    """Whether this person follows interviews that others carry out: those who work for a child's
    authority, or for whoever cares for the child (DfE 2014 ¶57: the authority answers for it)."""
    return first_refusal(
        actor.holds(Permission.EPISODE_ADD),
        allowed_if(
            actor.agency_kind in _FOLLOWING,
            "The child’s authority and carers follow how a return interview stands.",
        ),
    )


def has_list(actor: Actor) -> Decision:
    """Whether there is a list of return interviews for this person: to carry out, or to follow."""
    theirs = provides(actor)
    return theirs if theirs else follows(actor)


def can_chase(actor: Actor, referral: Referral, *, sight: Sight) -> Decision:
    """Whoever follows an interview that another agency carries out may ask how it stands; `sight`
    is what they may see of the child."""
    return first_refusal(
        follows(actor),
        sight.requires(Part.RETURN),
        allowed_if(
            actor.agency_id != referral.provider_id,
            "Your own agency carries out this return interview.",
        ),
        is_kept_here(referral.episode),
    )


def can_work(
    actor: Actor, referral: Referral, *, at: datetime, seen: Sight | None = None
) -> Decision:
    """Rate, allocate, reach the child, offer, record answers: the provider's own workers."""
    return first_refusal(
        provides(actor),
        allowed_if(
            actor.is_system or actor.agency_id == referral.provider_id,
            f"{referral.provider.name} carries out this return interview. Ask them, or add a note.",
        ),
        allowed_if(
            bool(seen or sight_of(actor, referral.child, at=at)),
            "Your agency is not involved with this child now.",
        ),
        is_kept_here(referral.episode),
    )


def can_see_figures(actor: Actor) -> Decision:
    """How soon interviews are offered and held: those who answer for figures, and providers."""
    held = actor.holds(Permission.FIGURES_SEE)
    return held if held else provides(actor)


def can_set_capacity(actor: Actor, provider_id: int) -> Decision:
    """How many interviews a provider holds in a week is the provider's to say."""
    return first_refusal(
        provides(actor),
        allowed_if(
            actor.is_system or actor.agency_id == provider_id,
            "Only the provider itself says how many interviews it holds in a week.",
        ),
    )
