"""The text of a rulebook with the place of each of its parts, so that one can be changed in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from lantern.protocol.documents import LOADER, read_text
from lantern.protocol.editing.written import Written, after_key, flow, item
from lantern.protocol.faults import Fault, Faults

Mapping = yaml.MappingNode
Listing = yaml.SequenceNode
Node = yaml.Node


class Unreadable(Exception):
    """The text is no mapping of names to values, so nothing in it can be found."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text and its parts. An edit gives a new text; the sheet stays as it was."""

    text: str
    root: Mapping

    @classmethod
    def of(cls, text: str) -> "Sheet":
        """The sheet of a text. Raises Unreadable where it can't be read."""
        faults = Faults()
        if read_text(text, Path("the text"), faults) is None or faults.found:
            raise Unreadable(faults.sorted())
        root = yaml.compose(text, Loader=LOADER)
        assert isinstance(root, Mapping)  # noqa: S101  as was just read
        return cls(text, root)

    def end(self, node: Node) -> int:
        """Where the last word of a part ends; what follows is space, or a remark."""
        if not isinstance(node, Mapping | Listing) or node.flow_style:
            start, end = int(node.start_mark.index), int(node.end_mark.index)
            return start + len(self.text[start:end].rstrip())
        last = node.value[-1]
        if isinstance(node, Mapping):
            key, value = last
            return max(self.end(value), self.colon(key) + 1)
        return max(self.end(last), int(last.start_mark.index))

    def line_end(self, at: int) -> int:
        """The end of the line in which a place is."""
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found

    def line_start(self, at: int) -> int:
        """The start of the line in which a place is."""
        return self.text.rfind("\n", 0, at) + 1

    def with_value(self, mapping: Mapping, key: str, value: Written, *, after: str = "") -> str:
        """The text with this value under a key; a new key stands behind another, or at the end."""
        for one, old in mapping.value:
            if one.value == key:
                return self._replaced(mapping, one, old, value)
        return self._inserted(mapping, key, value, after)

    def without_key(self, mapping: Mapping, key: str) -> str:
        """The text without this entry of a mapping that has others."""
        names = [one.value for one, _ in mapping.value]
        place = names.index(key)
        (one, value) = mapping.value[place]
        if place == 0:
            following = mapping.value[1][0].start_mark.index
            return self.text[: one.start_mark.index] + self.text[following:]
        before = self.end(mapping.value[place - 1][1])
        before = max(before, self.colon(mapping.value[place - 1][0]) + 1)
        if mapping.flow_style:
            return self.text[:before] + self.text[self.end(value) :]
        after = self.line_end(max(self.end(value), self.colon(one) + 1))
        return self.text[: self.line_end(before)] + self.text[after:]

    def with_item(self, section: str, given: dict[str, Written]) -> str:
        """The text with one more item at the end of a list; the list is made where it is not."""
        found = self.get(self.root, section)
        if found is None and not self.root.flow_style:
            place = len(self.text.rstrip())
            new = f"\n\n{section}:\n\n{item(given, 2)}"
        elif not isinstance(found, Listing):
            return self.with_value(self.root, section, [given])
        elif found.flow_style:
            place = self.end(found.value[-1]) if found.value else found.start_mark.index + 1
            new = f"{', ' if found.value else ''}{flow(given)}"
        else:
            place = self.line_end(self.end(found))
            new = f"\n\n{item(given, found.start_mark.column)}"
        return self.text[:place] + new + self.text[place:]

    def get(self, mapping: Node | None, *keys: str) -> Node | None:
        """The part under these keys, one inside another."""
        for key in keys:
            if not isinstance(mapping, Mapping):
                return None
            mapping = next((value for one, value in mapping.value if one.value == key), None)
        return mapping

    def mappings(self, section: str) -> Iterator[Mapping]:
        """Each mapping of a list."""
        found = self.get(self.root, section)
        if isinstance(found, Listing):
            yield from (one for one in found.value if isinstance(one, Mapping))

    def word(self, mapping: Node | None, *keys: str) -> str:
        """The text under these keys, or nothing."""
        found = self.get(mapping, *keys)
        return found.value.strip() if isinstance(found, yaml.ScalarNode) else ""

    def colon(self, key: Node) -> int:
        """Where the colon behind a key stands."""
        return max(self.text.find(":", key.end_mark.index), key.end_mark.index)

    def _replaced(self, mapping: Mapping, key: Node, old: Node, value: Written) -> str:
        start = self.colon(key) + 1
        end = max(self.end(old), start)
        if mapping.flow_style:
            return f"{self.text[:start]} {flow(value)}{self.text[end:]}"
        remark = self._remark(start, old)
        found = after_key(key.value, value, mapping.start_mark.column)
        first, below, rest = found.partition("\n")
        return f"{self.text[:start]}{first}{remark}{below}{rest}{self.text[end:]}"

    def _remark(self, start: int, old: Node) -> str:
        """A remark behind the key of a value that stands below it."""
        line = self.text[start : self.line_end(start)]
        below = old.start_mark.index > start + len(line)
        folded = isinstance(old, yaml.ScalarNode) and old.style in ("|", ">")
        if not (below or folded) or "#" not in line:
            return ""
        return f"  {line[line.index('#') :].rstrip()}"

    def _inserted(self, mapping: Mapping, key: str, value: Written, after: str) -> str:
        names = [one.value for one, _ in mapping.value]
        if not names:
            place = mapping.start_mark.index + 1
            return f"{self.text[:place]}{flow(key)}: {flow(value)}{self.text[place:]}"
        one, old = mapping.value[names.index(after) if after in names else -1]
        place = max(self.end(old), self.colon(one) + 1)
        if mapping.flow_style:
            return f"{self.text[:place]}, {flow(key)}: {flow(value)}{self.text[place:]}"
        place = self.line_end(place)
        indent = mapping.start_mark.column
        new = f"\n{' ' * indent}{flow(key)}:{after_key(key, value, indent)}"
        return self.text[:place] + new + self.text[place:]
