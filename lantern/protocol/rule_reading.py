"""Reads one rule from a file, and what stands in it: limit, excuses, who is told, source."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lantern.core.instants import read_day
from lantern.protocol.conditions import Condition, Length, Parameter
from lantern.protocol.definitions import FactDefinition
from lantern.protocol.documents import Entries, Items, Part, Text
from lantern.protocol.entries import EntryReader
from lantern.protocol.faults import Faults, did_you_mean
from lantern.protocol.lengths import read_clock
from lantern.protocol.lexicon import SUBJECTS
from lantern.protocol.limits import (
    NAMED,
    AtOnce,
    ByNext,
    CountedFrom,
    Earliest,
    Limit,
    Never,
    SameDay,
    Within,
)
from lantern.protocol.reading import NOWHERE, ConditionReader
from lantern.protocol.rulebook import (
    OWNER,
    STAGES,
    Excusal,
    Repetition,
    Rule,
    Source,
    Telling,
)
from lantern.vocabulary.role import Role

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
    "repeats",
    "tell",
    "source",
    "note",
)
FIXED_KEYS = frozenset({"id", "statutory", "source", "subject", "requirements"})
"""What a change may not set: a rule stays the rule that it is."""
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def parameter_name(text: str) -> str:
    """The name of a parameter: words joined by underscores."""
    return text.strip().replace(" ", "_").replace("-", "_")


def read_source(entry: EntryReader) -> Source:
    """Where the entry comes from. Without a source nothing binds."""
    part = entry.mapping("source")
    if part is None:
        hint = "source: {document: …, paragraph: …} or {agreed_by: …, on: …}"
        if entry.part.get("source") is None:
            entry.faults.add(entry.place, f"{entry.of} has no source", hint)
        return Source()
    part.only("document", "paragraph", "agreed_by", "on", "section", "note")
    if part.part.get("document") is not None:
        return Source(document=part.text("document"), paragraph=part.text("paragraph"))
    if part.part.get("agreed_by") is None:
        entry.faults.add(part.place, "a source is a document and paragraph, or agreed_by and on")
        return Source()
    return Source(agreed_by=part.text("agreed_by"), on=read_date(part, "on", needed=True))


def read_date(entry: EntryReader, key: str, *, needed: bool = False) -> date | None:
    """The day of an entry, written like 2015-09-04."""
    if entry.part.get(key) is None and not needed:
        return None
    text = entry.text(key)
    try:
        return read_day(text) if text else None
    except ValueError as fault:
        entry.faults.add(entry.place_of(key), str(fault))
        return None


def read_id(entry: EntryReader, key: str) -> str:
    """A name of small letters and figures joined by hyphens."""
    found = entry.text(key)
    if found and not _ID.fullmatch(found):
        entry.faults.add(
            entry.place_of(key), f"“{found}” can't be an id", "small letters, figures and hyphens"
        )
    return found


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
        return Rule(
            id=read_id(entry, "id"),
            duty=entry.text("duty"),
            subject=entry.word("subject", SUBJECTS, "episode"),
            stage=entry.word("stage", STAGES),
            owner=self._role(entry, "owner"),
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

    def _role(self, entry: EntryReader, key: str) -> str:
        found = entry.text(key)
        if found:
            self._known_role(entry, key, found)
        return found

    def _known_role(self, entry: EntryReader, key: str, name: str, *extra: str) -> None:
        roles = [*(str(role) for role in Role), *extra]
        if name not in roles:
            hint = did_you_mean(name.replace(" ", "_"), roles)
            self.faults.add(entry.place_of(key), f"there is no role “{name}”", hint)

    def _roles(self, entry: EntryReader, key: str, *extra: str) -> tuple[str, ...]:
        found = entry.texts(key)
        for name in found:
            self._known_role(entry, key, name, *extra)
        return found

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

    def _excusals(self, entry: EntryReader) -> list[Excusal]:
        found = []
        for one in entry.mappings("excused_by", "an excuse"):
            one.only("when", "person", "spell_ends", "why")
            forms = [key for key in ("when", "person", "spell_ends") if key in one.part.entries]
            if len(forms) != 1:
                self.faults.add(one.place, "an excuse has one of: when, person, spell_ends")
                continue
            when = one.part.get("when")
            found.append(
                Excusal(
                    why=one.text("why"),
                    when=None if when is None else self.conditions.read(when),
                    roles=self._roles(one, "person"),
                    spell_ends=one.answer("spell_ends"),
                )
            )
        return found

    def _repeats(self, entry: EntryReader) -> Repetition | None:
        repeats = entry.mapping("repeats")
        if repeats is None:
            return None
        repeats.only("every", "until_spell_ends")
        every = repeats.part.get("every")
        if every is None:
            self.faults.add(repeats.place, "“repeats” needs “every”", "every: 1 day")
            return None
        length = self.conditions.length(every)
        if isinstance(length, Length) and str(length.unit) == "minutes" and length.amount < 5:
            self.faults.add(every.place, "a duty can't come round more often than every 5 minutes")
        return Repetition(length, repeats.answer("until_spell_ends", default=True))

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
            arises=self._roles(tell, "arises", OWNER),
            due_soon=() if soon is None else self._roles(soon, "roles", OWNER),
            before=length,
            overdue=self._roles(tell, "overdue", OWNER),
        )
