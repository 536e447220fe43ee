"""Invents the months gone by: who was away when and how it went, in published proportions.

Figures: Streetwise October 2014 to March 2015 (requirements FX-050 to FX-065): how long, how far,
home and care, and how often each child. Decided by the seed alone, so that a demonstration can be
told again.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final, TypeVar

from lantern.core.instants import LONDON, day_in_london
from lantern.demo.absences import Absence, Found, Interview, Twist
from lantern.demo.records import Known
from lantern.vocabulary.absence import Classification
from lantern.vocabulary.returning import HowReturned
from lantern.vocabulary.risk import FlagKind, RiskLevel

MONTHS: Final = 6
QUIET: Final = timedelta(days=8)
"""Before today, in which only the absences of `live` happen, so that nobody is away twice."""

# Hours away and how many in a hundred (FX-064; the unknown share is left out).
_LENGTHS: Final = (((1, 8), 30), ((8, 16), 21), ((16, 24), 16), ((24, 48), 16.5), ((48, 150), 12))
_WEEK: Final = ((170, 200), 3)
# Miles from home to where found (FX-063).
_MILES: Final = (((0.2, 5), 59), ((5.5, 10), 22), ((10.5, 20), 6.6), ((21, 40), 2), ((45, 80), 1.1))
_DECLINED_TO_SAY: Final = 7.3
# At which hour and on which day of the week (Monday first) children go.
_HOURS: Final = (
    (12, 3),
    (15, 12),
    (16, 14),
    (17, 9),
    (18, 10),
    (19, 12),
    (20, 13),
    (21, 14),
    (22, 9),
    (23, 4),
)
_WEEKDAYS: Final = (12, 11, 12, 13, 20, 20, 12)
_HOW: Final = (
    (HowReturned.BY_THEMSELVES, 48),
    (HowReturned.POLICE, 22),
    (HowReturned.CARER, 15),
    (HowReturned.SOCIAL_WORKER, 8),
    (HowReturned.FAMILY, 7),
)
# Of those offered an interview, 65 in a hundred took it and 24 refused (FX-059).
_INTERVIEWS: Final = (
    (Interview.HELD, 53),
    (Interview.LATE, 12),
    (Interview.DECLINED, 24),
    (Interview.NOT_HELD, 2),
)
_PLACES: Final = (
    "Kingfisher Parade",
    "the bus station",
    "Station Approach",
    "a flat in Weir Lane",
    "the Sundial shopping centre",
    "the canal at Lock Four",
    "a friend’s house in Lapwing Street",
    "Canalside",
    "Northmoor Central station",
    "a caravan at Marl Lane",
)
_COMPANY: Final = (
    "Alone",
    "Two friends from school",
    "An older friend",
    "A cousin",
    "Would not say",
)
T = TypeVar("T")


def invent(known: Iterable[Known], now: datetime, seed: int) -> Iterator[Absence]:
    """Every absence of the months gone by, with each child's own number of them."""
    for one in known:
        dice = Random(f"{seed} {one.character.name}")  # noqa: S311  a story, not a secret
        count = one.character.frequency
        for number, seen_at in enumerate(_times(one, count, now, dice)):
            yield _absence(one, number, seen_at, dice)


def _times(one: Known, count: int, now: datetime, dice: Random) -> Iterator[datetime]:
    """When the child goes: one instant in each of as many equal parts of the time."""
    if not count:
        return
    first = max(
        day_in_london(now) - timedelta(days=183), day_in_london(one.since) + timedelta(days=3)
    )
    last = day_in_london(now - QUIET)
    part = (last - first).days / count
    for number in range(count):
        start = first + timedelta(days=int(part * number))
        days = [start + timedelta(days=offset) for offset in range(max(1, int(part * 0.5)))]
        day = dice.choices(days, [_WEEKDAYS[one.weekday()] for one in days])[0]
        yield _instant(day, _pick(_HOURS, dice), dice)


def _instant(day: date, hour: int, dice: Random) -> datetime:
    local = datetime.combine(day, time(hour, dice.randrange(0, 60, 5)), LONDON)
    return local.astimezone(UTC)


