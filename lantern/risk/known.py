"""The risk assessments made before any absence, for whoever has opened the child's record."""

from lantern.people.models import Child
from lantern.risk.models import RiskAssessment


def latest(child: Child) -> RiskAssessment | None:
    """The newest version, if the child was ever assessed."""
    return RiskAssessment.objects.filter(child=child).order_by("-version").first()


def versions(child: Child) -> tuple[RiskAssessment, ...]:
    """Every version, the newest first."""
    return tuple(RiskAssessment.objects.filter(child=child).order_by("-version"))
