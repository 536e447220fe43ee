"""What the bands of a rulebook say of a child: missing and absent counted together (TH-028–032).

The provider's own rulebook counts; where it has no bands, the authority's; where that has none
either, a person rates without any. Nothing here decides: the rules stand in the rulebooks alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from lantern.access.actor import Actor, system_actor
from lantern.agreements.library import library
from lantern.duties import facts
from lantern.duties.counted import WAS_ABSENT, WENT_MISSING
from lantern.duties.subjects import subjects
from lantern.episodes.models import Entry
from lantern.episodes.ruling import protocol_named, protocol_of
from lantern.protocol.decide import Decided, Ruling, decide
from lantern.protocol.facts import Facts, Record
from lantern.protocol.versions import Protocol
from lantern.referrals.models import Referral
from lantern.vocabulary.absence import EntryKind
from lantern.vocabulary.interview import FactorWeight

RATING: Final = "triage.rating"
FACTORS: Final = "triage.factors"
ABSENCES_SEEN: Final = "triage.absences_seen"
_READER: Final = system_actor("triage")


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The protocol whose bands apply, and whose it is."""

    protocol: Protocol
    rulebook: str
    title: str
    is_authoritys: bool


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How often the child was away, over all that the record holds (RF-215.01, .02).

    `missing` and `absent` do not overlap: an absence that the police recorded as absent is not
    counted as missing too. The bands count both.
    """

    missing: int
    absent: int
    since: datetime | None

    @property
    def together(self) -> int:
        """Every time the child was away."""
        return self.missing + self.absent


@dataclass(frozen=True, kw_only=True)
class Bands:
    """What the bands say at an instant, with the factors as they were weighed."""

    counts: Counts
    chosen: Chosen | None = None
    decided: Decided | None = None

    @property
    def preset(self) -> str:
        """The rating with which the bands begin; empty where they have nothing to say."""
        return self.decided.preset if self.decided is not None else ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """Why they begin with it: each rule's own sentence, with its source."""
        if self.decided is None or not self.preset:
            return ()
        choice = self.decided[self.preset]
        return (*(one.says for one in choice.forced), *(_says(choice.preset)))

    def warnings(self, rating: str) -> tuple[Ruling, ...]:
        """What speaks against a rating; it may be chosen, with a reason."""
        return self.decided[rating].warned if self.decided is not None else ()


def _says(ruling: Ruling | None) -> tuple[str, ...]:
    return () if ruling is None else (ruling.says,)


def chosen(referral: Referral) -> Chosen | None:
    """The protocol whose bands apply to a referral, if any has them."""
    own = referral.provider.rulebook_on(referral.episode.judged_on)
    if own and own in library().versions:
        found = _with_bands(protocol_named(own), own, is_authoritys=False)
        if found is not None:
            return found
    theirs = referral.episode.rulebook
    return _with_bands(protocol_of(referral.episode), theirs, is_authoritys=True)


def _with_bands(protocol: Protocol, rulebook: str, *, is_authoritys: bool) -> Chosen | None:
    if RATING not in protocol.deciding():
        return None
    versions = library().versions.get(rulebook, ())
    return Chosen(
        protocol=protocol,
        rulebook=rulebook,
        title=versions[-1].title if versions else rulebook,
        is_authoritys=is_authoritys,
    )


def bands(
    referral: Referral, *, by: Actor, at: datetime, now: datetime, weight: FactorWeight | None
) -> Bands:
    """What the bands say of the child at an instant, with the risk factors weighed so."""
    (subject,) = subjects(
        _READER, [referral.child_id], episode_ids=[referral.episode_id], with_children=False
    )
    counts = counted(subject.records, at, now)
    found = chosen(referral)
    if found is None:
        return Bands(counts=counts)
    asked = [] if weight is None else [_weighed(weight, at, now)]
    knows = found.protocol.vocabulary
    known = Facts.of(
        [*subject.records, *facts.of_answers(asked, knows)],
        subject=subject.kind,
        born=subject.born_on,
        vocabulary=knows,
    )
    decided = decide(known, found.protocol, RATING, at=at, role=by.roles)
    return Bands(counts=counts, chosen=found, decided=decided)


def _weighed(weight: FactorWeight, at: datetime, now: datetime) -> Entry:
    return Entry(
        key="~factors",
        kind=EntryKind.STEP,
        fact=FACTORS,
        value=str(weight),
        at=at,
        recorded_at=now,
    )


def counted(records: Sequence[Record], at: datetime, now: datetime) -> Counts:
    """How often the child was away by an instant, as known now."""
    away = _happened(records, WENT_MISSING, at, now)
    absent = _happened(records, WAS_ABSENT, at, now)
    return Counts(
        missing=max(0, len(away) - len(absent)),
        absent=len(absent),
        since=min(away | absent, default=None),
    )


def _happened(records: Sequence[Record], fact: str, at: datetime, now: datetime) -> set[datetime]:
    return {
        one.at
        for one in records
        if one.fact == fact
        and one.at <= at
        and one.recorded_at <= now
        and (one.withdrawn_at is None or one.withdrawn_at > now)
    }
