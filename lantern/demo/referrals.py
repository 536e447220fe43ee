"""The provider's queue in the demonstration: children back in the last days, at every stage."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from lantern.access.actor import Actor
from lantern.accounts import queries as accounts
from lantern.demo import live
from lantern.demo.absences import Absence, Interview
from lantern.demo.cast import MAKER, Partnership
from lantern.demo.records import Known
from lantern.demo.scenes import Scene
from lantern.episodes import queries as episodes
from lantern.episodes.actions import entries
from lantern.episodes.ruling import vocabulary_of
from lantern.referrals.actions import allocating, offering, rating
from lantern.referrals.actions.offering import Offered, Tried
from lantern.referrals.actions.rating import Rating
from lantern.referrals.actions.referring import Asking, refer
from lantern.referrals.bands import bands
from lantern.support import queries as letter_queries
from lantern.support.actions import letters, programmes
from lantern.vocabulary.absence import Classification
from lantern.vocabulary.interview import (
    FactorWeight,
    OfferResponse,
    ReferralSource,
    TriageBand,
    TriageFactor,
)
from lantern.vocabulary.returning import Answer
from lantern.vocabulary.support import LetterMethod, SupportKind
from lantern.vocabulary.telling import Method

if TYPE_CHECKING:
    from lantern.referrals.models import Referral

HOUR: Final = timedelta(hours=1)
_STEP: Final = timedelta(minutes=25)
"""Between one thing done for a child and the next."""
GATHERED: Final = "triage.information_gathered"
WEEK: Final = 10
"""Interviews that the provider says it can hold in a week."""
LATELY: Final = timedelta(days=28)
_BACK: Final = (
    *(2, 3, 5, 6, 8, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 33, 35, 37, 39, 41, 43),
    *(45, 47, 54, 68),
)
"""How many hours ago each child came back: a busy weekend; the last of them are late."""
_TOLD: Final = (1, 4, 12, 30, 60)
"""After how many hours a worker looks whether the provider has been told."""
_MISSING: Final = frozenset({2, 3, 6, 9, 12})
"""Which of them the police called missing; the others absent."""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """How far the provider has come with one child."""

    factors: tuple[TriageFactor, ...] = ()
    weight: FactorWeight = FactorWeight.NONE
    is_rated: bool = True
    has_worker: bool = True
    attempts: int = 0
    reached: bool = False
    offered: bool = False
    response: OfferResponse | None = None
    place: str = ""


_FEW: Final = FactorWeight.FEW
_SEVERAL: Final = FactorWeight.SEVERAL
STAGES: Final = (
    Stage(is_rated=False, has_worker=False),
    Stage(has_worker=False),
    Stage(has_worker=False, factors=(TriageFactor.LENGTH,), weight=_FEW),
    Stage(),
    Stage(attempts=2),
    Stage(attempts=1, reached=True),
    Stage(factors=(TriageFactor.FAMILY,), weight=_FEW, reached=True),
    Stage(attempts=1, offered=True),
    Stage(
        factors=(TriageFactor.FAMILY,),
        weight=_FEW,
        offered=True,
        response=OfferResponse.THINKING,
    ),
    Stage(
        factors=(TriageFactor.ASSOCIATES, TriageFactor.EXPLOITATION, TriageFactor.PLACES),
        weight=_SEVERAL,
        offered=True,
        response=OfferResponse.ACCEPTED,
        place="The café by the library, not at the home",
    ),
    Stage(
        offered=True,
        response=OfferResponse.ACCEPTED,
        place="At school, in the room by the garden",
    ),
    Stage(attempts=1, offered=True, response=OfferResponse.DECLINED),
)
"""In the order of the work: the newest are not yet rated, the longest back have answered."""
REASONS: Final = {
    FactorWeight.NONE: "Nothing else is known that points to more need.",
    FactorWeight.FEW: "One thing to ask about; the rest is quiet.",
    FactorWeight.SEVERAL: "Several things together, and they are getting more.",
}


def lately(known: Mapping[str, Known], now: datetime) -> Iterator[Absence]:
    """Further absences of the last days, of children whom nothing else keeps busy: short ones,
    after which no interview was held yet."""
    busy = {one.child for one in live.absences(now)}
    free = [one for name, one in known.items() if name not in busy and one.character.frequency]
    # Spread over the days: those who go often and those who went for the first time.
    free = [*free[::2], *free[1::2]]
    for number, (hours, one) in enumerate(zip(_BACK, free, strict=False)):
        # No child with a concern is absent to the police, nor a young one (WMP L1771).
        safe = not one.character.concerns and one.character.age >= 13
        missing = number in _MISSING or not safe
        back = timedelta(hours=5 if missing else 3)
        yield Absence(
            key=f"{one.character.name} lately",
            child=one.character.name,
            seen_at=now - hours * HOUR - back,
            classification=Classification.MISSING if missing else Classification.ABSENT,
            back=back,
            interview=Interview.NOT_HELD,
            circumstances="Did not come back after school.",
        )


def work(company: Partnership, scenes: Sequence[Scene], now: datetime) -> None:
    """Refer every child who came back in the last weeks, and do for each what has been done."""
    kezia, farah = company.actors["interviewer"], company.actors["second_interviewer"]
    found = _back(scenes, now)
    waiting = many = sum(one.absence.interview is Interview.NOT_HELD for one, _ in found)
    for scene, back in found:
        by = farah if scene.known.serial % 2 else kezia
        referral = _referred(scene, back)
        begun = _first_there(by, referral, back, now)
        if begun is None:
            continue
        if scene.absence.interview is not Interview.NOT_HELD:
            _rate(referral, STAGES[1], by=by, at=begun)
            allocating.allocate(referral, accounts.myself(by), by=by, at=begun + HOUR)
            _done_since(scene, referral, by=by, at=begun + 3 * HOUR, now=now)
        else:
            waiting -= 1
            stage = STAGES[waiting * len(STAGES) // many]
            _do(referral, stage, by=by, at=begun, now=now)
    provider = company.agencies["open-door"]
    allocating.set_capacity(provider, WEEK, by=kezia, at=now - LATELY)


def _back(scenes: Iterable[Scene], now: datetime) -> list[tuple[Scene, datetime]]:
    """Those who came back in the last weeks, in that order."""
    found = [
        (scene, at)
        for scene in scenes
        if (at := scene.absence.back_at) is not None
        and now - LATELY < at < now
        and scene.absence.twist is None
    ]
    return sorted(found, key=lambda one: one[1])


def _referred(scene: Scene, back: datetime) -> "Referral":
    episode = scene.episode
    assert episode is not None  # noqa: S101  the scene has been played to its end
    episode.refresh_from_db()
    at = back + timedelta(minutes=5)
    asking = Asking(source=ReferralSource.LANTERN)
    return refer(episode, by=MAKER, at=at, now=at, asking=asking)


def _first_there(by: Actor, referral: "Referral", back: datetime, now: datetime) -> datetime | None:
    """When the worker begins: the provider is told within hours. Never, where the record is not
    open to the worker: a restricted one is not."""
    if not _is_there(by, referral, now):
        return None
    times = (back + hours * HOUR for hours in _TOLD)
    return next((at for at in times if at < now and _is_there(by, referral, at)), None)


def _is_there(by: Actor, referral: "Referral", at: datetime) -> bool:
    return episodes.visible_to(by, at=at).filter(pk=referral.episode_id).exists()


def _do(referral: "Referral", stage: Stage, *, by: Actor, at: datetime, now: datetime) -> None:
    """Everything of the stage that there was time for, one thing after another."""
    times = iter([at + number * _STEP for number in range(8)])
    if stage.is_rated and (when := next(times)) < now:
        _rate(referral, stage, by=by, at=when)
    if stage.has_worker and (when := next(times)) < now:
        allocating.allocate(referral, accounts.myself(by), by=by, at=when)
    for _ in range(stage.attempts):
        if (when := next(times)) < now:
            tried = Tried(method=Method.TELEPHONE, reached=False, words="No answer.")
            offering.try_contact(referral, tried, by=by, at=when, now=when)
    if stage.reached and (when := next(times)) < now:
        spoke = Tried(method=Method.TELEPHONE, reached=True, words="Will talk, after school.")
        offering.try_contact(referral, spoke, by=by, at=when, now=when)
    if stage.offered and (when := next(times)) < now:
        offered = Offered(
            method=Method.TELEPHONE,
            advocate_offered=True,
            before_return=Answer.NO,
            chosen_place=stage.place,
            response=stage.response,
        )
        offering.offer(referral, offered, by=by, at=when, now=when)


def _rate(referral: "Referral", stage: Stage, *, by: Actor, at: datetime) -> None:
    found = bands(referral, by=by, at=at, now=at, weight=stage.weight)
    given = Rating(
        rating=TriageBand(found.preset or TriageBand.AMBER),
        weight=stage.weight,
        absences_complete=Answer.YES,
        reasons=REASONS[stage.weight],
        factors=stage.factors,
    )
    rating.rate(referral, given, by=by, at=at, now=at)


def first_time(one: Known) -> bool:
    """Whether the child's only absence is the one of the last days: then there is none before."""
    return one.character.frequency == 1 and not one.character.concerns


def _done_since(
    scene: Scene, referral: "Referral", *, by: Actor, at: datetime, now: datetime
) -> None:
    """What the provider's rulebook asks once a child is rated."""
    triage = referral.triages.latest("pk")
    if at >= now or GATHERED not in vocabulary_of(referral.episode):
        return
    if triage.rating == TriageBand.AMBER:
        words = "Spoke to school and carer. Nothing new."
        entries.record_step(referral.episode, by=by, fact=GATHERED, at=at, now=at, words=words)
    elif triage.rating == TriageBand.RED:
        programmes.offer(
            referral.child,
            by=by,
            at=at,
            now=now,
            kind=SupportKind.INTENSIVE,
            worker=by.name,
            aim="To talk through what leads to going, and what helps",
            planned_sessions=8,
            episode=referral.episode,
        )
    else:
        for one in letter_queries.addressees(by, referral.episode, at=at):
            if one.decision:
                made = letters.make(
                    referral.episode, by=by, at=at, to=one.key, telephone="01632 960 180"
                )
                letters.send(made, by=by, at=at, now=at, method=LetterMethod.BY_HAND)
