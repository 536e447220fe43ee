"""The references under which one child's record is looked at, for those who oversee who looked."""

from lantern.access.actor import Actor
from lantern.access.permissions import Permission
from lantern.core.errors import NotFound
from lantern.episodes.models import Episode
from lantern.people.models import Child
from lantern.people.queries import visible_to


def references(actor: Actor, child: str) -> tuple[str, ...]:
    """The child's own reference and those of the absences; nothing else is read.

    An auditor sees who looked at any record and none of the record itself. A manager asks about
    the children of their own authority whose records they may open.
    """
    actor.holds(Permission.LOOKS_SEE).require()
    known = Child.objects.filter(reference=child)
    if not actor.holds(Permission.AUDIT_SEE):
        known = visible_to(actor).filter(reference=child, responsible_authority=actor.agency_id)
    if not known.exists():
        raise NotFound("child", child)
    absences = Episode.objects.filter(child__reference=child).order_by("pk")
    return (child, *absences.values_list("reference", flat=True))
