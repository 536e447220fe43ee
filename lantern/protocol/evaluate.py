"""Facts and a protocol in, duties owed out. Asks no clock, writes nothing."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from lantern.core.instants import ALWAYS, FOREVER, to_datetime, to_microseconds
from lantern.protocol.compiled import Evaluation
from lantern.protocol.facts import Facts
from lantern.protocol.rulebook import Rule
from lantern.protocol.spells import Spell, Spells
from lantern.protocol.versions import Protocol, RuleVersion
from lantern.vocabulary.duty import DutyState


class DutyOwed(NamedTuple):
    """One thing that somebody owes under one rule. Instants are microseconds since 1970 in UTC;
    the properties that end in `_at` give them as datetimes.

    A tuple, where the house has frozen dataclasses: those take four times as long to make, and a
    replay makes seventeen for each episode.
    """

    rule: Rule
    cause: str
    occurrence: int
    arose: int
    due: int | None
    due_soon: int | None
    met: int | None
    met_by: str | None
    excused: int | None
    excused_why: str
    closed: int | None
    """When the next turn of a repeating duty began: from then on this turn can't be met."""

    @property
    def identity(self) -> tuple[str, str]:
        """What makes it this duty and no other: its rule, and what raised it."""
        if self.occurrence:
            return self.rule.id, f"{self.cause}#{self.occurrence}"
        return self.rule.id, self.cause

    @property
    def owner(self) -> str:
        """The role that owes it."""
        return self.rule.owner

    @property
    def arose_at(self) -> datetime:
        """When it arose, or will arise if nothing changes."""
        return to_datetime(self.arose)

    @property
    def due_at(self) -> datetime | None:
        """When it is due; None if it has no limit."""
        return _datetime(self.due)

    @property
    def due_soon_at(self) -> datetime | None:
        """From when its rule warns that it is due soon."""
        return _datetime(self.due_soon)

    @property
    def met_at(self) -> datetime | None:
        """When it was met; before it arose, where its rule lets an early act meet it."""
        return _datetime(self.met)

    @property
    def excused_at(self) -> datetime | None:
        """When it was excused."""
        return _datetime(self.excused)

    def state(self, at: datetime) -> DutyState:
        """How it stands at an instant."""
        now = to_microseconds(at)
        if now < self.arose:
            return DutyState.NOT_YET
        if self.met is not None and self.met <= now:
            late = self.due is not None and self.met > self.due
            return DutyState.MET_LATE if late else DutyState.MET
        if self.excused is not None and self.excused <= now:
            late = self.due is not None and self.excused > self.due
            return DutyState.OVERDUE_BEFORE_EXCUSED if late else DutyState.EXCUSED
        return self._unmet(now)

    def _unmet(self, now: int) -> DutyState:
        if self.closed is not None and self.closed <= now:
            return DutyState.MISSED
        if self.due is not None and now > self.due:
            return DutyState.OVERDUE
        if self.due_soon is not None and now >= self.due_soon:
            return DutyState.DUE_SOON
        return DutyState.OWED


