"""A return interview is asked for: by Lantern when it is owed, or by whoever sees the need."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lantern.access.actor import Actor, system_actor
from lantern.agencies.models import Agency
from lantern.audit.record import announce
from lantern.core.errors import Invalid
from lantern.duties.bearings import of_absence
from lantern.duties.models import Duty
from lantern.duties.owners import agency_of
from lantern.duties.queries import open_at
from lantern.episodes.actions import writing
from lantern.episodes.models import Episode
from lantern.people.actions import assignments, involvements
from lantern.referrals import policies
from lantern.referrals.actions.steps import author, enter
from lantern.referrals.events import ProviderChanged, ReferralMade
from lantern.referrals.models import Referral
from lantern.referrals.saying import step
from lantern.vocabulary.absence import Classification, Origin
from lantern.vocabulary.agency import InvolvementBasis
from lantern.vocabulary.interview import ReferralCategory, ReferralSource
from lantern.vocabulary.role import Role

_SYSTEM = system_actor("referrals")


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Who asks, of whom, and why; what is left out follows from the record."""

    source: ReferralSource
    provider: Agency | None = None
    category: ReferralCategory | None = None
    is_spot_purchase: bool = False
    words: str = ""


@transaction.atomic
def refer(episode: Episode, *, by: Actor, at: datetime, now: datetime, asking: Asking) -> Referral:
    """A return interview is asked for after this absence. Asked twice, there is one referral.

    The first asking makes it, and the provider sees the record. What a person asks for is a fact of
    the absence too; of the police and of the safeguarding hub it is one and the same (CF-41).
    """
    policies.can_refer(by, episode, at=now).require()
    if at > now:
        raise Invalid({"at": "The time must be now or earlier."})
    writing.lock(episode)
    referral = Referral.objects.select_related("provider").filter(episode=episode).first()
    if referral is None:
        referral = _made(episode, by=by, at=at, now=now, asking=asking)
    referral.episode, referral.child = episode, episode.child
    if asking.source is not ReferralSource.LANTERN:
        words = asking.words or f"Asked for by {asking.source.label.lower()}."
        said = step("return_interview.referred", at, words=words)
        enter(referral, [said], by=by, now=now)
    return referral


def _made(episode: Episode, *, by: Actor, at: datetime, now: datetime, asking: Asking) -> Referral:
    provider = asking.provider or provider_of(episode)
    referral = Referral.objects.create(
        child=episode.child,
        episode=episode,
        source=asking.source,
        received_at=at,
        provider=provider,
        category=asking.category or category_of(episode),
        is_spot_purchase=asking.is_spot_purchase,
        words=asking.words.strip(),
        **author(by, now),
    )
    _open_to(referral, at=now)
    announce(
        ReferralMade(
            about=episode.reference,
            by=by.id,
            at=now,
            referral=referral.reference,
            source=asking.source,
            provider=provider.slug,
        )
    )
    return referral


@transaction.atomic
def refer_if_owed(reference: str, *, by: Actor, at: datetime) -> Referral | None:
    """The referral that Lantern itself makes, once an interview is owed after this absence."""
    owed = Duty.objects.filter(
        open_at(at),
        subject=reference,
        role=Role.RETURN_INTERVIEW_PROVIDER,
        stage="return",
        episode__referral__isnull=True,
    )
    if not owed.exists():
        return None
    episode = Episode.objects.select_related("child", "placement").get(reference=reference)
    asking = Asking(source=ReferralSource.LANTERN)
    return refer(episode, by=by, at=at, now=at, asking=asking)


@transaction.atomic
def route(
    referral: Referral,
    provider: Agency,
    *,
    by: Actor,
    at: datetime,
    is_spot_purchase: bool = False,
) -> Referral:
    """Another provider carries the interview out, such as one near where the child is placed.

    The responsible authority says so, and stays responsible for it (DfE 2014 ¶57; CF-10).
    """
    policies.can_route(by, referral, at=at).require()
    writing.lock(referral.episode)
    was = referral.provider
    if was == provider and referral.is_spot_purchase == is_spot_purchase:
        raise Invalid({"provider": f"{provider.name} has this referral already."})
    referral.provider, referral.is_spot_purchase = provider, is_spot_purchase
    referral.save(update_fields=["provider", "is_spot_purchase"])
    _open_to(referral, at=at)
    assignments.assign(
        referral.child,
        role=Role.RETURN_INTERVIEW_PROVIDER,
        by=_SYSTEM,
        at=at,
        agency=provider,
        name=provider.name,
    )
    announce(
        ProviderChanged(
            about=referral.episode.reference,
            by=by.id,
            at=at,
            referral=referral.reference,
            was=was.slug,
            provider=provider.slug,
        )
    )
    return referral


def provider_of(episode: Episode) -> Agency:
    """Who carries out interviews for the authority responsible for the child; else itself."""
    around = of_absence(_SYSTEM, episode)
    return Agency.objects.get(pk=agency_of(Role.RETURN_INTERVIEW_PROVIDER, around.places))


def category_of(episode: Episode) -> ReferralCategory:
    """From where the child was away, as the record has it (RF-213.02).

    A child placed in another authority's area is that authority's own child placed out; the same
    child is “placed in” for a provider of the area, which only a person can say.
    """
    is_absent = episode.classification == Classification.ABSENT
    if episode.placement_id is None and episode.origin != Origin.CARE:
        if episode.origin == Origin.EDUCATION:
            return ReferralCategory.SCHOOL
        return ReferralCategory.HOME_ABSENT if is_absent else ReferralCategory.HOME_MISSING
    host = episode.host_authority_id
    if host is not None and host != episode.responsible_authority_id:
        return ReferralCategory.PLACED_OUT
    return ReferralCategory.CARE_ABSENT if is_absent else ReferralCategory.CARE_MISSING


def _open_to(referral: Referral, *, at: datetime) -> None:
    if referral.provider_id == referral.episode.responsible_authority_id:
        return
    involvements.begin(
        referral.child,
        referral.provider,
        InvolvementBasis.RETURN_INTERVIEW,
        by=_SYSTEM,
        at=at,
        because=referral.episode.reference,
    )
