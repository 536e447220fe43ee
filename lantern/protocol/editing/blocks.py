"""The parts of a rulebook that are added, changed and taken back one by one: a rule, a fact, a
change, a setting, a reading; each with the lines on which it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from lantern.protocol.editing.sheet import Listing, Mapping, Node, Sheet
from lantern.protocol.rule_reading import parameter_name

LISTS = {
    "rules": ("id",),
    "decisions": ("id",),
    "facts": ("name",),
    "changes": ("rule", "parameter"),
}
"""The lists of a rulebook, and what tells one of their items from another."""
PARAMETER = "parameter "
"""Before the name of a parameter that is changed, which might be that of a rule too."""
NAMED = ("parameters", "readings")
"""The sections in which every entry has a name."""


@dataclass(frozen=True, slots=True)
class Block:
    """One part and where it stands. `section` is empty for an entry of the rulebook itself."""

    section: str
    name: str
    start: int
    end: int
    is_flow: bool

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from every other part of one text."""
        return self.section, self.name


@dataclass(frozen=True, slots=True)
class Difference:
    """That a part stands in one text only, or otherwise in the other."""

    section: str
    name: str
    was: str
    now: str


def blocks(sheet: Sheet) -> dict[tuple[str, str], Block]:
    """Every part of a text, in its order."""
    found: dict[tuple[str, str], Block] = {}
    for one in _blocks(sheet):
        section, name = one.key
        number = 2
        while (section, name) in found:
            name, number = f"{one.name}#{number}", number + 1
        found[section, name] = Block(section, name, one.start, one.end, one.is_flow)
    return found


def _blocks(sheet: Sheet) -> Iterator[Block]:
    for key, value in sheet.root.value:
        if isinstance(value, Listing) and key.value in LISTS and value.value:
            yield from _items(sheet, key.value, value)
        elif isinstance(value, Mapping) and key.value in NAMED and value.value:
            for name, one in value.value:
                called = parameter_name(name.value)
                yield _entry(sheet, key.value, called, value, name, one)
        else:
            yield _entry(sheet, "", key.value, sheet.root, key, value)


def _items(sheet: Sheet, section: str, listing: Listing) -> Iterator[Block]:
    for number, one in enumerate(listing.value, start=1):
        words = (_called(sheet, one, key) for key in LISTS[section])
        name = next((word for word in words if word), str(number))
        if listing.flow_style:
            yield Block(section, name, one.start_mark.index, sheet.end(one), is_flow=True)
        else:
            start = _dash(sheet.text, one, listing)
            yield Block(section, name, start, sheet.line_end(sheet.end(one)), is_flow=False)


def _called(sheet: Sheet, one: Node, key: str) -> str:
    """The word that names an item; a rule and a parameter of one name are told apart."""
    word = sheet.word(one, key)
    return f"{PARAMETER}{word}" if word and key == "parameter" else word


def _dash(text: str, one: Node, listing: Listing) -> int:
    """The start of the line on which the dash of an item stands."""
    column = listing.start_mark.column
    start = text.rfind("\n", 0, one.start_mark.index) + 1
    while start and text[start + column : start + column + 1] != "-":
        start = text.rfind("\n", 0, start - 1) + 1
    return start


def _entry(
    sheet: Sheet, section: str, name: str, mapping: Mapping, key: yaml.Node, value: Node
) -> Block:
    start, end = key.start_mark.index, max(sheet.end(value), sheet.colon(key) + 1)
    if mapping.flow_style:
        return Block(section, name, start, end, is_flow=True)
    return Block(section, name, sheet.line_start(start), sheet.line_end(end), is_flow=False)


def differences(base: str, text: str) -> tuple[Difference, ...]:
    """Each part that is not the same in two texts: those of the second, then those it lacks."""
    old, new = Sheet.of(base), Sheet.of(text)
    was, now = blocks(old), blocks(new)
    found = [
        Difference(*key, _slice(old, was.get(key)), _slice(new, now.get(key)))
        for key in [*now, *(key for key in was if key not in now)]
    ]
    return tuple(one for one in found if one.was != one.now)


def _slice(sheet: Sheet, block: Block | None) -> str:
    return "" if block is None else sheet.text[block.start : block.end]


