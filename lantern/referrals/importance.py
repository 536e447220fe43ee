"""When an interview is especially important: the seven criteria, as far as the record shows them.

What the record does not show is not known. It is never shown as a no (QS-073, TH-020).
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final

from lantern.access.actor import Actor
from lantern.episodes.details import ReturnDetails, read
from lantern.episodes.models import Entry
from lantern.episodes.projection import effective
from lantern.people.models import Flag
from lantern.referrals.bands import Counts
from lantern.referrals.models import Referral
from lantern.vocabulary.absence import EntryKind
from lantern.vocabulary.interview import EspeciallyImportant
from lantern.vocabulary.returning import Answer
from lantern.vocabulary.risk import FlagKind

TWICE: Final = 2
"""DfE 2014 ¶34: reported missing on two or more occasions."""
_BY_FLAG: Final[Mapping[FlagKind, EspeciallyImportant]] = {
    FlagKind.GOES_MISSING_FREQUENTLY: EspeciallyImportant.OFTEN_ABSENT,
    FlagKind.PERSISTENTLY_ABSENT: EspeciallyImportant.OFTEN_ABSENT,
    FlagKind.CHILD_SEXUAL_EXPLOITATION: EspeciallyImportant.EXPLOITATION,
    FlagKind.TRAFFICKING: EspeciallyImportant.EXPLOITATION,
    FlagKind.GANGS: EspeciallyImportant.CRIME_OR_DRUGS,
    FlagKind.SUBSTANCE_MISUSE: EspeciallyImportant.CRIME_OR_DRUGS,
    FlagKind.PERSON_POSING_RISK: EspeciallyImportant.PERSON_POSING_RISK,
}


def important(
    counts: Counts, flags: Collection[FlagKind], *, was_hurt: bool, offended: bool
) -> tuple[EspeciallyImportant, ...]:
    """The criteria that the record shows, in the order of the guidance. Pure."""
    shown = {_BY_FLAG[one] for one in flags if one in _BY_FLAG}
    if counts.missing >= TWICE:
        shown.add(EspeciallyImportant.MISSING_TWICE)
    if counts.absent >= TWICE:
        shown.add(EspeciallyImportant.OFTEN_ABSENT)
    if was_hurt:
        shown.add(EspeciallyImportant.HARMED)
    if offended:
        shown.add(EspeciallyImportant.CRIME_WHILE_AWAY)
    return tuple(one for one in EspeciallyImportant if one in shown)


def of(
    actor: Actor, referral: Referral, counts: Counts, at: datetime
) -> tuple[EspeciallyImportant, ...]:
    """The criteria for a referral that the actor was given, by what is recorded now."""
    flags = Flag.objects.filter(
        child=referral.child_id, from_at__lte=at, until_at__isnull=True, withdrawn_at__isnull=True
    )
    told = list(Entry.objects.filter(episode=referral.episode_id, kind=EntryKind.RETURNED))
    back = [one for row in effective(told) if (one := _told(row)) is not None]
    return important(
        counts,
        {FlagKind(kind) for kind in flags.values_list("kind", flat=True)},
        was_hurt=any(one.hurt is Answer.YES for one in back),
        offended=any(one.offence_by is Answer.YES for one in back),
    )


def _told(row: Entry) -> ReturnDetails | None:
    details = read(EntryKind(row.kind), row.details)
    return details if isinstance(details, ReturnDetails) else None
