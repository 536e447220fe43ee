"""Says an edit in a sentence, from the protocol before and after it; refuses one that leaves faults."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from lantern.core.errors import Invalid
from lantern.protocol.editing.blocks import PARAMETER, differences
from lantern.protocol.editing.sheet import Unreadable
from lantern.protocol.faults import Fault
from lantern.protocol.layers import Library
from lantern.protocol.plain_words import PlainWords
from lantern.protocol.readings import READINGS
from lantern.protocol.rulebook import Rule
from lantern.protocol.versions import Dated, Protocol
from lantern.protocol.wording import joined

ShelfOf: TypeAlias = Callable[[str], Library | tuple[Fault, ...]]
"""From the text of a draft to the rulebooks with it in place, or its faults."""
SHOWN = ("Who", "When", "By when", "Met by", "Unless", "Told")
"""The lines of a rule in words that an edit may change."""
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
        return _binding(self.protocol, self.at)

    def rule_edited(self, rule: str, text: str) -> Edited:
        """A new text in which this rule is another."""
        after = _sound(text, self.rulebook, self.shelf_of)
        was, now = self.rules().get(rule), _binding(after, self.at).get(rule)
        words = _rule_in_words(was, PlainWords(self.protocol), now, PlainWords(after))
        return self._edited(text, words)

    def parameter_edited(self, name: str, text: str) -> Edited:
        """A new text in which this setting is another."""
        _sound(text, self.rulebook, self.shelf_of)
        was, now = self.settings()[name], parameters(_sound(text, self.rulebook, self.shelf_of))
        words = f"{setting_called(name)}: {now[name]}, was {was}" if now[name] != was else ""
        return self._edited(text, words)

    def reading_edited(self, name: str, option: str, text: str) -> Edited:
        """A new text that reads a silent source otherwise."""
        _sound(text, self.rulebook, self.shelf_of)
        reading = READINGS[name]
        return self._edited(text, f"{reading.question} {reading.options[option]}")

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


def _binding(protocol: Protocol, at: int) -> dict[str, Dated[Rule]]:
    return {one.rule.id: one for one in protocol.dated if one.begins <= at < one.ends}


def parameters(protocol: Protocol) -> dict[str, str]:
    """Each setting of a protocol with its value, as the narrowest layer sets it."""
    found: dict[str, str] = {}
    for book in protocol.layers:
        found.update({name: one.value for name, one in book.parameters.items()})
        found.update({one.parameter: one.value for one in book.changes if one.parameter})
    return found


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
        said = "; ".join(f"{label.lower()}: {words}" for label, words in lines if label != "Unless")
        return f"Added: {now.rule.duty} ({said})"
    parts = list(_changed(_lines(was, before), lines))
    if was.rule.duty != now.rule.duty:
        parts.insert(0, f"now says “{now.rule.duty}”")
    return f"{was.rule.duty}: {'; '.join(parts)}" if parts else ""


def _lines(dated: Dated[Rule], words: PlainWords) -> list[tuple[str, str]]:
    return [line for line in words.rule(dated).lines if line[0] in SHOWN]


def _changed(was: list[tuple[str, str]], now: list[tuple[str, str]]) -> Iterator[str]:
    for label in SHOWN:
        old = [words for name, words in was if name == label]
        new = [words for name, words in now if name == label]
        if old != new:
            said, before = "; ".join(new) or "nobody", "; ".join(old) or "nobody"
            yield f"{label.lower()} {said} (was {before})"


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
