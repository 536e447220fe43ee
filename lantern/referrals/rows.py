"""How one referral stands: what was done, what the absences say, and the next right thing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

from django.db.models import Q, QuerySet

from lantern.access.actor import Actor
from lantern.episodes.models import Entry, Episode
from lantern.episodes.projection import WHEREABOUTS, effective
from lantern.referrals import clocks, queries
from lantern.referrals.clocks import Clock
from lantern.referrals.models import Referral, Response
from lantern.referrals.next_step import UNREACHED, How, next_step
from lantern.referrals.queries import Done
from lantern.vocabulary.absence import Classification, WhereaboutsKnown
from lantern.vocabulary.interview import NextStep, OfferResponse

DECLINED: Final = "return_interview.declined"
_OF_RETURN: Final = (clocks.HELD, clocks.OFFERED, clocks.CONTACT, clocks.PARENTS, DECLINED)
BEARING: Final = (
    Q(fact__in=_OF_RETURN)
    | Q(fact=WHEREABOUTS, value=WhereaboutsKnown.NOT_KNOWN)
    | Q(fact="police.classification", value=Classification.ABSENT)
    | Q(corrects__fact__in=_OF_RETURN)
)
"""Entries by which an absence counts, and those about return interviews."""


class Line(NamedTuple):
    """What is read of an entry that bears on a referral; a tuple, for a child may have hundreds."""

    child_id: int
    episode_id: int
    pk: int
    key: str
    kind: str
    fact: str
    value: str
    at: datetime
    recorded_at: datetime
    corrects_id: int | None
    withdrawn: bool
    by_role: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """One child in the queue."""

    referral: Referral
    done: Done
    how: How
    step: NextStep
    clocks: tuple[Clock, ...]
    is_away_now: bool

    @property
    def name(self) -> str:
        """The child's name."""
        return self.referral.child.name

    @property
    def born_on(self) -> date | None:
        """When the child was born, if that is recorded."""
        return self.referral.child.born_on

    @property
    def owed(self) -> tuple[Clock, ...]:
        """What is still to be done, the first due first."""
        return tuple(one for one in self.clocks if one.state.is_open)


def rows(actor: Actor, referral_ids: Sequence[int], at: datetime) -> tuple[Row, ...]:
    """These referrals, which the actor was given, as they stand; in the order asked."""
    found = {
        one.pk: one
        for one in Referral.objects.filter(pk__in=referral_ids).select_related(*queries.WITH)
    }
    children = {one.child_id for one in found.values()}
    done = queries.done_each(actor, referral_ids)
    owed = clocks.each(actor, {one.episode_id for one in found.values()}, at)
    said = Said(_bearing(children), _away(children))
    return tuple(
        row(found[pk], done.get(pk, queries.NOTHING_DONE), owed, said) for pk in referral_ids
    )


def row(referral: Referral, done: Done, owed: Mapping[int, tuple[Clock, ...]], said: "Said") -> Row:
    """One referral, from what was read of it."""
    how = _how(referral, done, said)
    return Row(
        referral=referral,
        done=done,
        how=how,
        step=next_step(how),
        clocks=owed.get(referral.episode_id, ()),
        is_away_now=referral.child_id in said.away,
    )


def _how(referral: Referral, done: Done, said: "Said") -> How:
    triage, response = done.triage, _answered(done)
    offered_at = done.offers[-1].at if done.offers else said.at(referral, clocks.OFFERED)
    return How(
        is_rated=triage is not None,
        was_away_since=triage is not None and said.was_away_since(referral, triage.recorded_at),
        has_worker=done.allocation is not None,
        was_reached=any(one.reached for one in done.attempts)
        or said.at(referral, clocks.CONTACT) is not None,
        was_offered=offered_at is not None,
        response=OfferResponse(response.response) if response else _declined(referral, said),
        parents_asked=bool(done.says) or said.at(referral, clocks.PARENTS) is not None,
        is_held=said.at(referral, clocks.HELD) is not None,
    )


def _answered(done: Done) -> Response | None:
    """The last answer; that the child could not be reached stands until the child is reached."""
    last = done.response
    if last is None or last.response not in UNREACHED:
        return last
    reached = any(one.reached and one.at >= last.at for one in done.attempts)
    return None if reached else last


def _declined(referral: Referral, said: "Said") -> OfferResponse | None:
    """A refusal that the record of the absence has, and the referral has not."""
    at = said.at(referral, DECLINED)
    return OfferResponse.DECLINED if at is not None else None


class Said:
    """What the absences of some children say that bears on their referrals, and who is away now."""

    def __init__(self, lines: Iterable[Line], away: Collection[int]) -> None:
        self.away = frozenset(away)
        self._at: dict[tuple[int, str], datetime] = {}
        self._away: defaultdict[int, list[tuple[int, datetime]]] = defaultdict(list)
        grouped: defaultdict[int, list[Line]] = defaultdict(list)
        for line in lines:
            grouped[line.episode_id].append(line)
        for episode, some in grouped.items():
            self._take(episode, effective(some))

    def _take(self, episode: int, standing: Iterable[Line]) -> None:
        for one in standing:
            if one.fact in _OF_RETURN:
                self._at.setdefault((episode, one.fact), one.at)
            else:
                self._away[one.child_id].append((episode, one.recorded_at))

    def at(self, referral: Referral, fact: str) -> datetime | None:
        """When this was done after the absence of a referral, as it stands."""
        return self._at.get((referral.episode_id, fact))

    def was_away_since(self, referral: Referral, instant: datetime) -> bool:
        """Whether another absence of the child has been recorded since (RF-215.18)."""
        return any(
            episode != referral.episode_id and recorded > instant
            for episode, recorded in self._away[referral.child_id]
        )


def _bearing(children: Collection[int]) -> Iterable[Line]:
    found = Entry.objects.filter(BEARING, episode__child__in=children)
    columns = ("episode__child_id", *Line._fields[1:])
    return map(Line._make, found.values_list(*columns))


def _away(children: Collection[int]) -> QuerySet[Episode, int]:
    found = Episode.objects.filter(child__in=children, ended_at__isnull=True, is_history=False)
    return found.values_list("child_id", flat=True)
