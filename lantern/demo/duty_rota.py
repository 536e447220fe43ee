"""Who of the cast is on duty for a child at an hour."""

from datetime import datetime, timedelta
from typing import Final

from lantern.access.actor import Actor
from lantern.core.calendar import is_office_hours
from lantern.core.instants import LONDON, to_microseconds
from lantern.demo.cast import Partnership
from lantern.demo.company import CARERS
from lantern.demo.habits import Player
from lantern.demo.records import Known
from lantern.vocabulary.role import Role

_HUB: Final = {
    "calderbrook": "hub_worker",
    "vale": "vale_coordinator",
    "northmoor": "northmoor_manager",
}
_ALWAYS: Final = {
    Player.OFFICER: "investigating_officer",
    Player.RESIDENTIAL_MANAGER: "residential_manager",
}
_OF_THE_AUTHORITY: Final = {
    Player.TEAM_MANAGER: Role.TEAM_MANAGER,
    Player.REVIEWING_OFFICER: Role.INDEPENDENT_REVIEWING_OFFICER,
    Player.FOSTERING: Role.FOSTERING_SERVICE,
    Player.FOSTERING_HEAD: Role.FOSTERING_HEAD,
}
_BY_DAY: Final = frozenset(
    {
        Player.SOCIAL_WORKER_BY_DAY,
        Player.REVIEWING_OFFICER,
        Player.TEAM_MANAGER,
        Player.FOSTERING,
        Player.FOSTERING_HEAD,
        Player.RESIDENTIAL_MANAGER,
    }
)
_QUARTER: Final = timedelta(minutes=15)


def is_day(at: datetime) -> bool:
    """Whether the offices are open."""
    return is_office_hours(to_microseconds(at))


def on_duty(player: Player, known: Known, company: Partnership, at: datetime) -> Actor:
    """Whoever plays this part for this child at this instant."""
    return company.actors[_key(player, known, at)]


def _key(player: Player, known: Known, at: datetime) -> str:
    if player in _ALWAYS:
        return _ALWAYS[player]
    if player in _OF_THE_AUTHORITY:
        return known.acting(_OF_THE_AUTHORITY[player])
    by_night = known.acting(Role.EMERGENCY_DUTY_TEAM)
    return {
        Player.CARER: _carer(known, at),
        Player.SOCIAL_WORKER: known.social_worker if is_day(at) else by_night,
        Player.SOCIAL_WORKER_BY_DAY: known.social_worker,
        Player.INSPECTOR: "second_inspector" if at.toordinal() % 2 else "duty_inspector",
        Player.PROVIDER: "second_interviewer" if known.serial % 2 else "interviewer",
        Player.HUB: _HUB[known.character.authority],
    }[player]


def _carer(known: Known, at: datetime) -> str:
    """Manager by day, key worker at night; for a child at home the police or the council."""
    if known.character.is_in_care:
        manager, key_worker = CARERS[known.character.lives]
        return manager if 8 <= at.astimezone(LONDON).hour < 20 else key_worker
    if known.character.statuses:
        return known.social_worker if is_day(at) else known.acting(Role.EMERGENCY_DUTY_TEAM)
    return "call_handler"


def when_there(player: Player, at: datetime) -> datetime:
    """This instant, or the next at which somebody who plays this part is at work."""
    while player in _BY_DAY and not is_day(at):
        at += _QUARTER
    while player is Player.PROVIDER and not 9 <= at.astimezone(LONDON).hour < 19:
        at += _QUARTER
    return at
