"""The risk assessments made before any absence, for whoever has opened the child's record."""

from django.db.models import prefetch_related_objects

from lantern.people.models import Child
from lantern.risk.models import RiskAssessment


def read_once(child: Child) -> None:
    """Keep the versions with this copy of the row: a page shows several things of them."""
    prefetch_related_objects([child], "risk_assessments")


def latest(child: Child) -> RiskAssessment | None:
    """The newest version, if the child was ever assessed."""
    if "risk_assessments" in getattr(child, "_prefetched_objects_cache", {}):
        return max(child.risk_assessments.all(), key=lambda one: one.version, default=None)
    return RiskAssessment.objects.filter(child=child).order_by("-version").first()


def versions(child: Child) -> tuple[RiskAssessment, ...]:
    """Every version, the newest first."""
    return tuple(RiskAssessment.objects.filter(child=child).order_by("-version"))
