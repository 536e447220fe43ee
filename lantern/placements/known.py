"""Where a child is placed and what is kept ready, for whoever has opened the record."""

from datetime import date, datetime

from django.db.models import F, Q

from lantern.core import clock
from lantern.core.instants import LONDON
from lantern.people.models import Child
from lantern.placements.models import Photograph, Placement, Profile


def present_placement(child: Child, at: datetime | None = None) -> Placement | None:
    """Where the child is placed at this instant, if anywhere."""
    moment = at or clock.now()
    return (
        Placement.objects.filter(
            Q(until_at__isnull=True) | Q(until_at__gt=moment),
            child=child,
            from_at__lte=moment,
            withdrawn_at__isnull=True,
        )
        .select_related("carer__home", "host_authority__within", "responsible_authority__within")
        .first()
    )


def locked_present(child: Child) -> Placement | None:
    """The placement that has not ended, locked until the transaction ends."""
    return (
        Placement.objects.select_for_update(of=("self",))
        .filter(child=child, until_at__isnull=True, withdrawn_at__isnull=True)
        .select_related("carer", "host_authority", "responsible_authority")
        .first()
    )


def placements(child: Child) -> tuple[Placement, ...]:
    """Every placement, the present one first. Those recorded in error are included."""
    rows = Placement.objects.filter(child=child).select_related(
        "carer__home", "host_authority", "responsible_authority"
    )
    return tuple(rows.order_by(F("until_at").desc(nulls_first=True), "-from_at", "-pk"))


def latest_profile(child: Child) -> Profile | None:
    """The newest version of the profile, if one was ever drawn up."""
    return (
        Profile.objects.filter(child=child)
        .select_related("placement__carer")
        .order_by("-version")
        .first()
    )


def profiles(child: Child) -> tuple[Profile, ...]:
    """Every version of the profile, the newest first."""
    rows = Profile.objects.filter(child=child).select_related("placement__carer")
    return tuple(rows.order_by("-version"))


def latest_photograph(child: Child) -> Photograph | None:
    """The photograph taken last, whenever it was added."""
    return Photograph.objects.filter(child=child).order_by("-taken_on", "-pk").first()


def photographs(child: Child) -> tuple[Photograph, ...]:
    """Every photograph, the one taken last first."""
    return tuple(Photograph.objects.filter(child=child).order_by("-taken_on", "-pk"))


def months_since(day: date, at: datetime) -> int:
    """Whole months from that day to the London day of this instant."""
    today = at.astimezone(LONDON).date()
    months = (today.year - day.year) * 12 + today.month - day.month
    return max(months - (today.day < day.day), 0)


def small_name(photograph: Photograph) -> str:
    """The name under which the small copy of a photograph is kept."""
    return f"photographs/{photograph.reference}-small.jpg"
