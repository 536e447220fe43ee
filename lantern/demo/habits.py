"""The working habits of the invented partnership, as written down in `habits.yaml`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from lantern.core.calendar import is_office_hours
from lantern.core.instants import to_microseconds
from lantern.demo.absences import Absence, Interview, Twist, span
from lantern.demo.records import Known
from lantern.vocabulary.placement import StatusKind

FILE: Final = Path(__file__).with_name("habits.yaml")


class Since(StrEnum):
    """From which instant the usual time of a step is counted."""

    REPORT = "report"
    DECISION = "decision"
    KNOWN = "known"
    LOCATED = "located"
    BACK = "back"


class Player(StrEnum):
    """The part that somebody plays for a child."""

    CARER = "carer"
    SOCIAL_WORKER = "social_worker"
    SOCIAL_WORKER_BY_DAY = "social_worker_by_day"
    TEAM_MANAGER = "team_manager"
    REVIEWING_OFFICER = "reviewing_officer"
    INSPECTOR = "inspector"
    OFFICER = "officer"
    HUB = "hub"
    PROVIDER = "provider"
    FOSTERING = "fostering"
    FOSTERING_HEAD = "fostering_head"
    RESIDENTIAL_MANAGER = "residential_manager"


@dataclass(frozen=True, kw_only=True)
class Habit:
    """A step, whose habit it is, how long after what, in which cases, and the words with it."""

    fact: str
    player: Player
    since: Since
    after: timedelta
    cases: tuple[str, ...]
    lasting: timedelta | None
    words: str
    goes_on: bool
    lapses: bool
    value: str = ""
    """What is chosen, where the fact is a decision."""

    def applies(self, absence: Absence, known: Known) -> bool:
        """Whether the step is called for in this absence."""
        if self.lasting is not None and not _is_long(absence, known, self.lasting):
            return False
        return all(CASES[case](absence, known) for case in self.cases)


@cache
def habits() -> tuple[Habit, ...]:
    """Every habit, each person's in the order in which they are done."""
    return tuple(_read(one) for one in yaml.safe_load(FILE.read_text(encoding="utf-8")))


def _read(one: Mapping[str, Any]) -> Habit:
    return Habit(
        fact=one["do"],
        player=Player(one["who"]),
        since=Since(one["since"]),
        after=span(one["after"]),
        cases=tuple(one.get("when", ())),
        lasting=span(one["away"]) if "away" in one else None,
        words=one.get("words", ""),
        goes_on=one.get("goes_on", False),
        lapses=one.get("lapses", False),
        value=one.get("choose", ""),
    )


Case = Callable[[Absence, Known], bool]


def _is_long(absence: Absence, known: Known, span: timedelta) -> bool:
    not_known = absence.away_known is None
    return known.character.is_in_care and not_known and absence.lasts(span)


def _is_from_home(absence: Absence, known: Known) -> bool:
    return absence.is_missing and not known.character.is_in_care


def _is_medium_from_care(absence: Absence, known: Known) -> bool:
    return absence.is_missing and not absence.is_high_risk and known.character.is_in_care


def _is_on_plan(absence: Absence, known: Known) -> bool:
    plans = {StatusKind.PROTECTION_PLAN, StatusKind.SECTION_47}
    return not known.character.is_in_care and bool(plans & set(known.character.statuses))


def _was_located_by_night(absence: Absence, known: Known) -> bool:
    if absence.located is None or not known.character.is_in_care:
        return False
    return not is_office_hours(to_microseconds(absence.seen_at + absence.located))


def _duty_team_knew(absence: Absence, known: Known) -> bool:
    """Told of the absence at night, and not told of the return by the carer at night."""
    if absence.back_at is None or not known.character.is_in_care:
        return False
    soon = absence.back_at + timedelta(minutes=30)
    by_day = is_office_hours(to_microseconds(soon))
    return by_day and not is_office_hours(to_microseconds(absence.reported_at))


CASES: Final[Mapping[str, Case]] = {
    "care": lambda absence, known: known.character.is_in_care,
    "home": lambda absence, known: not known.character.is_in_care,
    "has_worker": lambda absence, known: bool(known.character.statuses),
    "parent": lambda absence, known: known.may_tell_parent,
    "foster": lambda absence, known: known.lives_with_foster_carer,
    "own_home": lambda absence, known: known.lives_in_own_home,
    "own_foster": lambda absence, known: known.lives_with_own_foster_carer,
    "out_of_area": lambda absence, known: known.is_out_of_area,
    "again": lambda absence, known: known.character.frequency > 1,
    "on_plan": _is_on_plan,
    "not_known": lambda absence, known: absence.away_known is None,
    "away": lambda absence, known: known.character.is_in_care and absence.away_known is not None,
    "missing": lambda absence, known: absence.is_missing,
    "absent": lambda absence, known: absence.is_absent,
    "upgraded": lambda absence, known: absence.twist == Twist.UPGRADED,
    "absent_to_the_end": lambda absence, known: (
        absence.is_absent and absence.twist != Twist.UPGRADED
    ),
    "high": lambda absence, known: absence.is_high_risk,
    "not_high": lambda absence, known: not absence.is_high_risk,
    "high_or_home": lambda absence, known: absence.is_high_risk or _is_from_home(absence, known),
    "medium_or_home": lambda absence, known: (
        _is_medium_from_care(absence, known) or _is_from_home(absence, known)
    ),
    "located_by_night": _was_located_by_night,
    "duty_team_knew": _duty_team_knew,
    "offered": lambda absence, known: absence.interview != Interview.NOT_HELD,
    "declined": lambda absence, known: absence.interview == Interview.DECLINED,
    "held_in_time": lambda absence, known: absence.interview == Interview.HELD,
    "held_late": lambda absence, known: absence.interview == Interview.LATE,
}
"""The cases in which a step is called for, by name."""
