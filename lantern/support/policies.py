"""May they? The directory, the words of letters, letters, and support."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.access.sharing import Part, Sight
from lantern.agencies.models import Agency
from lantern.agreements.policies import authorities_of
from lantern.core.decision import ALLOWED, Decision, allowed_if, first_refusal, refused
from lantern.core.errors import Refused
from lantern.episodes.models import Episode
from lantern.episodes.policies import is_kept_here, reaches
from lantern.people.models import Child, Contact
from lantern.support.models import Letter, Support
from lantern.vocabulary.support import LetterKind, LetterMethod


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """Somebody to whom a letter about an absence may go, or why not. `key` names them in a form."""

    key: str
    name: str
    kind: LetterKind
    who: str
    decision: Decision
    contact: int | None = None


def can_keep(actor: Actor) -> Decision:
    """Whether this person's role keeps a directory and the words of letters."""
    return actor.holds(Permission.DIRECTORY_KEEP)


def can_keep_of(actor: Actor, authority: Agency) -> Decision:
    """Whether this person keeps the directory of this authority: its own, or its board's."""
    theirs = Agency.objects.filter(authorities_of(actor), pk=authority.pk).exists()
    return first_refusal(
        can_keep(actor),
        allowed_if(
            actor.is_system or theirs,
            f"This is the directory of {authority.name}. Somebody there, or at its safeguarding "
            "board, has to do this.",
        ),
    )


def can_support(actor: Actor, child: Child, *, at: datetime, seen: Sight | None = None) -> Decision:
    """Whether this person may write letters and offer support to this child or family.

    `seen` is what this person sees of the child, where the caller knows it at this instant.
    """
    held = actor.holds(Permission.SUPPORT_RECORD)
    return held if not held or seen else reaches(actor, child, at=at)


def can_write(
    actor: Actor, episode: Episode, *, at: datetime, seen: Sight | None = None
) -> Decision:
    """Whether this person may write a letter after this absence."""
    return first_refusal(
        can_support(actor, episode.child, at=at, seen=seen),
        is_kept_here(episode),
        allowed_if(
            episode.ended_at is not None,
            "The child is still away. Letters go out after the child is back.",
        ),
    )


def can_see(actor: Actor, row: Letter | Support, sight: Sight) -> Decision:
    """Whether this person may read what was sent or offered: their agency's own, or shared."""
    if row.by_agency_id == actor.agency_id:
        return ALLOWED
    return sight.requires(Part.WORK)


def is_own(actor: Actor, row: Letter | Support) -> Decision:
    """Whether the agency of this person made it, and so may go on with it."""
    return allowed_if(
        actor.is_system or row.by_agency_id == actor.agency_id,
        f"Only {row.by_agency.name}, who began this, may go on with it.",
    )


def contact_may_be_told(contact: Contact) -> Decision:
    """Whether anything about the child may go to this person (CF-64)."""
    return allowed_if(
        contact.may_be_told,
        f"{contact.name} may not be told: {_sentence(contact.why_not_told)} Nothing is sent.",
    )


def parents_may_be_told(reasons: Sequence[str]) -> Decision:
    """Whether the parents may be told of this absence at all (DfE 2014 ¶66, DA-063)."""
    if not reasons:
        return ALLOWED
    return refused(
        "It was decided not to tell the parents of this absence"
        f"{f': {_sentence(reasons[-1])}' if reasons[-1] else '.'} Nothing is sent to them."
    )


def may_go_by(method: LetterMethod, child: Child) -> Decision:
    """Whether a letter may go this way: no post while the child's address is protected (IS-001)."""
    return allowed_if(
        method != LetterMethod.POST or not child.address_is_protected,
        "The child’s address is protected, so nothing about the child is posted. Give the letter "
        "by hand.",
    )


def _sentence(words: str) -> str:
    words = words.strip()
    return words if words.endswith((".", "!", "?")) else f"{words}."


def agency_of(actor: Actor) -> Agency:
    """The agency in whose name this person writes and offers. Raises Refused without one."""
    found = Agency.objects.filter(pk=actor.agency_id or 0).first()
    if found is None:
        raise Refused("Only somebody who works for an agency may do this.")
    return found


def may_send(actor: Actor, letter: Letter, *, at: datetime) -> Decision:
    """Whether this person may say what became of a letter: their agency made it."""
    return first_refusal(can_support(actor, letter.episode.child, at=at), is_own(actor, letter))


def may_go_on(actor: Actor, support: Support, *, at: datetime) -> Decision:
    """Whether this person may go on with support: their agency offered it."""
    return first_refusal(can_support(actor, support.child, at=at), is_own(actor, support))
