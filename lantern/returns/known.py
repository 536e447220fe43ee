"""What is known of a child's checks and agreements: for whoever has opened the child's record."""

from datetime import datetime
from typing import Final

from lantern.episodes.models import Entry
from lantern.episodes.projection import effective
from lantern.people.models import Child
from lantern.returns.models import FrequencyAgreement
from lantern.vocabulary.returning import AgreedFor

HELD: Final = "safe_and_well.held"


def last_held(child: Child, at: datetime) -> datetime | None:
    """When a check of this child was last carried out, by this instant, as far as is recorded."""
    rows = Entry.objects.filter(episode__child=child, fact=HELD).only(
        "key", "at", "recorded_at", "corrects_id", "withdrawn"
    )
    held = [one.at for one in effective(rows) if one.at <= at]
    return held[-1] if held else None


def in_force(child: Child, applies_to: AgreedFor, at: datetime) -> FrequencyAgreement | None:
    """The agreement of this kind that was in force at an instant."""
    rows = FrequencyAgreement.objects.filter(
        child=child, applies_to=applies_to, agreed_at__lte=at
    ).order_by("-agreed_at", "-pk")
    return next((one for one in rows if one.is_in_force(at)), None)
