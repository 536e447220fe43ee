"""Changes of what a rulebook says: a rule, a setting, a reading.

A rule of the rulebook's own is changed where it stands. One of a wider layer is changed under
`changes`, with the reason and who agreed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lantern.core.errors import Invalid
from lantern.protocol.documents import Entries, Part
from lantern.protocol.editing.blocks import blocks, without
from lantern.protocol.editing.sheet import Mapping, Sheet
from lantern.protocol.editing.written import Written, one_line, value_of
from lantern.protocol.rule_reading import RULE_KEYS, parameter_name
from lantern.protocol.versions import Protocol

GROUNDS = ("reason", "approved_by", "on", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """Why something is changed, and who agreed to it on which day."""

    reason: str
    agreed_by: str
    on: date

    @property
    def source(self) -> dict[str, Written]:
        """The agreement as the source of an entry."""
        return {"agreed_by": one_line(self.agreed_by), "on": self.on.isoformat()}

    @property
    def entries(self) -> dict[str, Written]:
        """What a change says of its grounds."""
        return {
            "reason": one_line(self.reason),
            "approved_by": one_line(self.agreed_by),
            "on": self.on.isoformat(),
            "source": self.source,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Which roles are told when a duty arises, is due soon and is overdue."""

    arises: tuple[str, ...] = ()
    due_soon: tuple[str, ...] = ()
    before: Written = ""
    overdue: tuple[str, ...] = ()

    @property
    def written(self) -> Written:
        """As a rule says it."""
        found: dict[str, Written] = {}
        if self.arises:
            found["arises"] = list(self.arises)
        if self.due_soon:
            found["due_soon"] = {"before": self.before, "roles": list(self.due_soon)}
        if self.overdue:
            found["overdue"] = list(self.overdue)
        return found


def with_entry(text: str, rule: str, key: str, value: Written, grounds: Grounds) -> str:
    """The text in which an entry of a rule, its own or a wider layer's, has this value."""
    sheet = Sheet.of(text)
    own = _item(sheet, "rules", "id", rule)
    if own is None:
        return _with_changed(sheet, rule, key, value, grounds)
    found = sheet.with_value(own, key, value, after=_before(sheet, own, key))
    return _with_source(found, ("rules", "id", rule), grounds)


def without_rule(text: str, rule: str, grounds: Grounds) -> str:
    """The text under which a rule no longer binds. One of its own goes, with the facts that only it
    read; one of a wider layer is switched off with the reason."""
    sheet = Sheet.of(text)
    if _item(sheet, "rules", "id", rule) is not None:
        return without_unread(without(text, "rules", rule), text)
    given = {"rule": rule, "off": "yes", **grounds.entries}
    if any("off" in _keys(one) for one in _changes(sheet, "rule", rule)):
        raise Invalid({"": "This rule is switched off already"})
    for name in reversed(list(_changes_called(sheet, rule))):
        text = without(text, "changes", name)
    return Sheet.of(text).with_item("changes", given)


def with_rule_again(text: str, rule: str) -> str:
    """The text under which a wider layer's rule, switched off here, binds again."""
    sheet = Sheet.of(text)
    named = zip(_changes(sheet, "rule", rule), _changes_called(sheet, rule), strict=True)
    for change, name in named:
        if "off" in _keys(change):
            return without(text, "changes", name)
    raise Invalid({"": "This rule is not switched off here"})


def with_parameter(text: str, name: str, value: str, grounds: Grounds) -> str:
    """The text in which a setting, its own or a wider layer's, has this value."""
    sheet = Sheet.of(text)
    own = _named(sheet, "parameters", name)
    if own is not None:
        key, part = own
        if not isinstance(part, Mapping):
            raise Invalid({"value": "This setting can be changed only as text"})
        found = sheet.with_value(part, "value", value)
        return _with_source(found, ("parameters", key), grounds)
    changed = list(_changes(sheet, "parameter", name))
    given: dict[str, Written] = {"value": value, **grounds.entries}
    if not changed:
        return sheet.with_item("changes", {"parameter": name, **given})
    return _all_set(text, "parameter", name, len(changed) - 1, given)


def with_reading(text: str, name: str, option: str, grounds: Grounds) -> str:
    """The text that reads a silent source so."""
    sheet = Sheet.of(text)
    given: Written = {
        "option": option,
        **{key: value for key, value in grounds.entries.items() if key != "source"},
    }
    section = sheet.get(sheet.root, "readings")
    if isinstance(section, Mapping):
        return sheet.with_value(section, name, given)
    return sheet.with_value(sheet.root, "readings", {name: given}, after="extends")


