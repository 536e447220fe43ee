"""Whether the record shows what a legal step needs. It warns and asks for a reason; it never
decides (CF-20)."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from lantern.episodes.models import Entry, Episode
from lantern.episodes.projection import effective
from lantern.people.known import statuses
from lantern.vocabulary.meeting import LegalStep
from lantern.vocabulary.placement import StatusKind

ORDERS: Final = frozenset({StatusKind.FULL_CARE_ORDER, StatusKind.INTERIM_CARE_ORDER})
"""In care by order of a court: what a recovery order needs, beside the two below (s49–50)."""
PROTECTION_LASTS: Final = timedelta(hours=72)
"""Police protection lasts no longer (Children Act 1989 s46)."""
NO_ORDER: Final = (
    "The record shows no care order, and no police protection in the last 72 hours. A recovery "
    "order needs a care order, an emergency protection order or police protection (Children Act "
    "1989 s49–50). Ask legal services."
)


def warning(step: LegalStep, *, held: Collection[StatusKind], in_police_protection: bool) -> str:
    """What the record lacks for this step, as a sentence; empty where it lacks nothing."""
    if step is not LegalStep.RECOVERY_ORDER or in_police_protection or ORDERS & set(held):
        return ""
    return NO_ORDER


def warnings(episode: Episode, *, at: datetime) -> dict[LegalStep, str]:
    """The warnings that the record of this child gives rise to at an instant."""
    held = {
        StatusKind(one.kind)
        for one in statuses(episode.child)
        if one.withdrawn_at is None
        and one.from_at <= at
        and (one.until_at is None or one.until_at > at)
    }
    taken = Entry.objects.filter(episode=episode, fact="police_protection.taken")
    recent = any(at - PROTECTION_LASTS < one.at <= at for one in effective(taken))
    found = {step: warning(step, held=held, in_police_protection=recent) for step in LegalStep}
    return {step: sentence for step, sentence in found.items() if sentence}
