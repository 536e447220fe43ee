"""When each habitual step of an absence is taken, decided before anything is performed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from lantern.demo.absences import Absence, Twist
from lantern.demo.duty_rota import when_there
from lantern.demo.habits import Habit, Player, Since, habits
from lantern.demo.records import Known

WHILE_AWAY = frozenset({Since.REPORT, Since.DECISION, Since.KNOWN})
MINUTE = timedelta(minutes=1)


def steps(absence: Absence, known: Known) -> Iterator[tuple[datetime, Habit]]:
    """Every step that somebody takes, and when: each at their own pace this time."""
    dice = Random(absence.key)  # noqa: S311  a story, not a secret
    pace = {player: _pace(absence, dice) for player in Player}
    last: dict[tuple[Player, Since], datetime] = {}
    for habit in habits():
        since = instant(absence, habit.since)
        if not _will(habit, absence, known, dice) or since is None:
            continue
        wait = MINUTE * round(habit.after * pace[habit.player] / MINUTE)
        at = when_there(habit.player, since + wait)
        # Nobody does two things at once, nor the second before the first.
        before = last.get((habit.player, habit.since))
        at = at if before is None else max(at, before + 2 * MINUTE)
        last[habit.player, habit.since] = at
        if habit.since not in WHILE_AWAY or habit.goes_on or not is_over(absence, at):
            yield at, habit


def instant(absence: Absence, since: Since) -> datetime | None:
    """The instant from which a step is counted; None where it does not come."""
    if absence.twist == Twist.IN_ERROR and since is Since.BACK:
        return None
    return {
        Since.REPORT: absence.reported_at,
        Since.DECISION: absence.decided_at,
        Since.KNOWN: _after(absence, absence.away_known),
        Since.LOCATED: _after(absence, absence.located),
        Since.BACK: absence.back_at,
    }[since]


def is_over(absence: Absence, at: datetime) -> bool:
    """Whether the child is found or back by then, so that nobody goes on looking."""
    ends = [one for one in (absence.located, absence.back) if one is not None]
    return bool(ends) and at >= absence.seen_at + min(ends)


def _pace(absence: Absence, dice: Random) -> float:
    """How quick somebody is this time: 1 is their usual pace, 2 twice as slow."""
    if dice.random() < absence.diligence:
        return dice.uniform(0.8, 1.1)
    return dice.uniform(1.6, 3)


def _will(habit: Habit, absence: Absence, known: Known, dice: Random) -> bool:
    lets_go = habit.lapses and absence.is_short and dice.random() < 0.85
    return habit.applies(absence, known) and not lets_go and habit.fact not in absence.left_undone


def _after(absence: Absence, span: timedelta | None) -> datetime | None:
    return None if span is None else absence.seen_at + span