def _absence(one: Known, number: int, seen_at: datetime, dice: Random) -> Absence:
    classification = _classification(one, dice)
    back = _length(one, dice)
    if classification == Classification.ABSENT:
        # Nobody stays absent for days: the police would call it missing.
        back = min(back, timedelta(hours=dice.randrange(3, 13)))
    noticed = timedelta(minutes=dice.randrange(10, 50, 5))
    reported = noticed + timedelta(minutes=dice.randrange(30, 75, 5))
    absence = Absence(
        key=f"{one.character.name} {number}",
        child=one.character.name,
        seen_at=seen_at,
        noticed=noticed,
        reported=reported,
        decided=timedelta(minutes=dice.randrange(12, 45)),
        classification=classification,
        risk=_risk(one, dice),
        back=max(back, reported + timedelta(minutes=50)),
        found=_found(one, dice),
        interview=_pick(_INTERVIEWS, dice),
        circumstances=_circumstances(one, dice),
        diligence=dice.choice((0.97, 0.93, 0.88, 0.75)),
    )
    return _with_twist(absence, one, dice)


def _with_twist(absence: Absence, one: Known, dice: Random) -> Absence:
    """A few go otherwise: put right afterwards, not an absence at all, whereabouts soon known."""
    throw = dice.randrange(100)
    if throw < 6:
        return replace(absence, twist=Twist.CORRECTED)
    if throw < 9:
        soon = absence.reported + timedelta(minutes=95)
        return replace(absence, twist=Twist.IN_ERROR, back=soon)
    if throw < 14 and absence.classification == Classification.ABSENT:
        return replace(absence, twist=Twist.UPGRADED, back=absence.reported + timedelta(hours=9))
    if throw < 22 and one.character.is_in_care and absence.back is not None:
        known = absence.reported + timedelta(minutes=20)
        return replace(
            absence,
            away_known=known,
            decided=timedelta(minutes=40),
            classification=Classification.NOT_RECORDED,
            found=replace(absence.found, place=absence.found.place or "a friend’s house"),
            back=max(absence.back, known + timedelta(hours=4)),
        )
    return absence


def _length(one: Known, dice: Random) -> timedelta:
    bands = _LENGTHS if one.character.frequency > 7 else (*_LENGTHS, _WEEK)
    low, high = _pick(bands, dice)
    return timedelta(minutes=int(dice.uniform(low, high) * 60))


def _classification(one: Known, dice: Random) -> Classification:
    """No child with a risk of sexual exploitation is absent (WMP L1771), nor a young one."""
    kinds = {concern.kind for concern in one.character.concerns}
    never = FlagKind.CHILD_SEXUAL_EXPLOITATION in kinds or one.character.age < 13
    absent = not never and dice.randrange(100) < 38
    return Classification.ABSENT if absent else Classification.MISSING


def _risk(one: Known, dice: Random) -> RiskLevel:
    likely = 55 if one.character.concerns or one.character.age < 13 else 12
    return RiskLevel.HIGH if dice.randrange(100) < likely else RiskLevel.MEDIUM


def _found(one: Known, dice: Random) -> Found:
    says = dice.uniform(0, 100) >= _DECLINED_TO_SAY
    low, high = _pick(_MILES, dice)
    return Found(
        place=dice.choice(_PLACES) if says else "",
        how=_pick(_HOW, dice),
        with_whom=dice.choice(_COMPANY),
        miles=round(dice.uniform(low, high), 1) if says else None,
        is_hurt=dice.randrange(100) < 6,
        words=dice.choice(_WORDS),
    )


def _circumstances(one: Known, dice: Random) -> str:
    usual = dice.choice(one.character.usual) if one.character.usual else "went out"
    name = one.character.given_name
    return f"{name} {dice.choice(_BEFORE)} As before: {usual}."


def _pick(weighted: Sequence[tuple[T, float]], dice: Random) -> T:
    values, weights = zip(*weighted, strict=True)
    chosen: T = dice.choices(values, weights)[0]
    return chosen


_WORDS: Final = (
    "Tired and hungry, otherwise well.",
    "Quiet. Wanted a bath and bed.",
    "Cheerful; does not see what the fuss is about.",
    "Upset. Sat with the key worker until late.",
    "Cold and wet through; otherwise well.",
)
_BEFORE: Final = (
    "was quiet all day and kept to the bedroom.",
    "had a quarrel about the telephone.",
    "had a call that ended in tears.",
    "said goodbye as always.",
    "was told that this week’s visit is off.",
    "asked twice what time staff change over.",
)
