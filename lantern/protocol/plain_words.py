"""A whole protocol as a person would read it, stage by stage, with every source."""

from collections.abc import Iterator
from datetime import timedelta

from lantern.core.calendar import day_of
from lantern.core.instants import ALWAYS, FOREVER
from lantern.protocol.limits import Never
from lantern.protocol.readings import READINGS
from lantern.protocol.rulebook import OWNER, STAGES, Change, Excusal, Rule, Rulebook, Setting
from lantern.protocol.versions import Dated, Protocol
from lantern.protocol.wording import Wording, how_often, joined, limit_in_words, role_in_words

STAGE_TITLES = {
    "before": "Before a child goes missing",
    "checks": "When a child is not where expected",
    "missing": "While the child is away",
    "return": "When the child is found or comes back",
    "after": "Afterwards",
}


class PlainWords:
    """Says one protocol in plain words."""

    def __init__(self, protocol: Protocol) -> None:
        self.protocol = protocol
        self.wording = Wording(protocol.vocabulary)

    def text(self) -> str:
        """The whole protocol."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield self.protocol.title
        yield ""
        for book in reversed(self.protocol.layers):
            yield self._layer(book)
        yield from self._readings()
        yield from self._parameters()
        for stage in STAGES:
            dated = [one for one in self.protocol.dated if one.rule.stage == stage]
            if dated:
                yield from ("", STAGE_TITLES[stage], "")
                for one in dated:
                    yield from self.rule(one)
        yield from self._switched_off()

    def _layer(self, book: Rulebook) -> str:
        until = f" until {book.ends_on - timedelta(days=1)}" if book.ends_on else ""
        return (
            f"- {book.title} ({book.id}): {book.layer}, agreed by {book.agreed_by}, "
            f"in force from {book.starts_on}{until}"
        )

    def _readings(self) -> Iterator[str]:
        chosen: dict[str, str] = {}
        for book in self.protocol.layers:
            chosen.update(book.readings)
        if chosen:
            yield from ("", "Where the sources are silent, it reads them so", "")
        for name, option in chosen.items():
            yield f"- {READINGS[name].question} {READINGS[name].options[option]}"

    def _parameters(self) -> Iterator[str]:
        settings: dict[str, Setting] = {}
        changes: dict[str, Change] = {}
        for book in self.protocol.layers:
            settings.update(book.parameters)
            changes.update({one.parameter: one for one in book.changes if one.parameter})
        if settings:
            yield from ("", "What the partnership sets", "")
        for name, setting in settings.items():
            change = changes.get(name)
            value = setting.value if change is None else f"{change.value} (was {setting.value})"
            why = "" if change is None else f" Changed by {change.rulebook}: {change.reason}"
            yield f"- {name.replace('_', ' ')}: {value}. {setting.meaning} ({setting.source}){why}"

    def rule(self, dated: Dated) -> Iterator[str]:
        """One rule in one version."""
        rule = dated.rule
        vocabulary = self.protocol.vocabulary
        statutory = ", statutory" if rule.statutory else ""
        yield f"{rule.duty} [{rule.id}{statutory}]"
        yield f"  Who:     {role_in_words(rule.owner)}"
        yield f"  When:    {self.wording.of(rule.arises)}"
        yield f"  By when: {_by_when(rule, limit_in_words(rule.within, vocabulary))}"
        yield f"  Met by:  {self._met(rule)}"
        for excusal in rule.excused_by:
            yield f"  Unless:  {self._excuse(excusal)}"
        yield from self._told(rule)
        yield f"  Source:  {rule.source} ({rule.rulebook})"
        several = sum(one.rule.id == rule.id for one in self.protocol.dated) > 1
        if several and (span := _span(dated)):
            yield f"  Binds:   {span}"
        for change in rule.changed_by:
            yield f"  Changed: by {change.rulebook}: {change.reason}{_approval(change)}"
        yield ""

    def _met(self, rule: Rule) -> str:
        words = self.wording.of(rule.met_by)
        if rule.met_after is not None:
            words += f"; only after: {self.wording.of(rule.met_after)}"
        if rule.early_since is not None:
            words += f"; also earlier, from when {self.wording.of(rule.early_since)}"
        elif rule.early:
            words += "; also earlier in the same episode"
        return words

    def _excuse(self, excusal: Excusal) -> str:
        if excusal.when is not None:
            return f"{self.wording.of(excusal.when)}: {excusal.why}"
        if excusal.spell_ends:
            return f"what gave rise to it ends: {excusal.why}"
        people = joined((role_in_words(role) for role in excusal.roles), "or")
        return f"excused by the {people}: {excusal.why}"

    def _told(self, rule: Rule) -> Iterator[str]:
        tell = rule.tell
        before = "" if tell.before is None else f" ({tell.before} before)"
        for moment, roles in (
            ("it arises", tell.arises),
            (f"it is due soon{before}", tell.due_soon),
            ("it is overdue", tell.overdue),
        ):
            if roles:
                people = joined(_told_role(role, rule) for role in roles)
                yield f"  Told:    {people}, when {moment}"

    def _switched_off(self) -> Iterator[str]:
        if self.protocol.switched_off:
            yield from ("", "Switched off", "")
        for change in self.protocol.switched_off:
            yield f"- {change.rule}, by {change.rulebook}: {change.reason}{_approval(change)}"


def _by_when(rule: Rule, limit: str) -> str:
    if rule.repeats is None:
        return limit
    until = ", until it ends" if rule.repeats.until_spell_ends else ""
    if isinstance(rule.within, Never):
        return f"{how_often(rule.repeats.every)}{until}"
    return f"{limit}; again {how_often(rule.repeats.every)}{until}"


def _told_role(role: str, rule: Rule) -> str:
    return f"the {role_in_words(rule.owner if role == OWNER else role)}"


def _span(dated: Dated) -> str:
    """From when until when this version binds, where another version comes before or after."""
    parts = []
    if dated.begins != ALWAYS:
        parts.append(f"from {day_of(dated.begins)}")
    if dated.ends != FOREVER:
        parts.append(f"until {day_of(dated.ends) - timedelta(days=1)}")
    return " ".join(parts)


def _approval(change: Change) -> str:
    if not change.approved_by:
        return ""
    when = "" if change.on is None else f" on {change.on}"
    return f" (approved by {change.approved_by}{when})"