def limit_of(old: Part | None, limit: str) -> Written:
    """A new limit; one that is counted from an event stays counted from it."""
    if isinstance(old, Entries) and "from" in old.entries:
        return {"limit": limit, "from": value_of(old.entries["from"])}
    return limit


def entry_of(protocol: Protocol, rule: str, key: str) -> Part | None:
    """What an entry of a rule says at last, from the narrowest layer that says it."""
    for book in reversed(protocol.layers):
        for change in reversed(book.changes):
            if change.rule == rule and change.sets is not None and key in change.sets.entries:
                return change.sets.entries[key]
        entries = book.entries.get(rule)
        if entries is not None:
            return entries.get(key)
    return None


def without_unread(text: str, before: str) -> str:
    """The text without the facts that it declares, nothing in it speaks of any longer, and
    something spoke of before."""
    for section, name in list(blocks(Sheet.of(text))):
        if section == "facts" and _speaks(before, name) and not _speaks(text, name):
            text = without(text, section, name)
    return text


def _speaks(text: str, fact: str) -> bool:
    """Whether a text names a fact beside declaring it."""
    return text.count(fact) > sum(
        name == fact for section, name in blocks(Sheet.of(text)) if section == "facts"
    )


def _with_changed(sheet: Sheet, rule: str, key: str, value: Written, grounds: Grounds) -> str:
    found = list(_changes(sheet, "rule", rule))
    if any("off" in _keys(one) for one in found):
        raise Invalid({"": "This rule is switched off. Switch it on before you change it"})
    text = sheet.text
    for place in reversed(range(len(found))):
        sets = sheet.get(found[place], "set")
        if not isinstance(sets, Mapping) or key not in _keys(sets):
            continue
        if len(sets.value) == 1:
            text = sheet.with_value(sets, key, value)
            return _all_set(text, "rule", rule, place, grounds.entries)
        text = sheet.without_key(sets, key)
        break
    given = {"rule": rule, "set": {key: value}, **grounds.entries}
    return Sheet.of(text).with_item("changes", given)


def _all_set(text: str, noun: str, name: str, place: int, given: dict[str, Written]) -> str:
    """The text in which one change says all of this."""
    for key, value in given.items():
        sheet = Sheet.of(text)
        change = list(_changes(sheet, noun, name))[place]
        text = sheet.with_value(change, key, value, after=_behind(change, key))
    return text


def _behind(change: Mapping, key: str) -> str:
    """The entry behind which a new one stands in a change."""
    order = ("rule", "parameter", "set", "off", "value", *GROUNDS)
    here = [name for name in order[: order.index(key)] if name in _keys(change)]
    return here[-1] if here else ""


def _with_source(text: str, where: tuple[str, ...], grounds: Grounds) -> str:
    """The text in which a local decision says by whom it was agreed last. An entry that rests on
    the paragraph of a document goes on resting on it."""
    sheet = Sheet.of(text)
    named = len(where) == len(("section", "name"))
    part = sheet.get(sheet.root, *where) if named else _item(sheet, *where)
    if not isinstance(part, Mapping) or sheet.get(part, "source", "document") is not None:
        return text
    return sheet.with_value(part, "source", grounds.source)


def _before(sheet: Sheet, rule: Mapping, key: str) -> str:
    """The entry of a rule behind which a new one stands."""
    here = [name for name in RULE_KEYS[: RULE_KEYS.index(key)] if name in _keys(rule)]
    return here[-1] if here else ""


def _keys(mapping: Mapping) -> list[str]:
    return [key.value for key, _ in mapping.value]


def _item(sheet: Sheet, section: str, key: str, name: str) -> Mapping | None:
    return next((one for one in sheet.mappings(section) if sheet.word(one, key) == name), None)


def _named(sheet: Sheet, section: str, name: str) -> tuple[str, object] | None:
    whole = sheet.get(sheet.root, section)
    if not isinstance(whole, Mapping):
        return None
    every = ((key.value, value) for key, value in whole.value)
    return next((one for one in every if parameter_name(one[0]) == name), None)


def _changes(sheet: Sheet, noun: str, name: str) -> Iterator[Mapping]:
    """The changes of one rule or parameter, in their order."""
    for one in sheet.mappings("changes"):
        word = sheet.word(one, noun)
        if (parameter_name(word) if noun == "parameter" else word) == name:
            yield one


def _changes_called(sheet: Sheet, rule: str) -> Iterator[str]:
    """The names of the changes of one rule among the parts of the text."""
    for section, name in blocks(sheet):
        if section == "changes" and name.partition("#")[0] == rule:
            yield name
