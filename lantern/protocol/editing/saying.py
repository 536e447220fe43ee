"""Says an edit in a sentence, from the protocol before and after it; refuses what leaves faults."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from lantern.core.errors import Invalid
from lantern.core.words import capital
from lantern.protocol.editing.blocks import PARAMETER, differences
from lantern.protocol.editing.sheet import Unreadable
from lantern.protocol.faults import Fault
from lantern.protocol.layers import Library
from lantern.protocol.plain_words import PlainWords
from lantern.protocol.readings import DEFAULTS, READINGS
from lantern.protocol.rulebook import Rule
from lantern.protocol.versions import Dated, Protocol
from lantern.protocol.wording import joined

ShelfOf: TypeAlias = Callable[[str], Library | tuple[Fault, ...]]
"""From the text of a draft to the rulebooks with it in place, or its faults."""
LABELS = {
    "By when": "{} (was {})",
    "Who": "owed by: {} (was: {})",
    "When": "arises when {} (was when {})",
    "Met by": "met by: {} (was: {})",
    "Unless": "excused when: {} (was: {})",
    "Told": "told: {} (was: {})",
}
"""The lines of a rule in words that an edit may change, and how the change is said."""
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Edited:
    """The new text and what was changed in it, in a sentence."""

    text: str
    words: str


class Draft:
    """A draft's text as it stands: sound, laid upon the rulebooks that it extends."""

    def __init__(self, text: str, rulebook: str, shelf_of: ShelfOf, at: int) -> None:
        """`at` is the instant from which it is to bind. Raises Invalid where it has faults."""
        self.text, self.rulebook, self.shelf_of, self.at = text, rulebook, shelf_of, at
        self.protocol = _sound(text, rulebook, shelf_of)

    def rules(self) -> dict[str, Dated[Rule]]:
        """Each rule as it binds when the draft does."""
        return self.protocol.binding(self.at)

    def rule_edited(self, rule: str, text: str) -> Edited:
        """A new text in which this rule is another."""
        after = _sound(text, self.rulebook, self.shelf_of)
        was, now = self.rules().get(rule), after.binding(self.at).get(rule)
        words = _rule_in_words(was, PlainWords(self.protocol), now, PlainWords(after))
        return self._edited(text, words)

    def rule_on_again(self, rule: str, text: str) -> Edited:
        """A new text under which a rule of a wider layer binds again."""
        after = _sound(text, self.rulebook, self.shelf_of).binding(self.at)
        return self._edited(text, f"Switched on again: {after[rule].rule.duty}")

    def parameter_edited(self, name: str, text: str) -> Edited:
        """A new text in which this setting is another."""
        after = _sound(text, self.rulebook, self.shelf_of)
        was, now = self.settings()[name], parameters(after)
        words = f"{setting_called(name)}: {now[name]}, was {was}" if now[name] != was else ""
        return self._edited(text, words)

    def reading_edited(self, name: str, option: str, text: str) -> Edited:
        """A new text that reads a silent source otherwise."""
        after = _sound(text, self.rulebook, self.shelf_of)
        was, options = readings(self.protocol)[name], READINGS[name].options
        words = f"{READINGS[name].question} {options[option]} (was: {options[was]})"
        return self._edited(text, words if readings(after)[name] != was else "")

    def taken_back(self, text: str, called: str) -> Edited:
        """A new text in which something is again as it was when the draft was drawn up."""
        _sound(text, self.rulebook, self.shelf_of)
        return self._edited(text, f"Taken back: {called}")

    def settings(self) -> dict[str, str]:
        """Each setting with its value."""
        return parameters(self.protocol)

    def _edited(self, text: str, words: str) -> Edited:
        if text == self.text or not words:
            raise Invalid({"": "This is how it stands already. Change something, or cancel"})
        return Edited(text, words)


