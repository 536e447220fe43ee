"""May they? The safe and well check is the police's; how often it is made, social care agrees."""

from datetime import datetime

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.access.sharing import Part, Sight
from lantern.core.decision import Decision, allowed_if, first_refusal
from lantern.episodes import policies as episodes
from lantern.episodes.models import Episode
from lantern.people.models import Child
from lantern.people.policies import may
from lantern.returns.facts import BY_SOCIAL_CARE, DONE
from lantern.returns.models import SafeAndWellCheck


def can_record_check(actor: Actor, episode: Episode) -> Decision:
    """Whether this person may record a safe and well check (DfE 2014 ¶29)."""
    return first_refusal(
        actor.holds(Permission.SAFE_AND_WELL_RECORD), episodes.is_kept_here(episode)
    )


def can_correct_check(actor: Actor, check: SafeAndWellCheck) -> Decision:
    """Whether this person may put a check right: their force recorded it."""
    who = check.by_agency.name if check.by_agency is not None else "those who recorded it"
    return first_refusal(
        can_record_check(actor, check.episode),
        allowed_if(
            actor.is_system or check.by_agency_id == actor.agency_id,
            f"Only {who}, who recorded this, may correct it. Add a note that says what is wrong.",
        ),
    )


def can_see_checks(sight: Sight) -> Decision:
    """Whether what came of a check is shown to somebody who sees this much of the record."""
    return sight.requires(Part.RETURN)


def can_decide_on_harm(actor: Actor) -> Decision:
    """Whether this person records what social worker and team manager decided (DA-054)."""
    return actor.holds(Permission.HARM_DECIDE)


def can_record_step(actor: Actor, fact: str) -> Decision:
    """Whether this person records this act. What a child who may be at risk at home needs, and
    where the child stays, social care decides and records (DA-065).
    """
    if fact not in DONE:
        raise ValueError(f"{fact} is none of the acts after a child is located")
    if fact in BY_SOCIAL_CARE:
        return first_refusal(episodes.can_add(actor), actor.holds(Permission.HARM_DECIDE))
    return episodes.can_add(actor)


def can_agree(actor: Actor, child: Child, *, at: datetime, seen: Sight | None = None) -> Decision:
    """Whether this person records how often a child is checked or interviewed (SCP L1116)."""
    return may(actor, Permission.FREQUENCY_AGREE, child, at=at, seen=seen)
