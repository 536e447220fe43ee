"""Who keeps an agency's teams and its people's accounts."""

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.agencies.models import Agency
from lantern.core.decision import Decision, allowed_if, first_refusal
from lantern.vocabulary.agency import AgencyKind

_LARGE = {AgencyKind.LOCAL_AUTHORITY, AgencyKind.POLICE_FORCE}


def can_add_agency(actor: Actor) -> Decision:
    """Whether the actor may bring an agency into the partnership."""
    return first_refusal(
        actor.holds(Permission.ACCOUNT_MANAGE),
        allowed_if(
            actor.is_system or actor.agency_kind == AgencyKind.SAFEGUARDING_BOARD,
            "Only the partnership’s own administrator adds an agency. Ask the safeguarding board.",
        ),
    )


def can_administer(actor: Actor, agency: Agency) -> Decision:
    """Whether the actor keeps this agency's accounts.

    An administrator keeps their own agency and the small ones within it: homes, households,
    schools, providers. The partnership's administrator, at the board, keeps them all.
    """
    return first_refusal(
        actor.holds(Permission.ACCOUNT_MANAGE),
        allowed_if(
            _reaches(actor, agency),
            f"You do not keep the accounts of {agency.name}. Ask its own administrator.",
        ),
    )


def _reaches(actor: Actor, agency: Agency) -> bool:
    if actor.is_system or actor.agency_kind == AgencyKind.SAFEGUARDING_BOARD:
        return True
    within = agency.within_id == actor.agency_id and agency.kind not in _LARGE
    return agency.pk == actor.agency_id or within
