"""Safe and well checks, and agreements on how often, as somebody may see them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from lantern.access.actor import Actor
from lantern.core.errors import NotFound
from lantern.episodes import queries as episodes
from lantern.episodes.models import Entry, Episode
from lantern.episodes.projection import (
    LOCATED_WITH_CONTACT,
    RETURNED,
    WHEREABOUTS,
    effective,
)
from lantern.people.models import Child
from lantern.people.queries import visible_to
from lantern.returns.models import FrequencyAgreement, SafeAndWellCheck
from lantern.vocabulary.absence import Precision


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A check as it stands: when it was, by the entry of the absence.

    `returned_at` is when the child was back or in contact before it, as exactly as
    `return_precision` says; None where neither is recorded.
    """

    check: SafeAndWellCheck
    at: datetime
    returned_at: datetime | None
    return_precision: str
    is_withdrawn: bool


def of_episode(actor: Actor, episode: Episode) -> tuple[Checked, ...]:
    """The checks of an absence that the actor has opened, latest first; in two queries.

    Of a check that was put right, only the last version.
    """
    rows = SafeAndWellCheck.objects.filter(episode=episode, replaced_by__isnull=True)
    checks = list(rows.select_related("agreement", "by_agency"))
    if not checks:
        return ()
    entries = episodes.entries(episode)
    found = [_checked(check, entries) for check in checks]
    return tuple(sorted(found, key=lambda one: (one.at, one.check.pk), reverse=True))


def _checked(check: SafeAndWellCheck, entries: list[Entry]) -> Checked:
    last = max((one for one in entries if one.key == check.key), key=lambda one: one.pk)
    back = [
        one
        for one in effective(entries)
        if one.fact == WHEREABOUTS
        and one.value in (LOCATED_WITH_CONTACT, RETURNED)
        and one.at <= last.at
    ]
    return Checked(
        check=check,
        at=last.at,
        returned_at=back[-1].at if back else None,
        return_precision=back[-1].precision if back else Precision.MINUTE,
        is_withdrawn=last.withdrawn,
    )


def checks(actor: Actor, *, at: datetime) -> QuerySet[SafeAndWellCheck]:
    """The checks of the children whose records the actor may open, in their last versions."""
    seen = episodes.visible_to(actor, at=at).filter(pk=OuterRef("episode"))
    return SafeAndWellCheck.objects.filter(Exists(seen), replaced_by__isnull=True)


def episode_of(actor: Actor, reference: str, *, at: datetime) -> str:
    """The reference of the absence in which this check was made. Raises NotFound."""
    found = checks(actor, at=at).filter(reference=reference).values_list("episode__reference")
    first = found.first()
    if first is None:
        raise NotFound("check", reference)
    return str(first[0])


def agreements_of(actor: Actor, child: Child) -> tuple[FrequencyAgreement, ...]:
    """Every agreement about a child whom the actor has opened, those in force first."""
    rows = FrequencyAgreement.objects.filter(child=child).select_related("by_agency")
    found = sorted(rows, key=lambda one: (one.agreed_at, one.pk), reverse=True)
    return tuple(sorted(found, key=lambda one: one.ended_at is not None))


def agreement(actor: Actor, reference: str, *, at: datetime) -> FrequencyAgreement:
    """One agreement, if the actor may open the child's record."""
    found = (
        FrequencyAgreement.objects.filter(
            Exists(visible_to(actor, at=at).filter(pk=OuterRef("child"))), reference=reference
        )
        .select_related("child__responsible_authority", "by_agency")
        .first()
    )
    if found is None:
        raise NotFound("agreement", reference)
    return found


def that_wrote(actor: Actor, episode: Episode, key: str) -> str:
    """The reference of the check, in its last version, that wrote this entry; empty where none."""
    rows = SafeAndWellCheck.objects.filter(
        Q(key=key) | Q(harm_key=key), episode=episode, replaced_by__isnull=True
    )
    return str(rows.values_list("reference", flat=True).first() or "")
