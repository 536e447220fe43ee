"""Which agencies and teams there are. Whoever takes part may know who else does."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from lantern.access.actor import Actor
from lantern.agencies.details import Opening
from lantern.agencies.models import Agency, Area, Team
from lantern.agencies.policies import can_administer
from lantern.core.errors import NotFound
from lantern.vocabulary.agency import AgencyKind


def agencies(actor: Actor, *kinds: AgencyKind) -> QuerySet[Agency]:
    """The agencies of the partnership, of these kinds or of all, by name."""
    found = Agency.objects.order_by("name")
    return found.filter(kind__in=kinds) if kinds else found


def get(actor: Actor, slug: str) -> Agency:
    """One agency by its short name."""
    found = Agency.objects.select_related("within").filter(slug=slug).first()
    if found is None:
        raise NotFound("agency", slug)
    return found


def authority_with_code(actor: Actor, codes: Sequence[str]) -> Agency | None:
    """The authority that is known by one of these codes, or by one of them as its short name."""
    found = agencies(actor, AgencyKind.LOCAL_AUTHORITY)
    lower = [code.lower() for code in codes]
    return found.filter(Q(code__in=codes) | Q(slug__in=lower)).first()


def administered(actor: Actor) -> tuple[Agency, ...]:
    """The agencies whose accounts this actor keeps, by name."""
    return tuple(agency for agency in agencies(actor) if can_administer(actor, agency))


def get_administered(actor: Actor, slug: str) -> Agency:
    """One of the agencies whose accounts this actor keeps."""
    found = get(actor, slug)
    can_administer(actor, found).require()
    return found


def get_team(actor: Actor, agency: Agency, number: int) -> Team:
    """One of an agency’s teams."""
    found = teams(actor, agency).filter(pk=number).select_related("agency").first()
    if found is None:
        raise NotFound("team", str(number))
    return found


def areas(actor: Actor, agency: Agency) -> tuple[Area, ...]:
    """The parts of an agency’s area, by name."""
    return tuple(agency.areas.order_by("name"))


def openings(actor: Actor, agency: Agency) -> tuple[Opening, ...]:
    """When an agency’s offices are open, by weekday; none said means 09:00 to 17:00."""
    rows = agency.office_hours.order_by("weekday")
    return tuple(Opening(weekday=one.weekday, opens=one.opens, closes=one.closes) for one in rows)


def teams(actor: Actor, agency: Agency) -> QuerySet[Team]:
    """An agency's teams, by name."""
    return Team.objects.filter(agency=agency).prefetch_related("covers", "areas").order_by("name")