def _datetime(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else to_datetime(microseconds)


def duties_owed(
    facts: Facts, protocol: Protocol, *, until: datetime | None = None
) -> list[DutyOwed]:
    """Every duty that the facts give rise to under the protocol, past, present and still to come.

    Turns of a repeating duty are given up to `until` and the one that follows; without `until`, up
    to the last instant of which the facts speak. A duty that will arise later if nothing changes
    is given with that instant.
    """
    evaluation = Evaluation(facts, protocol.size)
    horizon = _last_instant(facts) if until is None else to_microseconds(until)
    memo = evaluation.memo
    owed: list[DutyOwed] = []
    raised: set[tuple[str, str]] = set()
    for version in protocol.candidates(facts):
        arises = version.arises
        spells = memo[arises.index]
        if spells is None:
            spells = memo[arises.index] = arises.compute(evaluation)
        if spells:
            asking = _Asking(version, evaluation, protocol, horizon)
            asking.add(spells, raised, owed)
    return owed


def _last_instant(facts: Facts) -> int:
    """The last instant of which the facts speak."""
    latest = ALWAYS
    for rows in facts.rows.values():
        for row in rows:
            latest = max(latest, row[0], row[4] if row[4] != FOREVER else ALWAYS)
    return latest


class _Asking:
    """One version of one rule, asked of one set of facts."""

    __slots__ = ("evaluation", "horizon", "protocol", "version")

    def __init__(
        self, version: RuleVersion, evaluation: Evaluation, protocol: Protocol, horizon: int
    ) -> None:
        self.version = version
        self.evaluation = evaluation
        self.protocol = protocol
        self.horizon = horizon

    def add(self, spells: Spells, raised: set[tuple[str, str]], owed: list[DutyOwed]) -> None:
        """Add the duties that these spells of the rule's condition give rise to under this
        version."""
        version = self.version
        previous = ALWAYS
        for spell in spells:
            arose = spell[0]
            if version.several:
                carried = self._carried(spell, raised)
                if carried is None:
                    previous = spell[1]
                    continue
                arose = carried
            if version.begins <= arose < version.ends and spell[0] != ALWAYS:
                if version.turns is None:
                    since = self._early_bound(arose, previous) if version.rule.early else arose
                    owed.append(self._duty(spell, arose, since, 0, None))
                else:
                    owed.extend(self._turns(spell, arose, version.turns))
            previous = spell[1]

    def _carried(self, spell: Spell, raised: set[tuple[str, str]]) -> int | None:
        """When a spell gives rise to a duty under this one of several versions of its rule; None if
        an earlier version has had it."""
        version, arose = self.version, spell[0]
        identity = (version.rule.id, spell[2])
        if identity in raised:
            return None
        if arose < version.ends:
            raised.add(identity)
        if version.follows and arose < version.begins < spell[1]:
            # The version before asked for more than this one and had not yet given rise to it.
            return version.begins
        return arose

    def _turns(
        self, spell: Spell, arose: int, turns: Callable[[int, int], int]
    ) -> Iterator[DutyOwed]:
        """Each turn of a repeating duty, up to the horizon and the one that follows it."""
        repeats = self.version.rule.repeats
        lasts = repeats is not None and repeats.until_spell_ends and spell[0] < spell[1]
        last = spell[1] if lasts else FOREVER
        number, begins = 1, arose
        while begins < last:
            following = turns(arose, number)
            closes = following if following < last else None
            yield self._duty(spell, begins, begins, number, closes)
            if begins > self.horizon:
                return
            number, begins = number + 1, following

    def _early_bound(self, arose: int, previous: int) -> int:
        """From when an act counts that was done before the duty arose: from the event that the rule
        names, or within this episode and after the spell before this one."""
        if self.version.early_since is not None:
            events = self.version.early_since.spells(self.evaluation)
            return max((event[0] for event in events if event[0] <= arose), default=arose)
        first = previous
        if self.evaluation.facts.subject == "episode":
            instants = [
                row[0]
                for fact, rows in self.evaluation.rows.items()
                if fact in self.protocol.episode_facts
                for row in rows
            ]
            first = max(first, min(instants, default=ALWAYS))
        return first

    def _duty(
        self, spell: Spell, arose: int, since: int, number: int, closes: int | None
    ) -> DutyOwed:
        version = self.version
        due = version.due(arose, self.evaluation)
        soon = None
        if due is not None and version.soon is not None:
            soon = max(arose, version.soon(due))
        met, met_by = self._met(since, closes)
        excused, why = None, ""
        if version.excusable:
            excused, why = self._excused(spell, arose, number, closes)
            if met is not None and excused is not None:
                # Whichever came first; at the same instant, what was done counts.
                met, excused = (met, None) if met <= excused else (None, excused)
        return DutyOwed(
            version.rule,
            spell[2],
            number,
            arose,
            due,
            soon,
            met,
            None if met is None else met_by,
            excused,
            "" if excused is None else why,
            closes if met is None and excused is None else None,
        )

    def _met(self, since: int, closes: int | None) -> tuple[int | None, str]:
        version, evaluation = self.version, self.evaluation
        if version.met_after is not None:
            gates = version.met_after.spells(evaluation)
            gate = next((one[0] for one in gates if one[0] >= since), None)
            if gate is None:
                return None, ""
            since = gate
        for start, end, cause, _ in version.met_by.spells(evaluation):
            if end > since or start >= since:
                at = max(start, since)
                return (at, cause) if closes is None or at < closes else (None, "")
        return None, ""

    def _excused(
        self, spell: Spell, arose: int, number: int, closes: int | None
    ) -> tuple[int | None, str]:
        version = self.version
        found: list[tuple[int, str]] = []
        for excuser in version.excusers:
            for start, end, _, _ in excuser.when.spells(self.evaluation):
                if end > arose or start >= arose:
                    found.append((max(start, arose), excuser.why))
                    break
        if version.spell_ends is not None and spell[0] < spell[1] < FOREVER:
            found.append((spell[1], version.spell_ends))
        if version.excused_by_person:
            found.extend(self._excused_by_person(spell[2], arose, number))
        at, reason = min(found, default=(None, ""))
        return (None, "") if at is None or (closes is not None and at >= closes) else (at, reason)

    def _excused_by_person(self, cause: str, arose: int, number: int) -> Iterator[tuple[int, str]]:
        identity = (self.version.rule.id, f"{cause}#{number}" if number else cause)
        allowed = {role for one in self.version.rule.excused_by for role in one.roles}
        for excuse in self.evaluation.facts.excuses.get(identity, ()):
            if excuse.by_role in allowed:
                yield max(to_microseconds(excuse.at), arose), excuse.reason