def _sound(text: str, rulebook: str, shelf_of: ShelfOf) -> Protocol:
    found = shelf_of(text)
    if isinstance(found, Library) and rulebook in found.versions:
        return found.protocol(rulebook)
    faults = found if isinstance(found, tuple) else ()
    if not faults:
        raise Invalid({"": f"The text is no longer that of {rulebook}"})
    raise Invalid({f"fault-{number}": in_words(one) for number, one in enumerate(faults, 1)})


def in_words(fault: Fault) -> str:
    """A fault of the text as a sentence, with its line."""
    said = f"Line {fault.line}: {fault.message}"
    return f"{said} ({fault.suggestion})" if fault.suggestion else said


def parameters(protocol: Protocol) -> dict[str, str]:
    """Each setting of a protocol with its value, as the narrowest layer sets it."""
    found: dict[str, str] = {}
    for book in protocol.layers:
        found.update({name: one.value for name, one in book.parameters.items()})
        found.update({one.parameter: one.value for one in book.changes if one.parameter})
    return found


def readings(protocol: Protocol) -> dict[str, str]:
    """How a protocol reads each silent source, as the narrowest layer chooses."""
    chosen = dict(DEFAULTS)
    for book in protocol.layers:
        chosen.update({name: one.option for name, one in book.readings.items()})
    return chosen


def setting_called(name: str) -> str:
    """The name of a setting as words."""
    return f"The setting “{name.replace('_', ' ')}”"


def _rule_in_words(
    was: Dated[Rule] | None, before: PlainWords, now: Dated[Rule] | None, after: PlainWords
) -> str:
    if now is None:
        return "" if was is None else f"Switched off: {was.rule.duty}"
    lines = _lines(now, after)
    if was is None:
        given = dict(lines)
        limit = capital(given["By when"])
        when = f"when {given['When']}"
        return f"Added: {now.rule.duty}. {limit}, by the {given['Who']}, {when}"
    parts = list(_changed(_lines(was, before), lines))
    if was.rule.duty != now.rule.duty:
        parts.insert(0, f"now says “{now.rule.duty}”")
    return f"{was.rule.duty}: {'; '.join(parts)}" if parts else ""


def _lines(dated: Dated[Rule], words: PlainWords) -> list[tuple[str, str]]:
    return [line for line in words.rule(dated).lines if line[0] in LABELS]


def _changed(was: list[tuple[str, str]], now: list[tuple[str, str]]) -> Iterator[str]:
    for label in LABELS:
        old = [words for name, words in was if name == label]
        new = [words for name, words in now if name == label]
        if old != new:
            yield LABELS[label].format(_listed(label, new), _listed(label, old))


def _listed(label: str, words: list[str]) -> str:
    return "; ".join(words) or ("nobody" if label == "Told" else "nothing")


def text_edited(before: str, text: str, names: dict[str, str]) -> str:
    """What was changed in a text that somebody wrote themselves; `names` are rules in words."""
    try:
        found = differences(before, text)
    except Unreadable:
        return "The text was edited"
    said = [part_called(one.section, one.name, names) for one in found]
    if not said:
        return "The text was edited: its layout and remarks only"
    more = len(said) - MOST_NAMED
    listed = [*said[:MOST_NAMED], *([f"{more} more"] if more > 0 else [])]
    return f"The text was edited: {joined(listed)}"


def part_called(section: str, name: str, names: dict[str, str]) -> str:
    """A part of a rulebook as a person would name it."""
    plain = name.partition("#")[0]
    if section == "changes" and plain.startswith(PARAMETER):
        return f"the setting “{plain.removeprefix(PARAMETER).replace('_', ' ')}”"
    if section in ("rules", "changes", "decisions"):
        return f"“{names.get(plain, plain)}”"
    if section == "parameters":
        return f"the setting “{plain.replace('_', ' ')}”"
    if section == "readings":
        return f"the reading “{READINGS[plain].question if plain in READINGS else plain}”"
    if section == "facts":
        return f"the fact “{plain}”"
    return f"the entry “{plain.replace('_', ' ')}”"
