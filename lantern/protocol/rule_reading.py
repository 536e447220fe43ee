"""Reads one rule from a file, and what stands in it: limit, excuses, who is told, source."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lantern.protocol.conditions import Condition, Length, Parameter
from lantern.protocol.definitions import FactDefinition, Kind
from lantern.protocol.documents import Entries, Items, Part, Text
from lantern.protocol.entries import EntryReader
from lantern.protocol.faults import Faults, did_you_mean, one_of
from lantern.protocol.lengths import read_clock
from lantern.protocol.lexicon import SUBJECTS
from lantern.protocol.limits import (
    NAMED,
    AtOnce,
    ByEvent,
    ByNext,
    CountedFrom,
    Earliest,
    Limit,
    Never,
    SameDay,
    Within,
)
from lantern.protocol.reading import ConditionReader
from lantern.protocol.role_reading import known_role, known_roles, some_roles
from lantern.protocol.rulebook import (
    OWNER,
    STAGES,
    Excusal,
    Instead,
    OwnerCase,
    Repetition,
    Rule,
    Telling,
)
from lantern.protocol.sources import read_id, read_source
from lantern.protocol.value_reading import NOWHERE

RULE_KEYS = (
    "id",
    "requirements",
    "duty",
    "subject",
    "stage",
    "owner",
    "arises",
    "within",
    "statutory",
    "met_by",
    "early",
    "met_after",
    "excused_by",
    "instead",
    "for_each",
    "agenda",
    "same_as",
    "repeats",
    "tell",
    "source",
    "note",
)
FIXED_KEYS = frozenset(
    {"id", "statutory", "source", "subject", "requirements", "for_each", "same_as"}
)
"""What a change may not set: a rule stays the rule that it is."""


def parameter_name(text: str) -> str:
    """The name of a parameter: words joined by underscores."""
    return text.strip().replace(" ", "_").replace("-", "_")


@dataclass(slots=True)
class RuleReader:
    """Reads the rules of one rulebook against a vocabulary of facts."""

    vocabulary: Mapping[str, FactDefinition]
    faults: Faults
    rulebook: str
    title: str

    @property
    def conditions(self) -> ConditionReader:
        """A reader of conditions that notes its faults here."""
        return ConditionReader(self.vocabulary, self.faults)

    def read(self, part: Entries) -> Rule:
        """The rule that these entries state; every fault is noted."""
        name = part.get("id")
        of = f"rule {name.text}" if isinstance(name, Text) else "a rule"
        entry = EntryReader(part, self.faults, of)
        entry.only(*RULE_KEYS)
        met_after = part.get("met_after")
        early = self._early_since(entry)
        owner, cases = self._owner(entry)
        return Rule(
            id=read_id(entry, "id"),
            duty=entry.text("duty"),
            subject=entry.word("subject", SUBJECTS, "episode"),
            stage=entry.word("stage", STAGES),
            owner=owner,
            owner_cases=cases,
            instead=tuple(self._instead(entry)),
            for_each=self._for_each(entry),
            agenda=entry.texts("agenda"),
            same_as=entry.text("same_as", ""),
            arises=self._condition(entry, "arises"),
            within=self._within(entry),
            met_by=self._condition(entry, "met_by"),
            source=read_source(entry),
            place=entry.place,
            rulebook=self.rulebook,
            rulebook_title=self.title,
            statutory=entry.answer("statutory"),
            early=early is not None or entry.answer("early"),
            early_since=early,
            met_after=None if met_after is None else self.conditions.read(met_after),
            excused_by=tuple(self._excusals(entry)),
            repeats=self._repeats(entry),
            tell=self._telling(entry),
            requirements=entry.texts("requirements"),
            note=entry.text("note", ""),
            written=part,
        )

    def _condition(self, entry: EntryReader, key: str) -> Condition:
        part = entry.part.get(key)
        if part is None:
            self.faults.add(entry.place, f"{entry.of} needs “{key}”")
            return NOWHERE
        return self.conditions.read(part)

    def _early_since(self, entry: EntryReader) -> Condition | None:
        """From which event an act counts that was done before the duty arose."""
        part = entry.part.get("early")
        if not isinstance(part, Entries):
            return None
        if list(part.entries) != ["since"]:
            self.faults.add(part.place, "“early” is yes, no or {since: an event or state}")
            return NOWHERE
        return self.conditions.instants(part.entries["since"])

    def _owner(self, entry: EntryReader) -> tuple[str, tuple[OwnerCase, ...]]:
        """The role that owes it; or the cases in which others do, and who does otherwise."""
        if not isinstance(entry.part.get("owner"), Entries):
            return known_role(entry, "owner"), ()
        owner = entry.mapping("owner")
        assert owner is not None  # noqa: S101  it is a mapping, as was just asked
        owner.only("cases", "otherwise")
        cases = []
        for one in owner.mappings("cases", "a case of the owner"):
            one.only("when", "role", "note")
            when = one.part.get("when")
            if when is None:
                self.faults.add(one.place, "a case of the owner needs “when”")
                continue
            cases.append(OwnerCase(known_role(one, "role"), self.conditions.at_instant(when)))
        return known_role(owner, "otherwise"), tuple(cases)

    def _instead(self, entry: EntryReader) -> Iterator[Instead]:
        for one in entry.mappings("instead", "another way to meet a duty"):
            one.only("when", "after", "why")
            when = one.part.get("when")
            after = one.mapping("after")
            attempts, least = None, None
            if after is not None:
                after.only("count", "at least")
                attempts, least = after.part.get("count"), after.part.get("at least")
            if when is None or (after is not None and (attempts is None or least is None)):
                hint = "{when: …, after: {count: an event, at least: 3}, why: …}"
                self.faults.add(one.place, "another way to meet a duty is not complete", hint)
                continue
            yield Instead(
                when=self.conditions.read(when),
                why=one.text("why"),
                attempts=None if attempts is None else self.conditions.instants(attempts),
                at_least=1 if least is None else self.conditions.number(least),
            )

    def _for_each(self, entry: EntryReader) -> str:
        name = entry.text("for_each", "")
        members = {fact for fact, one in self.vocabulary.items() if one.kind is Kind.MEMBERS}
        if name and name not in members:
            hint = did_you_mean(name, members) or one_of(members)
            message = f"“{name}” is no fact of kind members"
            self.faults.add(entry.place_of("for_each"), message, hint if members else "")
        return name

    def _within(self, entry: EntryReader) -> Limit:
        part = entry.part.get("within")
        if part is None:
            self.faults.add(entry.place, f"{entry.of} needs “within”", "a limit, or “not stated”")
            return Never()
        return self.limit(part)

    def limit(self, part: Part) -> Limit:
        """A limit in any of its forms."""
        if isinstance(part, Text):
            return self._worded(part)
        if isinstance(part, Entries):
            if "earliest" in part.entries:
                return self._earliest(EntryReader(part, self.faults, "“earliest”"))
            if "by" in part.entries:
                return self._by_event(EntryReader(part, self.faults, "a limit with “by”"))
            if "from" in part.entries:
                return self._counted_from(EntryReader(part, self.faults, "a limit with “from”"))
        return Within(self.conditions.length(part))

    def _worded(self, part: Text) -> Limit:  # noqa: PLR0911  a return a case
        text = " ".join(part.text.lower().split())
        match text:
            case "same day":
                return SameDay()
            case "at once":
                return AtOnce()
            case "never":
                return Never()
        if text in NAMED:
            return Within(Parameter(parameter_name(text)), named=text)
        if text.startswith("by next "):
            try:
                return ByNext(read_clock(text.removeprefix("by next ")))
            except ValueError as fault:
                self.faults.add(part.place, str(fault))
                return Never()
        words = (*NAMED, "same day", "at once", "never")
        if (hint := did_you_mean(text, words)) and not text[:1].isdigit():
            self.faults.add(part.place, f"“{part.text}” is not a limit", hint)
            return Never()
        return Within(self.conditions.length(part))

    def _earliest(self, entry: EntryReader) -> Limit:
        entry.only("earliest")
        limits = entry.part.entries["earliest"]
        if not isinstance(limits, Items) or len(limits.items) < 2:
            self.faults.add(limits.place, "“earliest” needs a list of two limits or more")
            return Never()
        return Earliest(tuple(self.limit(item) for item in limits.items))

    def _counted_from(self, entry: EntryReader) -> Limit:
        entry.only("limit", "from")
        limit = entry.part.get("limit")
        if limit is None:
            self.faults.add(entry.place, f"{entry.of} needs “limit”", "{limit: 7 days, from: …}")
            return Never()
        event = self.conditions.instants(entry.part.entries["from"])
        return CountedFrom(self.limit(limit), event)

    def _by_event(self, entry: EntryReader) -> Limit:
        entry.only("by", "earlier_by", "otherwise")
        earlier, otherwise = entry.part.get("earlier_by"), entry.part.get("otherwise")
        return ByEvent(
            self.conditions.instants(entry.part.entries["by"]),
            None if earlier is None else self.conditions.length(earlier),
            None if otherwise is None else self.limit(otherwise),
        )

    def _excusals(self, entry: EntryReader) -> list[Excusal]:
        found = []
        for one in entry.mappings("excused_by", "an excuse"):
            one.only("when", "person", "spell_ends", "why")
            forms = [key for key in ("when", "person", "spell_ends") if key in one.part.entries]
            if len(forms) != 1:
                self.faults.add(one.place, "an excuse has one of: when, person, spell_ends")
                continue
            when = one.part.get("when")
            if "spell_ends" in forms and not one.answer("spell_ends"):
                self.faults.add(one.place_of("spell_ends"), "this excuse excuses nothing", "yes")
                continue
            found.append(
                Excusal(
                    why=one.text("why"),
                    when=None if when is None else self.conditions.read(when),
                    roles=some_roles(one, "person"),
                    spell_ends=one.answer("spell_ends"),
                )
            )
        return found

    def _repeats(self, entry: EntryReader) -> Repetition | None:
        repeats = entry.mapping("repeats")
        if repeats is None:
            return None
        repeats.only("every", "until_spell_ends", "until", "times")
        every = repeats.part.get("every")
        if every is None:
            self.faults.add(repeats.place, "“repeats” needs “every”", "every: 1 day")
            return None
        length = self.conditions.length(every)
        if isinstance(length, Length) and str(length.unit) == "minutes" and length.amount < 5:
            self.faults.add(every.place, "a duty can't come round more often than every 5 minutes")
        until, times = repeats.part.get("until"), repeats.part.get("times")
        return Repetition(
            every=length,
            until_spell_ends=repeats.answer("until_spell_ends", default=True),
            until=None if until is None else self.conditions.read(until),
            times=None if times is None else self.conditions.number(times),
        )

    def _telling(self, entry: EntryReader) -> Telling:
        tell = entry.mapping("tell")
        if tell is None:
            return Telling()
        tell.only("arises", "due_soon", "overdue")
        soon = tell.mapping("due_soon")
        length = None
        if soon is not None:
            soon.only("before", "roles")
            before = soon.part.get("before")
            if before is None:
                self.faults.add(soon.place, "“due_soon” needs “before”", "before: 12 hours")
            else:
                length = self.conditions.length(before)
        return Telling(
            arises=known_roles(tell, "arises", OWNER),
            due_soon=() if soon is None else known_roles(soon, "roles", OWNER),
            before=length,
            overdue=known_roles(tell, "overdue", OWNER),
        )
