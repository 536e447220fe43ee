"""What is known of a child's checks and agreements: for whoever has opened the child's record."""

from datetime import datetime, timedelta
from typing import Final

from lantern.agreements import parameters
from lantern.core.instants import day_in_london
from lantern.episodes.models import Entry
from lantern.episodes.projection import effective
from lantern.people.models import Child
from lantern.returns.facts import HELD
from lantern.returns.models import FrequencyAgreement
from lantern.vocabulary.returning import AgreedFor

LEAST: Final = "safe_and_well_at_least_every"
LEAST_OTHERWISE: Final = timedelta(days=7)
"""The parameter of the protocol by which checks never come less often; and where it sets none."""


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


def least(child: Child, at: datetime) -> timedelta:
    """How seldom checks of this child may be agreed at most, by the protocol of the authority."""
    rulebook = child.responsible_authority.rulebook_on(day_in_london(at))
    return parameters.length(rulebook, LEAST, at, otherwise=LEAST_OTHERWISE)
