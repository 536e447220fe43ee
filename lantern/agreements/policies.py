"""Who may draw up, change, review and adopt a version of a partnership's rulebook."""

from django.db.models import Q

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.agencies.models import Agency
from lantern.agreements.models import Change, Draft, Review
from lantern.core.decision import ALLOWED, Decision, allowed_if, first_refusal, refused
from lantern.protocol.layers import Library
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.agreement import DraftState

OPEN = (DraftState.DRAFTING, DraftState.IN_REVIEW)
"""The states in which a draft may still become anything."""
LAYERS_OF_ONES_OWN = ("partnership", "provider", "home", "child")
"""The layers that an authority agrees itself; those above are the nation's or a force's."""
_ANY = (Permission.PROTOCOL_DRAFT, Permission.PROTOCOL_REVIEW, Permission.PROTOCOL_ADOPT)


def works_on(actor: Actor) -> Decision:
    """Whether the actor has anything to do with drafts at all."""
    held = [one for one in _ANY if actor.holds(one)]
    return ALLOWED if held else actor.holds(Permission.PROTOCOL_DRAFT)


def authorities_of(actor: Actor) -> Q:
    """The authorities for which the actor acts: their own, or those in the area of their board."""
    own = Q(pk=actor.agency_id or 0)
    if actor.agency_kind != AgencyKind.SAFEGUARDING_BOARD:
        return own & Q(kind=AgencyKind.LOCAL_AUTHORITY)
    board = (
        Agency.objects.filter(pk=actor.agency_id or 0).values_list("within_id", flat=True).first()
    )
    area = Q() if board is None else Q(pk=board) | Q(within=board)
    return Q(kind=AgencyKind.LOCAL_AUTHORITY) & area


def acts_for(actor: Actor, agency: Agency) -> Decision:
    """Whether the actor belongs to the authority, or to the board of its area."""
    if actor.agency_id == agency.pk:
        theirs = agency.kind == AgencyKind.LOCAL_AUTHORITY
    else:
        is_board = actor.agency_kind == AgencyKind.SAFEGUARDING_BOARD
        theirs = is_board and Agency.objects.filter(authorities_of(actor), pk=agency.pk).exists()
    return allowed_if(
        theirs,
        f"This is the protocol of {agency.name}. Somebody there, or at its safeguarding board, "
        "has to do this.",
    )


def can_draw_up(actor: Actor, agency: Agency, rulebook: str, shelf: Library) -> Decision:
    """Whether the actor may begin a draft of a version of this rulebook for this authority."""
    return first_refusal(
        actor.holds(Permission.PROTOCOL_DRAFT),
        acts_for(actor, agency),
        own(agency, rulebook, shelf),
    )


def can_begin_own(actor: Actor, agency: Agency, shelf: Library) -> Decision:
    """Whether the actor may begin the first rulebook of this authority's own."""
    return first_refusal(
        actor.holds(Permission.PROTOCOL_DRAFT),
        acts_for(actor, agency),
        allowed_if(
            not own(agency, agency.rulebook, shelf),
            f"{agency.name} has a rulebook of its own. Draw up a version of that.",
        ),
    )


def own(agency: Agency, rulebook: str, shelf: Library) -> Decision:
    """Whether a rulebook is the authority's own, and not one that it shares with the country."""
    if agency.rulebook != rulebook or rulebook not in shelf.versions:
        return refused(f"{agency.name} does not work to this rulebook. Choose its own.")
    layer = shelf.versions[rulebook][-1].layer
    return allowed_if(
        layer in LAYERS_OF_ONES_OWN,
        f"This rulebook is that of a {layer} and not {agency.name}’s own.",
    )


def can_see(actor: Actor, draft: Draft) -> Decision:
    """Whoever works on the authority's drafts, and whoever was asked to review this one."""
    asked = Review.objects.filter(draft=draft, reviewer_id=actor.user_id or 0).exists()
    return ALLOWED if asked else first_refusal(works_on(actor), acts_for(actor, draft.agency))


def can_change(actor: Actor, draft: Draft) -> Decision:
    """Whether the actor may change the text, ask people to review it, or give it up."""
    return first_refusal(
        actor.holds(Permission.PROTOCOL_DRAFT), acts_for(actor, draft.agency), is_open(draft)
    )


def can_ask(actor: Actor, draft: Draft) -> Decision:
    """Whoever may change a draft asks people to review it."""
    return can_change(actor, draft)


def can_answer(actor: Actor, review: Review) -> Decision:
    """The person who was asked, of a draft that is not their own, as it stands now."""
    draft = review.draft
    wrote = Change.objects.filter(draft=draft, by_id=actor.user_id or 0).exists()
    return first_refusal(
        actor.holds(Permission.PROTOCOL_REVIEW),
        allowed_if(review.reviewer_id == actor.user_id, "Somebody else was asked to review this."),
        is_open(draft),
        allowed_if(
            draft.revision == review.of_revision,
            "The draft was changed after you were asked. You will be asked again.",
        ),
        allowed_if(review.answered_at is None, "You have answered already."),
        allowed_if(not wrote, "You drew up some of this draft. Somebody else has to review it."),
    )


def can_adopt(actor: Actor, draft: Draft) -> Decision:
    """Whether the actor may adopt a draft of this authority at all; `obstacles` has the rest."""
    return first_refusal(
        actor.holds(Permission.PROTOCOL_ADOPT), acts_for(actor, draft.agency), is_open(draft)
    )


def can_look_again(actor: Actor, agency: Agency) -> Decision:
    """Whoever may adopt a version says that one was looked at again."""
    return first_refusal(actor.holds(Permission.PROTOCOL_ADOPT), acts_for(actor, agency))


def is_open(draft: Draft) -> Decision:
    """Whether a draft may still become anything."""
    said = {
        DraftState.ADOPTED: "This draft was adopted. Its text changes no more.",
        DraftState.WITHDRAWN: "This draft was withdrawn. Draw up another.",
    }
    return allowed_if(draft.state in OPEN, said.get(DraftState(draft.state), ""))
