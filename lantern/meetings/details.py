"""What the record of one child's meeting holds; stored as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lantern.episodes.codec import from_json, to_json
from lantern.vocabulary.meeting import Came, LegalChoice, LegalStep, Part, Placed, Reach


@dataclass(frozen=True, kw_only=True)
class Attended:
    """Whether a member took part, by the member's key."""

    member: str
    came: Came


@dataclass(frozen=True, kw_only=True)
class Shared:
    """What one agency shared, and who may read it."""

    agency: str
    words: str
    reach: Reach = Reach.EVERYBODY
    agency_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class PartSaid:
    """What was said on one part of the agenda."""

    part: Part
    words: str


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """A legal step that was considered, what the record warned of, and the reason against that."""

    step: LegalStep
    choice: LegalChoice
    warned: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Record:
    """All that the chair's record holds, beside when it was held and its review date."""

    attended: tuple[Attended, ...] = ()
    shared: tuple[Shared, ...] = ()
    parts: tuple[PartSaid, ...] = ()
    legal: tuple[Weighed, ...] = ()
    placed: Placed | None = None
    media_decided: bool = False
    harbouring_agreed: bool = False
    organised_abuse: bool = False
    hub_consulted: bool = False

    def said(self, part: Part) -> str:
        """What was said on this part; empty where nothing was."""
        return next((one.words for one in self.parts if one.part is part), "")

    def came(self, member: str) -> Came | None:
        """Whether this member took part."""
        return next((one.came for one in self.attended if one.member == member), None)


def write(record: Record) -> dict[str, Any]:
    """The record as JSON can hold it."""
    written: dict[str, Any] = to_json(record)
    return written


def read(written: Mapping[str, Any]) -> Record:
    """The record that was written."""
    return from_json(Record, written)
