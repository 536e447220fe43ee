"""What is recorded of a child who is located, or back: how, where, with whom, with whose help."""

from dataclasses import dataclass
from datetime import datetime

from lantern.vocabulary.absence import Corroboration, EndOfEpisode
from lantern.vocabulary.returning import Answer, HowReturned, PoliceSupport


@dataclass(frozen=True, kw_only=True)
class Discussion:
    """What the child told the carer: the six topics (RF-210, SCP L1091–1098)."""

    reasons: str = ""
    whereabouts: str = ""
    where_slept: str = ""
    adults: str = ""
    young_people: str = ""
    funding: str = ""
    harm: str = ""
    risk_of_harm: str = ""


@dataclass(frozen=True, kw_only=True)
class ReturnDetails:
    """How, where, with whom and how far: the return (RF-060, RF-209)."""

    ends: EndOfEpisode = EndOfEpisode.RETURNED
    place: str = ""
    how: HowReturned | None = None
    found_by: str = ""
    brought_by: str = ""
    transport: str = ""
    found_where: str = ""
    found_at: datetime | None = None
    with_whom: str = ""
    distance_miles: float | None = None
    overnight: Answer | None = None
    where_slept: str = ""
    police_support: PoliceSupport | None = None
    hurt: Answer | None = None
    hurt_words: str = ""
    offence_by: Answer | None = None
    offence_by_words: str = ""
    offence_against: Answer | None = None
    offence_against_words: str = ""
    offered_talk: Answer | None = None
    needs_met: str = ""
    told_of_interview: Answer | None = None
    concern: str = ""
    discussion: Discussion | None = None


@dataclass(frozen=True, kw_only=True)
class LocatedDetails:
    """Where the child was found, and whether there was meaningful contact (RF-060, GL-024)."""

    meaningful_contact: bool
    place: str = ""
    found_by: str = ""
    with_whom: str = ""
    distance_miles: float | None = None
    how: HowReturned | None = None
    corroboration: Corroboration = Corroboration.SEEN
