"""Which agencies and teams there are. Whoever takes part may know who else does."""

from django.db.models import QuerySet

from lantern.access.actor import Actor
from lantern.agencies.models import Agency, Team
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


def administered(actor: Actor) -> tuple[Agency, ...]:
    """The agencies whose accounts this actor keeps, by name."""
    return tuple(agency for agency in agencies(actor) if can_administer(actor, agency))


def get_administered(actor: Actor, slug: str) -> Agency:
    """One of the agencies whose accounts this actor keeps."""
    found = get(actor, slug)
    can_administer(actor, found).require()
    return found


def teams(actor: Actor, agency: Agency) -> QuerySet[Team]:
    """An agency's teams, by name."""
    return Team.objects.filter(agency=agency).prefetch_related("covers").order_by("name")
