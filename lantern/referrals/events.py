"""What happens with referrals. `about` is the reference of the absence."""

from dataclasses import dataclass

from lantern.core.events import Event


@dataclass(frozen=True, kw_only=True)
class ReferralMade(Event):
    """A return interview was asked for, of this provider."""

    referral: str
    source: str
    provider: str


@dataclass(frozen=True, kw_only=True)
class ProviderChanged(Event):
    """Another provider was asked to carry the interview out."""

    referral: str
    was: str
    provider: str


@dataclass(frozen=True, kw_only=True)
class ReferralRated(Event):
    """Somebody rated how much the child needs the interview."""

    referral: str


@dataclass(frozen=True, kw_only=True)
class ReferralAllocated(Event):
    """A worker has the referral now; `worker` is empty where it was put back."""

    referral: str
    worker: str


@dataclass(frozen=True, kw_only=True)
class ContactTried(Event):
    """Somebody tried to reach the child to arrange the interview."""

    referral: str


@dataclass(frozen=True, kw_only=True)
class InterviewOffered(Event):
    """The interview was offered."""

    referral: str


@dataclass(frozen=True, kw_only=True)
class OfferAnswered(Event):
    """The child's answer was recorded, or why there is none."""

    referral: str


@dataclass(frozen=True, kw_only=True)
class ParentsOfferedSay(Event):
    """Parents or carers were offered a say after the child declined."""

    referral: str


@dataclass(frozen=True, kw_only=True)
class InterviewChased(Event):
    """Somebody who follows the interview asked its provider how it stands."""

    referral: str


@dataclass(frozen=True, kw_only=True)
class CapacitySet(Event):
    """How many interviews the provider holds in a week; `about` is the provider."""

    interviews_a_week: int