def without(text: str, section: str, name: str) -> str:
    """The text without one of its parts; a list goes with its last item."""
    sheet = Sheet.of(text)
    every = blocks(sheet)
    block = every[section, name]
    alike = [one for one in every.values() if one.section == section]
    if block.is_flow:
        return _without_flow(sheet, block, alike)
    start = block.start
    if section and len(alike) == 1:
        start = sheet.line_start(_heading(sheet, section))
    return text[: _lead(text, start)] + text[block.end :]


def _lead(text: str, start: int) -> int:
    """The end of the last line before this place that is not empty."""
    before = len(text[:start].rstrip())
    found = text.find("\n", before)
    return found if before and 0 <= found < start else 0


def _without_flow(sheet: Sheet, block: Block, alike: list[Block]) -> str:
    place = alike.index(block)
    start, end = block.start, block.end
    if place + 1 < len(alike):
        end = alike[place + 1].start
    elif place:
        start = alike[place - 1].end
    return sheet.text[:start] + sheet.text[end:]


def taken_back(text: str, base: str, section: str, name: str) -> str:
    """The text with one part as it stands in the text that it began as."""
    old, new = Sheet.of(base), Sheet.of(text)
    was, now = blocks(old).get((section, name)), blocks(new).get((section, name))
    if was is None:
        return text if now is None else without(text, section, name)
    if now is None:
        return _put_back(old, new, was)
    return text[: now.start] + base[was.start : was.end] + text[now.end :]


def _put_back(old: Sheet, new: Sheet, was: Block) -> str:
    """The text with a part that it lacks, behind what it stood behind."""
    if was.is_flow:
        return _put_back_flow(old, new, was)
    now = blocks(new)
    before = [one for one in blocks(old).values() if one.start < was.start]
    missing = [one for one in before if one.key not in now]
    start = _lead(old.text, was.start)
    anchors = [one for one in before if one.key in now]
    if was.section and any(section == was.section for section, _ in now):
        anchors = [one for one in anchors if one.section == was.section]
        begins, place = _begins(old, was.section), _begins(new, was.section)
    else:
        begins = place = 0
        if was.section:
            start = _lead(old.text, old.line_start(_heading(old, was.section)))
    if anchors:
        begins, place = anchors[-1].end, now[anchors[-1].key].end
    between = _between(old, begins, start, missing)
    place += len(between) if new.text.startswith(between, place) else 0
    piece = _between(old, start, was.end, missing)
    return new.text[:place] + piece + new.text[place:]


def _heading(sheet: Sheet, section: str) -> int:
    """Where the key of a section stands."""
    keys = (key for key, _ in sheet.root.value if key.value == section)
    return int(next(keys).start_mark.index)


def _begins(sheet: Sheet, section: str) -> int:
    """The end of the line on which the key of a section stands."""
    return sheet.line_end(_heading(sheet, section))


def _between(sheet: Sheet, start: int, end: int, missing: list[Block]) -> str:
    """What stands between two places, without the parts that are missing."""
    found = []
    for one in missing:
        lead = _lead(sheet.text, one.start)
        if start <= lead and one.end <= end:
            found.append(sheet.text[start:lead])
            start = one.end
    return "".join([*found, sheet.text[start:end]])


def _put_back_flow(old: Sheet, new: Sheet, was: Block) -> str:
    alike = [one for one in blocks(old).values() if one.section == was.section]
    now = blocks(new)
    place = alike.index(was)
    for one in reversed(alike[:place]):
        if one.key in now:
            end = now[one.key].end
            return f"{new.text[:end]}, {old.text[was.start : was.end]}{new.text[end:]}"
    for one in alike[place + 1 :]:
        if one.key in now:
            start = now[one.key].start
            return f"{new.text[:start]}{old.text[was.start : was.end]}, {new.text[start:]}"
    return _filled(old, new, was)


def _filled(old: Sheet, new: Sheet, was: Block) -> str:
    """A list between brackets that has lost every item."""
    whole = blocks(new).get(("", was.section))
    if whole is None:
        return new.text
    place = new.text.index("[" if was.section in LISTS else "{", whole.start) + 1
    return new.text[:place] + old.text[was.start : was.end] + new.text[place:]
