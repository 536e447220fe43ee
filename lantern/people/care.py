"""Periods of care from returned episodes of care, until a person's own record speaks. Pure.

The return is a year's snapshot, often old when it is brought in; a care status that somebody
recorded in Lantern is the newer word, and counts instead of an episode that is still open.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final, Protocol

from lantern.core.instants import first_instant

_A_DAY: Final = timedelta(days=1)


class ReturnedEpisode(Protocol):
    """An episode of care as it was returned."""

    @property
    def pk(self) -> int: ...
    @property
    def began_on(self) -> date: ...
    @property
    def ended_on(self) -> date | None: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def end_recorded_at(self) -> datetime | None: ...


class CareStatus(Protocol):
    """A care status that a person recorded in Lantern."""

    @property
    def from_at(self) -> datetime: ...
    @property
    def until_at(self) -> datetime | None: ...
    @property
    def recorded_at(self) -> datetime: ...


@dataclass(frozen=True, kw_only=True)
class CareSpell:
    """A time in which an authority's return says that the child was looked after."""

    key: str
    from_at: datetime
    recorded_at: datetime
    until_at: datetime | None
    end_recorded_at: datetime | None


def spells(
    episodes: Iterable[ReturnedEpisode], statuses: Sequence[CareStatus]
) -> tuple[CareSpell, ...]:
    """The periods of care: episodes of which each begins by the day the one before it ended.

    The day on which care ended counts to its end, as no return says at what hour it was.
    """
    found: list[CareSpell] = []
    for one in sorted(episodes, key=lambda each: each.began_on):
        spell = _spell(one)
        last = found[-1] if found else None
        if last is not None and (last.until_at is None or spell.from_at <= last.until_at):
            found[-1] = _joined(last, spell)
        else:
            found.append(spell)
    counting = (_unless_said_since(each, statuses) for each in found)
    return tuple(one for one in counting if one is not None)


def _spell(one: ReturnedEpisode) -> CareSpell:
    return CareSpell(
        key=f"care-{one.pk}",
        from_at=first_instant(one.began_on),
        recorded_at=one.recorded_at,
        until_at=first_instant(one.ended_on + _A_DAY) if one.ended_on else None,
        end_recorded_at=one.end_recorded_at if one.ended_on else None,
    )


def _joined(one: CareSpell, then: CareSpell) -> CareSpell:
    if one.until_at is None or (then.until_at is not None and then.until_at <= one.until_at):
        return one
    return replace(one, until_at=then.until_at, end_recorded_at=then.end_recorded_at)


def _unless_said_since(spell: CareSpell, statuses: Sequence[CareStatus]) -> CareSpell | None:
    """An open spell ends where a person's record of care begins; it is nothing if that is older."""
    if spell.until_at is not None:
        return spell
    since = [one for one in statuses if one.until_at is None or one.until_at > spell.from_at]
    if not since:
        return spell
    first = min(since, key=lambda one: one.from_at)
    if first.from_at <= spell.from_at:
        return None
    return replace(spell, until_at=first.from_at, end_recorded_at=first.recorded_at)
