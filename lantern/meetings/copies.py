"""Which agency reads which part of a meeting's record (IS-060 to IS-066). Pure.

What opens a part is what opens the same matter elsewhere in the child's record. Each agency reads
what it shared itself, whatever its reach.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from lantern.access.sharing import EMERGENCY, SYSTEM, Sight
from lantern.access.sharing import Part as Opened
from lantern.meetings.details import PartSaid, Record, Shared, Weighed
from lantern.vocabulary.agency import InvolvementBasis
from lantern.vocabulary.meeting import Part, Reach

OPENED_BY: Final[Mapping[Part, Opened]] = {
    Part.KNOWN: Opened.ABSENCES,
    Part.DONE: Opened.ENQUIRIES,
    Part.NEEDED: Opened.ENQUIRIES,
    Part.LOCATING: Opened.ENQUIRIES,
    Part.LEGAL: Opened.STATUS,
    Part.PLACED: Opened.PLACEMENT,
    Part.MEDIA: Opened.ABSENCES,
    Part.HARBOURING: Opened.INTELLIGENCE,
    Part.PREVENTING: Opened.CONCERNS,
    Part.ORGANISED: Opened.INTELLIGENCE,
    Part.DYNAMICS: Opened.INTELLIGENCE,
    Part.DECISIONS: Opened.ABSENCES,
}
"""What of a child's record somebody must see to read each part of the meeting's."""
_SOCIAL_CARE: Final = frozenset({InvolvementBasis.RESPONSIBLE_AUTHORITY.value, SYSTEM})
REACHES: Final[Mapping[Reach, frozenset[str] | None]] = {
    Reach.EVERYBODY: None,
    Reach.POLICE_AND_SOCIAL_CARE: _SOCIAL_CARE
    | {InvolvementBasis.POLICE.value, InvolvementBasis.HOST_AUTHORITY.value, EMERGENCY},
    Reach.SOCIAL_CARE: _SOCIAL_CARE,
}
"""The bases of involvement on which what was shared may be read; None: by all who were invited."""


@dataclass(frozen=True, kw_only=True)
class Reader:
    """An agency that reads the record: what of the child's record it sees, and which it is."""

    sight: Sight
    agency_id: int | None

    def may_read(self, one: Shared) -> bool:
        """Whether what an agency shared is in this agency's copy."""
        if one.agency_id is not None and one.agency_id == self.agency_id:
            return True
        bases = REACHES[one.reach]
        return bases is None or self.sight.basis in bases

    def sees(self, part: Part) -> bool:
        """Whether this part is in this agency's copy."""
        return self.sight.shows(OPENED_BY[part])


@dataclass(frozen=True, kw_only=True)
class Copy:
    """The record as one agency reads it. `is_whole` says that nothing was left out."""

    shared: tuple[Shared, ...]
    parts: tuple[PartSaid, ...]
    legal: tuple[Weighed, ...]
    shows_placed: bool
    is_whole: bool


def copy_of(record: Record, reader: Reader) -> Copy:
    """What of the record this agency reads."""
    shared = tuple(one for one in record.shared if reader.may_read(one))
    parts = tuple(one for one in record.parts if reader.sees(one.part))
    legal = record.legal if reader.sees(Part.LEGAL) else ()
    whole = (len(shared), len(parts), len(legal)) == (
        len(record.shared),
        len(record.parts),
        len(record.legal),
    )
    return Copy(
        shared=shared,
        parts=parts,
        legal=legal,
        shows_placed=reader.sees(Part.PLACED),
        is_whole=whole and (record.placed is None or reader.sees(Part.PLACED)),
    )
