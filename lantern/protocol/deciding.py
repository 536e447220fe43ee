"""What a story expects of a decision: which values may be chosen, and which rules are against the
rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lantern.protocol.definitions import FactDefinition
from lantern.protocol.entries import EntryReader
from lantern.protocol.faults import Faults, Place, did_you_mean, one_of
from lantern.vocabulary.role import Role

KEYS = (
    "decides",
    "by",
    "at",
    "allowed",
    "refused",
    "forced",
    "preset",
    "warned",
    "grounds",
    "working",
    "note",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deciding:
    """What may be decided at an instant by a role, as known by then; `refused` has, for each value
    that may not be chosen, the rules that are against it."""

    decides: str
    by: str
    at: datetime
    allowed: tuple[str, ...]
    refused: Mapping[str, tuple[str, ...]]
    forced: str
    preset: str
    warned: tuple[str, ...]
    grounds: tuple[str, ...]
    working: str
    place: Place


@dataclass(slots=True)
class DecidingReader:
    """Reads the expected decisions of one story."""

    vocabulary: Mapping[str, FactDefinition]
    faults: Faults

    def read(self, one: EntryReader, at: datetime) -> Deciding | None:
        """What is expected of a decision at an instant."""
        one.only(*KEYS)
        fact = self._decided(one)
        if fact is None:
            return None
        refused = one.mapping("refused")
        names = refused.part.entries if refused is not None else ()
        return Deciding(
            decides=fact.name,
            by=one.word("by", list(Role)) if one.part.get("by") is not None else "",
            at=at,
            allowed=one.texts("allowed"),
            refused={name: refused.texts(name) for name in names} if refused else {},
            forced=one.text("forced", ""),
            preset=one.text("preset", ""),
            warned=one.texts("warned"),
            grounds=one.texts("grounds"),
            working=one.text("working", ""),
            place=one.place,
        )

    def _decided(self, one: EntryReader) -> FactDefinition | None:
        """The fact that is decided; the values named of it must be its own."""
        fact = self.vocabulary.get(one.text("decides"))
        if fact is None or not fact.values:
            known = [name for name, each in self.vocabulary.items() if each.values]
            hint = did_you_mean(one.text("decides", ""), known)
            self.faults.add(one.place_of("decides"), "there is no such decision", hint)
            return None
        refused = one.mapping("refused")
        named = [
            *one.texts("allowed"),
            *one.texts("warned"),
            *(refused.part.entries if refused is not None else ()),
        ]
        named += [one.text(key) for key in ("forced", "preset") if one.part.get(key) is not None]
        for value in named:
            if value not in fact.values:
                hint = did_you_mean(value, fact.values) or one_of(fact.values)
                self.faults.add(one.place, f"{fact.name} has no value “{value}”", hint)
        return fact
