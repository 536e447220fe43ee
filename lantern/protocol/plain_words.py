"""A whole protocol as a person would read it, stage by stage, with every source."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from lantern.core.calendar import day_of
from lantern.core.instants import FOREVER, day_in_words
from lantern.protocol.decision_words import DecisionWording
from lantern.protocol.limits import Never
from lantern.protocol.readings import READINGS
from lantern.protocol.rulebook import OWNER, STAGES, Change, Excusal, Instead, Rule, Setting
from lantern.protocol.versions import Dated, Protocol
from lantern.protocol.wording import (
    Wording,
    amount,
    how_often,
    joined,
    limit_in_words,
    often,
    role_in_words,
)

STAGE_TITLES = {
    "before": "Before a child goes missing",
    "checks": "When a child is not where expected",
    "missing": "While the child is away",
    "return": "When the child is found or comes back",
    "after": "Afterwards",
}


@dataclass(frozen=True, slots=True)
class Section:
    """A title and the sentences under it."""

    title: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleInWords:
    """One rule in one version: its duty, its id, and each line with its label."""

    duty: str
    id: str
    statutory: bool
    lines: tuple[tuple[str, str], ...]


class PlainWords:
    """Says one protocol in plain words."""

    def __init__(self, protocol: Protocol) -> None:
        self.protocol = protocol
        self.wording = Wording(protocol.vocabulary)

    def text(self) -> str:
        """The whole protocol as plain text."""
        lines = [self.protocol.title]
        for section in self.sections():
            lines += ["", section.title, *(f"- {item}" for item in section.items)]
        for title, rules in self.stages():
            lines += ["", title]
            for rule in rules:
                statutory = ", statutory" if rule.statutory else ""
                lines += ["", f"{rule.duty} [{rule.id}{statutory}]"]
                lines += [f"  {label + ':':<9}{text}" for label, text in rule.lines]
        return "\n".join(lines)

    def sections(self) -> list[Section]:
        """Its layers, its readings, what the partnership sets and what is switched off."""
        every = (
            Section("Its layers, the narrowest first", tuple(self._layers())),
            Section("Where the sources are silent, it reads them so", tuple(self._readings())),
            Section("What the partnership sets", tuple(self._parameters())),
            Section("Switched off", tuple(self._switched_off())),
            Section("Which children it lists", tuple(self._lists())),
            *self._decisions(),
        )
        return [section for section in every if section.items]

    def _decisions(self) -> Iterator[Section]:
        """What binds each decision, as it is in force at the latest."""
        words = DecisionWording(self.protocol.vocabulary)
        for decided in self.protocol.deciding():
            latest = {
                one.rule.id: one.rule
                for one in self.protocol.decided
                if one.rule.decides == decided and one.ends == FOREVER
            }
            title = f"How it is decided: {self.protocol.vocabulary[decided].words} …"
            yield Section(title, tuple(words.of(rule) for rule in latest.values()))

    def stages(self, at: int | None = None, role: str = "") -> list[tuple[str, list[RuleInWords]]]:
        """The rules of each stage, in the order in which the rulebooks give them.

        With `at`, an instant in microseconds, only the versions that bind then; with a `role`, only
        what it may have to do.
        """
        found = []
        for stage in STAGES:
            rules = [
                self.rule(one)
                for one in self.protocol.dated
                if one.rule.stage == stage
                and (at is None or one.begins <= at < one.ends)
                and (not role or role in owners(one.rule))
            ]
            if rules:
                found.append((STAGE_TITLES[stage], rules))
        return found

    def _layers(self) -> Iterator[str]:
        for book in reversed(self.protocol.layers):
            until = (
                f" until {day_in_words(book.ends_on - timedelta(days=1))}" if book.ends_on else ""
            )
            yield (
                f"{book.title} ({book.id}): {book.layer}, agreed by {book.agreed_by}, "
                f"in force from {day_in_words(book.starts_on)}{until}"
            )

    def _readings(self) -> Iterator[str]:
        chosen: dict[str, str] = {}
        for book in self.protocol.layers:
            chosen.update({name: reading.option for name, reading in book.readings.items()})
        for name, option in chosen.items():
            yield f"{READINGS[name].question} {READINGS[name].options[option]}"

    def _parameters(self) -> Iterator[str]:
        settings: dict[str, Setting] = {}
        changes: dict[str, Change] = {}
        for book in self.protocol.layers:
            settings.update(book.parameters)
            changes.update({one.parameter: one for one in book.changes if one.parameter})
        for name, setting in settings.items():
            change = changes.get(name)
            value = setting.value if change is None else f"{change.value} (was {setting.value})"
            why = "" if change is None else f" Changed by {self._whose(change)}: {change.reason}"
            yield f"{name.replace('_', ' ')}: {value}. {setting.meaning} ({setting.source}){why}"

    def _lists(self) -> Iterator[str]:
        """Each list as it is in force at the latest: who is on it, and at which duty's doing they
        are considered."""
        for one in self.protocol.named:
            named = one.rule
            if one.ends != FOREVER:
                continue
            every = dict.fromkeys(rule for rule in self.protocol.rules() if named.id in rule.agenda)
            agenda = f" Considered at: {joined(rule.duty for rule in every)}." if every else ""
            whom = "absences" if named.subject == "episode" else "children"
            when = f"{whom} of whom it is so that {self.wording.of(named.when)}"
            yield f"{named.title} [{named.id}]: {when} ({named.source}).{agenda}"

    def _switched_off(self) -> Iterator[str]:
        for change in self.protocol.switched_off:
            name = change.rule or change.listed
            yield f"{name}, by {self._whose(change)}: {change.reason}{_approval(change)}"

    def rule(self, dated: Dated[Rule]) -> RuleInWords:
        """One rule in one of its versions."""
        rule = dated.rule
        return RuleInWords(rule.duty, rule.id, rule.statutory, tuple(self._lines(dated)))

    def _lines(self, dated: Dated[Rule]) -> Iterator[tuple[str, str]]:
        rule = dated.rule
        yield "Who", "; ".join(self._owners(rule))
        yield "When", self.wording.of(rule.arises)
        yield (
            "By when",
            _by_when(rule, limit_in_words(rule.within, self.protocol.vocabulary), self.wording),
        )
        yield "Met by", self._met(rule)
        for excusal in rule.excused_by:
            yield "Unless", self._excuse(excusal)
        if rule.same_as:
            yield "Same as", f"the duty {rule.same_as} of another rulebook, where both bind"
        if rule.agenda:
            yield "Agenda", joined(self._title(name) for name in rule.agenda)
        for moment, roles in _moments(rule):
            people = joined(dict.fromkeys(_told_role(role, rule) for role in roles))
            yield "Told", f"{people}, when {moment}"
        yield "Source", f"{rule.source}, in {title_in(self.protocol, rule.rulebook)}"
        several = sum(one.rule.id == rule.id for one in self.protocol.dated) > 1
        if several:
            yield "Binds", _span(dated)
        for change in rule.changed_by:
            yield "Changed", f"by {self._whose(change)}: {change.reason}{_approval(change)}"

    def _whose(self, change: Change) -> str:
        """The rulebook that makes a change."""
        return title_in(self.protocol, change.rulebook)

    def _title(self, name: str) -> str:
        """The title of a list, in quotation marks."""
        title = next((one.rule.title for one in self.protocol.named if one.rule.id == name), name)
        return f"the children on the list “{title}”"

    def _met(self, rule: Rule) -> str:
        words = self.wording.of(rule.met_by)
        if rule.met_after is not None:
            words += f"; only after: {self.wording.of(rule.met_after)}"
        if rule.early_since is not None:
            words += f"; also earlier, from when {self.wording.of(rule.early_since)}"
        elif rule.early:
            where = " in the same episode" if rule.subject == "episode" else ""
            words += f"; also if it was done earlier{where}"
        for one in rule.instead:
            words += f"; or, {self._instead(one)}"
        return words

    def _instead(self, one: Instead) -> str:
        tried = ""
        if one.attempts is not None:
            tried = f" once {self.wording.of(one.attempts)}, {often(one.at_least)}"
        return f"{one.why}: {self.wording.of(one.when)}{tried}"

    def _owners(self, rule: Rule) -> Iterator[str]:
        otherwise = "otherwise the " if rule.owner_cases else ""
        for case in rule.owner_cases:
            yield f"the {role_in_words(case.role)}, when {self.wording.of(case.when)}"
        yield f"{otherwise}{role_in_words(rule.owner)}"
        if rule.for_each:
            yield f"once for each: {self.protocol.vocabulary[rule.for_each].words}"

    def _excuse(self, excusal: Excusal) -> str:
        if excusal.when is not None:
            return f"{self.wording.of(excusal.when)}: {excusal.why}"
        if excusal.spell_ends:
            return f"what gave rise to it ends: {excusal.why}"
        people = joined((role_in_words(role) for role in excusal.roles), "or")
        return f"excused by the {people}: {excusal.why}"


def title_in(protocol: Protocol, rulebook: str) -> str:
    """The title of one of a protocol's layers, in quotation marks; the latest version's."""
    titles = [book.title for book in protocol.layers if book.id == rulebook]
    return f"“{titles[-1]}”" if titles else rulebook


def owners(rule: Rule) -> tuple[str, ...]:
    """Every role that may owe the duty of a rule."""
    return (*(case.role for case in rule.owner_cases), rule.owner)


def _moments(rule: Rule) -> list[tuple[str, tuple[str, ...]]]:
    """At which moments somebody is told, and who."""
    tell = rule.tell
    before = "" if tell.before is None else f" ({tell.before} before)"
    every = (
        ("it arises", tell.arises),
        (f"it is due soon{before}", tell.due_soon),
        ("it is overdue", tell.overdue),
    )
    return [(moment, roles) for moment, roles in every if roles]


def _by_when(rule: Rule, limit: str, wording: Wording) -> str:
    if rule.repeats is None:
        return limit
    until = ", until it ends" if rule.repeats.until_spell_ends else ""
    if rule.repeats.times is not None:
        until += f", {amount(rule.repeats.times)} times at most"
    if rule.repeats.until is not None:
        until += f", until {wording.of(rule.repeats.until)}"
    if isinstance(rule.within, Never):
        return f"{how_often(rule.repeats.every)}{until}"
    return f"{limit}; again {how_often(rule.repeats.every)}{until}"


def _told_role(role: str, rule: Rule) -> str:
    return f"the {role_in_words(rule.owner if role == OWNER else role)}"


def _span(dated: Dated[Rule]) -> str:
    """From when until when this version binds, where another version comes before or after."""
    until = ""
    if dated.ends != FOREVER:
        until = f" until {day_in_words(day_of(dated.ends) - timedelta(days=1))}"
    return f"from {day_in_words(day_of(dated.begins))}{until}"


def _approval(change: Change) -> str:
    if not change.approved_by:
        return ""
    when = "" if change.on is None else f" on {day_in_words(change.on)}"
    return f" (approved by {change.approved_by}{when})"
