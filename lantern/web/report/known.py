"""What Lantern knows already of the child and the reporter, so that nobody types it again."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from lantern.access.actor import Actor
from lantern.access.sharing import Part, Sight
from lantern.accounts.queries import myself
from lantern.core.instants import LONDON
from lantern.episodes import queries as episodes
from lantern.people import queries as people
from lantern.people.known import Assigned, assigned, contacts
from lantern.placements.known import latest_photograph, latest_profile, present_placement
from lantern.risk.queries import latest as latest_assessment
from lantern.vocabulary.agency import AgencyKind
from lantern.vocabulary.role import Role

if TYPE_CHECKING:
    from lantern.episodes.models import Draft
    from lantern.people.models import Child, Contact
    from lantern.placements.models import Photograph, Placement, Profile
    from lantern.risk.models import RiskAssessment

MOST_COMPANIONS = 30


@dataclass(frozen=True, kw_only=True)
class Known:
    """The child, what was kept ready, who works with the child, and who is reporting."""

    actor: Actor
    draft: "Draft"
    child: "Child"
    sight: Sight
    now: datetime
    placement: "Placement | None"
    profile: "Profile | None"
    photograph: "Photograph | None"
    contacts: "tuple[Contact, ...]"
    assessment: "RiskAssessment | None"
    workers: dict[Role, Assigned]
    others: "tuple[Child, ...]"
    telephone: str

    @property
    def name(self) -> str:
        """What the pages call the child."""
        return self.child.given_name or "the child"

    @property
    def is_in_care(self) -> bool:
        """Whether the child is placed, as far as the reporter may know."""
        return self.placement is not None


def known(actor: Actor, reference: str, *, now: datetime) -> Known:
    """Everything that the report of this draft starts from, as far as the reporter may see it."""
    draft = episodes.draft(actor, reference)
    assert draft.child is not None  # noqa: S101  a draft is begun for a child
    look = people.look(actor, draft.child.reference, page="report", at=now)
    child, sight = look.child, look.sight
    opens = sight.shows
    placement = present_placement(child, now) if opens(Part.PLACEMENT) else None
    return Known(
        actor=actor,
        draft=draft,
        child=child,
        sight=sight,
        now=now,
        placement=placement,
        profile=latest_profile(child) if opens(Part.PROFILE) else None,
        photograph=latest_photograph(child) if opens(Part.CARD) else None,
        contacts=contacts(child) if opens(Part.CONTACTS) else (),
        assessment=latest_assessment(child) if opens(Part.CONCERNS) else None,
        workers=_workers(child, sight, now),
        others=_others(actor, child, placement, now),
        telephone=myself(actor).telephone,
    )


def _workers(child: "Child", sight: Sight, now: datetime) -> dict[Role, Assigned]:
    if not sight.shows(Part.PROFESSIONALS):
        return {}
    return {holder.role: holder for holder in assigned([child.pk], at=now).get(child.pk, ())}


def _others(
    actor: Actor, child: "Child", placement: "Placement | None", now: datetime
) -> "tuple[Child, ...]":
    """Children who may have gone together: those of the same home, whom the reporter may see."""
    seen = people.visible_to(actor, at=now).exclude(pk=child.pk)
    if placement is not None:
        seen = seen.filter(
            placements__carer=placement.carer_id,
            placements__until_at__isnull=True,
            placements__withdrawn_at__isnull=True,
        )
    elif actor.agency_kind not in (AgencyKind.CHILDRENS_HOME, AgencyKind.FOSTER_HOUSEHOLD):
        seen = seen.filter(home_postcode=child.home_postcode).exclude(home_postcode="")
    return tuple(seen.order_by("given_name", "pk").distinct()[:MOST_COMPANIONS])


def age(child: "Child", now: datetime) -> int | None:
    """The child's age in whole years today; None where nobody knows the date of birth."""
    if child.born_on is None:
        return None
    on, born = now.astimezone(LONDON).date(), child.born_on
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
