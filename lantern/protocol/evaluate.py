"""Facts and a protocol in, duties owed out. Asks no clock, writes nothing."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from hashlib import blake2s
from typing import TypeAlias

from lantern.core.instants import ALWAYS, FOREVER, to_microseconds
from lantern.protocol.compiled import Evaluation
from lantern.protocol.facts import Facts
from lantern.protocol.owed import DutyOwed, identity
from lantern.protocol.spells import NONE, Spell, Spells
from lantern.protocol.versions import EVERY, OtherWay, Protocol, RuleVersion

Met: TypeAlias = tuple[int | None, str | None, str]
"""When a duty was met, by which record, and why if it was met another way."""
_NOT_MET: Met = (None, None, "")
_MAKE = tuple.__new__


def duties_owed(
    facts: Facts,
    protocol: Protocol,
    *,
    until: datetime | None = None,
    among: int = EVERY,
    arising: tuple[int, int] = (ALWAYS, FOREVER),
) -> list[DutyOwed]:
    """Every duty that the facts give rise to under the protocol, past, present and still to come.

    Turns of a repeating duty are given up to `until` and the one that follows; without `until`, up
    to the last instant of which the facts speak. A duty that will arise later if nothing changes
    is given with that instant. `among` has a bit for each version of a rule that is asked; the
    others bear only on what waits for their lateness. With `arising` only those are given that
    arose from the first of these instants and before the second, in microseconds.
    """
    horizon = last_instant(facts) if until is None else to_microseconds(until)
    evaluation = protocol.evaluation(facts)
    evaluation.late = Lateness(evaluation, protocol, horizon)
    owed = _asked_of(protocol.candidates(facts, among), evaluation, protocol, horizon, arising)
    # The two point to each other: let go, both are gone at once, without being looked for.
    evaluation.late = None
    return owed


def _asked_of(
    versions: Iterable[RuleVersion],
    evaluation: Evaluation,
    protocol: Protocol,
    horizon: int,
    arising: tuple[int, int] = (ALWAYS, FOREVER),
) -> list[DutyOwed]:
    """The duties under some versions of rules; those of one rule stand together, in order."""
    memo = evaluation.memo
    owed: list[DutyOwed] = []
    raised: set[tuple[str, str]] = set()
    asking = _Asking(evaluation, protocol, horizon, arising)
    for version in versions:
        if version.about:
            _for_each(version, asking, raised, owed)
            continue
        arises = version.arises
        spells = memo[arises.index]
        if spells is None:
            spells = memo[arises.index] = arises.compute(evaluation)
        if spells:
            asking.version = version
            asking.add(spells, raised, owed)
    return owed


def _for_each(
    version: RuleVersion, whole: "_Asking", raised: set[tuple[str, str]], owed: list[DutyOwed]
) -> None:
    """Add the duties of a rule that is asked of each member of a set by itself."""
    evaluation, protocol, horizon = whole.evaluation, whole.protocol, whole.horizon
    named = {str(row[3]) for row in evaluation.rows.get(version.rule.for_each, ())}
    for member in sorted(named):
        facts = evaluation.facts.of_member(version.about, member)
        own = protocol.evaluation(facts)
        own.late = Lateness(own, protocol, horizon)
        asking = _Asking(own, protocol, horizon, (whole.since, whole.before), member)
        asking.version = version
        asking.add(version.arises.spells(own), raised, owed)
        own.late = None


class Lateness:
    """When the duties under each rule became overdue and were not yet done. Each rule is asked
    once, when a condition first waits for it; the rules wait for each other in no circle."""

    __slots__ = ("evaluation", "found", "horizon", "protocol")

    def __init__(self, evaluation: Evaluation, protocol: Protocol, horizon: int) -> None:
        self.evaluation = evaluation
        self.protocol = protocol
        self.horizon = horizon
        self.found: dict[str, Spells] = {}

    @classmethod
    def of(cls, facts: Facts, protocol: Protocol, horizon: int) -> "Lateness":
        """The lateness of a protocol's rules by these facts, for conditions of other kinds."""
        evaluation = protocol.evaluation(facts)
        evaluation.late = found = cls(evaluation, protocol, horizon)
        return found

    def __call__(self, rule: str) -> Spells:
        found = self.found.get(rule)
        if found is None:
            self.found[rule] = NONE
            found = self.found[rule] = sorted(self._spells(rule))
        return found

    def _spells(self, rule: str) -> Iterator[Spell]:
        versions = [
            version
            for version in self.protocol.of_rule(rule)
            if version.rule.subject == self.evaluation.facts.subject
        ]
        for duty in _asked_of(versions, self.evaluation, self.protocol, self.horizon):
            if duty.late is not None:
                cause = _late(*duty.identity)
                yield duty.late, duty.late, cause, cause


def _late(rule: str, cause: str) -> str:
    """What a duty's lateness is known by: short, however long the chain of those that were late."""
    return f"late-{blake2s(f'{rule} {cause}'.encode(), digest_size=8).hexdigest()}"


def last_instant(facts: Facts) -> int:
    """The last instant of which the facts speak."""
    latest = ALWAYS
    for rows in facts.rows.values():
        for at, _, _, _, until in rows:
            last = until if at < until < FOREVER else at
            if last > latest:
                latest = last
    return latest


class _Asking:
    """One version of one rule, asked of one set of facts; then the next version."""

    __slots__ = (
        "before",
        "evaluation",
        "excuses",
        "first",
        "horizon",
        "member",
        "protocol",
        "since",
        "version",
    )
    version: RuleVersion

    def __init__(
        self,
        evaluation: Evaluation,
        protocol: Protocol,
        horizon: int,
        arising: tuple[int, int],
        member: str = "",
    ) -> None:
        self.since, self.before = arising
        self.member = member
        self.first: int | None = None
        self.excuses = bool(evaluation.facts.excuses)
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
                    if self.since <= arose < self.before:
                        owed.append(self._duty(spell, arose, previous, 0, None))
                else:
                    cut = spell if version.until is None else self._cut_short(spell, arose)
                    owed.extend(self._turns(cut, arose, version.turns))
            previous = spell[1]

    def _cut_short(self, spell: Spell, arose: int) -> Spell:
        """The spell, ended by what its rule says ends the turns; an event then lasts until that."""
        assert self.version.until is not None  # noqa: S101  the caller has looked
        lasts = spell[1] if spell[0] < spell[1] else FOREVER
        for start, end, cause, _ in self.version.until.spells(self.evaluation):
            if end > arose or start >= arose:
                at = max(start, arose)
                return (spell[0], at, spell[2], cause) if at < lasts else spell
        return (spell[0], lasts, spell[2], spell[3])

    def _carried(self, spell: Spell, raised: set[tuple[str, str]]) -> int | None:
        """When a spell gives rise to a duty under this one of several versions of its rule; None if
        an earlier version has had it."""
        version, arose = self.version, spell[0]
        raising = identity(version.rule.id, spell[2], self.member, 0)
        if raising in raised:
            return None
        if arose < version.ends:
            raised.add(raising)
        if version.follows and arose < version.begins < spell[1]:
            # The version before asked for more than this one and had not yet given rise to it.
            return version.begins
        return arose

    def _turns(
        self, spell: Spell, arose: int, turns: Callable[[int, int], int]
    ) -> Iterator[DutyOwed]:
        """Each turn of a repeating duty, up to the horizon and the one that follows it."""
        repeats = self.version.rule.repeats
        assert repeats is not None  # noqa: S101  only such a rule has turns
        ends = repeats.until_spell_ends or repeats.until is not None
        last = spell[1] if ends and spell[0] < spell[1] else FOREVER
        most = repeats.times if isinstance(repeats.times, int) else None
        number, begins = 1, arose
        while begins < last:
            following = turns(arose, number)
            closes = following if following < last and number != most else None
            if self.since <= begins < self.before:
                yield self._duty(spell, begins, ALWAYS, number, closes)
            if begins > self.horizon or number == most:
                return
            number, begins = number + 1, following

    def _early_bound(self, arose: int, previous: int) -> int:
        """From when an act counts that was done before the duty arose: from the event that the rule
        names, or within this episode and after the spell before this one."""
        if self.version.early_since is not None:
            events = self.version.early_since.spells(self.evaluation)
            return max((event[0] for event in events if event[0] <= arose), default=arose)
        if self.first is None:
            self.first = self._first_instant()
        return max(previous, self.first)

    def _first_instant(self) -> int:
        """When the episode began, by its own facts; of other subjects the beginning of time."""
        if self.evaluation.facts.subject != "episode":
            return ALWAYS
        instants = [
            row[0]
            for fact, rows in self.evaluation.rows.items()
            if fact in self.protocol.episode_facts
            for row in rows
        ]
        return min(instants, default=ALWAYS)

    def _duty(
        self, spell: Spell, arose: int, previous: int, number: int, closes: int | None
    ) -> DutyOwed:
        version, evaluation = self.version, self.evaluation
        due = version.due(arose, evaluation)
        soon = None
        if version.soon is not None and due is not None:
            soon = version.soon(due)
            soon = arose if soon < arose else soon
        met, met_by, instead = _NOT_MET
        # Most duties of a replay have nothing recorded that could meet them: no more is asked.
        done = evaluation.memo[version.met_by.index]
        if done or done is None or not version.is_met_plainly:
            since = self._early_bound(arose, previous) if version.early else arose
            met, met_by, instead = self._done(since, closes)
        excused, why = None, ""
        if version.excusers or (version.excusable and (spell[1] < FOREVER or self.excuses)):
            excused, why = self._excused(spell, arose, number, closes)
            if met is not None and excused is not None:
                # Whichever came first; at the same instant, what was done counts.
                if met <= excused:
                    excused, why = None, ""
                else:
                    met, met_by, instead = _NOT_MET
        if met is not None or excused is not None:
            closes = None
        owner = self._owner(arose) if version.owners else version.rule.owner
        # As DutyOwed(…), without the call by name: thirty-five of these are made for each episode.
        timed = (version.rule, spell[2], number, arose, due, soon)
        ended = (met, met_by, excused, why, closes, owner, instead, self.member)
        return _MAKE(DutyOwed, timed + ended)

    def _owner(self, arose: int) -> str:
        """Who owes it: the first case that holds when it arises, or else the rule's own owner."""
        cases = (role for role, holds in self.version.owners if holds(arose, self.evaluation))
        return next(cases, self.version.rule.owner)

    def _met_instead(
        self, since: int, closes: int | None, met: int | None, met_by: str | None
    ) -> Met:
        """When it was met, by what and, if it was met another way, why; whichever came first."""
        found = [] if met is None else [(met, 0, met_by or "", "")]
        for place, other in enumerate(self.version.instead, start=1):
            tried = self._tried(other, since)
            if tried is None:
                continue
            for start, end, cause, _ in other.when.spells(self.evaluation):
                if end > tried or start >= tried:
                    found.append((max(start, tried), place, cause, other.why))
                    break
        at, _, cause, why = min(found, default=(None, 0, "", ""))
        return _NOT_MET if at is None or (closes or FOREVER) <= at else (at, cause, why)

    def _tried(self, other: OtherWay, since: int) -> int | None:
        """From when it has been tried often enough; None where it has not."""
        if other.attempts is None:
            return since
        tried = [one[0] for one in other.attempts.spells(self.evaluation) if one[0] >= since]
        return tried[other.at_least - 1] if len(tried) >= other.at_least else None

    def _done(self, since: int, closes: int | None) -> Met:
        """When what it asks for was done, by which record, and why if it was met another way."""
        version = self.version
        opened = since if version.met_after is None else self._opened(since)
        if opened is None:
            return _NOT_MET
        met, met_by = self._met(opened, closes)
        if version.instead:
            return self._met_instead(opened, closes, met, met_by)
        return met, met_by, ""

    def _met(self, since: int, closes: int | None) -> tuple[int | None, str | None]:
        for start, end, cause, _ in self.version.met_by.spells(self.evaluation):
            if end > since or start >= since:
                at = max(start, since)
                return (at, cause) if closes is None or at < closes else (None, None)
        return None, None

    def _opened(self, since: int) -> int | None:
        """From when an act counts where somebody must first have allowed it; None if nobody has."""
        assert self.version.met_after is not None  # noqa: S101  the caller has looked
        gates = self.version.met_after.spells(self.evaluation)
        return next((gate[0] for gate in gates if gate[0] >= since), None)

    def _excused(
        self, spell: Spell, arose: int, number: int, closes: int | None
    ) -> tuple[int | None, str]:
        version, evaluation = self.version, self.evaluation
        memo = evaluation.memo
        found: list[tuple[int, str]] = []
        for excuser in version.excusers:
            spells = memo[excuser.when.index]
            for start, end, _, _ in excuser.when.spells(evaluation) if spells is None else spells:
                if end > arose or start >= arose:
                    found.append((start if start > arose else arose, excuser.why))
                    break
        if version.spell_ends is not None and spell[0] < spell[1] < FOREVER:
            found.append((spell[1], version.spell_ends))
        if version.excused_by_person and self.excuses:
            found.extend(self._excused_by_person(spell[2], arose, number))
        if not found:
            return None, ""
        at, reason = found[0] if len(found) == 1 else min(found)
        return (None, "") if closes is not None and at >= closes else (at, reason)

    def _excused_by_person(self, cause: str, arose: int, number: int) -> Iterator[tuple[int, str]]:
        excused = identity(self.version.rule.id, cause, self.member, number)
        allowed = {role for one in self.version.rule.excused_by for role in one.roles}
        for excuse in self.evaluation.facts.excuses.get(excused, ()):
            if excuse.by_role in allowed:
                yield max(to_microseconds(excuse.at), arose), excuse.reason
